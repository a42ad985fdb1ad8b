"""Enqueueing, and settling dead letters. All of it inside the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.lib import clock
from heating.lib.ids import new_id
from heating.storage import Collector, current_unit, execute, execute_many, hub

news = hub.Hub()
"""Wakes the runners of this process after a commit with new jobs."""

_INSERT = """
    INSERT INTO job (id, name, payload_json, key, open_key, enqueued_at, due_at, attempts, failed_at, last_error)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (open_key) DO NOTHING
"""


class _Pending(NamedTuple):
    id: UUID
    name: str
    payload_json: str
    key: str | None
    open_key: str | None
    enqueued_at: datetime
    due_at: datetime | None
    attempts: int
    failed_at: datetime | None
    last_error: str | None


async def _write(jobs: list[_Pending]) -> None:
    # one order of keys for everyone: two transactions with the same keys wait for each other, never in a circle
    ordered = sorted(jobs, key=lambda job: job.open_key or "")
    await execute_many(_INSERT, ordered)
    current_unit().after_commit(_wake)


_JOBS = Collector(_write)
_wakes = count(1)


def _wake() -> None:
    news.publish(next(_wakes))


def enqueue(
    name: str, payload: Mapping[str, object], *, key: str | None = None, run_at: datetime | None = None
) -> None:
    """Have `name` run after the commit, or at `run_at`. While a job with this `key` is open, another is not made."""
    now = clock.now()
    pending = _Pending(new_id(), name, _encoded(payload), key, key, now, run_at or now, 0, None, None)
    current_unit().collect(_JOBS, pending)


def bury(name: str, payload: Mapping[str, object], error: str) -> None:
    """Record a dead letter: work that failed elsewhere and that a person has to look at."""
    now = clock.now()
    pending = _Pending(new_id(), name, _encoded(payload), None, None, now, None, 1, now, error)
    current_unit().collect(_JOBS, pending)


async def retry(job: UUID) -> bool:
    """Give a dead letter another series of attempts. False when there is no such dead letter."""
    now = clock.now()
    met = await execute(
        "UPDATE job SET due_at = ?, failed_at = NULL, attempts = 0 WHERE id = ? AND failed_at IS NOT NULL", [now, job]
    )
    current_unit().after_commit(_wake)
    return met > 0


async def prune(before: datetime) -> int:
    """Forget jobs done before then; dead letters stay. Answers how many."""
    return await execute("DELETE FROM job WHERE done_at < ?", [before])


def _encoded(payload: Mapping[str, object]) -> str:
    return msgspec.json.encode(payload).decode()
