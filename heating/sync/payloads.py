"""The types of operations and the shapes of their payloads."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from heating.complaints.operations import PAYLOADS as ON_COMPLAINTS
from heating.hazards.schemas import HazardReport
from heating.hazards.step_schemas import (
    Acceptance,
    Confirmation,
    Dismissal,
    ExtensionDecision,
    ExtensionRequest,
    OnTheSpotFix,
    PhotoReplacement,
    Planning,
    Progress,
    Rectification,
    Reopening,
    Rework,
    StepBody,
    Supervising,
)
from heating.hazards.steps import Step
from heating.http.parsing import json_body
from heating.inspections.payload import InspectionPayload
from heating.inspections.weighing import weigh
from heating.sync.schemas import Attachment

SUBMIT: Final = "inspection.submit"
REPORT: Final = "hazard.report"
ATTACH: Final = "label.attach"
REPLACE_PHOTO: Final = "hazard.replace_photo"

_BODIES: dict[Step, type[StepBody]] = {
    Step.CONFIRM: Confirmation,
    Step.DISMISS: Dismissal,
    Step.FIX_ON_THE_SPOT: OnTheSpotFix,
    Step.PLAN: Planning,
    Step.ASK_EXTENSION: ExtensionRequest,
    Step.DECIDE_EXTENSION: ExtensionDecision,
    Step.PROGRESS: Progress,
    Step.RECTIFY: Rectification,
    Step.ACCEPT: Acceptance,
    Step.SEND_BACK: Rework,
    Step.REOPEN: Reopening,
    Step.SUPERVISE: Supervising,
}


def _of_a_hazard(body: type[StepBody]) -> type[StepBody]:
    """The body of the step's request, and which hazard it is about. A newer phone may say more than is known here."""
    made: Any = msgspec.defstruct(
        f"{body.__name__}OfHazard",
        [("hazard", UUID)],
        bases=(body,),
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=False,
    )
    shape: type[StepBody] = made
    return shape


STEPS: Final = {f"hazard.{step}": step for step in _BODIES}
"""The steps of hazards that phones take, by the type of their operation."""

PAYLOADS: Final[dict[str, type]] = {
    SUBMIT: InspectionPayload,
    REPORT: HazardReport,
    ATTACH: Attachment,
    REPLACE_PHOTO: _of_a_hazard(PhotoReplacement),
    **{type: _of_a_hazard(_BODIES[step]) for type, step in STEPS.items()},
    **ON_COMPLAINTS,
}
PARSERS: Final[dict[str, Callable[[bytes], Any]]] = {type: json_body(shape) for type, shape in PAYLOADS.items()}

WEIGHERS: Final[dict[str, Callable[[Sequence[Any]], Awaitable[Sequence[Any]]]]] = {SUBMIT: weigh}
"""What can be found out about payloads of a type before the transaction that applies them."""
