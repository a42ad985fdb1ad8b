"""What phones do with complaints and household visits, with or without a signal: the shapes of their operations, and
the verbs these go to."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.problems import FORBIDDEN
from heating.accounts.rules import Permission
from heating.complaints.cases import Taking
from heating.complaints.steps import stepping
from heating.complaints.steps.schemas import (
    Acknowledgement,
    InterimReply,
    Noting,
    Pausing,
    Resolution,
    Resumption,
    Return,
    StepBody,
)
from heating.complaints.steps.table import Step
from heating.complaints.visits import actions as visit_actions
from heating.complaints.visits import queries as visit_queries
from heating.complaints.visits.schemas import Absence, Appointment, Cancellation, Completion, NewVisit, VisitStep
from heating.http.fields import Positive


class Sent(NamedTuple):
    """An operation as a phone sent it. `payload` is of the shape that `PAYLOADS` has for its type."""

    id: UUID
    type: str
    payload: Any
    author: Actor
    happened_at: datetime


_BODIES: dict[Step, type[StepBody]] = {
    Step.ACKNOWLEDGE: Acknowledgement,
    Step.RETURN: Return,
    Step.PAUSE: Pausing,
    Step.RESUME: Resumption,
    Step.INTERIM_REPLY: InterimReply,
    Step.RESOLVE: Resolution,
    Step.NOTE: Noting,
}
_STEPS = {f"complaint.{step}": step for step in _BODIES}
_ARRANGE: Final = "visit.arrange"
_VISITS: dict[str, tuple[type[VisitStep], Callable[[Actor, UUID, Any, ZoneInfo], Awaitable[None]]]] = {
    "visit.move": (Appointment, visit_actions.move),
    "visit.miss": (Absence, visit_actions.miss),
    "visit.complete": (Completion, visit_actions.complete),
    "visit.cancel": (Cancellation, visit_actions.cancel),
}


def _about(body: type[msgspec.Struct], *fields: Any) -> type[msgspec.Struct]:
    """The body of the request, and what it is about. A newer phone may say more than is known here."""
    return msgspec.defstruct(
        f"{body.__name__}OnPhones", fields, bases=(body,), frozen=True, kw_only=True, forbid_unknown_fields=False
    )


_SEEN_OR_NOT = Positive | None
"""Who stood at the door stood there, whatever was agreed upon meanwhile: the visit's state decides, not its version."""

PAYLOADS: Final[dict[str, type]] = {
    **{type: _about(_BODIES[step], ("complaint", UUID)) for type, step in _STEPS.items()},
    _ARRANGE: _about(NewVisit, ("complaint", UUID)),
    **{type: _about(body, ("visit", UUID), ("version", _SEEN_OR_NOT, None)) for type, (body, _verb) in _VISITS.items()},
}


async def take(sent: Sent, received_at: datetime, zone: ZoneInfo) -> UUID:
    """The complaint it was about. In a savepoint of the transaction that is open. Raises what the verbs raise."""
    if sent.type in _STEPS:
        taking = Taking(
            sent.author,
            sent.payload.complaint,
            _STEPS[sent.type],
            sent.payload,
            sent.happened_at,
            received_at,
            sent.id,
        )
        return (await stepping.take(taking, zone)).id
    if not sent.author.may(Permission.COMPLAINTS_HANDLE):
        raise FORBIDDEN()
    async with storage.transaction() as unit:
        await unit.write_rows()  # it may be about what was received or arranged earlier in the same transaction
        return await _visit(sent, received_at, zone)


async def _visit(sent: Sent, received_at: datetime, zone: ZoneInfo) -> UUID:
    payload = msgspec.structs.replace(sent.payload, happened_at=sent.payload.happened_at or sent.happened_at)
    if sent.type == _ARRANGE:
        new = msgspec.structs.replace(payload, id=payload.id or sent.id)
        visit_id = await visit_actions.arrange(sent.author, payload.complaint, new, zone)
        return (await visit_queries.visit_record(sent.author, visit_id)).complaint_id
    _body, verb = _VISITS[sent.type]
    if isinstance(payload, Completion):
        payload = _measured_by_now(payload, received_at)
    await verb(sent.author, payload.visit, payload, zone)
    return (await visit_queries.visit_record(sent.author, payload.visit)).complaint_id


def _measured_by_now(completion: Completion, received_at: datetime) -> Completion:
    """A phone whose clock is ahead has measured all the same."""
    measured = completion.measurement
    if measured is None:
        return completion
    at = min(measured.measured_at, received_at)
    return msgspec.structs.replace(completion, measurement=msgspec.structs.replace(measured, measured_at=at))
