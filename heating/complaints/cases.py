"""A step that somebody wants to take, the complaint as it stands, and what becomes of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor
from heating.audit import Who
from heating.complaints import clocking
from heating.complaints.catalogue.categories import Category
from heating.complaints.catalogue.entries import Catalogue
from heating.complaints.clocking import Timed
from heating.complaints.problems import STEP_INVALID
from heating.complaints.records import Record
from heating.complaints.rules import Status
from heating.complaints.steps.schemas import StepBody
from heating.complaints.steps.table import Step
from heating.hazards.evidence import StepPhoto
from heating.lib.problems import FieldError

Body = TypeVar("Body", bound=StepBody)


class _Resident(NamedTuple):
    """Whoever holds the tracking code, or fills in the form: no user."""

    id: UUID | None = None
    name: str = "resident"


RESIDENT: Who = _Resident()


class Taking(NamedTuple):
    """`id` names the step where its body does not."""

    actor: Actor
    complaint: UUID
    step: Step
    body: StepBody
    happened_at: datetime
    received_at: datetime
    id: UUID | None = None


class Case(msgspec.Struct, Generic[Body], frozen=True, kw_only=True):
    """`row` is the complaint before the step. `organization` is the one that `who` belongs to, "" for residents and the
    product itself. `happened_at` lies between the receipt and `received_at`."""

    who: Who
    organization: str
    step: Step
    step_id: UUID
    body: Body
    row: Record
    catalogue: Catalogue
    happened_at: datetime
    received_at: datetime
    zone: ZoneInfo

    @property
    def category(self) -> Category | None:
        return self.catalogue.category(self.row.category)

    @property
    def timed(self) -> Timed:
        return clocking.timed(self.row, self.category)

    @property
    def today(self) -> date:
        return self.received_at.astimezone(self.zone).date()


class Change(NamedTuple):
    """`columns` of the complaint that are new; the rest is written down in its story. `events` are further actions for
    the audit, with their details."""

    columns: Mapping[str, object]
    to: Status
    action: str
    reason: str = ""
    note: str = ""
    photos: Sequence[StepPhoto] = ()
    detail: Mapping[str, Any] = {}
    events: Sequence[tuple[str, Mapping[str, Any]]] = ()


def refuse(errors: Sequence[FieldError]) -> None:
    """Raises complaint.step_invalid, if there are any."""
    if errors:
        raise STEP_INVALID(errors=errors)
