"""What the hazards' routes and the phones' operations take and answer."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.deadlines.schemas import ClockRow
from heating.hazards.describing import Description
from heating.hazards.evidence import HazardPhoto, LabelScan, Position
from heating.hazards.rules import Grade, Source, Status
from heating.http.fields import Key, Line, Moment, Note, PathOrAll, Search
from heating.http.paging import PageQuery


class HazardReport(msgspec.Struct, frozen=True, kw_only=True):
    """A hazard that somebody saw. One of `asset` and `site` is needed; the site follows from the asset."""

    id: UUID
    title: Line
    grade: Grade
    photos: Annotated[tuple[HazardPhoto, ...], Meta(max_length=20)]
    site: UUID | None = None
    asset: UUID | None = None
    description: Note = ""
    position: Position | None = None
    label: LabelScan | None = None
    code: Key | None = None
    described: Description | None = None


class NewHazard(HazardReport, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as a request body; `happened_at` is now when it is not given."""

    happened_at: Moment | None = None


class Person(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """An organization that answers for a hazard."""

    path: str
    name: str
    name_en: str


class Supervision(msgspec.Struct, frozen=True, kw_only=True):
    """Listed for supervision 挂牌督办: the leader who answers for it, and since when."""

    leader: Person
    at: datetime


class OpenExtension(msgspec.Struct, frozen=True, kw_only=True):
    """A later date that somebody asked for and nobody has decided yet."""

    id: UUID
    due_on: date
    asked_by: Person
    asked_organization: str


class Hazard(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    site: Place
    asset: Place | None
    source: Source
    inspection: UUID | None
    item: str | None
    title: str
    title_en: str
    description: str
    grade: Grade
    status: Status
    photos: tuple[HazardPhoto, ...]
    reporter: Person
    responsible: Person | None
    organization: str
    area: str
    position: Position | None
    label: str | None
    happened_at: datetime
    received_at: datetime
    version: int
    household: UUID | None
    code: str | None
    described: Description | None
    weak_link: bool
    due_at: datetime | None
    """Of the tightest open clock."""
    overdue: bool
    clocks: list[ClockRow]
    """The open ones, tightest first."""
    unit: Unit
    confirmed_at: datetime | None
    rectify_due_at: datetime | None
    rectified_by: Person | None
    rectified_crew: str | None
    """The organization of whoever rectified."""
    rectified_at: datetime | None
    rectified_late: bool | None
    closed_by: Person | None
    closed_at: datetime | None
    reworks: int
    sightings: int
    """One more than it was seen again."""
    repeat_of: UUID | None
    """The hazard of the same item that was closed less than a year before."""
    supervised: Supervision | None
    plan_needed: bool
    plan_complete: bool
    extension: OpenExtension | None
    valid: bool | None
    """Whether the report was right; unknown until it is confirmed or dismissed."""


Sort = Literal["newest", "due"]


class HazardFilter(PageQuery, frozen=True, kw_only=True):
    """`q` looks in number, title and description. Without `status`, `open=true` shows what is not closed. `mine` is
    what the asker answers for; `sort=due` shows only what has a running clock, the tightest first."""

    q: Search = ""
    site: UUID | None = None
    asset: UUID | None = None
    inspection: UUID | None = None
    grade: Grade | None = None
    status: Status | None = None
    open: bool | None = None
    source: Source | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""
    since: Moment | None = None
    until: Moment | None = None
    mine: bool | None = None
    unit: PathOrAll = ""
    responsible: UUID | None = None
    reporter: UUID | None = None
    overdue: bool | None = None
    supervised: bool | None = None
    weak_link: bool | None = None
    plan_missing: bool | None = None
    code: Key | None = None
    sort: Sort = "newest"
