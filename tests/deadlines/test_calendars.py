from datetime import date, timedelta

import pytest

from heating.deadlines.calendar_queries import built_in
from heating.deadlines.calendars import Calendar, DayKind, Hours, Interval, Week, read_week, week_faults

MORNING, AFTERNOON = Interval(480, 720), Interval(840, 1080)
FREE: tuple[Interval, ...] = ()
OFFICE: Week = ((MORNING, AFTERNOON),) * 5 + (FREE, FREE)
SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("hours", "pointer"),
    [
        ((Interval(720, 720),), "/week/0/0"),
        ((Interval(720, 480),), "/week/0/0"),
        ((AFTERNOON, MORNING), "/week/0/1"),
        ((Interval(480, 720), Interval(700, 900)), "/week/0/1"),
    ],
)
def test_it_refuses_hours_that_do_not_follow_each_other(hours: tuple[Interval, ...], pointer: str) -> None:
    assert [fault.pointer for fault in week_faults((hours,) + (FREE,) * 6)] == [pointer]


def test_it_refuses_a_week_without_hours() -> None:
    assert [fault.code for fault in week_faults((FREE,) * 7)] == ["no_hours"]


def test_hours_may_touch_and_fill_the_day() -> None:
    assert week_faults(((Interval(0, 720), Interval(720, 1440)),) * 7) == []


def test_a_written_week_is_read_in_minutes() -> None:
    written = [[Hours("08:00", "12:00"), Hours("14:30", "24:00")], *([[]] * 6)]
    assert read_week(written)[0] == (Interval(480, 720), Interval(870, 1440))


def calendar(**days: DayKind) -> Calendar:
    return Calendar("c", OFFICE, {date.fromisoformat(day.replace("_", "-")[1:]): kind for day, kind in days.items()})


def test_the_weekday_decides_where_nothing_else_is_said() -> None:
    plain = calendar()
    assert (plain.is_working(MONDAY), plain.is_working(SATURDAY)) == (True, False)
    assert (plain.intervals(MONDAY), plain.intervals(SATURDAY)) == ((MORNING, AFTERNOON), FREE)


def test_a_holiday_is_free_and_a_make_up_day_has_a_working_days_hours() -> None:
    moved = calendar(_2026_11_23="holiday", _2026_11_21="working")
    assert (moved.is_working(MONDAY), moved.intervals(MONDAY)) == (False, FREE)
    assert (moved.is_working(SATURDAY), moved.intervals(SATURDAY)) == (True, (MORNING, AFTERNOON))


def test_a_day_can_be_taken_back_to_what_its_weekday_says() -> None:
    assert calendar(_2026_11_23="ordinary").is_working(MONDAY)
    assert not calendar(_2026_11_21="ordinary").is_working(SATURDAY)


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_built_in_years_have_as_many_working_days_as_the_law_gives(year: int) -> None:
    """365 days less 104 of weekends and 13 statutory holidays: whatever is moved is worked off."""
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert sum(map(built_in()["city"].is_working, days)) == 365 - 104 - 13
