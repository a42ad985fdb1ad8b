"""When a clock is due: its amount counted from its start, less the pauses, by the calendar, in the city's time zone.

Where a day class counts days, a day counts when the clock runs at its 24:00; the day of the start does not count. A
pause that does not reach over midnight therefore moves nothing, and one that does moves the end by a day for each
midnight in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating.deadlines.calendars import DAY, Calendar
from heating.deadlines.rules import SAME_DAY, Amount, Unit


class Pause(NamedTuple):
    """`until` is where its cap ends it by itself; `ended_at` is when somebody ended it before."""

    started_at: datetime
    until: datetime
    ended_at: datetime | None = None

    @property
    def end(self) -> datetime:
        return self.until if self.ended_at is None else min(self.ended_at, self.until)


class Extension(NamedTuple):
    due_at: datetime
    granted_at: datetime


class Gap(NamedTuple):
    """A time in which a clock stands still."""

    start: datetime
    end: datetime


def due_at(
    started_at: datetime,
    amount: Amount,
    calendar: Calendar,
    pauses: Sequence[Pause],
    zone: ZoneInfo,
    *,
    not_after: date | None = None,
    extension: Extension | None = None,
) -> datetime:
    """`not_after` is the last day, unless it was over at the start: pauses do not move it. An extension takes the
    place of both, and later pauses move it. The answer is in UTC."""
    started_at = started_at.astimezone(UTC)  # Python adds to a local time as the wall shows it
    if extension is not None:
        return _extended(extension, pauses, calendar, zone)
    due = _counted(started_at, amount, calendar, gaps(pauses), zone)
    if not_after is None or (last := end_of_day(not_after, zone)) <= started_at:
        return due
    return min(due, last)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """24:00 of a local day."""
    return _moment(day, DAY, zone)


def gaps(pauses: Iterable[Pause]) -> list[Gap]:
    """In order, and one where they touch."""
    merged: list[Gap] = []
    for gap in sorted(Gap(pause.started_at.astimezone(UTC), pause.end.astimezone(UTC)) for pause in pauses):
        if gap.end <= gap.start:
            continue
        if merged and gap.start <= merged[-1].end:
            merged[-1] = Gap(merged[-1].start, max(merged[-1].end, gap.end))
        else:
            merged.append(gap)
    return merged


def _counted(started_at: datetime, amount: Amount, calendar: Calendar, gaps: Sequence[Gap], zone: ZoneInfo) -> datetime:
    match amount.unit:
        case Unit.MINUTES:
            return _elapsed(started_at, timedelta(minutes=amount.n), gaps)
        case Unit.HOURS | Unit.URGENT_HOURS:
            return _elapsed(started_at, timedelta(hours=amount.n), gaps)
        case Unit.WORKING_HOURS:
            return _worked(started_at, timedelta(hours=amount.n), calendar, gaps, zone)
        case Unit.SAME_DAY:
            return _nth_end(_days_from(_local(started_at, zone)), 1, gaps, zone)
        case Unit.DAYS:
            return _nth_end(_days_after(_local(started_at, zone)), amount.n, gaps, zone)
        case Unit.WORKING_DAYS:
            days = filter(calendar.is_working, _days_after(_local(started_at, zone)))
            return _nth_end(days, amount.n, gaps, zone)


def _elapsed(started_at: datetime, length: timedelta, gaps: Sequence[Gap]) -> datetime:
    due = started_at + length
    for gap in gaps:
        if gap.start >= due:
            break
        due += max(timedelta(), gap.end - max(gap.start, started_at))
    return due


def _worked(
    started_at: datetime, length: timedelta, calendar: Calendar, gaps: Sequence[Gap], zone: ZoneInfo
) -> datetime:
    left = length
    for span in _working_spans(started_at, calendar, zone):
        for start, end in _without(span, gaps):
            if left <= end - start:
                return start + left
            left -= end - start
    raise AssertionError("a calendar has working hours in every week")


def _working_spans(after: datetime, calendar: Calendar, zone: ZoneInfo) -> Iterator[Gap]:
    """Working time from a moment on."""
    for day in _days_from(_local(after, zone)):
        for interval in calendar.intervals(day):
            start, end = _moment(day, interval.start, zone), _moment(day, interval.end, zone)
            if end > after:
                yield Gap(max(start, after), end)


def _without(span: Gap, gaps: Sequence[Gap]) -> Iterator[Gap]:
    """What is left of a span when the gaps are taken out."""
    start = span.start
    for gap in gaps:
        if gap.end > start and gap.start < span.end:
            if gap.start > start:
                yield Gap(start, gap.start)
            start = gap.end
    if start < span.end:
        yield Gap(start, span.end)


def _nth_end(days: Iterator[date], n: int, gaps: Sequence[Gap], zone: ZoneInfo) -> datetime:
    """24:00 of the n-th day at whose 24:00 the clock runs."""
    ends = (end_of_day(day, zone) for day in days)
    counted = (end for end in ends if not any(gap.start < end < gap.end for gap in gaps))
    return next(end for number, end in enumerate(counted, start=1) if number == n)


def _extended(extension: Extension, pauses: Sequence[Pause], calendar: Calendar, zone: ZoneInfo) -> datetime:
    """A date that was granted is moved by pauses that began later: by days if it is a 24:00, else by their length."""
    due, granted_at = extension.due_at.astimezone(UTC), extension.granted_at.astimezone(UTC)
    later = gaps(pause for pause in pauses if pause.started_at >= granted_at)
    last_day = _local(due, zone) - timedelta(days=1)
    if end_of_day(last_day, zone) != due:
        return _elapsed(granted_at, due - granted_at, later)
    days = (last_day - _local(granted_at, zone)).days
    amount = Amount(days, Unit.DAYS) if days else SAME_DAY
    return _counted(granted_at, amount, calendar, later, zone)


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=number) for number in count())


def _days_after(day: date) -> Iterator[date]:
    return _days_from(day + timedelta(days=1))


def _local(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """A time by the clocks on the wall, which may jump twice a year."""
    return (datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minute)).astimezone(UTC)
