"""What answers to a checklist mean. Pure, and the same on the phone: tests/shared_rules/checklists.json holds both.

Words: an item is *visible* when its condition holds; an answer is *given* when it says more than a note; it *fails*
when it was judged bad, chose a failing option or lies outside its limits.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Literal, Protocol

import msgspec

from heating.checklists.document import (
    Answer,
    Aspect,
    Document,
    Grade,
    Item,
    Limits,
    Section,
    Value,
)
from heating.checklists.values import NUMBER, is_given, is_valid

FaultCode = Literal[
    "unknown_item", "hidden_item", "twice", "required", "wrong_value", "out_of_range",
    "photo_close_up", "photo_context", "gas_missing", "gas_after_photo", "gas_out_of_limits",
]  # fmt: skip
Reason = Literal["fail", "bad", "low", "high", "option"]


class Bounds(Protocol):
    """Low and high of one asset, which hold in place of those of the item."""

    @property
    def low(self) -> float | None: ...

    @property
    def high(self) -> float | None: ...


LimitsByItem = Mapping[str, Bounds]

_NO_LIMITS = Limits()
_NOT_APPLICABLE = {"judgement": "na", "four_valued": "none"}


class Fault(msgspec.Struct, frozen=True, order=True):
    item: str
    code: FaultCode


class Failing(msgspec.Struct, frozen=True):
    item: str
    grade: Grade
    reason: Reason
    value: Value


class Count(msgspec.Struct):
    passed: int = 0
    failed: int = 0
    not_applicable: int = 0


class Tally(msgspec.Struct):
    """`answered` counts every given answer; the other numbers only those that can pass or fail."""

    answered: int = 0
    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    by_aspect: dict[Aspect, Count] = msgspec.field(default_factory=dict)


class Assessment(msgspec.Struct):
    """What answers amount to. Where `faults` is not empty, the rest covers only the answers that are sound."""

    faults: list[Fault] = msgspec.field(default_factory=list)
    failing: list[Failing] = msgspec.field(default_factory=list)
    tally: Tally = msgspec.field(default_factory=Tally)


def visible_items(document: Document, answers: Sequence[Answer]) -> list[str]:
    """Keys of the items that are asked, in order. What depends on a hidden item is hidden as well."""
    return list(_visible(document, _by_item(answers)))


def faults(document: Document, answers: Sequence[Answer], limits: LimitsByItem | None = None) -> list[Fault]:
    """Everything that keeps these answers from being submitted, sorted; empty when they may be."""
    return assess(document, answers, limits).faults


def failing(document: Document, answers: Sequence[Answer], limits: LimitsByItem | None = None) -> list[Failing]:
    """The answers that raise a hazard, in the order of the items."""
    return assess(document, answers, limits).failing


def tally(document: Document, answers: Sequence[Answer], limits: LimitsByItem | None = None) -> Tally:
    return assess(document, answers, limits).tally


def assess(document: Document, answers: Sequence[Answer], limits: LimitsByItem | None = None) -> Assessment:
    """All of it in one pass. `limits` are those of this one asset."""
    limits = limits or {}
    given = _by_item(answers)
    visible = document.items if document.is_unconditional else _visible(document, given)
    assessment = Assessment()
    if len(given) != len(answers) or not given.keys() <= visible.keys():
        assessment.faults.extend(_misplaced(document, visible, answers))
    plain = _take_plain(document, given, limits)
    if len(plain) < len(visible):
        for key, item in visible.items():
            if key not in plain:
                _assess_one(assessment, item, given.get(key), limits)
    _count_plain(assessment.tally, document, plain)
    for section in document.sections:
        if section.confined:
            assessment.faults.extend(_gas_faults(section, visible, given, limits))
    if assessment.faults:
        assessment.faults = sorted(set(assessment.faults))
    return assessment


def _take_plain(document: Document, given: Mapping[str, Answer], limits: LimitsByItem) -> set[str]:
    """Items whose answers pass and need nothing more, as nearly all do: recognised without looking at each rule.
    Hidden items are none of them."""
    passing, measuring = document.passing, document.measuring
    plain = set()
    for key, answer in given.items():
        value = answer.value
        if value.__class__ is str:
            if value in passing.get(key, ()):
                plain.add(key)
        elif value.__class__ in NUMBER and key in measuring and key not in limits:
            low, high = measuring[key]
            if low <= value <= high:
                plain.add(key)
    return plain


def _count_plain(total: Tally, document: Document, plain: Set[str]) -> None:
    total.answered += len(plain)
    total.passed += len(plain)
    for aspect, keys in document.plain_by_aspect.items():
        if found := len(keys & plain):
            total.by_aspect.setdefault(aspect, Count()).passed += found


def _assess_one(assessment: Assessment, item: Item, answer: Answer | None, limits: LimitsByItem) -> None:
    if answer is None or not is_given(item.kind, answer):
        if item.required:
            assessment.faults.append(Fault(item.key, "required"))
    elif code := _value_fault(item, answer.value):
        assessment.faults.append(Fault(item.key, code))
    else:
        _judge(assessment, item, answer, limits)


def can_fail(item: Item, limits: LimitsByItem | None = None) -> bool:
    if item.kind == "number":
        bounds = limits_of(item, limits or {})
        return bounds.low is not None or bounds.high is not None
    return item.kind in _NOT_APPLICABLE or any(option.fails for option in item.options)


def limits_of(item: Item, limits: LimitsByItem) -> Bounds:
    """What the value is held against: the limits of the asset, else those of the item."""
    return limits.get(item.key) or item.limits or _NO_LIMITS


def _value_fault(item: Item, value: Value) -> FaultCode | None:
    if not is_valid(item, value):
        return "wrong_value"
    if item.limits is not None and isinstance(value, NUMBER) and _is_impossible(item.limits, value):
        return "out_of_range"
    return None


def _judge(assessment: Assessment, item: Item, answer: Answer, limits: LimitsByItem) -> None:
    """A sound answer: does it fail, what does it count, which photos does it need?"""
    assessment.tally.answered += 1
    reason = _reason(item, answer.value, limits)
    is_not_applicable = item.kind in _NOT_APPLICABLE and answer.value == _NOT_APPLICABLE[item.kind]
    if reason:
        assessment.failing.append(Failing(item.key, item.grade or "general", reason, answer.value))
    if can_fail(item, limits):
        _count(assessment.tally, item.aspect, is_not_applicable, reason is not None)
    if not is_not_applicable and (reason or _always_needs_photos(item)):
        assessment.faults.extend(_photo_faults(item, answer, reason is not None))


def _by_item(answers: Sequence[Answer]) -> dict[str, Answer]:
    """The first answer to each item; a second one is a fault of its own."""
    found = {answer.item: answer for answer in answers}
    if len(found) == len(answers):
        return found
    return {answer.item: answer for answer in reversed(answers)}


def _visible(document: Document, given: Mapping[str, Answer]) -> dict[str, Item]:
    visible: dict[str, Item] = {}
    for item in document.items.values():
        if item.when is None or (item.when.item in visible and _matches(item.when.values, given.get(item.when.item))):
            visible[item.key] = item
    return visible


def _matches(values: tuple[str, ...], answer: Answer | None) -> bool:
    if answer is None:
        return False
    if isinstance(answer.value, tuple):
        return any(value in values for value in answer.value)
    return answer.value in values


def _misplaced(document: Document, visible: Mapping[str, Item], answers: Iterable[Answer]) -> Iterable[Fault]:
    seen = set()
    for answer in answers:
        if answer.item in seen:
            yield Fault(answer.item, "twice")
        seen.add(answer.item)
        if answer.item not in document.items:
            yield Fault(answer.item, "unknown_item")
        elif answer.item not in visible:
            yield Fault(answer.item, "hidden_item")


def _always_needs_photos(item: Item) -> bool:
    return item.photos.close_up == "always" or item.photos.context == "always"


def _photo_faults(item: Item, answer: Answer, fails: bool) -> Iterable[Fault]:
    """One picture cannot be both the close-up and the context."""
    required = ("always", "on_fail") if fails else ("always",)
    close_ups = {photo.sha256 for photo in answer.photos if photo.role == "close_up"}
    contexts = {photo.sha256 for photo in answer.photos if photo.role == "context"}
    if item.photos.close_up in required and not close_ups:
        yield Fault(item.key, "photo_close_up")
    if item.photos.context in required and not contexts - close_ups:
        yield Fault(item.key, "photo_context")


def _gas_faults(
    section: Section, visible: Mapping[str, Item], given: Mapping[str, Answer], limits: LimitsByItem
) -> Iterable[Fault]:
    """A hidden gas reading guards as well: nobody photographs inside without one."""
    guards = [item for item in section.items if item.guards]
    inside = [given[item.key] for item in section.items if not item.guards and item.key in given]
    photographed = [answer for answer in inside if answer.photos]
    if not photographed:
        return
    for guard in guards:
        reading = given.get(guard.key)
        if reading is None or guard.key not in visible or not is_given(guard.kind, reading):
            yield Fault(guard.key, "gas_missing")
            continue
        if _reason(guard, reading.value, limits):
            yield Fault(guard.key, "gas_out_of_limits")
        for answer in photographed:
            if any(photo.taken_at < reading.answered_at for photo in answer.photos):
                yield Fault(answer.item, "gas_after_photo")


def _reason(item: Item, value: Value, limits: LimitsByItem) -> Reason | None:
    """Why it fails, if it does."""
    if item.kind == "judgement":
        return "fail" if value == "fail" else None
    if item.kind == "four_valued":
        return "bad" if value == "bad" else None
    if item.kind == "number":
        return _outside(limits_of(item, limits), value) if isinstance(value, NUMBER) else None
    if not item.options:
        return None
    chosen = value if isinstance(value, tuple) else (value,)
    return "option" if any(option.fails and option.key in chosen for option in item.options) else None


def _outside(limits: Bounds, value: float) -> Reason | None:
    if limits.low is not None and value < limits.low:
        return "low"
    return "high" if limits.high is not None and value > limits.high else None


def _is_impossible(limits: Limits, value: float) -> bool:
    return (limits.hard_low is not None and value < limits.hard_low) or (
        limits.hard_high is not None and value > limits.hard_high
    )


def _count(total: Tally, aspect: Aspect, is_not_applicable: bool, fails: bool) -> None:
    of_aspect = total.by_aspect.setdefault(aspect, Count())
    if is_not_applicable:
        total.not_applicable += 1
        of_aspect.not_applicable += 1
    elif fails:
        total.failed += 1
        of_aspect.failed += 1
    else:
        total.passed += 1
        of_aspect.passed += 1
