"""The query of a list of requests."""

from datetime import UTC, datetime, timedelta

import pytest

from heating.open311 import filters
from heating.open311.faults import Faults

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"start_date": "2026-11-01"}, [40010]),
        ({"start_date": "yesterday", "end_date": "2026-11-01T00:00:00"}, [40010, 40010]),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}, [40011]),
        ({"status": "open,pending"}, [40012]),
        ({"page": "0"}, [40013]),
        ({"page_size": "1001"}, [40013]),
        ({"page": "²"}, [40013]),
        ({"page": "1" * 5000}, [40013]),
        ({"status": "x", "page": "x", "end_date": "x"}, [40010, 40012, 40013]),
    ],
)
def test_it_refuses_a_wrong_query_with_all_that_is_wrong(query: dict[str, str], codes: list[int]) -> None:
    with pytest.raises(Faults) as refused:
        filters.read(query, NOW)
    assert [fault.code for fault in refused.value.faults] == codes
    assert refused.value.status == 400


def test_it_means_the_last_90_days_when_nothing_is_said() -> None:
    found = filters.read({"status": "", "service_code": " "}, NOW)
    assert (found.since, found.until, found.statuses, found.services) == (
        NOW - timedelta(days=90),
        NOW,
        frozenset(),
        frozenset(),
    )
    assert (found.page, found.page_size) == (1, 1000)


def test_one_end_of_the_range_reaches_90_days() -> None:
    start = filters.read({"start_date": "2026-01-01T00:00:00+08:00"}, NOW)
    assert (start.since, start.until) == (datetime(2025, 12, 31, 16, tzinfo=UTC), datetime(2026, 3, 31, 16, tzinfo=UTC))
    end = filters.read({"end_date": "2026-01-01T00:00:00Z"}, NOW)
    assert end.since == datetime(2025, 10, 3, tzinfo=UTC)


@pytest.mark.parametrize("name", ["start_date", "end_date"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_it_bears_the_ends_of_time(name: str, moment: str) -> None:
    found = filters.read({name: moment}, NOW)
    assert found.until - found.since <= timedelta(days=90)


def test_it_refuses_what_lies_before_the_beginning_of_time() -> None:
    with pytest.raises(Faults):
        filters.read({"start_date": "0001-01-01T00:00:00+14:00"}, NOW)


def test_a_plus_sign_may_have_become_a_space() -> None:
    query = {"start_date": "2026-11-01T00:00:00 08:00"}
    assert filters.read(query, NOW).since == datetime(2026, 10, 31, 16, tzinfo=UTC)


def test_ids_override_everything_else() -> None:
    found = filters.read({"service_request_id": "20261101-00001, 20261101-00002,", "status": "nonsense"}, NOW)
    assert found.ids == ("20261101-00001", "20261101-00002")
