"""Taking jobs and settling them. `attempts` fences: who lost his lease to another runner can no longer settle."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from heating.lib import clock
from heating.storage import dialect, execute, fetch, transaction


class Claimed(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    payload_json: str
    attempts: int

    @property
    def payload(self) -> dict[str, Any]:
        payload: dict[str, Any] = msgspec.json.decode(self.payload_json)
        return payload


async def claim(names: Sequence[str], most: int, lease: timedelta) -> list[Claimed]:
    """Up to `most` due jobs, oldest first, for the length of the lease. No other runner gets them in that time."""
    now = clock.now()
    skip_locked = "FOR UPDATE SKIP LOCKED" if dialect() == "postgres" else ""
    marks = ", ".join("?" for _ in names)
    if not await fetch("SELECT 1 FROM job WHERE due_at <= ? LIMIT 1", [now]):  # of a reader: costs the writer nothing
        return []
    async with transaction():
        rows = await fetch(
            # in a subselect PostgreSQL may look for the due ones anew for each row, and take more than `most`
            "WITH due AS MATERIALIZED"
            f" (SELECT id FROM job WHERE due_at <= ? AND name IN ({marks}) ORDER BY due_at LIMIT ? {skip_locked})"
            " UPDATE job SET due_at = ?, attempts = attempts + 1 WHERE id IN (SELECT id FROM due)"
            " RETURNING id, name, payload_json, attempts",
            [now, *names, most, now + lease],
        )
    return msgspec.convert(rows, list[Claimed])


async def renew(jobs: Sequence[Claimed], lease: timedelta) -> None:
    until = clock.now() + lease
    async with transaction():
        for job in jobs:
            await execute("UPDATE job SET due_at = ? WHERE id = ? AND attempts = ?", [until, job.id, job.attempts])


async def settle(job: Claimed) -> bool:
    return await _settle(job, "done_at = ?, due_at = NULL, open_key = NULL", [clock.now()])


async def postpone(job: Claimed, until: datetime, error: str) -> bool:
    return await _settle(job, "due_at = ?, last_error = ?", [until, error])


async def give_up(job: Claimed, error: str) -> bool:
    return await _settle(job, "failed_at = ?, due_at = NULL, open_key = NULL, last_error = ?", [clock.now(), error])


async def _settle(job: Claimed, changes: str, params: list[object]) -> bool:
    """Runs in the caller's transaction; False when the lease went to another runner."""
    met = await execute(
        f"UPDATE job SET {changes} WHERE id = ? AND attempts = ? AND due_at IS NOT NULL",
        [*params, job.id, job.attempts],
    )
    return met > 0
