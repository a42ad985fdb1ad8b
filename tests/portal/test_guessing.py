from datetime import UTC, datetime, timedelta

from heating.portal.guessing import MOST_MISSES, WINDOW, Guesses

NOON = datetime(2026, 10, 20, 12, tzinfo=UTC)


def missed(times: int, address: str = "1.2.3.4", at: datetime = NOON) -> Guesses:
    guesses = Guesses()
    for _ in range(times):
        guesses.note_miss(address, at)
    return guesses


def test_it_stops_who_guesses_too_often() -> None:
    assert missed(MOST_MISSES).too_many("1.2.3.4", NOON + WINDOW - timedelta(seconds=1))


def test_it_bears_a_few_misses() -> None:
    assert not missed(MOST_MISSES - 1).too_many("1.2.3.4", NOON)


def test_it_forgives_after_a_while() -> None:
    assert not missed(MOST_MISSES).too_many("1.2.3.4", NOON + WINDOW)


def test_it_does_not_punish_others() -> None:
    assert not missed(MOST_MISSES).too_many("1.2.3.5", NOON)


def test_it_does_not_grow_without_end() -> None:
    guesses = Guesses()
    for number in range(10_050):
        guesses.note_miss(str(number), NOON)
    assert len(guesses._misses) == 10_000
