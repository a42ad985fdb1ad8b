"""Hands the operations of one type to the capability whose verb they are, inside the open transaction."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from heating import storage
from heating.accounts.problems import FORBIDDEN
from heating.accounts.rules import Permission
from heating.complaints import operations as complaints
from heating.hazards import actions as hazards
from heating.hazards import replacing, stepping
from heating.hazards.cases import Taking
from heating.hazards.steps import Step
from heating.inspections import actions as inspections
from heating.labels import actions as labels
from heating.lib.ids import text_of
from heating.lib.problems import Problem
from heating.sync.operations import Operation, within_payload
from heating.sync.payloads import ATTACH, REPLACE_PHOTO, REPORT, STEPS, SUBMIT
from heating.sync.schemas import Subject

Result = Subject | Problem


async def apply(operations: Sequence[Operation], received_at: datetime, zone: ZoneInfo) -> list[Result]:
    """All of one type, in order. A problem is a decision, and nothing of that operation is written then."""
    results = await _VERBS[operations[0].type](operations, received_at, zone)
    return [within_payload(result) if isinstance(result, Problem) else result for result in results]


async def _submit(operations: Sequence[Operation], received_at: datetime, zone: ZoneInfo) -> list[Result]:
    batch = [
        inspections.Submission(
            actor=operation.author,
            payload=operation.payload,
            received_at=received_at,
            device=operation.device,
            weighed=operation.weighed,
        )
        for operation in operations
    ]
    return [_subject("inspection", result) for result in await inspections.submit(batch, zone)]


async def _report(operations: Sequence[Operation], received_at: datetime, zone: ZoneInfo) -> list[Result]:
    batch = [
        hazards.Reporting(
            actor=operation.author,
            payload=operation.payload,
            happened_at=operation.happened_at,
            received_at=received_at,
            device=operation.device,
        )
        for operation in operations
    ]
    return [_subject("hazard", result) for result in await hazards.report(batch, zone)]


async def _attach(operations: Sequence[Operation], _received_at: datetime, _zone: ZoneInfo) -> list[Result]:
    return [await _attach_one(operation) for operation in operations]


async def _attach_one(operation: Operation) -> Result:
    """In a savepoint of its own: the verb may have written before it found the problem."""
    if not operation.author.may(Permission.LABELS_ATTACH):
        return FORBIDDEN()
    try:
        async with storage.transaction():
            label = await labels.attach(operation.author, operation.payload.code, operation.payload.asset)
    except Problem as problem:
        return problem
    return Subject("label", str(label.id))


async def _take_steps(operations: Sequence[Operation], received_at: datetime, zone: ZoneInfo) -> list[Result]:
    return [await _take_step(operation, received_at, zone) for operation in operations]


async def _take_step(operation: Operation, received_at: datetime, zone: ZoneInfo) -> Result:
    """The operation's id is the step's, where the payload names none."""
    step = STEPS.get(operation.type, Step.REPLACE_PHOTO)
    taking = Taking(
        operation.author,
        operation.payload.hazard,
        step,
        operation.payload,
        operation.happened_at,
        received_at,
        operation.device,
        operation.id,
    )
    try:
        take = replacing.replace if step is Step.REPLACE_PHOTO else stepping.take
        return _subject("hazard", await take(taking, zone))
    except Problem as problem:
        return problem


async def _take_on_complaints(operations: Sequence[Operation], received_at: datetime, zone: ZoneInfo) -> list[Result]:
    return [await _take_on_complaint(operation, received_at, zone) for operation in operations]


async def _take_on_complaint(operation: Operation, received_at: datetime, zone: ZoneInfo) -> Result:
    sent = complaints.Sent(operation.id, operation.type, operation.payload, operation.author, operation.happened_at)
    try:
        return Subject("complaint", str(await complaints.take(sent, received_at, zone)))
    except Problem as problem:
        return problem


def _subject(kind: str, result: inspections.Accepted | hazards.Accepted | Problem) -> Result:
    return result if isinstance(result, Problem) else Subject(kind, text_of(result.id))


_VERBS: dict[str, Callable[[Sequence[Operation], datetime, ZoneInfo], Awaitable[list[Result]]]] = {
    SUBMIT: _submit,
    REPORT: _report,
    ATTACH: _attach,
    **dict.fromkeys([*STEPS, REPLACE_PHOTO], _take_steps),
    **dict.fromkeys(complaints.PAYLOADS, _take_on_complaints),
}
