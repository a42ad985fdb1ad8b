"""What the hazards' routes and the phones' operations take and answer."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.hazards.evidence import HazardPhoto, LabelScan, Position
from heating.hazards.rules import Grade, Source, Status
from heating.http.fields import Line, Moment, Note, PathOrAll, Search
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
    kind: str


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


class HazardFilter(PageQuery, frozen=True, kw_only=True):
    """`q` looks in number, title and description. Without `status`, `open=true` shows what is not closed."""

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
