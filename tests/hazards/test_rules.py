from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from heating.hazards.evidence import HazardPhoto
from heating.hazards.rules import number, report_faults, season_year

ZONE = ZoneInfo("Asia/Shanghai")
NEAR = HazardPhoto(sha256="1" * 64, role="close_up")
NEAR_AGAIN = HazardPhoto(sha256="2" * 64, role="close_up")
FAR = HazardPhoto(sha256="3" * 64, role="context")
SAME = HazardPhoto(sha256=NEAR.sha256, role="context")


@pytest.mark.parametrize(
    ("photos", "missing"),
    [
        ([], ["photo_close_up", "photo_context"]),
        ([NEAR, NEAR_AGAIN], ["photo_context"]),
        ([FAR], ["photo_close_up"]),
        ([NEAR, SAME], ["photo_context"]),
        ([NEAR, FAR], []),
        ([NEAR, SAME, FAR], []),
    ],
)
def test_it_wants_two_different_photos(photos: list[HazardPhoto], missing: list[str]) -> None:
    assert [fault.code for fault in report_faults(True, "漏水", photos)] == missing


def test_it_wants_a_place_and_words() -> None:
    faults = report_faults(False, "  ", [NEAR, FAR])
    assert [(fault.pointer, fault.code) for fault in faults] == [("/asset", "required"), ("/title", "required")]


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2026, 11, 21, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 15, 59, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 16, 0, tzinfo=UTC), 2027),
        (datetime(2027, 1, 1, tzinfo=UTC), 2026),
    ],
)
def test_a_season_is_named_by_the_year_it_begins_in(moment: datetime, year: int) -> None:
    assert season_year(moment, ZONE) == year


def test_numbers_have_six_digits() -> None:
    assert number(2026, 123) == "YH-2026-000123"
