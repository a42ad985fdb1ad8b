"""Whether a submission is accepted, what it says, and what it changes. Everything here is a plain function."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.checklists.document import Answer, Document, Gate, Item
from heating.checklists.rules import (
    Failing,
    Fault,
    LimitsByItem,
    Tally,
    assess,
)
from heating.checklists.values import NUMBER
from heating.hazards.evidence import LabelScan
from heating.inspections.payload import InspectionPayload
from heating.inspections.wording import fault_text
from heating.lib.problems import FieldError
from heating.lib.wording import Text

HOUSEHOLD = "household"

_encode = msgspec.json.Encoder().encode


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


class LabelMatch(StrEnum):
    """What the scanned label says about the asset: evidence, never a reason to refuse."""

    MATCHED = "matched"
    OTHER_ASSET = "other_asset"
    NOT_ATTACHED = "not_attached"
    UNKNOWN = "unknown"


class Former(NamedTuple):
    """The inspection that a correction names."""

    asset: UUID
    household: UUID | None
    replaced_by: UUID | None
    quarantined: bool


class Known(NamedTuple):
    """What the server knows about the things a submission names; None for what it does not have or the author does
    not see."""

    document: Document | None
    kind: str | None
    household_asset: UUID | None
    former: Former | None
    taken_hazards: Container[UUID]


class GateAnswer(msgspec.Struct, frozen=True):
    """`done_on`: the date that was entered beside the gate. It is shown; the gate's time is the inspection's."""

    item: str
    passed: bool
    done_on: date | None = None


class Decision(NamedTuple):
    """What sound answers say, and how that is kept."""

    outcome: Outcome
    failing: list[Failing]
    tally: Tally
    gates: dict[Gate, GateAnswer]
    measured: dict[str, float]
    tally_json: str
    failing_json: str
    gates_json: str | None


class Judgement(NamedTuple):
    """`errors` say what is wrong with the answers; the decision covers only those that are sound."""

    errors: list[FieldError]
    decision: Decision


def judge(document: Document, answers: Sequence[Answer], limits: LimitsByItem) -> Judgement:
    """What answers to a checklist say by themselves. `limits` are those of the asset."""
    assessment = assess(document, answers, limits)
    errors = list(_answer_errors(document, answers, assessment.faults)) if assessment.faults else []
    gates = _gates(document, answers) if document.gates and not errors else {}
    decision = Decision(
        outcome=Outcome.FAILED if assessment.failing else Outcome.PASSED,
        failing=assessment.failing,
        tally=assessment.tally,
        gates=gates,
        measured={} if errors else _measured(document, answers),
        tally_json=_text(assessment.tally),
        failing_json=_text([failing.item for failing in assessment.failing]),
        gates_json=_text(gates) if gates else None,
    )
    return Judgement(errors, decision)


def errors_of(payload: InspectionPayload, known: Known) -> list[FieldError]:
    """What is wrong with the things that a submission names, each with its pointer into the payload."""
    return list(_errors(payload, known))


def corrected_time(finished_at: datetime, clock_offset_ms: int | None, received_at: datetime) -> datetime:
    """When it happened by the server's clock: never after it was received."""
    try:
        return min(finished_at + timedelta(milliseconds=clock_offset_ms or 0), received_at)
    except OverflowError:
        return received_at


def match_of(scan: LabelScan | None, asset: UUID, state: str | None, attached_to: UUID | None) -> LabelMatch | None:
    """`state` and `attached_to` of the label with the scanned code; both None when there is no such label."""
    if scan is None:
        return None
    if state is None:
        return LabelMatch.UNKNOWN
    if attached_to is None or state != "attached":
        return LabelMatch.NOT_ATTACHED
    return LabelMatch.MATCHED if attached_to == asset else LabelMatch.OTHER_ASSET


def _errors(payload: InspectionPayload, known: Known) -> Iterator[FieldError]:
    if known.kind is None:
        yield _error("/asset", "not_found", "没有这台设备。", "There is no such asset.")
    if payload.finished_at < payload.started_at:
        yield _error("/finished_at", "order", "结束时间早于开始时间。", "It ends before it begins.")
    if payload.household is not None and known.household_asset != payload.asset:
        yield _error("/household", "not_found", "该楼栋没有这一户。", "There is no such household in this building.")
    if payload.replaces is not None:
        yield from _correction_errors(payload, known.former)
    yield from _hazard_errors(payload.hazards, known.taken_hazards)
    if known.document is None:
        yield _error("/checklist_version", "not_found", "没有这个检查表版本。", "There is no such checklist version.")
        return
    kind = known.kind if payload.household is None else HOUSEHOLD
    if kind is not None and kind not in known.document.kinds:
        yield _error(
            "/checklist_version", "wrong_kind", "检查表不适用于此类设备。", "The checklist is for other assets."
        )


def _correction_errors(payload: InspectionPayload, former: Former | None) -> Iterator[FieldError]:
    if former is None or payload.replaces == payload.id:
        yield _error("/replaces", "not_found", "没有要更正的记录。", "There is no such inspection to correct.")
    elif (former.asset, former.household) != (payload.asset, payload.household):
        yield _error("/replaces", "other_asset", "只能更正同一设备的记录。", "A correction is of the same asset.")
    elif former.replaced_by is not None:
        yield _error("/replaces", "already_replaced", "该记录已被更正过。", "This inspection was corrected already.")
    elif former.quarantined:
        yield _error("/replaces", "quarantined", "该记录待核准，不能更正。", "This inspection is held back.")


def _hazard_errors(hazards: Mapping[str, UUID], taken: Container[UUID]) -> Iterator[FieldError]:
    seen: set[UUID] = set()
    for item, hazard in hazards.items():
        if hazard in taken or hazard in seen:
            yield _error(f"/hazards/{item}", "taken", "隐患编号已被使用。", "This hazard id is in use.")
        seen.add(hazard)


def _answer_errors(document: Document, answers: Iterable[Answer], faults: Iterable[Fault]) -> Iterator[FieldError]:
    places = {answer.item: place for place, answer in enumerate(answers)}
    for fault in faults:
        yield FieldError(_pointer(fault, places), fault.code, fault_text(fault, document.items.get(fault.item)))


def _pointer(fault: Fault, places: Mapping[str, int]) -> str:
    """Into the answer at fault; to all answers where one is missing."""
    if fault.item not in places:
        return "/answers"
    part = _PARTS.get(fault.code)
    return f"/answers/{places[fault.item]}" + (f"/{part}" if part else "")


_PARTS = {
    "unknown_item": "item",
    "hidden_item": "item",
    "twice": "item",
    "required": "value",
    "wrong_value": "value",
    "out_of_range": "value",
    "gas_out_of_limits": "value",
    "gas_missing": "value",
    "photo_close_up": "photos",
    "photo_context": "photos",
    "gas_after_photo": "photos",
}


def _gates(document: Document, answers: Iterable[Answer]) -> dict[Gate, GateAnswer]:
    """Gates that were judged. "Not applicable" says nothing about a gate."""
    given = {answer.item: answer.value for answer in answers}
    return {
        gate: GateAnswer(item.key, given[item.key] == "pass", _done_on(document, item, given))
        for gate, item in document.gates.items()
        if given.get(item.key) in ("pass", "fail")
    }


def _done_on(document: Document, gate: Item, given: Mapping[str, object]) -> date | None:
    """The answer to the date that is asked for when the gate was passed."""
    for item in document.items.values():
        if item.kind == "date" and item.when is not None and item.when.item == gate.key:
            value = given.get(item.key)
            return date.fromisoformat(value) if isinstance(value, str) else None
    return None


def _measured(document: Document, answers: Iterable[Answer]) -> dict[str, float]:
    numbers = document.numbers
    return {
        answer.item: float(answer.value)
        for answer in answers
        if answer.item in numbers and isinstance(answer.value, NUMBER)
    }


def _text(value: object) -> str:
    return _encode(value).decode()


def _error(pointer: str, code: str, zh: str, en: str) -> FieldError:
    return FieldError(pointer, code, Text(zh, en))
