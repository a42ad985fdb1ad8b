"""Work that comes back. One open job per name keeps the time, so a restart forgets nothing and several processes run
it once."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from heating.jobs.actions import enqueue
from heating.lib import clock
from heating.storage import transaction


class Periodic(msgspec.Struct, frozen=True):
    name: str
    every: timedelta
    function: Callable[[], Awaitable[None]]
    first_in: timedelta = timedelta()
    """How long after the very first start it runs for the first time."""

    @property
    def key(self) -> str:
        return f"periodic {self.name}"

    def enqueue(self, run_at: datetime) -> None:
        enqueue(self.name, {}, key=self.key, run_at=run_at)


async def schedule(tasks: Sequence[Periodic]) -> None:
    """At the start: whatever has no open job yet gets its first one."""
    async with transaction():
        for task in tasks:
            task.enqueue(clock.now() + task.first_in)
