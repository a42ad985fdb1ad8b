"""Assesses marked sites in the background: at once when little happens, with pauses under load."""

import asyncio
import logging
from contextlib import suppress
from contextvars import Context
from time import monotonic
from zoneinfo import ZoneInfo

from heating.readiness import actions
from heating.readiness.actions import news

_LOOK_AGAIN = 1.0
"""Seconds between looks when nothing woke it: marks made by other processes."""
_REST = 9.0
"""Rests this many times as long as it worked, so that a storm of inspections keeps nine tenths of the processor."""

_log = logging.getLogger(__name__)


class Refresher:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._task: asyncio.Task[None] | None = None
        self._failing_since: float | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="readiness refresher", context=Context())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def failing_for(self, seconds: float) -> bool:
        """Has every attempt failed for so long?"""
        return self._failing_since is not None and monotonic() - self._failing_since > seconds

    async def _run(self) -> None:
        with news.subscribe() as subscription:
            while not subscription.closed:
                if not await self._refresh_some():
                    await subscription.wait(_LOOK_AGAIN)

    async def _refresh_some(self) -> bool:
        """True when there may be more to do."""
        started = monotonic()
        try:
            done = await actions.refresh_due(self._zone)
        except Exception:
            _log.exception("readiness could not be assessed")
            self._failing_since = self._failing_since or started
            return False
        self._failing_since = None
        await asyncio.sleep((monotonic() - started) * _REST if done else 0)
        return done > 0
