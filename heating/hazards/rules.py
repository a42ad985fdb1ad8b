"""Grades, statuses and numbers of hazards, and what a report needs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from heating.lib.problems import FieldError
from heating.lib.wording import Text


class Grade(StrEnum):
    """From what is fixed on the spot to what keeps a site from being ready."""

    MINOR = "minor"
    GENERAL = "general"
    LARGER = "larger"
    MAJOR = "major"


class Status(StrEnum):
    REPORTED = "reported"
    RECTIFYING = "rectifying"
    RECTIFIED = "rectified"
    CLOSED = "closed"
    DISMISSED = "dismissed"


STATUS_NAMES: dict[Status, Text] = {
    Status.REPORTED: Text("待确认", "reported"),
    Status.RECTIFYING: Text("整改中", "being rectified"),
    Status.RECTIFIED: Text("待核查", "rectified, waiting for verification"),
    Status.CLOSED: Text("已销号", "closed"),
    Status.DISMISSED: Text("不予确认", "dismissed"),
}


class Source(StrEnum):
    INSPECTION = "inspection"
    REPORT = "report"


OPEN = frozenset({Status.REPORTED, Status.RECTIFYING, Status.RECTIFIED})

CLOSED_ON_PHONES = timedelta(days=30)
"""How long phones keep what was closed: their people see what came of it, and may open it again without signal."""

GRADES = tuple(Grade)
"""Least grave first."""

GRADE_NAMES: dict[Grade, Text] = {
    Grade.MINOR: Text("轻微（立行立改）", "Minor, fix on the spot"),
    Grade.GENERAL: Text("一般", "General"),
    Grade.LARGER: Text("较大", "Larger"),
    Grade.MAJOR: Text("重大", "Major"),
}

_SEASON_BEGINS_IN = 4  # the season that ends in March is over; what is found from April on belongs to the next


class PhotoLike(Protocol):
    @property
    def sha256(self) -> str: ...

    @property
    def role(self) -> Literal["close_up", "context", "other"]: ...


def joins(grade: Grade, open_grade: Grade) -> bool:
    """Does what failed again belong to the open hazard of its item? What is graver is a hazard of its own: it must not
    hide behind a lower grade. The twin is static/app/rules/hazards.ts."""
    return GRADES.index(grade) <= GRADES.index(open_grade)


def season_year(at: datetime, zone: ZoneInfo) -> int:
    """The year in whose autumn the season begins to which a finding belongs."""
    local = at.astimezone(zone)
    return local.year if local.month >= _SEASON_BEGINS_IN else local.year - 1


def number(year: int, count: int) -> str:
    """`YH` is 隐患: "YH-2026-000123"."""
    return f"YH-{year}-{count:06d}"


def report_faults(has_place: bool, title: str, photos: Sequence[PhotoLike]) -> list[FieldError]:
    """A direct report needs a place, words, and two different pictures: the thing itself and where it is."""
    return list(_report_faults(has_place, title, photos))


def _report_faults(has_place: bool, title: str, photos: Sequence[PhotoLike]) -> Iterator[FieldError]:
    if not has_place:
        yield FieldError("/asset", "required", Text("须指明设备或场站。", "Name the asset or the site."))
    if not title.strip():
        yield FieldError("/title", "required", Text("须写明隐患内容。", "Say what is wrong."))
    close_ups = _of_role(photos, "close_up")
    if not close_ups:
        yield FieldError("/photos", "photo_close_up", Text("缺少近景照片。", "The close-up photo is missing."))
    if not _of_role(photos, "context") - close_ups:
        yield FieldError(
            "/photos", "photo_context", Text("缺少环境照片。", "The photo of the surroundings is missing.")
        )


def _of_role(photos: Iterable[PhotoLike], role: str) -> set[str]:
    return {photo.sha256 for photo in photos if photo.role == role}
