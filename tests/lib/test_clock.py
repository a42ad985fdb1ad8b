from datetime import UTC, datetime

import pytest

from heating.lib import clock

THEN = datetime(2026, 11, 1, tzinfo=UTC)


def test_it_tells_the_time_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_it_stands_still_while_travelling_and_comes_back() -> None:
    with clock.travel(THEN):
        assert clock.now() == clock.now() == THEN
    assert clock.now() != THEN


def test_it_comes_back_from_a_journey_that_failed() -> None:
    with pytest.raises(RuntimeError), clock.travel(THEN):
        raise RuntimeError
    assert clock.now() != THEN
