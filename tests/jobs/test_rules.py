"""When a failed job is tried again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from heating.jobs import rules

ATTEMPTS = st.integers(1, 10_000)
CHANCE = st.floats(0, 1)


def test_it_waits_twice_as_long_each_time() -> None:
    pauses = [rules.pause_after(attempts, 1.0).total_seconds() for attempts in range(1, 5)]
    assert pauses == [5, 10, 20, 40]


@given(attempts=ATTEMPTS, chance=CHANCE)
def test_it_never_waits_longer_than_an_hour(attempts: int, chance: float) -> None:
    assert timedelta(seconds=2.5) <= rules.pause_after(attempts, chance) <= timedelta(hours=1)


@given(attempts=ATTEMPTS, chance=CHANCE)
def test_it_spreads_over_half_of_the_pause(attempts: int, chance: float) -> None:
    longest = rules.pause_after(attempts, 1.0)
    assert longest / 2 <= rules.pause_after(attempts, chance) <= longest
