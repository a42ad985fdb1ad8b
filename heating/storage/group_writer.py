"""Many small requests in one transaction: what waits is written together, and answered after the commit."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import Context
from typing import Generic, NamedTuple, TypeVar

from heating.storage.current import in_unit
from heating.storage.unit import transaction

Item = TypeVar("Item")
Result = TypeVar("Result")


_GATHERING = 0.004
"""Seconds that a busy writer waits at most for those whom the last commit has just answered. A transaction costs a
millisecond whatever is in it, so a full group is worth more than an early one."""


class Closed(Exception):
    """The writer takes nothing more: the process is stopping."""


class _Waiting(NamedTuple, Generic[Item, Result]):
    item: Item
    answer: asyncio.Future[Result]


def _one(_item: object) -> int:
    return 1


class GroupWriter(Generic[Item, Result]):
    """`apply(items)` runs inside an open transaction and answers the results in order.

    A group whose transaction fails is replayed, each item in a transaction of its own, so that one bad item fails
    alone. Whoever stops waiting does not stop the writing: an accepted item is written.
    """

    def __init__(
        self,
        apply: Callable[[list[Item]], Awaitable[list[Result]]],
        *,
        largest_group: int = 500,
        waiting: int = 1000,
        weight: Callable[[Item], int] = _one,
    ) -> None:
        """`largest_group` bounds the sum of `weight` in one transaction (one heavier item makes a group of its own);
        at most `waiting` items queue up, further submitters wait."""
        self._apply = apply
        self._largest_group = largest_group
        self._weight = weight
        self._queue: asyncio.Queue[_Waiting[Item, Result] | None] = asyncio.Queue(waiting)
        self._left_over: _Waiting[Item, Result] | None = None
        self._task: asyncio.Task[None] | None = None
        self._weight_waiting = 0
        self._weight_expected = 0
        self._enough = asyncio.Event()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many items queue up."""
        return self._queue.qsize()

    async def submit(self, item: Item) -> Result:
        """The item's result, after it was committed; or whatever its own transaction raised."""
        if in_unit():
            raise RuntimeError("a group is its own transaction; submit outside of one")
        if self._closed:
            raise Closed
        self._start()
        waiting = _Waiting[Item, Result](item, asyncio.get_running_loop().create_future())
        await self._queue.put(waiting)
        self._weight_waiting += self._weight(item)
        if self._weight_waiting >= self._weight_expected:
            self._enough.set()
        return await waiting.answer

    async def close(self) -> None:
        """Write everything accepted, then stop."""
        if self._closed:
            return
        self._closed = True
        if self._task is not None:
            await self._queue.put(None)
            await self._task

    def _start(self) -> None:
        if self._task is None:
            # an empty context: the writer belongs to no request
            self._task = asyncio.create_task(self._run(), name="group writer", context=Context())

    async def _run(self) -> None:
        while group := await self._next_group():
            try:
                await self._write(group)
            except Exception:
                for waiting in group:
                    await self._write_alone(waiting)
            self._expect_again(group)

    def _expect_again(self, answered: list[_Waiting[Item, Result]]) -> None:
        """Phones that empty their queues send the next push as soon as the last is answered. Together with those that
        wait already they make the next group; when these fill one, it is begun at once."""
        weight = sum(self._weight(waiting.item) for waiting in answered)
        self._weight_expected = min(self._largest_group, weight + self._weight_waiting)

    async def _next_group(self) -> list[_Waiting[Item, Result]]:
        """Whatever waits, up to the largest group; empty when closed and drained."""
        first = self._left_over or await self._queue.get()
        self._left_over = None
        if first is None:
            return []
        await self._gather()
        group = [first]
        size = self._weight(first.item)
        while not self._queue.empty():
            following = self._queue.get_nowait()
            if following is None:
                self._queue.put_nowait(None)
                break
            size += self._weight(following.item)
            if size > self._largest_group:
                self._left_over = following
                break
            group.append(following)
        self._weight_waiting -= sum(self._weight(waiting.item) for waiting in group)
        return group

    async def _gather(self) -> None:
        """Wait until as much waits as is expected, or no longer."""
        if self._weight_waiting >= self._weight_expected:
            return
        self._enough.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GATHERING):
                await self._enough.wait()

    async def _write(self, group: list[_Waiting[Item, Result]]) -> None:
        async with transaction(inline=True):
            results = await self._apply([waiting.item for waiting in group])
            if len(results) != len(group):
                raise RuntimeError(f"{len(group)} items, but {len(results)} results")
        for waiting, result in zip(group, results, strict=True):
            if not waiting.answer.done():
                waiting.answer.set_result(result)

    async def _write_alone(self, waiting: _Waiting[Item, Result]) -> None:
        try:
            await self._write([waiting])
        except Exception as error:
            if not waiting.answer.done():
                waiting.answer.set_exception(error)
