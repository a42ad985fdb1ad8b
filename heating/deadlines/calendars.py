"""When people work: hours of each weekday, public holidays, make-up working days (调休)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from heating.lib.problems import FieldError
from heating.lib.wording import Text

DAY = 24 * 60
"""Minutes of a day; 24:00 of a day as a time in it."""

DayKind = Literal["holiday", "working", "ordinary"]
"""`ordinary` takes a day back to what its weekday says."""

Clock = Annotated[str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
"""A time of day, "08:30"; the end of a day is "24:00"."""


class Interval(NamedTuple):
    """Minutes since midnight by the clocks on the wall, [start, end)."""

    start: int
    end: int


Week = tuple[tuple[Interval, ...], ...]
"""The hours of each weekday, Monday first; a day without hours is no working day."""


class Calendar(msgspec.Struct, frozen=True):
    key: str
    hours: Week
    days: Mapping[date, DayKind]
    """What differs from the week."""

    def is_working(self, day: date) -> bool:
        match self.days.get(day, "ordinary"):
            case "working":
                return True
            case "holiday":
                return False
            case "ordinary":
                return bool(self.hours[day.weekday()])

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """The hours of a day. A make-up day on a free weekday has those of the first working day of the week."""
        if not self.is_working(day):
            return ()
        return self.hours[day.weekday()] or next(hours for hours in self.hours if hours)


class Hours(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """An interval as it is written: {"from": "08:00", "to": "12:00"}."""

    start: Clock
    end: Clock


WrittenWeek = Annotated[tuple[Annotated[tuple[Hours, ...], Meta(max_length=8)], ...], Meta(min_length=7, max_length=7)]


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def read_week(written: Sequence[Sequence[Hours]]) -> Week:
    return tuple(tuple(Interval(minutes(hours.start), minutes(hours.end)) for hours in day) for day in written)


def week_faults(week: Week) -> list[FieldError]:
    """A week needs hours somewhere, or working time would never pass."""
    faults = [fault for weekday, hours in enumerate(week) for fault in _day_faults(weekday, hours)]
    if not any(week):
        wording = Text("每周至少有一天有工作时间。", "At least one day of the week needs working hours.")
        faults.append(FieldError("/week", "no_hours", wording))
    return faults


def _day_faults(weekday: int, hours: Sequence[Interval]) -> Iterator[FieldError]:
    before = 0
    for index, interval in enumerate(hours):
        if not before <= interval.start < interval.end:
            wording = Text(
                "时段须先后有序、互不重叠，且止时晚于起时。",
                "Intervals must follow each other without overlap and end after they begin.",
            )
            yield FieldError(f"/week/{weekday}/{index}", "interval", wording)
        before = interval.end
