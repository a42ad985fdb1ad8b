"""When a failed job is tried again."""

from datetime import timedelta

MOST_ATTEMPTS = 8

_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(hours=1)


def pause_after(attempts: int, chance: float) -> timedelta:
    """Doubles with each attempt, up to an hour; `chance` from 0 to 1 spreads it over half to all of that, so that
    what failed together does not come back together."""
    doublings: int = 2 ** min(attempts - 1, 20)
    whole = min(_FIRST_PAUSE * doublings, _LONGEST_PAUSE)
    return whole * (0.5 + chance / 2)


def is_last(attempts: int) -> bool:
    return attempts >= MOST_ATTEMPTS
