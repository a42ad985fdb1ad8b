"""What a roster is made of. A duty runs from `starts_at` up to, but not including, `ends_at`; all moments are aware."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.accounts.rules import OrganizationKind, Role
from heating.lib.wording import Language

SIGN_IN_BEFORE = timedelta(minutes=30)
"""How long before it begins a watch can be signed in for."""
VACANT_AFTER = timedelta(minutes=10)
LONGEST_SHIFT = timedelta(days=7)
_FEWEST_DIGITS = 5
"""Of a number that can be called: "12345" is one."""


class Post(StrEnum):
    """A leader in charge (带班领导) and an officer on duty (值守人员): two people at every moment."""

    LEADER = "leader"
    OFFICER = "officer"


class RosterStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Via(StrEnum):
    """How somebody comes to be on duty. `account` is the default where there is no roster: the role of an account."""

    ROSTER = "roster"
    OVERRIDE = "override"
    SWAP = "swap"
    REINFORCEMENT = "reinforcement"
    ACCOUNT = "account"


class SwapStatus(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Unreachable(StrEnum):
    """Why somebody on duty cannot be reached."""

    NO_PHONE = "no_phone"
    DISABLED = "disabled"


class Place(NamedTuple):
    """Whom a roster is for. `area` "" is everywhere the organization works."""

    organization: str
    area: str


class Window(NamedTuple):
    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at

    def overlap(self, other: "Window") -> "Window | None":
        both = Window(max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at))
        return both if both.starts_at < both.ends_at else None


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody with an account. The paths are his own. `skills` are the categories of work he takes; none: all."""

    id: UUID
    name: str
    username: str = ""
    role: Role
    organization: str
    area: str
    phone: str
    language: Language = "zh"
    disabled: bool = False
    skills: frozenset[str] = frozenset()

    @property
    def unreachable(self) -> Unreachable | None:
        if self.disabled:
            return Unreachable.DISABLED
        return None if is_reachable(self.phone) else Unreachable.NO_PHONE


def is_reachable(phone: str) -> bool:
    return sum(letter.isdigit() for letter in phone) >= _FEWEST_DIGITS


class Shift(NamedTuple):
    """What the published roster says, before any change."""

    post: Post
    person: UUID
    starts_at: datetime
    ends_at: datetime

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)


class Change(NamedTuple):
    """Somebody else than the roster says, or somebody more: `via` is override, swap or reinforcement. Of overrides and
    swaps for one moment the one made last holds. It is of a place and not of one roster: what was agreed stays when
    the roster is published anew."""

    id: UUID
    via: Via
    post: Post
    person: UUID
    starts_at: datetime
    ends_at: datetime
    made_at: datetime

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)


class Watch(NamedTuple):
    """A stretch of duty as it is after all changes: one person at one post. It is signed in for and handed over.
    `known_at` is since when it stands so: nobody is late for what he could not know."""

    post: Post
    person: UUID
    starts_at: datetime
    ends_at: datetime
    via: Via
    known_at: datetime

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)

    @property
    def sign_in_by(self) -> datetime:
        return max(self.starts_at, self.known_at) + VACANT_AFTER


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """One that was published, with as many of its shifts and of its place's changes as the question needs. It is in
    force from `published_at`; of several for a place and moment, the one published last is."""

    id: UUID
    organization: str
    kind: OrganizationKind
    area: str
    starts_at: datetime
    ends_at: datetime
    published_at: datetime
    retired_at: datetime | None = None
    shifts: tuple[Shift, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.organization, self.area)

    @property
    def people(self) -> set[UUID]:
        return {shift.person for shift in self.shifts} | {change.person for change in self.changes}

    def in_force(self, at: datetime) -> bool:
        is_published = self.published_at <= at and (self.retired_at is None or at < self.retired_at)
        return is_published and self.starts_at <= at < self.ends_at


def sign_in_key(place: Place, watch: Watch) -> str:
    """The same watch has the same key, whichever version of the roster it comes from."""
    moment = int(watch.starts_at.timestamp())
    return f"{place.organization} {place.area} {watch.post} {watch.person} {moment}"
