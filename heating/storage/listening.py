"""On PostgreSQL: hears of the commits of other processes."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

import asyncpg

from heating.storage import hub
from heating.storage.address import PostgresAddress
from heating.storage.change_log import CHANNEL

_SHORTEST_PAUSE = 0.2
_LONGEST_PAUSE = 15.0

_log = logging.getLogger(__name__)


class Listener:
    """One connection that only listens. What was sent while it was away is lost, so after each connecting it reads
    the head of the log: the log is the truth, the notification only says when to look."""

    def __init__(self, address: PostgresAddress) -> None:
        self.connected = asyncio.Event()
        self._address = address
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="listener")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        pause = _SHORTEST_PAUSE
        while True:
            try:
                await self._listen()
                pause = _SHORTEST_PAUSE
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                _log.warning("not hearing of changes, trying again in %.1f s: %s", pause, error)
                pause = min(pause * 2, _LONGEST_PAUSE)
            self.connected.clear()
            await asyncio.sleep(pause)

    async def _listen(self) -> None:
        """Until the connection is lost."""
        lost = asyncio.Event()
        connection = await asyncpg.connect(**self._address.credentials())
        try:
            connection.add_termination_listener(lambda _connection: lost.set())
            await connection.add_listener(CHANNEL, _heard)
            hub.publish(await connection.fetchval("SELECT coalesce(max(n), 0) FROM sync_counter"))
            self.connected.set()
            await lost.wait()
        finally:
            connection.terminate()


def _heard(_connection: Any, _process: int, _channel: str, payload: str) -> None:
    hub.publish(int(payload))
