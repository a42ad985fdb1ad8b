"""The calendar and the ladders the product comes with. They hold until a city has written its own.

The days of 2025 and 2026 are those of the State Council's yearly notices (国办发明电). For 2027 they are the statutory
holidays alone: a city enters the moved days when the notice is out.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from heating.deadlines.calendars import DayKind, WrittenWeek
from heating.deadlines.escalation import Ladder
from heating.lib.wording import Text


class NamedDay(msgspec.Struct, frozen=True):
    on: date
    kind: DayKind
    name: str


class NamedCalendar(msgspec.Struct, frozen=True):
    key: str
    name: Text
    week: WrittenWeek
    days: tuple[NamedDay, ...]


class _BuiltIn(msgspec.Struct, frozen=True):
    calendars: tuple[NamedCalendar, ...]
    ladders: tuple[Ladder, ...]


CITY = "city"
"""The calendar of whoever names no other."""
ORDINARY = "ordinary"
"""The ladder of whoever names no other."""


@cache
def calendars() -> Mapping[str, NamedCalendar]:
    return {calendar.key: calendar for calendar in _built_in().calendars}


@cache
def ladders() -> Mapping[str, Ladder]:
    return {ladder.key: ladder for ladder in _built_in().ladders}


@cache
def _built_in() -> _BuiltIn:
    return msgspec.json.decode(Path(__file__).with_name("built_in.json").read_bytes(), type=_BuiltIn)
