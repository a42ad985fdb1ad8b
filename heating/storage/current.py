"""Which unit the running task is in."""

from contextvars import ContextVar
from typing import Protocol


class Open(Protocol):
    """Of a unit, whether its transaction is still open."""

    open: bool


CURRENT: ContextVar[Open | None] = ContextVar("unit", default=None)


def in_unit() -> bool:
    """Is a transaction open here? Raises when this task was started inside one that has ended since: it would
    silently write outside of any transaction."""
    unit = CURRENT.get()
    if unit is not None and not unit.open:
        raise RuntimeError("this task was started inside a transaction which has ended; start it after the commit")
    return unit is not None
