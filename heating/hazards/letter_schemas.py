"""What the routes of supervision letters take and answer."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.hazards.evidence import HazardPhoto
from heating.hazards.rules import Grade, Status
from heating.hazards.schemas import Person, Unit
from heating.http.fields import Name, Note, Path, PathOrAll
from heating.http.paging import PageQuery

Words = Annotated[Note, Meta(min_length=1)]


class NewLetter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`organization` is the addressee, `leader` who signs it. Without `number` the next of the year is given out. The
    hazards are of the addressee's places or units."""

    id: UUID | None = None
    number: Annotated[str, Meta(max_length=60)] = ""
    title: Name
    text: Words
    leader: Name
    organization: Path
    due_on: date
    hazards: Annotated[tuple[UUID, ...], Meta(max_length=100)] = ()


class NewReply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Words
    photos: Annotated[tuple[HazardPhoto, ...], Meta(max_length=20)] = ()


class NewFollowUp(NewReply, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID | None = None


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    photos: tuple[HazardPhoto, ...]
    by: Person
    at: datetime


class LetterHazard(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    title: str
    title_en: str
    site_name: str
    site_name_en: str
    grade: Grade
    status: Status
    rectify_due_at: datetime | None


class LetterSummary(msgspec.Struct, frozen=True, kw_only=True):
    """`overdue`: not replied to by the end of `due_on`."""

    id: UUID
    number: str
    title: str
    leader: str
    due_on: date
    overdue: bool
    organization: Unit
    area: str
    issuer: Unit
    issued_by: Person
    issued_at: datetime
    replied_at: datetime | None


class Letter(LetterSummary, frozen=True, kw_only=True):
    """`hazards` are those among its hazards that the reader may see; `follow_ups` came
    after the reply, oldest first."""

    text: str
    hazards: list[LetterHazard]
    reply: Reply | None
    follow_ups: list[Reply]


class LetterFilter(PageQuery, frozen=True, kw_only=True):
    """`open`: not replied to yet."""

    open: bool | None = None
    organization: PathOrAll = ""
    hazard: UUID | None = None
