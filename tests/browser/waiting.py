"""Waiting for what the server does after it has answered: sweeps, messages, deliveries."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(look: Callable[[], T], fits: Callable[[T], object] = bool, *, seconds: float = 80) -> T:
    """What `look` sees once it fits; asked again ten times a second, at most for so long.

    Raises AssertionError with what was seen last.
    """
    until = time.monotonic() + seconds
    while not fits(seen := look()):
        assert time.monotonic() < until, f"after {seconds} s still {seen!r}"
        time.sleep(0.1)
    return seen
