"""How long something may take, and what became of a clock."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Protocol, TypeVar

import msgspec
from msgspec import Meta

from heating.lib.problems import FieldError
from heating.lib.wording import Text


class Unit(StrEnum):
    """Minutes, hours and urgent hours (紧急工作时) pass round the clock; an urgent hour's messages are urgent as well.
    Working hours pass only while the calendar says that people work. The day classes end at 24:00."""

    MINUTES = "minutes"
    HOURS = "hours"
    URGENT_HOURS = "urgent_hours"
    WORKING_HOURS = "working_hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    SAME_DAY = "same_day"


BY_CALENDAR = frozenset({Unit.WORKING_HOURS, Unit.WORKING_DAYS})
"""Those that a calendar has a say in."""


class Amount(msgspec.Struct, frozen=True):
    """`n` is 0 with `same_day`, and only then."""

    n: Annotated[int, Meta(ge=0, le=10_000)]
    unit: Unit

    @property
    def is_urgent(self) -> bool:
        return self.unit is Unit.URGENT_HOURS


SAME_DAY = Amount(0, Unit.SAME_DAY)


class Outcome(StrEnum):
    OPEN = "open"
    MET = "met"
    LATE = "late"
    CANCELLED = "cancelled"


class State(StrEnum):
    """What a clock shows: that it runs or stands still, or how it ended."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    LATE = "late"
    CANCELLED = "cancelled"


class ClockLike(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def paused_until(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> Outcome: ...


AnyClock = TypeVar("AnyClock", bound=ClockLike)


def amount_faults(amount: Amount, pointer: str) -> Iterator[FieldError]:
    if (amount.n == 0) != (amount.unit is Unit.SAME_DAY):
        wording = Text(
            "“当日”的数量为 0，其他单位至少为 1。", "The number is 0 for the same day and at least 1 otherwise."
        )
        yield FieldError(f"{pointer}/n", "amount", wording)


def state(clock: ClockLike, now: datetime) -> State:
    if clock.outcome is not Outcome.OPEN:
        return State(clock.outcome)
    return State.PAUSED if clock.paused_until is not None and now < clock.paused_until else State.RUNNING


def is_overdue(clock: ClockLike, now: datetime) -> bool:
    return clock.outcome is Outcome.OPEN and clock.due_at < now


def outcome_at(due_at: datetime, ended_at: datetime) -> Outcome:
    """The last moment is still in time."""
    return Outcome.MET if ended_at <= due_at else Outcome.LATE


def remaining(clock: ClockLike, now: datetime) -> timedelta:
    """Time on the wall until it is due, negative once it is overdue. It stands still in a pause and after the end."""
    if clock.ended_at is not None:
        return clock.due_at - clock.ended_at
    return clock.due_at - max(now, clock.paused_until or now)


def tightest(clocks: Iterable[AnyClock]) -> AnyClock | None:
    """The open clock that is due first."""
    running = [clock for clock in clocks if clock.outcome is Outcome.OPEN]
    return min(running, key=lambda clock: (clock.due_at, clock.name), default=None)


def in_order(clocks: Iterable[AnyClock]) -> list[AnyClock]:
    """The open ones, tightest first; then those that ended, last ended first."""
    return sorted(clocks, key=_place)


def _place(clock: ClockLike) -> tuple[bool, float, str]:
    if clock.ended_at is None:
        return False, clock.due_at.timestamp(), clock.name
    return True, -clock.ended_at.timestamp(), clock.name
