"""Ids are UUIDv7 (RFC 9562 section 5.7): ordered by time, so new rows go to the end of an index."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from random import Random
from uuid import UUID

import msgspec

from heating.lib import clock

_VERSION = 7 << 76
_VARIANT = 2 << 62

_draw: Callable[[int], int] = secrets.randbits


def randbits(count: int) -> int:
    """Random bits for names that nobody may guess. The demo city alone draws them from a seed."""
    return _draw(count)


@contextmanager
def drawn_from(source: Random) -> Iterator[None]:
    """Make every id in the block repeatable. Holds for the whole process; for generated data only."""
    global _draw
    before = _draw
    _draw = source.getrandbits
    try:
        yield
    finally:
        _draw = before


def new_id() -> UUID:
    """48 bits of milliseconds since 1970, then 74 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = randbits(74)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | _VERSION | (high << 64) | _VARIANT | low)


def texts_of(ids: Iterable[UUID]) -> list[str]:
    """Of many at once. A driver that is given ids asks each for its text, which takes ten times as long."""
    texts: list[str] = msgspec.to_builtins(list(ids))
    return texts


def text_of(id: UUID | str) -> str:
    """What `str` says, in a quarter of the time."""
    text: str = msgspec.to_builtins(id)
    return text
