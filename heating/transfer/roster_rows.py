"""Rows of a roster's table: a post, a person, from when to when. Every fault of a row is named, with its column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.duty.patterns import HandMade
from heating.duty.rules import LONGEST_SHIFT, Post, Staff
from heating.duty.spreadsheet import TITLES
from heating.duty.wording import POSTS
from heating.lib.wording import Text
from heating.transfer.cells import Unreadable
from heating.transfer.moments import moment
from heating.transfer.rows import Fault
from heating.transfer.tables import Table

Value = TypeVar("Value")

_NEEDED = ("post", "starts_at", "ends_at")
_END_OF_DAY = re.compile(r"\s+24[:：]00(:00)?$")
_WRONG_END = Text("须晚于开始时间，且一班不超过 7 天", "must be within 7 days after the start")
_WRONG_POST = Text("应为“带班领导”或“值守人员”", "must be “leader in charge” or “officer on duty”")
_AMBIGUOUS = Text("同名者不止一人，请填账号", "is the name of several; give the user name")
_POSTS = {
    **{word: post for post, text in POSTS.items() for word in (post.value, text.zh, text.en)},
    "带班": Post.LEADER, "领导": Post.LEADER, "值守": Post.OFFICER, "值班": Post.OFFICER, "值班员": Post.OFFICER,
}  # fmt: skip


class People(NamedTuple):
    """Those who can be named: by user name, and by name where that is of one person alone."""

    by_username: Mapping[str, UUID]
    by_name: Mapping[str, Sequence[UUID]]


class Read(NamedTuple):
    shifts: list[HandMade]
    faults: list[Fault]


class _Wrong(Exception):
    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code)
        self.code, self.text = code, text


def people_of(staff: Iterable[Staff]) -> People:
    by_name: dict[str, list[UUID]] = {}
    by_username: dict[str, UUID] = {}
    for one in staff:
        by_username[one.username] = one.id
        by_name.setdefault(_plain(one.name), []).append(one.id)
    return People(by_username, by_name)


def columns_of(table: Table) -> dict[str, str]:
    """What each column is, by its title in either language."""
    known = {title.lower(): key for key, text in TITLES.items() for title in (text.zh, text.en)}
    return {known[column.lower()]: column for column in table.columns if column.lower() in known}


def missing(columns: Mapping[str, str]) -> list[str]:
    """The titles of needed columns that are not there."""
    found = [TITLES[key].zh for key in _NEEDED if key not in columns]
    is_named = "person" in columns or "username" in columns
    return found if is_named else [*found, TITLES["person"].zh]


def read(table: Table, columns: Mapping[str, str], people: People, zone: ZoneInfo) -> Read:
    reading = Read([], [])
    for number, line in table.rows:
        cells = {key: line[column] for key, column in columns.items()}
        row = _Row(number, cells, columns, reading.faults)
        shift = row.shift(people, zone)
        if number in table.overlong:
            row.add("row", "row.overlong", Text("比表头多出内容", "has cells beyond the last column"))
        elif shift is not None:
            reading.shifts.append(shift)
    return reading


class _Row:
    def __init__(self, number: int, cells: Mapping[str, str], columns: Mapping[str, str], faults: list[Fault]) -> None:
        self._number, self._cells, self._columns, self._faults = number, cells, columns, faults

    def shift(self, people: People, zone: ZoneInfo) -> HandMade | None:
        post = self._read("post", _post(self._cells["post"]))
        person = self._read("username" if self._cells.get("username") else "person", _person(self._cells, people))
        starts_at = self._read("starts_at", _moment(self._cells["starts_at"], zone))
        ends_at = self._read("ends_at", _moment(self._cells["ends_at"], zone))
        if starts_at is not None and ends_at is not None and not timedelta() < ends_at - starts_at <= LONGEST_SHIFT:
            self.add("ends_at", "order", _WRONG_END)
            return None
        if post is None or person is None or starts_at is None or ends_at is None:
            return None
        return HandMade(post, person, starts_at, ends_at)

    def _read(self, key: str, value: Value | _Wrong) -> Value | None:
        if isinstance(value, _Wrong):
            self.add(key, value.code, value.text)
            return None
        return value

    def add(self, key: str, code: str, text: Text) -> None:
        self._faults.append(Fault(self._number, self._columns.get(key, ""), code, text))


def _post(cell: str) -> Post | _Wrong:
    found = _POSTS.get(cell.strip().lower())
    return found or _Wrong("post", _WRONG_POST)


def _person(cells: Mapping[str, str], people: People) -> UUID | _Wrong:
    """The user name decides where it is given."""
    username, name = cells.get("username", "").strip().lower(), _plain(cells.get("person", ""))
    if username:
        known = people.by_username.get(username)
        return known or _Wrong("person.unknown", Text("没有这个账号", "is no user name of the organization"))
    found = people.by_name.get(name, ())
    if not found:
        return _Wrong("person.unknown", Text("该单位没有这个人", "is nobody of the organization"))
    if len(found) > 1:
        return _Wrong("person.ambiguous", _AMBIGUOUS)
    return found[0]


def _plain(name: str) -> str:
    """People write a name of two characters with a space between them."""
    return "".join(name.split()).lower()


def _moment(cell: str, zone: ZoneInfo) -> datetime | _Wrong:
    """By the city's clocks and to the minute; "24:00" is the end of the day, a day alone its beginning."""
    is_end = _END_OF_DAY.search(cell) is not None
    begun = _END_OF_DAY.sub(" 00:00", cell) if is_end else cell
    try:
        found = moment(begun, (), zone) + timedelta(days=is_end)
    except Unreadable as unreadable:
        return _Wrong(unreadable.code, unreadable.text)
    return (found + timedelta(seconds=30)).replace(second=0, microsecond=0)
