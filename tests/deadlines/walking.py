"""Due times found another way: by walking on minute by minute and counting. Slow, and hard to get wrong."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from heating.deadlines.calendars import Calendar
from heating.deadlines.reckoning import Pause
from heating.deadlines.rules import Amount, Unit

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_MINUTES = {Unit.MINUTES: 1, Unit.HOURS: 60, Unit.URGENT_HOURS: 60, Unit.WORKING_HOURS: 60}


def walk(started_at: datetime, amount: Amount, calendar: Calendar, pauses: Sequence[Pause]) -> datetime:
    """All times in one zone whose clocks never jump, and in whole minutes."""

    def is_paused(minute: datetime) -> bool:
        return any(pause.started_at <= minute < pause.end for pause in pauses)

    def counts(minute: datetime) -> bool:
        if is_paused(minute):
            return False
        hours = calendar.intervals(minute.date())
        now = minute.hour * 60 + minute.minute
        return amount.unit is not Unit.WORKING_HOURS or any(start <= now < end for start, end in hours)

    if amount.unit in _MINUTES:
        left, minute = amount.n * _MINUTES[amount.unit], started_at
        while left:
            left -= counts(minute)
            minute += _MINUTE
        return minute
    left = max(amount.n, 1)
    midnight = datetime.combine(started_at.date(), time(), started_at.tzinfo)
    if amount.unit is not Unit.SAME_DAY:
        midnight += _DAY
    while left:
        is_day = amount.unit is not Unit.WORKING_DAYS or calendar.is_working(midnight.date())
        midnight += _DAY
        left -= is_day and not (is_paused(midnight - _MINUTE) and is_paused(midnight))
    return midnight
