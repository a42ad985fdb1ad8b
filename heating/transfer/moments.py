"""Dates and times as people and systems write them in one and the same file."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from heating.lib.wording import Text
from heating.transfer.cells import Exact, Unreadable

_COMMON = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y.%m.%d",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日%H时%M分",
    "%Y年%m月%d日",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
)
"""Each tells the year first, so none can be taken for another."""
_SPACES = re.compile(r"\s+")
_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""Days of a spreadsheet from 1954 to 2119: a date whose cell was formatted as a number."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


def moment(cell: str, formats: Iterable[str], zone: ZoneInfo) -> datetime:
    """In UTC; what has no offset is the city's time, what has no time the beginning of the day. Raises Unreadable."""
    text = _SPACES.sub(" ", cell.strip()).replace("：", ":").replace("T", " ", 1)
    local = _serial(cell) or _written(text, formats)
    if local is None or not _FIRST_YEAR <= local.year <= _LAST_YEAR:
        raise Unreadable("moment", Text(f"“{cell[:40]}”不是日期时间", f"“{cell[:40]}” is no date and time"))
    return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)


def is_moment_format(written: str) -> bool:
    """Does it write a whole day, so that it can be read back?"""
    sample = datetime(2026, 11, 25, 18, 46)
    try:
        return datetime.strptime(sample.strftime(written), written).date() == sample.date()
    except (ValueError, re.error):
        return False


def _serial(cell: str) -> datetime | None:
    """A number that the workbook holds: days since the end of 1899."""
    if not isinstance(cell, Exact):
        return None
    try:
        days = float(cell)
    except ValueError:
        return None
    return _DAY_ZERO + timedelta(days=days) if _FIRST_SERIAL <= days <= _LAST_SERIAL else None


def _written(text: str, formats: Iterable[str]) -> datetime | None:
    for form in (*_COMMON, *formats):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
