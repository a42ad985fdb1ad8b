"""What the inspections' routes answer."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.checklists.document import Answer, Gate
from heating.checklists.rules import Tally
from heating.hazards.evidence import LabelScan, Position
from heating.hazards.queries import Raised
from heating.http.fields import Key, Moment, PathOrAll
from heating.http.paging import PageQuery
from heating.inspections.payload import InspectionPayload
from heating.inspections.rules import LabelMatch, Outcome


class NewInspection(InspectionPayload, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The phone's payload as a request body."""


class Person(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str


class InspectionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """`happened_at` is corrected by the phone's clock offset. A replaced or held-back one is not in force; a held-back
    one waits for somebody to release it, or was dismissed for good."""

    id: UUID
    visit: UUID
    site: Place
    asset: Place
    household: UUID | None
    author: Person
    checklist_version: UUID
    happened_at: datetime
    received_at: datetime
    outcome: Outcome
    answered: int
    failed: int
    failing: tuple[str, ...]
    replaces: UUID | None
    replaced_by: UUID | None
    quarantined_at: datetime | None
    dismissed_at: datetime | None
    organization: str
    area: str


class Inspection(InspectionSummary, frozen=True, kw_only=True):
    """All of it: answers with their photos, evidence, and the hazards it raised."""

    device: UUID | None
    started_at: datetime
    finished_at: datetime
    clock_offset_ms: int | None
    answers: tuple[Answer, ...]
    tally: Tally
    label: LabelScan | None
    label_match: LabelMatch | None
    position: Position | None
    hazards: tuple[Raised, ...]
    dismissed_by: Person | None
    dismissal_reason: str | None


class Settlement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a held-back inspection is released or dismissed."""

    reason: Annotated[str, Meta(pattern=r"\S", max_length=2000)]


class AssetState(msgspec.Struct, frozen=True, kw_only=True):
    """What phones know about the last inspection of an asset; `readings` are its numbers by item."""

    asset: UUID
    inspection: UUID
    happened_at: datetime
    outcome: Outcome
    failing: tuple[str, ...]
    author_name: str
    readings: dict[str, float]


class InspectionFilter(PageQuery, frozen=True, kw_only=True):
    """`in_force=true` leaves out what was replaced or is held back; `quarantined=true` asks for what is held back and
    waits to be settled; `gate` for what judged a gate."""

    site: UUID | None = None
    asset: UUID | None = None
    household: UUID | None = None
    visit: UUID | None = None
    author: UUID | None = None
    kind: Key | None = None
    outcome: Outcome | None = None
    gate: Gate | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""
    since: Moment | None = None
    until: Moment | None = None
    quarantined: bool | None = None
    in_force: bool | None = None


class DayFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`until` is not included."""

    since: date
    until: date
    site: UUID | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""


class DayCount(msgspec.Struct, frozen=True, kw_only=True):
    """Inspections in force of a day in the city's time zone. Days without any are left out."""

    day: date
    inspections: int
    failed: int


class VisitFilter(PageQuery, frozen=True, kw_only=True):
    pass


class HouseholdVisit(msgspec.Struct, frozen=True, kw_only=True):
    """The last inspection in force of a household."""

    household: UUID
    inspection: UUID
    author_name: str
    happened_at: datetime
    outcome: Outcome
