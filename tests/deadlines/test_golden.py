"""More than two hundred due times that were reckoned by hand, beside the calendar of the years in question."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from heating.deadlines.calendar_queries import built_in
from heating.deadlines.calendars import Calendar, DayKind, WrittenWeek, read_week
from heating.deadlines.reckoning import Extension, Pause, due_at
from heating.deadlines.rules import Amount, Unit

ZONE = ZoneInfo("Asia/Shanghai")


class WrittenCalendar(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    week: WrittenWeek
    days: dict[date, DayKind]


class Case(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    start: str
    amount: Amount
    due: str
    calendar: str = "city"
    not_after: date | None = None
    pauses: list[list[str]] = []
    extension: tuple[str, str] | None = None


class Golden(msgspec.Struct, forbid_unknown_fields=True):
    about: str
    calendars: list[WrittenCalendar]
    cases: list[Case]


GOLDEN = msgspec.json.decode(Path(__file__).with_name("golden.json").read_bytes(), type=Golden)
CALENDARS = {
    **built_in(),
    **{each.key: Calendar(each.key, read_week(each.week), each.days) for each in GOLDEN.calendars},
}


def local(text: str) -> datetime:
    """ "2026-11-20 24:00" is the midnight after that day."""
    day, _, clock = text.partition(" ")
    if clock == "24:00":
        return datetime.fromisoformat(day).replace(tzinfo=ZONE) + timedelta(days=1)
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize("case", GOLDEN.cases, ids=lambda case: case.name)
def test_it_is_due_when_a_person_says_so(case: Case) -> None:
    reckoned = due_at(
        local(case.start),
        case.amount,
        CALENDARS[case.calendar],
        [Pause(*map(local, pause)) for pause in case.pauses],
        ZONE,
        not_after=case.not_after,
        extension=Extension(*map(local, case.extension)) if case.extension else None,
    )
    assert reckoned == local(case.due), reckoned.astimezone(ZONE)


def test_the_table_is_large_and_covers_every_unit() -> None:
    assert len({case.name for case in GOLDEN.cases}) == len(GOLDEN.cases) >= 200
    assert {case.amount.unit for case in GOLDEN.cases} == set(Unit)
    assert {case.amount.unit for case in GOLDEN.cases if case.pauses} == set(Unit)
