"""A step that somebody wants to take, the hazard as it stands, and what becomes of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor
from heating.hazards.clocking import Timed
from heating.hazards.evidence import LabelScan, Position, StepPhoto
from heating.hazards.policies_queries import Policies
from heating.hazards.presenting import Asked, Row
from heating.hazards.problems import STEP_INVALID
from heating.hazards.step_schemas import StepBody
from heating.hazards.steps import Step
from heating.lib.problems import FieldError

Body = TypeVar("Body", bound=StepBody)


class Taking(NamedTuple):
    """`id` names the step where its body does not; `device` is the phone that sent it, if it was one."""

    actor: Actor
    hazard: UUID
    step: Step
    body: StepBody
    happened_at: datetime
    received_at: datetime
    device: UUID | None = None
    id: UUID | None = None


class Case(msgspec.Struct, Generic[Body], frozen=True, kw_only=True):
    """`row` is the hazard before the step; `waiting` its extension that nobody has decided. `happened_at` lies between
    the hazard's last turn and `received_at`, whatever the phone's clock says."""

    actor: Actor
    step: Step
    step_id: UUID
    body: Body
    row: Row
    waiting: Asked | None
    policies: Policies
    rural: bool
    happened_at: datetime
    received_at: datetime
    zone: ZoneInfo

    @property
    def timed(self) -> Timed:
        return Timed(
            id=self.row.id,
            number=self.row.number,
            grade=self.row.grade,
            code=self.row.code,
            weak_link=self.row.weak_link,
            unit=self.row.unit,
            area=self.row.area_path,
            responsible=self.row.responsible_id,
            rural=self.rural,
        )


class Change(NamedTuple):
    """`columns` of the hazard that are new; the rest is written down in its story."""

    columns: Mapping[str, object]
    reason: str = ""
    note: str = ""
    photos: Sequence[StepPhoto] = ()
    label: LabelScan | None = None
    label_match: str | None = None
    position: Position | None = None
    detail: Mapping[str, Any] = {}


def refuse(errors: Sequence[FieldError]) -> None:
    """Raises hazard.step_invalid, if there are any."""
    if errors:
        raise STEP_INVALID(errors=errors)
