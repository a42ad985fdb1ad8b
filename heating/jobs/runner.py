"""Runs jobs: at least once each, several at a time, in as many processes as there are."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import Context
from datetime import timedelta
from typing import Any

from heating.jobs import claims, rules
from heating.jobs.actions import news
from heating.jobs.claims import Claimed
from heating.jobs.periodic import Periodic, schedule
from heating.lib import clock
from heating.storage import transaction

Function = Callable[[dict[str, Any]], Awaitable[None]]

_LOOK_AGAIN = 1.0
"""Seconds between looks when nothing woke the runner: retries, later jobs, other processes' jobs."""

_log = logging.getLogger(__name__)


class GiveUp(Exception):
    """Raised by a job that cannot succeed however often it is tried: it becomes a dead letter at once."""


class Runner:
    """`functions` get the payload; they may run twice (a process can die between the work and its record), so they
    are written to bear that. A job that keeps failing is tried again, ever later, and then becomes a dead letter."""

    def __init__(
        self,
        functions: Mapping[str, Function],
        *,
        periodic: Sequence[Periodic] = (),
        workers: int = 4,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        self._functions = {**functions, **{task.name: _without_payload(task) for task in periodic}}
        self._periodic = {task.name: task for task in periodic}
        self._workers = workers
        self._lease = lease
        self._running: dict[asyncio.Task[None], Claimed] = {}
        self._main: asyncio.Task[None] | None = None
        self._subscription = news.subscribe()

    async def start(self) -> None:
        await schedule(list(self._periodic.values()))
        self._main = asyncio.create_task(self._run(), name="job runner", context=Context())

    async def stop(self, patience: float = 10.0) -> None:
        """Take nothing more, wait `patience` seconds for what runs; the rest is taken up again after its lease."""
        self._subscription.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._ended()
        tasks = [*self._running, *([self._main] if self._main is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ended(self) -> None:
        if self._main is not None:
            await asyncio.wait([self._main])  # it may just be taking some more
        if self._running:
            await asyncio.wait(self._running)

    async def run_due(self) -> int:
        """Run whatever is due now, and what that makes due, until nothing is. Answers how many ran."""
        ran = 0
        while jobs := await self._claim(self._workers):
            await asyncio.gather(*(self._perform(job) for job in jobs))
            ran += len(jobs)
        return ran

    async def _run(self) -> None:
        renewal = asyncio.create_task(self._renew())
        try:
            with self._subscription:
                while not self._subscription.closed:
                    if not await self._take_up():
                        await self._subscription.wait(_LOOK_AGAIN)
        finally:
            renewal.cancel()

    async def _take_up(self) -> bool:
        """Start due jobs on the free workers; True when there may be more."""
        free = self._workers - len(self._running)
        if free == 0:
            await asyncio.wait(self._running, timeout=_LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
            return True
        try:
            jobs = await self._claim(free)
        except Exception:
            _log.exception("could not look for jobs")
            return False
        for job in jobs:
            task = asyncio.create_task(self._perform(job), name=f"job {job.name}")
            self._running[task] = job
            task.add_done_callback(self._running.pop)
        return bool(jobs)

    async def _claim(self, most: int) -> list[Claimed]:
        return await claims.claim(list(self._functions), most, self._lease)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / 3)
            try:
                await claims.renew(list(self._running.values()), self._lease)
            except Exception:
                _log.exception("could not renew leases")

    async def _perform(self, job: Claimed) -> None:
        try:
            await self._settle(job, await self._failure(job))
        except Exception:
            # it runs again after its lease
            _log.exception("could not record what became of job %s", job.name)

    async def _failure(self, job: Claimed) -> Exception | None:
        """Do the work; what went wrong, if anything."""
        try:
            await self._functions[job.name](job.payload)
        except Exception as error:
            _log.warning("job %s failed at attempt %d", job.name, job.attempts, exc_info=True)
            return error
        return None

    async def _settle(self, job: Claimed, error: Exception | None) -> None:
        async with transaction():
            if error is None:
                settled = await claims.settle(job)
            elif isinstance(error, GiveUp) or rules.is_last(job.attempts):
                settled = await claims.give_up(job, _text(error))
            else:
                await claims.postpone(job, clock.now() + rules.pause_after(job.attempts, random.random()), _text(error))
                return
            task = self._periodic.get(job.name)
            if settled and task is not None:
                task.enqueue(clock.now() + task.every)


def _text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _without_payload(task: Periodic) -> Function:
    async def run(_payload: dict[str, Any]) -> None:
        await task.function()

    return run
