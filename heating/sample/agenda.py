"""What is still to happen in the demo city, in the order of its time."""

import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from heating.deadlines import sweeping
from heating.lib import clock

Deed = Callable[[datetime], Awaitable[None]]
"""Gets the moment at which it happens; the clock stands there."""


class Agenda:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._coming: list[tuple[datetime, int, Deed]] = []
        self._count = 0

    def plan(self, at: datetime, deed: Deed) -> None:
        """What is planned for the same moment happens in the order of its planning."""
        self._count += 1
        heapq.heappush(self._coming, (at, self._count, deed))

    async def until(self, moment: datetime) -> None:
        """All that is due by then, each in its time; whatever is late meanwhile goes up."""
        while self._coming and self._coming[0][0] <= moment:
            at, _, deed = heapq.heappop(self._coming)
            with clock.travel(at):
                await sweeping.sweep_all(self._zone)
                await deed(at)
        with clock.travel(moment):
            await sweeping.sweep_all(self._zone)
