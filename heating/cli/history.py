"""A city's history of complaints, as its open data has it: one line for each, with the deadline that the city set."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from heating.transfer import moments
from heating.transfer.cells import Unreadable

_NOTHING = frozenset({"", "NA", "N/A", "NULL", "null", "None"})
_ON_TIME = frozenset({"ontime", "on time", "yes", "true", "1", "是", "按时"})
_OVERDUE = frozenset({"overdue", "late", "no", "false", "0", "否", "超期"})


class Recorded(StrEnum):
    """What the city itself says of a case."""

    ON_TIME = "on time"
    OVERDUE = "overdue"
    NOT_SAID = "not said"


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column holds what; the names are those of the 311 systems of American cities."""

    number: str = "CASE_ENQUIRY_ID"
    opened: str = "open_dt"
    due: str = "target_dt"
    closed: str = "closed_dt"
    on_time: str = "OnTime_Status"
    text: str = "CASE_TITLE"
    address: str = "Location"
    outcome: str = "CLOSURE_REASON"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """`due_at` and `closed_at` are None where the city set no deadline, or recorded no end."""

    number: str
    text: str
    address: str
    outcome: str
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    recorded: Recorded

    @property
    def allowed(self) -> timedelta | None:
        return None if self.due_at is None else self.due_at - self.opened_at


class History(msgspec.Struct, frozen=True):
    """`cases` in the order of their arrival; `unreadable` says of lines why they were left out; `as_of` is the last
    moment that the file knows to be over, `zone` the one that its times are in."""

    cases: Sequence[Case]
    unreadable: Sequence[str]
    as_of: datetime
    zone: ZoneInfo


class NotAHistory(Exception):
    pass


def read(file: Path, columns: Columns, zone: ZoneInfo) -> History:
    """Raises NotAHistory when a column is missing or nothing can be read."""
    cases: list[Case] = []
    unreadable: list[str] = []
    with file.open(newline="", encoding="utf-8-sig") as lines:
        for number, line in _lines(csv.DictReader(lines), columns):
            try:
                cases.append(_case(line, columns, zone))
            except Unreadable as reason:
                unreadable.append(f"line {number}: {reason.text.en}")
    if not cases:
        raise NotAHistory("no line could be read")
    cases.sort(key=lambda case: (case.opened_at, case.number))
    return History(cases, unreadable, max(moment for case in cases for moment in _known_of(case)), zone)


def _known_of(case: Case) -> Iterator[datetime]:
    """Moments that were over when the file was made: a deadline too, if the city calls an open case overdue by it."""
    yield case.opened_at
    if case.closed_at is not None:
        yield case.closed_at
    elif case.due_at is not None and case.recorded is Recorded.OVERDUE:
        yield case.due_at


def _lines(reader: "csv.DictReader[str]", columns: Columns) -> Iterator[tuple[int, Mapping[str, str]]]:
    missing = sorted({getattr(columns, name) for name in columns.__struct_fields__} - set(reader.fieldnames or ()))
    if missing:
        raise NotAHistory(f"there is no column {', '.join(missing)}")
    yield from enumerate(reader, start=2)


def _case(line: Mapping[str, str], columns: Columns, zone: ZoneInfo) -> Case:
    def text(name: str) -> str:
        found = " ".join((line[getattr(columns, name)] or "").split())
        return "" if found in _NOTHING else found

    def moment(name: str) -> datetime | None:
        return moments.moment(text(name), (), zone) if text(name) else None

    return Case(
        number=text("number"),
        text=text("text"),
        address=text("address"),
        outcome=text("outcome"),
        opened_at=moments.moment(text("opened"), (), zone),
        due_at=moment("due"),
        closed_at=moment("closed"),
        recorded=_recorded(text("on_time").lower()),
    )


def _recorded(said: str) -> Recorded:
    if said in _ON_TIME:
        return Recorded.ON_TIME
    return Recorded.OVERDUE if said in _OVERDUE else Recorded.NOT_SAID
