"""What the routes of duty take and answer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.duty.faults import FaultKind
from heating.duty.line import Why
from heating.duty.patterns import Plan
from heating.duty.rules import Post, RosterStatus, Unreachable, Via
from heating.http.fields import Moment, Name, Path, PathOrAll, Positive, Search
from heating.http.paging import PageQuery
from heating.lib.wording import Text

Category = Annotated[str, Meta(min_length=1, max_length=64)]


class Person(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Reachable(Person, frozen=True):
    """The telephone is the one at work."""

    phone: str


class NewRoster(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`area` "" is everywhere the organization works. The season is the one the plan begins in."""

    id: UUID
    name: Name
    organization: Path
    area: PathOrAll = ""
    plan: Plan


class RosterBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version` is the one that was read."""

    name: Name
    plan: Plan
    version: Positive


class VersionBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Positive


class RosterFilter(PageQuery, frozen=True, kw_only=True):
    organization: Path | None = None
    area: Path | None = None
    status: RosterStatus | None = None


class RosterItem(msgspec.Struct, frozen=True, kw_only=True):
    """`writable`: may whoever asks change it?"""

    id: UUID
    name: str
    organization: str
    area: str
    season: UUID
    status: RosterStatus
    starts_at: datetime
    ends_at: datetime
    version: int
    created_by: str
    published_at: datetime | None
    published_by: str | None
    retired_at: datetime | None
    writable: bool


class FaultItem(msgspec.Struct, frozen=True, kw_only=True):
    kind: FaultKind
    post: Post
    starts_at: datetime
    ends_at: datetime
    people: list[Person]
    detail: Text


class WatchItem(msgspec.Struct, frozen=True, kw_only=True):
    post: Post
    person: Person
    starts_at: datetime
    ends_at: datetime
    via: Via


class RosterShown(RosterItem, frozen=True, kw_only=True):
    """`faults` are those that its publication would be refused for; of a published one, who of its people cannot be
    reached or may not serve any more."""

    plan: Plan
    people: list[Reachable]
    faults: list[FaultItem]


class SpanQuery(msgspec.Struct, frozen=True, kw_only=True):
    """At most 62 days."""

    starts_at: Moment
    ends_at: Moment


class PlaceQuery(msgspec.Struct, frozen=True, kw_only=True):
    organization: Path
    area: PathOrAll = ""
    at: Moment | None = None


class OnDutyItem(msgspec.Struct, frozen=True, kw_only=True):
    person: Reachable
    post: Post
    organization: str
    area: str
    via: Via
    since: datetime | None
    until: datetime | None
    vacant: bool
    unreachable: Unreachable | None


class DutyShown(msgspec.Struct, frozen=True, kw_only=True):
    """`line` is everybody in the order in which they are tried, those on duty first."""

    at: datetime
    organization: str
    area: str
    officers: list[OnDutyItem]
    leader: OnDutyItem | None
    line: list[OnDutyItem]
    roster: UUID | None
    why: Why
    climbed: bool


class PostItem(msgspec.Struct, frozen=True, kw_only=True):
    """A post at this moment. `sign_in_by` is when it falls vacant if nobody comes; `next` takes over."""

    organization: str
    area: str
    post: Post
    person: Reachable
    via: Via
    starts_at: datetime
    ends_at: datetime
    sign_in_by: datetime
    signed_at: datetime | None
    vacant: bool
    unreachable: Unreachable | None
    next: Reachable | None
    next_at: datetime | None
    roster: UUID
    writable: bool


class Posts(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    posts: list[PostItem]
    gaps: list["Uncovered"]


class Uncovered(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the season for which no roster is published. `area` is "" where it is so everywhere the organization
    works."""

    organization: str
    area: str
    name: Text
    starts_at: datetime
    ends_at: datetime


class DutyFilter(PageQuery, frozen=True, kw_only=True):
    organization: Path | None = None
    area: Path | None = None


class NewChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID
    organization: Path
    area: PathOrAll = ""
    post: Post = Post.OFFICER
    person: UUID
    starts_at: Moment
    ends_at: Moment
    reason: Annotated[str, Meta(min_length=1, max_length=200)]


class ChangeItem(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    via: Via
    organization: str
    area: str
    post: Post
    person: Person
    starts_at: datetime
    ends_at: datetime
    reason: str
    made_at: datetime
    made_by: str
    writable: bool


class SkillsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The categories of complaints a person takes; none: all of them. `version` is 0 the first time."""

    skills: Annotated[list[Category], Meta(max_length=200)]
    version: Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Skilled(msgspec.Struct, frozen=True, kw_only=True):
    person: Person
    organization: str
    skills: list[str]
    version: int


class Candidate(Reachable, frozen=True, kw_only=True):
    """Somebody who can be put on a roster of the organization, by name."""

    role: str
    organization: str
    reachable: bool


class CandidateFilter(msgspec.Struct, frozen=True, kw_only=True):
    organization: Path
    q: Search = ""


class Created(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
