"""Calendars and ladders in force: what the city has written, and where it has not, what is built in."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from heating import storage
from heating.deadlines import catalogue
from heating.deadlines.calendars import Calendar, DayKind, WrittenWeek, read_week
from heating.deadlines.catalogue import NamedCalendar, NamedDay
from heating.deadlines.escalation import Ladder
from heating.lib.wording import Text


class Versioned(NamedTuple):
    """A calendar as people edit it; version 0 is the built-in one."""

    calendar: NamedCalendar
    version: int


class VersionedLadder(NamedTuple):
    ladder: Ladder
    version: int


class _CalendarRow(msgspec.Struct, frozen=True):
    key: str
    name: str
    name_en: str
    week_json: str
    version: int


class _Day(msgspec.Struct, frozen=True):
    calendar_key: str
    day: date
    kind: DayKind
    name: str


class _Ladder(msgspec.Struct, frozen=True):
    document_json: str
    version: int


_read_week = msgspec.json.Decoder(WrittenWeek).decode
_read_ladder = msgspec.json.Decoder(Ladder).decode


async def written_calendars() -> dict[str, Versioned]:
    """By key, for editing."""
    rows = await storage.fetch_as(_CalendarRow, "SELECT key, name, name_en, week_json, version FROM calendar")
    days: dict[str, dict[date, NamedDay]] = {}
    for day in await storage.fetch_as(_Day, "SELECT calendar_key, day, kind, name FROM calendar_day ORDER BY day"):
        days.setdefault(day.calendar_key, {})[day.day] = NamedDay(day.day, day.kind, day.name)
    found = {key: Versioned(calendar, 0) for key, calendar in catalogue.calendars().items()}
    for row in rows:
        built_in = found.get(row.key)
        own = NamedCalendar(row.key, Text(row.name, row.name_en), _read_week(row.week_json), ())
        found[row.key] = Versioned(_with_days(own, built_in, days.get(row.key, {})), row.version)
    return dict(sorted(found.items()))


def _with_days(own: NamedCalendar, built_in: Versioned | None, days: Mapping[date, NamedDay]) -> NamedCalendar:
    """Days the city has entered stand before the built-in ones."""
    before = {day.on: day for day in built_in.calendar.days} if built_in else {}
    merged = {**before, **days}
    return msgspec.structs.replace(own, days=tuple(merged[on] for on in sorted(merged)))


async def calendars() -> dict[str, Calendar]:
    """By key, for reckoning."""
    return {key: as_calendar(found.calendar) for key, found in (await written_calendars()).items()}


@cache
def built_in() -> Mapping[str, Calendar]:
    return {key: as_calendar(calendar) for key, calendar in catalogue.calendars().items()}


def as_calendar(written: NamedCalendar) -> Calendar:
    return Calendar(written.key, read_week(written.week), {day.on: day.kind for day in written.days})


async def written_ladders() -> dict[str, VersionedLadder]:
    found = {key: VersionedLadder(ladder, 0) for key, ladder in catalogue.ladders().items()}
    for row in await storage.fetch_as(_Ladder, "SELECT document_json, version FROM escalation_ladder"):
        ladder = _read_ladder(row.document_json)
        found[ladder.key] = VersionedLadder(ladder, row.version)
    return dict(sorted(found.items()))


async def ladders() -> "Ladders":
    return Ladders({key: found.ladder for key, found in (await written_ladders()).items()})


class Ladders:
    def __init__(self, by_key: Mapping[str, Ladder]) -> None:
        self._by_key = by_key

    def of(self, key: str | None) -> Ladder | None:
        """None for a clock that nobody is to hear of. An unknown key means the ordinary one: never nobody."""
        return None if key is None else self._by_key.get(key, self._by_key[catalogue.ORDINARY])
