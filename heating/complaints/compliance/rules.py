"""Whether replies came in time, over any number of complaints; and whether people were content, which is another thing.

What still waits and is late counts as late. What runs without a limit counts nowhere but in the total.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import mean, median
from typing import NamedTuple, TypeVar

import msgspec

from heating.complaints.rules import Channel, MatterClass

Group = TypeVar("Group", bound=Hashable)

CONTENT = 3
"""基本满意 and better."""
_AGES = (3, 7, 15, 30)
"""Days; the last group has no end."""
_SHOWN = 4


class Verdict(StrEnum):
    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    NO_LIMIT = "no_limit"


class Case(NamedTuple):
    """`due_at` is by the clock of its channel; None where no clock runs."""

    channel: Channel
    matter_class: MatterClass | None
    organization: str
    written_at: datetime
    due_at: datetime | None
    replied_at: datetime | None
    score: int | None


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """`share_in_time` is of all whose limit has shown: in time, late and overdue. Days are from message to reply."""

    total: int
    in_time: int
    late: int
    waiting: int
    overdue: int
    no_limit: int
    replied: int
    share_in_time: float | None
    mean_days: float | None
    median_days: float | None
    scored: int
    content: int
    share_content: float | None
    share_scored: float | None


class Age(msgspec.Struct, frozen=True):
    """Without a reply for more than `over` and up to `up_to` days."""

    over: int
    up_to: int | None
    count: int


def verdict(case: Case, now: datetime) -> Verdict:
    """The last moment is still in time."""
    if case.due_at is None:
        return Verdict.NO_LIMIT
    if case.replied_at is not None:
        return Verdict.IN_TIME if case.replied_at <= case.due_at else Verdict.LATE
    return Verdict.WAITING if now <= case.due_at else Verdict.OVERDUE


def tally(cases: Sequence[Case], now: datetime) -> Tally:
    verdicts = [verdict(case, now) for case in cases]
    counts = {each: verdicts.count(each) for each in Verdict}
    shown = counts[Verdict.IN_TIME] + counts[Verdict.LATE] + counts[Verdict.OVERDUE]
    days = [(case.replied_at - case.written_at) / timedelta(days=1) for case in cases if case.replied_at]
    scores = [case.score for case in cases if case.score is not None]
    content = sum(1 for score in scores if score >= CONTENT)
    return Tally(
        total=len(cases),
        **{each.value: counts[each] for each in Verdict},
        replied=len(days),
        share_in_time=_share(counts[Verdict.IN_TIME], shown),
        mean_days=round(mean(days), 2) if days else None,
        median_days=round(median(days), 2) if days else None,
        scored=len(scores),
        content=content,
        share_content=_share(content, len(scores)),
        share_scored=_share(len(scores), len(days)),
    )


def grouped(cases: Iterable[Case], group: Callable[[Case], Group]) -> dict[Group, list[Case]]:
    found: dict[Group, list[Case]] = {}
    for case in cases:
        found.setdefault(group(case), []).append(case)
    return found


def residue(cases: Iterable[Case], now: datetime) -> list[Age]:
    """What has no reply, by how long it has been waiting."""
    waiting = [(now - case.written_at) / timedelta(days=1) for case in cases if case.replied_at is None]
    bounds = list(zip((0, *_AGES), (*_AGES, None), strict=True))
    return [
        Age(over, up_to, sum(1 for days in waiting if (days > over or over == 0) and (up_to is None or days <= up_to)))
        for over, up_to in bounds
    ]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, _SHOWN) if whole else None
