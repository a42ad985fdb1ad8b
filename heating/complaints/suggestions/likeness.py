"""Whether two complaints are about the same: by what they say, where they come from, and what they are about.

Texts are alike by the share of their pairs of characters that they have in common (Dice's coefficient).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from heating.complaints.suggestions.text import pieces, plain

_ENOUGH = 0.4
_ALIKE = 0.5
"""From here two texts say the same, for people."""


class Shared(StrEnum):
    """What two complaints have in common."""

    HOME = "home"
    BUILDING = "building"
    STATION = "station"
    CATEGORY = "category"
    TEXT = "text"


_NEARNESS = {Shared.HOME: 0.4, Shared.BUILDING: 0.25, Shared.STATION: 0.15}
_CATEGORY = 0.15
_TEXT = 0.45


class Matter(NamedTuple):
    """What of a complaint is compared. `home` is unit and room of the building as one key."""

    text: str
    category: str | None
    building: UUID | None
    station: UUID | None
    home: str | None


class Candidate(NamedTuple):
    id: UUID
    received_at: datetime
    matter: Matter


class Likeness(NamedTuple):
    """`degree` from 0 to 1."""

    id: UUID
    degree: float
    shared: Sequence[Shared]


def alike(matter: Matter, candidates: Iterable[Candidate], most: int) -> list[Likeness]:
    """Those alike enough for a person to look at, the likest first, the newest of equals first."""
    own = _pairs(matter.text)
    compared = [(candidate, _likeness(matter, own, candidate)) for candidate in candidates]
    enough = [(candidate, likeness) for candidate, likeness in compared if likeness.degree >= _ENOUGH]
    enough.sort(key=lambda pair: (-pair[1].degree, -pair[0].received_at.timestamp()))
    return [likeness for _, likeness in enough[:most]]


def _likeness(matter: Matter, own: set[str], candidate: Candidate) -> Likeness:
    other = candidate.matter
    near = _nearest(matter, other)
    same_category = matter.category is not None and matter.category == other.category
    text = _dice(own, _pairs(other.text))
    degree = _TEXT * text + (_NEARNESS[near] if near else 0) + (_CATEGORY if same_category else 0)
    shared = [
        *([near] if near else []),
        *([Shared.CATEGORY] if same_category else []),
        *([Shared.TEXT] if text >= _ALIKE else []),
    ]
    return Likeness(candidate.id, round(degree, 3), shared)


def _nearest(one: Matter, other: Matter) -> Shared | None:
    if one.home is not None and one.home == other.home:
        return Shared.HOME
    if one.building is not None and one.building == other.building:
        return Shared.BUILDING
    if one.station is not None and one.station == other.station:
        return Shared.STATION
    return None


def _dice(one: set[str], other: set[str]) -> float:
    together = len(one) + len(other)
    return 2 * len(one & other) / together if together else 0.0


def _pairs(text: str) -> set[str]:
    return pieces(plain(text), (2,))
