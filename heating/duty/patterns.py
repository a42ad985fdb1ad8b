"""From what is written down, rotations and shifts entered by hand, to the shifts of a roster."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from operator import attrgetter
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.duty.rules import LONGEST_SHIFT, Post, Shift, Window
from heating.lib.problems import FieldError
from heating.lib.wording import Text

Moment = Annotated[datetime, Meta(tz=True)]
MOST_SHIFTS = 10_000
_LONGEST_ROSTER = timedelta(days=366)
MOST_BY_HAND = 2_000


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People take turns of `hours`, in their order and again from the first, from `starts_at` until `ends_at` or the
    roster's end. Somebody may stand in the order more than once."""

    post: Post
    starts_at: Moment
    hours: Annotated[int, Meta(ge=1, le=168)]
    people: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=100)]
    ends_at: Moment | None = None


class HandMade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shift entered by hand takes the place of whatever a rotation says of its time."""

    post: Post
    person: UUID
    starts_at: Moment
    ends_at: Moment


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A roster as people write it."""

    starts_at: Moment
    ends_at: Moment
    patterns: Annotated[tuple[Pattern, ...], Meta(max_length=50)] = ()
    shifts: Annotated[tuple[HandMade, ...], Meta(max_length=MOST_BY_HAND)] = ()

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)

    @property
    def people(self) -> set[UUID]:
        return {person for pattern in self.patterns for person in pattern.people} | {one.person for one in self.shifts}


def expand(plan: Plan) -> list[Shift]:
    """The shifts within the plan's window, by post and time. Where the plan is at fault they have gaps and overlap."""
    by_hand = [_clipped(Shift(one.post, one.person, one.starts_at, one.ends_at), plan.window) for one in plan.shifts]
    entered = [shift for shift in by_hand if shift is not None]
    turns = [turn for pattern in plan.patterns for turn in _turns(pattern, plan.window)]
    left = [piece for post in Post for piece in _without(_of(turns, post), _of(entered, post))]
    return sorted([*left, *entered], key=lambda shift: (shift.post, shift.starts_at, shift.ends_at, shift.person))


def _of(shifts: Iterable[Shift], post: Post) -> list[Shift]:
    return sorted((shift for shift in shifts if shift.post is post), key=attrgetter("starts_at"))


def _turns(pattern: Pattern, window: Window) -> Iterator[Shift]:
    length = timedelta(hours=pattern.hours)
    ends_at = min(pattern.ends_at or window.ends_at, window.ends_at)
    skipped = max(0, (window.starts_at - pattern.starts_at) // length)
    for turn in count(skipped):
        starts_at = pattern.starts_at + turn * length
        if starts_at >= ends_at:
            return
        person = pattern.people[turn % len(pattern.people)]
        whole = Shift(pattern.post, person, starts_at, min(starts_at + length, ends_at))
        if shift := _clipped(whole, window):
            yield shift


def _clipped(shift: Shift, window: Window) -> Shift | None:
    both = shift.window.overlap(window)
    return both and Shift(shift.post, shift.person, both.starts_at, both.ends_at)


def _without(turns: Sequence[Shift], entered: Sequence[Shift]) -> Iterator[Shift]:
    """What is left of the turns beside the shifts entered by hand; both in the order of their beginnings."""
    for turn in turns:
        starts_at: datetime = turn.starts_at
        for other in entered:
            if other.starts_at >= turn.ends_at or starts_at >= turn.ends_at:
                break
            if other.ends_at <= starts_at:
                continue
            if other.starts_at > starts_at:
                yield turn._replace(starts_at=starts_at, ends_at=other.starts_at)
            starts_at = max(starts_at, other.ends_at)
        if starts_at < turn.ends_at:
            yield turn._replace(starts_at=starts_at)


def plan_errors(plan: Plan) -> list[FieldError]:
    """What is wrong with the times themselves; whether the roster is complete is another question."""
    return [
        *_window_errors("", plan.window, _LONGEST_ROSTER),
        *_size_errors(plan),
        *(
            FieldError(f"/patterns/{index}/ends_at", "order", _ENDS_FIRST)
            for index, pattern in enumerate(plan.patterns)
            if pattern.ends_at is not None and pattern.ends_at <= pattern.starts_at
        ),
        *(
            error
            for index, one in enumerate(plan.shifts)
            for error in _window_errors(f"/shifts/{index}", Window(one.starts_at, one.ends_at), LONGEST_SHIFT)
        ),
    ]


def _window_errors(prefix: str, window: Window, longest: timedelta) -> Iterator[FieldError]:
    if window.ends_at <= window.starts_at:
        yield FieldError(f"{prefix}/ends_at", "order", _ENDS_FIRST)
    elif window.ends_at - window.starts_at > longest:
        days = longest.days
        yield FieldError(f"{prefix}/ends_at", "too_long", Text(f"超过 {days} 天", f"is longer than {days} days"))


def _size_errors(plan: Plan) -> Iterator[FieldError]:
    length = max(plan.ends_at - plan.starts_at, timedelta())
    if sum(length // timedelta(hours=pattern.hours) + 1 for pattern in plan.patterns) > MOST_SHIFTS:
        yield FieldError("/patterns", "too_many", Text("班次过多，请缩短周期", "makes too many shifts"))


_ENDS_FIRST = Text("结束时间不晚于开始时间", "is not after the start")
