"""Our clocks beside what a city recorded: for every case that the two judge differently, why.

Pure. `ours` is the due time that the server gave; a case is overdue if it ended after that, or had not ended by the
last moment that the history knows of.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from heating.cli.history import Case, History, Recorded
from heating.deadlines.calendar_queries import built_in
from heating.deadlines.catalogue import CITY
from heating.deadlines.reckoning import due_at
from heating.deadlines.rules import Amount, Unit

_SAME = timedelta(minutes=1)
"""Cities record an opening to the minute and a deadline to the second."""
_SUMMER_TIME = timedelta(hours=1)
_DAY = timedelta(days=1)


class Why(StrEnum):
    """What tells the two judgements apart."""

    AGREE = "both judge alike"
    NOT_SAID = "the city does not say whether it was on time"
    NO_DEADLINE = "the city set no deadline and counts the case as on time; ours has one"
    SHORTER = "ended after our limit and before the city's longer one"
    NOT_YET = "still open at the end of the file: our limit is over, the city's longer one is not"
    LONGER = "ended after the city's limit and before our longer one"
    NOT_YET_OURS = "still open at the end of the file: the city's limit is over, our longer one is not"
    SUMMER_TIME = "ended within the hour that the clocks were changed by"
    CONTRADICTION = "the city's flag is not what its own dates say"


class Basis(StrEnum):
    """What an overdue case is overdue by."""

    ENDED_LATE = "ended after the deadline"
    NO_END = "no end recorded: still open when the file was made"


class Judged(NamedTuple):
    """`ours` is None where no clock of ours runs."""

    case: Case
    ours: datetime | None


class Comparison(NamedTuple):
    """Counts of cases. `limits` is how long our clock and the city's deadline allowed, with how often."""

    total: int
    ours_overdue: int
    city_overdue: int
    ours_by: Counter[Basis]
    city_by: Counter[Basis]
    why: Counter[Why]
    examples: dict[Why, str]
    our_limits: Counter[str]
    city_limits: Counter[str]


def compare(judged: Sequence[Judged], as_of: datetime) -> Comparison:
    reasons = [(one, why(one, as_of)) for one in judged]
    examples: dict[Why, str] = {}
    for one, reason in reasons:
        examples.setdefault(reason, one.case.number)
    late = [one.case for one in judged if overdue(one.case, one.ours, as_of)]
    recorded = [one.case for one in judged if one.case.recorded is Recorded.OVERDUE]
    return Comparison(
        total=len(judged),
        ours_overdue=len(late),
        city_overdue=len(recorded),
        ours_by=_bases(late),
        city_by=_bases(recorded),
        why=Counter(reason for _, reason in reasons),
        examples=examples,
        our_limits=Counter(_limit(None if one.ours is None else one.ours - one.case.opened_at) for one in judged),
        city_limits=Counter(_limit(one.case.allowed) for one in judged),
    )


def usual_days(cases: Sequence[Case]) -> int | None:
    """How many days the city allows most often; None where it is not a matter of days."""
    allowed = Counter(round(case.allowed / _DAY) for case in cases if case.allowed is not None)
    return allowed.most_common(1)[0][0] or None if allowed else None


def by_calendar(cases: Sequence[Case], days: int, history: History) -> dict[str, Comparison]:
    """The same limit by the hour, by the day, and by the working day of the city's week."""
    amounts = {
        f"{days * 24} hours round the clock": Amount(days * 24, Unit.HOURS),
        f"{days} days, the last ending at 24:00": Amount(days, Unit.DAYS),
        f"{days} working days, Monday to Friday": Amount(days, Unit.WORKING_DAYS),
    }
    return {
        name: compare([Judged(case, _reckoned(case, amount, history)) for case in cases], history.as_of)
        for name, amount in amounts.items()
    }


def _reckoned(case: Case, amount: Amount, history: History) -> datetime:
    return due_at(case.opened_at, amount, built_in()[CITY], (), history.zone)


def overdue(case: Case, due_at: datetime | None, as_of: datetime) -> bool:
    """The last moment is still in time; `as_of` was over."""
    if due_at is None:
        return False
    return case.closed_at > due_at if case.closed_at is not None else as_of >= due_at


def why(judged: Judged, as_of: datetime) -> Why:
    case, ours = judged.case, overdue(judged.case, judged.ours, as_of)
    if case.recorded is Recorded.NOT_SAID:
        return Why.NOT_SAID
    theirs = case.recorded is Recorded.OVERDUE
    if ours == theirs:
        return Why.AGREE
    if theirs != overdue(case, case.due_at, as_of):
        return Why.CONTRADICTION
    if case.due_at is None:
        return Why.NO_DEADLINE
    if judged.ours is not None and abs(abs(judged.ours - case.due_at) - _SUMMER_TIME) <= _SAME:
        return Why.SUMMER_TIME
    if ours:
        return Why.SHORTER if case.closed_at else Why.NOT_YET
    return Why.LONGER if case.closed_at else Why.NOT_YET_OURS


def _bases(cases: Iterable[Case]) -> Counter[Basis]:
    return Counter(Basis.ENDED_LATE if case.closed_at else Basis.NO_END for case in cases)


def _limit(allowed: timedelta | None) -> str:
    """Rounded to hours: "24 h", "30 d"."""
    if allowed is None:
        return "no deadline"
    hours = round(allowed / timedelta(hours=1))
    return f"{hours // 24} d" if hours % 24 == 0 and hours > 48 else f"{hours} h"
