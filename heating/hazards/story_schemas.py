"""The whole story of a hazard, the board, and the verification queue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from heating.hazards.evidence import Position, StepPhoto
from heating.hazards.plans import Part, Plan
from heating.hazards.rules import Status
from heating.hazards.schemas import Hazard, Person
from heating.hazards.steps import Step
from heating.http.fields import Latitude, Longitude, PathOrAll
from heating.http.paging import Limit

LabelMatch = Literal["matched", "other", "unknown", "none"]
"""Of the label that was scanned: of this place, of another one, on nothing; none where none was scanned, or where it
was not compared."""
Decision = Literal["granted", "refused", "withdrawn"]


class StepEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what, when and where, with what evidence. `detail` is what else was decided, see docs/api.md."""

    id: UUID
    step: Step
    from_: Status | None = msgspec.field(name="from")
    to: Status
    actor: Person
    organization: str
    """The organization the actor belonged to; the path as name, where it is none any more."""
    organization_name: str
    organization_name_en: str
    happened_at: datetime
    received_at: datetime
    reason: str
    note: str
    photos: tuple[StepPhoto, ...]
    label: str | None
    label_match: LabelMatch
    position: Position | None
    detail: Mapping[str, Any]


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """Withdrawn is what was open when the hazard was rectified."""

    id: UUID
    reason: str
    due_on: date
    asked_by: Person
    asked_at: datetime
    decision: Decision | None
    decided_by: Person | None
    decided_at: datetime | None
    decision_reason: str


class WholeHazard(Hazard, frozen=True, kw_only=True):
    """The hazard with its story, oldest first. `allowed` is what the asker may do now."""

    allowed: list[Step]
    plan: Plan | None
    plan_gaps: list[Part]
    extensions: list[Extension]
    steps: list[StepEntry]


class BoardQuery(msgspec.Struct, frozen=True, kw_only=True):
    organization: PathOrAll = ""
    area: PathOrAll = ""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """How many hazards stand here, how many are overdue, and the most pressing ones. 1000 is that many or more."""

    status: Status
    count: int
    overdue: int
    items: list[Hazard]


class Board(msgspec.Struct, frozen=True):
    columns: list[Column]


class QueueQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Where the verifier is, in WGS-84 degrees, if that is known."""

    longitude: Longitude | None = None
    latitude: Latitude | None = None
    limit: Limit = 50


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A rectified hazard. `distance_m` is null where either place is unknown; `remaining_s` is negative when it is
    late, and null without a clock."""

    hazard: Hazard
    distance_m: float | None
    remaining_s: float | None


class Queue(msgspec.Struct, frozen=True):
    items: Sequence[Waiting]


class ConfirmationOutcome(msgspec.Struct, frozen=True, kw_only=True):
    hazard: UUID
    outcome: Literal["confirmed", "refused"]
    problem: dict[str, Any] | None


class ConfirmationOutcomes(msgspec.Struct, frozen=True):
    items: list[ConfirmationOutcome]
