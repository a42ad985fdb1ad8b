"""One method of one address: what it needs, accepts and answers. `accounts.guard.resource` makes routes of these."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from starlette.datastructures import QueryParams

from heating.http import parsing

KIB: Final = 1024
MIB: Final = 1024 * KIB


class Public:
    """`needs=Public`: anyone, signed in or not; the route function gets `actor=None` for a stranger."""


class SignedIn:
    """`needs=SignedIn`: whoever is signed in, whatever the role."""


Needs = StrEnum | type[Public] | type[SignedIn]


@dataclass(kw_only=True)
class Endpoint:
    """Describes one method; the parsers of its body and query are built once."""

    fn: Callable[..., Awaitable[object]] = field(kw_only=False)
    """`fn(request, actor)`, also given `body=` if `accepts` is set and `query=` if `query` is. It returns a struct, a
    list or a dict (JSON with `status`), None (204), or a Response."""
    needs: Needs
    accepts: Any = None
    """The struct of a JSON body."""
    consumes: Sequence[str] = ()
    """Media types of a body that `fn` reads by itself: `await request.body()`, `request.form()`."""
    query: Any = None
    """The struct of the query parameters."""
    answers: Any = None
    """The struct of the answer, for the OpenAPI document; None for no content, or for bytes of the type `content`."""
    status: int = 200
    also: Sequence[int] = ()
    """Other statuses of success that a Response of `fn` may have."""
    limit: int = 64 * KIB
    """The largest body in bytes, after unpacking."""
    summary: str = ""
    content: str = "application/json"
    parse_body: Callable[[bytes], Any] | None = field(init=False, default=None)
    parse_query: Callable[[QueryParams], Any] = field(init=False)

    def __post_init__(self) -> None:
        self.summary = self.summary or self.fn.__name__.replace("_", " ").capitalize()
        if self.accepts is not None:
            self.parse_body = parsing.json_body(self.accepts)
        self.parse_query = parsing.no_query if self.query is None else parsing.query_string(self.query)

    @property
    def takes_body(self) -> bool:
        return self.accepts is not None or bool(self.consumes)


endpoint = Endpoint
