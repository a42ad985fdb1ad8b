"""What holds of every due time, whatever the amount, the calendar and the pauses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heating.deadlines.calendar_queries import built_in
from heating.deadlines.calendars import Calendar, Interval
from heating.deadlines.reckoning import Extension, Pause, due_at, end_of_day, gaps
from heating.deadlines.rules import SAME_DAY, Amount, Unit
from tests.deadlines.walking import walk

ZONE = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
BY_DAY = (Unit.DAYS, Unit.WORKING_DAYS, Unit.SAME_DAY)
LONGEST = {Unit.MINUTES: 3000, Unit.HOURS: 100, Unit.URGENT_HOURS: 100, Unit.WORKING_HOURS: 60, Unit.DAYS: 30}

AT_LEISURE = settings(deadline=None)

minutes = st.integers(0, 60 * 24 * 40)
starts = minutes.map(lambda n: datetime(2026, 1, 25, tzinfo=ZONE) + timedelta(minutes=n))
"""Over Spring Festival 2026 with its two make-up Saturdays."""


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    unit = draw(st.sampled_from(Unit))
    return SAME_DAY if unit is Unit.SAME_DAY else Amount(draw(st.integers(1, LONGEST.get(unit, 12))), unit)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    return tuple(Interval(a * 15, b * 15) for a, b in zip(edges[: len(edges) // 2 * 2 : 2], edges[1::2], strict=True))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    if draw(st.booleans()):
        return built_in()["city"]
    week = [draw(intervals()) for _ in range(7)]
    week[draw(st.integers(0, 6))] = (Interval(480, 720),)
    days = st.dates(date(2026, 1, 25), date(2026, 3, 31))
    return Calendar("drawn", tuple(week), draw(st.dictionaries(days, st.sampled_from(["holiday", "working"]))))


@dataclass(frozen=True)
class Question:
    start: datetime
    amount: Amount
    calendar: Calendar
    pauses: tuple[Pause, ...]

    def answer(self) -> datetime:
        return due_at(self.start, self.amount, self.calendar, self.pauses, ZONE)


@st.composite
def pauses_after(draw: st.DrawFn, start: datetime) -> tuple[Pause, ...]:
    made = []
    for _ in range(draw(st.integers(0, 4))):
        begin = start + timedelta(minutes=draw(st.integers(-600, 6000)))
        until = begin + timedelta(minutes=draw(st.integers(0, 4000)))
        ended = draw(st.none() | st.integers(0, 5000))
        made.append(Pause(begin, until, None if ended is None else begin + timedelta(minutes=ended)))
    return tuple(made)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    start = draw(starts)
    return Question(start, draw(amounts()), draw(calendars()), draw(pauses_after(start)))


@settings(max_examples=150, deadline=None)
@given(questions())
def test_it_is_what_walking_minute_by_minute_finds(question: Question) -> None:
    assert question.answer() == walk(question.start, question.amount, question.calendar, question.pauses)


@AT_LEISURE
@given(questions())
def test_it_is_after_the_start_and_in_utc(question: Question) -> None:
    due = question.answer()
    assert due > question.start
    assert due.tzinfo is UTC


@AT_LEISURE
@given(questions(), st.integers(0, 3000))
def test_who_starts_later_is_never_due_sooner(question: Question, minutes: int) -> None:
    later = Question(question.start + timedelta(minutes=minutes), question.amount, question.calendar, question.pauses)
    assert later.answer() >= question.answer()


@AT_LEISURE
@given(questions())
def test_more_time_is_never_due_sooner(question: Question) -> None:
    if question.amount.unit is not Unit.SAME_DAY:
        more = Amount(question.amount.n + 1, question.amount.unit)
        assert Question(question.start, more, question.calendar, question.pauses).answer() > question.answer()


@AT_LEISURE
@given(questions())
def test_a_pause_never_brings_it_forward_and_its_cap_bounds_what_it_gains(question: Question) -> None:
    without = Question(question.start, question.amount, question.calendar, ())
    gained = question.answer() - without.answer()
    longest = sum((gap.end - gap.start for gap in gaps(question.pauses)), timedelta())
    assert gained >= timedelta()
    if question.amount.unit in (Unit.MINUTES, Unit.HOURS, Unit.URGENT_HOURS):
        assert gained <= longest
    elif question.amount.unit in (Unit.DAYS, Unit.SAME_DAY):
        assert gained <= longest + timedelta(days=len(question.pauses))


@AT_LEISURE
@given(questions(), st.integers(0, 3000))
def test_ending_a_pause_sooner_is_never_due_later(question: Question, minutes: int) -> None:
    sooner = tuple(
        pause._replace(ended_at=min(pause.end, pause.started_at + timedelta(minutes=minutes)))
        for pause in question.pauses
    )
    assert Question(question.start, question.amount, question.calendar, sooner).answer() <= question.answer()


@AT_LEISURE
@given(questions())
def test_a_pause_of_which_nobody_speaks_any_more_ends_at_its_cap(question: Question) -> None:
    forgotten = tuple(pause._replace(ended_at=None) for pause in question.pauses)
    late = tuple(pause._replace(ended_at=pause.until + timedelta(days=9)) for pause in question.pauses)
    asked = [Question(question.start, question.amount, question.calendar, each) for each in (forgotten, late)]
    assert asked[0].answer() == asked[1].answer()


@AT_LEISURE
@given(questions())
def test_day_classes_end_at_midnight_and_working_days_on_one(question: Question) -> None:
    if question.amount.unit in BY_DAY:
        due = question.answer().astimezone(ZONE)
        assert (due.hour, due.minute) == (0, 0)
        if question.amount.unit is Unit.WORKING_DAYS:
            assert question.calendar.is_working(due.date() - timedelta(days=1))


@AT_LEISURE
@given(questions(), st.dates(date(2026, 1, 20), date(2026, 4, 1)))
def test_a_last_day_only_ever_shortens(question: Question, last: date) -> None:
    q = question
    due = due_at(q.start, q.amount, q.calendar, q.pauses, ZONE, not_after=last)
    end = end_of_day(last, ZONE)
    assert due == (min(q.answer(), end) if end > q.start else q.answer())


@AT_LEISURE
@given(questions(), st.integers(1, 20_000))
def test_an_extension_is_kept_to_the_minute_unless_a_pause_comes_after(question: Question, minutes: int) -> None:
    q = question
    granted_at = max([q.start, *(pause.started_at for pause in q.pauses)]) + timedelta(minutes=1)
    extension = Extension(granted_at + timedelta(minutes=minutes), granted_at)
    assert due_at(q.start, q.amount, q.calendar, q.pauses, ZONE, extension=extension) == extension.due_at


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        # the night of 29 March 2026 has no two o'clock, that of 25 October has it twice
        (datetime(2026, 3, 28, 20), Amount(24, Unit.HOURS), datetime(2026, 3, 29, 21)),
        (datetime(2026, 10, 24, 20), Amount(24, Unit.HOURS), datetime(2026, 10, 25, 19)),
        (datetime(2026, 3, 28, 20), SAME_DAY, datetime(2026, 3, 29)),
        (datetime(2026, 3, 29, 1), SAME_DAY, datetime(2026, 3, 30)),
        (datetime(2026, 3, 28, 20), Amount(1, Unit.DAYS), datetime(2026, 3, 30)),
        (datetime(2026, 10, 24, 20), Amount(1, Unit.DAYS), datetime(2026, 10, 26)),
        (datetime(2026, 3, 28, 23), Amount(6, Unit.WORKING_HOURS), datetime(2026, 3, 29, 6)),
        (datetime(2026, 10, 24, 23), Amount(6, Unit.WORKING_HOURS), datetime(2026, 10, 25, 4)),
    ],
)
def test_it_follows_the_clocks_on_the_wall_where_they_jump(start: datetime, amount: Amount, due: datetime) -> None:
    around_the_clock = Calendar("all", ((Interval(0, 1440),),) * 7, {})
    found = due_at(start.replace(tzinfo=BERLIN), amount, around_the_clock, (), BERLIN)
    assert found == due.replace(tzinfo=BERLIN).astimezone(UTC)
