"""What waits and what failed, for operators and metrics."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from heating.storage import fetch, fetch_as


class DeadLetter(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    payload: dict[str, Any]
    attempts: int
    failed_at: datetime
    error: str


class Counts(msgspec.Struct, frozen=True):
    """`oldest_due_at` tells how far the runners are behind."""

    open: int
    dead: int
    oldest_due_at: datetime | None


class _Row(msgspec.Struct):
    id: UUID
    name: str
    payload_json: str
    attempts: int
    failed_at: datetime
    last_error: str | None


async def dead_letters(*, before: UUID | None = None, limit: int = 50) -> list[DeadLetter]:
    """Newest first; `before` is the last id of the page before."""
    older, params = ("AND id < ?", [before]) if before else ("", [])
    rows = await fetch_as(
        _Row,
        f"SELECT id, name, payload_json, attempts, failed_at, last_error FROM job"
        f" WHERE failed_at IS NOT NULL {older} ORDER BY id DESC LIMIT ?",
        [*params, limit],
    )
    return [_presented(row) for row in rows]


async def counts() -> Counts:
    rows = await fetch(
        "SELECT (SELECT count(*) FROM job WHERE due_at IS NOT NULL) AS open,"
        " (SELECT count(*) FROM job WHERE failed_at IS NOT NULL) AS dead,"
        " (SELECT min(due_at) FROM job) AS oldest_due_at"
    )
    return msgspec.convert(rows[0], Counts, strict=False)


def _presented(row: _Row) -> DeadLetter:
    payload = msgspec.json.decode(row.payload_json)
    return DeadLetter(row.id, row.name, payload, row.attempts, row.failed_at, row.last_error or "")
