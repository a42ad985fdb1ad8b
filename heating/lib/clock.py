"""The one place that asks what time it is. Tests and the demo city move it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def set_source(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source`, or from the system again when it is None. Holds for the whole process."""
    global _source
    _source = source or _system


@contextmanager
def travel(to: datetime) -> Iterator[None]:
    """Stand still at `to` for the length of the block."""
    before = _source
    set_source(lambda: to)
    try:
        yield
    finally:
        set_source(before)
