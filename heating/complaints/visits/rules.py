"""Household visits 入户: an appointment, nobody at home, a key left with somebody, a temperature signed.

tests/shared_rules/complaints.json holds them; static/app/rules/complaints.ts answers to the same."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from heating.lib.problems import FieldError
from heating.lib.wording import Text


class VisitState(StrEnum):
    ARRANGED = "arranged"
    NOBODY_HOME = "nobody_home"
    DONE = "done"
    CANCELLED = "cancelled"


class VisitVerb(StrEnum):
    MOVE = "move"
    MISS = "miss"
    HAND_OVER_KEY = "hand_over_key"
    RETURN_KEY = "return_key"
    COMPLETE = "complete"
    CANCEL = "cancel"


class Room(StrEnum):
    """Where the temperature was taken: norms hold for rooms that are lived in."""

    LIVING_ROOM = "living_room"
    BEDROOM = "bedroom"
    KITCHEN = "kitchen"
    BATHROOM = "bathroom"
    OTHER = "other"


STATE_NAMES: Mapping[VisitState, Text] = {
    VisitState.ARRANGED: Text("已预约", "arranged"),
    VisitState.NOBODY_HOME: Text("家中无人", "nobody at home"),
    VisitState.DONE: Text("已入户", "done"),
    VisitState.CANCELLED: Text("已取消", "cancelled"),
}

_TO_COME = (VisitState.ARRANGED, VisitState.NOBODY_HOME)

MOVES: Mapping[VisitVerb, Mapping[VisitState, VisitState]] = {
    VisitVerb.MOVE: dict.fromkeys(_TO_COME, VisitState.ARRANGED),
    VisitVerb.MISS: {VisitState.ARRANGED: VisitState.NOBODY_HOME},
    VisitVerb.HAND_OVER_KEY: {state: state for state in _TO_COME},
    VisitVerb.RETURN_KEY: {state: state for state in VisitState},
    VisitVerb.COMPLETE: dict.fromkeys(_TO_COME, VisitState.DONE),
    VisitVerb.CANCEL: dict.fromkeys(_TO_COME, VisitState.CANCELLED),
}
"""A key is given back whenever it is, also after the visit; everything else ends with it."""

LONGEST_SLOT = timedelta(hours=8)
FARTHEST = timedelta(days=60)
LONGEST_KEY = timedelta(days=30)

_ENDS_BEFORE = Text("结束时间须晚于开始时间", "is not after the beginning")
_TOO_LONG = Text("预约时段不能超过 8 小时", "makes an appointment of more than 8 hours")
_PAST = Text("预约时段已过", "is over already")
_FAR = Text("不能预约 60 天以后", "is more than 60 days away")
_KEY_LONG = Text("委托保管不能超过 30 天", "leaves the key with somebody for more than 30 days")
_UNSIGNED = Text("住户未签字，须填写原因", "is needed when the resident has not signed")
_BOTH = Text("住户已签字，不应填写未签原因", "has no place beside the resident's signature")
_SCRIBBLE = Text("签字不完整", "is no complete signature")
_LATER = Text("不能晚于现在", "lies in the future")


def slot_faults(starts_at: datetime, ends_at: datetime, now: datetime) -> list[FieldError]:
    """What is wrong with an appointment."""
    if ends_at <= starts_at:
        return [FieldError("/ends_at", "order", _ENDS_BEFORE)]
    errors = []
    if ends_at - starts_at > LONGEST_SLOT:
        errors.append(FieldError("/ends_at", "long", _TOO_LONG))
    if ends_at <= now:
        errors.append(FieldError("/ends_at", "past", _PAST))
    if starts_at - now > FARTHEST:
        errors.append(FieldError("/starts_at", "far", _FAR))
    return errors


def key_faults(from_at: datetime, until_at: datetime) -> list[FieldError]:
    """What is wrong with the time for which somebody else holds the key."""
    if until_at <= from_at:
        return [FieldError("/until_at", "order", _ENDS_BEFORE)]
    return [FieldError("/until_at", "long", _KEY_LONG)] if until_at - from_at > LONGEST_KEY else []


def completion_faults(
    *,
    resident_signed: bool | None,
    visitor_signed: bool,
    unsigned_reason: str,
    measured_at: datetime | None,
    now: datetime,
) -> list[FieldError]:
    """A temperature counts because both have signed it. `resident_signed` is None where the resident has not signed at
    all, which needs a reason; False where what he drew is no signature."""
    errors = []
    if resident_signed is False:
        errors.append(FieldError("/resident_signature", "incomplete", _SCRIBBLE))
    if not visitor_signed:
        errors.append(FieldError("/visitor_signature", "incomplete", _SCRIBBLE))
    if resident_signed is None and not unsigned_reason.strip():
        errors.append(FieldError("/unsigned_reason", "missing", _UNSIGNED))
    if resident_signed is not None and unsigned_reason.strip():
        errors.append(FieldError("/unsigned_reason", "unexpected", _BOTH))
    if measured_at is not None and measured_at > now:
        errors.append(FieldError("/measurement/measured_at", "future", _LATER))
    return errors
