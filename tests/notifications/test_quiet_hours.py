from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heating.notifications.quiet_hours import DEFAULT, QuietHours, quiet_until

CITY = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CITY)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-03T21:59:59", None),
        ("2026-11-03T22:00:00", "2026-11-04T07:00:00"),
        ("2026-11-03T23:59:59", "2026-11-04T07:00:00"),
        ("2026-11-04T00:00:00", "2026-11-04T07:00:00"),
        ("2026-11-04T06:59:59", "2026-11-04T07:00:00"),
        ("2026-11-04T07:00:00", None),
        ("2026-12-31T22:30:00", "2027-01-01T07:00:00"),
    ],
)
def test_it_is_quiet_from_ten_to_seven(now: str, until: str | None) -> None:
    assert quiet_until(DEFAULT, local(now), CITY) == (local(until) if until else None)


def test_it_may_be_quiet_at_noon() -> None:
    noon = QuietHours(time(12), time(14))
    assert quiet_until(noon, local("2026-11-03T13:00:00"), CITY) == local("2026-11-03T14:00:00")
    assert quiet_until(noon, local("2026-11-03T22:00:00"), CITY) is None


def test_without_quiet_hours_it_is_never_quiet() -> None:
    assert quiet_until(None, local("2026-11-03T23:00:00"), CITY) is None


times = st.times().map(lambda at: at.replace(microsecond=0))


@given(start=times, end=times, now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_it_ends_within_a_day_at_the_end(start: time, end: time, now: datetime) -> None:
    at = now.replace(tzinfo=CITY)
    until = quiet_until(QuietHours(start, end), at, CITY)
    if until is not None:
        assert until.astimezone(CITY).time() == end
        assert timedelta() < until - at <= timedelta(days=1)
