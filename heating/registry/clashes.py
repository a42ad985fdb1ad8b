"""Two who take the same code, id or number at the same moment."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tortoise.exceptions import IntegrityError

from heating.registry import problems

Result = TypeVar("Result")


async def once_more(work: Callable[[], Awaitable[Result]]) -> Result:
    """What `work`, one transaction, returns. If another was first, it is run again: then it sees what the other wrote,
    draws another number, answers a replay or names the field that is taken. Raises registry.taken_meanwhile."""
    try:
        return await work()
    except IntegrityError:
        pass
    try:
        return await work()
    except IntegrityError:
        raise problems.TAKEN_MEANWHILE() from None
