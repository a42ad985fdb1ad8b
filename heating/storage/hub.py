"""Tells what waits inside this process that something new was committed."""

import asyncio
from types import TracebackType
from typing import Self


class Subscription:
    """The newest number only. It is not a queue: who is slow reads more of the log at once, and can neither fill
    memory nor miss anything."""

    def __init__(self, subscribers: set["Subscription"]) -> None:
        self._subscribers = subscribers
        self._waiter: asyncio.Future[None] | None = None
        self._latest = self._told = 0
        self.closed = False

    async def wait(self, seconds: float) -> int | None:
        """The newest number, or None when nothing happened within `seconds` or the hub closed. For one task only."""
        if self._latest == self._told and not self.closed:
            loop = asyncio.get_running_loop()
            self._waiter = loop.create_future()
            timer = loop.call_later(seconds, self._wake)
            try:
                await self._waiter
            finally:
                timer.cancel()
        if self._latest == self._told or self.closed:
            return None
        self._told = self._latest
        return self._told

    def tell(self, seq: int) -> None:
        # PostgreSQL tells a process of its own commits too
        if seq > self._latest:
            self._latest = seq
            self._wake()

    def close(self) -> None:
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def __enter__(self) -> Self:
        self._subscribers.add(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._subscribers.discard(self)


class Hub:
    """`with hub.subscribe() as news: seq = await news.wait(15)`."""

    def __init__(self) -> None:
        self._subscribers: set[Subscription] = set()

    def subscribe(self) -> Subscription:
        return Subscription(self._subscribers)

    def publish(self, seq: int) -> None:
        for subscriber in self._subscribers:
            subscriber.tell(seq)

    def close(self) -> None:
        """Wake everyone for the last time: their `wait` answers None and `closed` is true."""
        for subscriber in list(self._subscribers):
            subscriber.close()

    def __len__(self) -> int:
        """How many are subscribed."""
        return len(self._subscribers)


changes = Hub()
"""Publishes the last number of the change log after each commit, on PostgreSQL also those of other processes."""

subscribe = changes.subscribe
publish = changes.publish
close = changes.close
