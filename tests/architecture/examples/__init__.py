"""An example of every route, from which test_permissions.py asks as every role, inside and outside of its scope.

Each capability has a module here with a dictionary `EXAMPLES`: (method, path as in the route) → Example. A route
without an example fails the tests. What is expected is not written in the example: it follows from the permission that
the route needs, from the role, and from whether the actor sees the place where the example's row lies.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any, Literal
from uuid import UUID

from heating.accounts.models import User
from heating.lib import clock
from tests.cast import Cast

_numbers = count(1)


def _this_hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Place:
    """Where the example's row is to lie."""

    organization: str
    area: str
    person: User
    """Someone there: on the own side the very person who asks. For rows that need a responsible or an owner."""
    cast: Cast
    number: int = field(default_factory=lambda: next(_numbers))
    """Never the same twice, for names that must be unique."""
    hour: datetime = field(default_factory=_this_hour)
    """The one that runs, the same in all of an example, though the next one begins meanwhile."""

    @property
    def person_id(self) -> UUID:
        return self.person.id


Names = Mapping[str, str]
"""What a subject is called: values for the path's parameters, and whatever body, query and shows need."""


async def _no_subject(_: Place) -> Names:
    return {}


@dataclass(frozen=True, kw_only=True)
class Example:
    subject: Callable[[Place], Awaitable[Names]] = _no_subject
    """Makes the row that is asked for, at the place."""
    body: Callable[[Place, Names], Any] | None = None
    """The JSON body."""
    content: Callable[[Place, Names], tuple[bytes, str]] | None = None
    """Another body, with its media type."""
    query: Callable[[Place, Names], Mapping[str, str]] | None = None
    shows: Callable[[Place, Names], str] | None = None
    """For lists: a text that the answer holds exactly when the actor sees the place."""
    tree: Literal["both", "organizations", "areas"] = "both"
    """Which of the actor's two subtrees holds the row back."""
    unscoped: bool = False
    """The same for everyone who may ask at all."""
    personal: bool = False
    """Only the person who asks has it, however far he sees."""
    good: frozenset[int] = frozenset({200, 201, 204})
    hidden: frozenset[int] = frozenset({404})
    """The answers to someone who may, but does not see the place."""


Examples = dict[tuple[str, str], Example]


def all_examples() -> Examples:
    found: Examples = {}
    for module in pkgutil.iter_modules(__path__):
        examples: Examples = importlib.import_module(f"{__name__}.{module.name}").EXAMPLES
        if twice := found.keys() & examples.keys():
            raise ValueError(f"{module.name} repeats {twice}")
        found |= examples
    return found
