"""The same matter again within days of a closing: it is linked, and counted against that closing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from heating import storage
from heating.complaints.records import Record
from heating.registry.filtering import marks


class _Closed(msgspec.Struct, frozen=True):
    id: UUID
    category: str
    home_key: str | None
    phone_key: str | None
    closed_at: datetime


async def find(rows: Sequence[Record], days: int) -> dict[UUID, UUID]:
    """To each complaint that repeats one, the one that was closed last: of the same category, and of the same home or
    the same telephone."""
    asked = [row for row in rows if row.category and (row.home_key or row.phone_key) and not row.historical]
    if not asked:
        return {}
    closed = await _closed(asked, timedelta(days=days))
    found = {row.id: _last(row, closed, timedelta(days=days)) for row in asked}
    return {id: earlier.id for id, earlier in found.items() if earlier is not None}


async def count(repeated: Iterable[UUID]) -> None:
    """No step of the earlier one: its version stays."""
    counts = sorted(Counter(repeated).items(), key=lambda one: str(one[0]))
    await storage.execute_many(
        "UPDATE complaint SET repeats = repeats + ? WHERE id = ?", [[times, id] for id, times in counts]
    )


async def find_again(before: Record, after: Record, days: int) -> dict[str, object]:
    """Once its category or home is known, or another one. Answers the columns of the complaint."""
    if (before.category, before.home_key) == (after.category, after.home_key):
        return {}
    earlier = (await find([after], days)).get(after.id)
    if earlier == before.repeat_of_id:
        return {}
    if before.repeat_of_id is not None:
        await storage.execute("UPDATE complaint SET repeats = repeats - 1 WHERE id = ?", [before.repeat_of_id])
    if earlier is not None:
        await count([earlier])
    return {"repeat_of_id": earlier}


async def _closed(asked: Sequence[Record], within: timedelta) -> list[_Closed]:
    since = min(row.received_at for row in asked) - within
    homes = sorted({row.home_key for row in asked if row.home_key})
    phones = sorted({row.phone_key for row in asked if row.phone_key})
    columns = "id, category, home_key, phone_key, closed_at"
    known = "closed_at >= ? AND category IS NOT NULL AND NOT historical"
    return await storage.fetch_as(
        _Closed,
        f"SELECT {columns} FROM complaint"
        f" WHERE home_key IN ({marks(homes) or 'NULL'}) AND {known}"
        f" UNION SELECT {columns} FROM complaint"
        f" WHERE phone_key IN ({marks(phones) or 'NULL'}) AND {known}",
        [*homes, since, *phones, since],
    )


def _last(row: Record, closed: Sequence[_Closed], within: timedelta) -> _Closed | None:
    same = [
        one
        for one in closed
        if one.id != row.id
        and one.category == row.category
        and row.received_at - within <= one.closed_at <= row.received_at
        and _same(one.home_key, row.home_key, one.phone_key, row.phone_key)
    ]
    return max(same, key=lambda one: (one.closed_at, one.id), default=None)


def _same(home: str | None, other_home: str | None, phone: str | None, other_phone: str | None) -> bool:
    return (home is not None and home == other_home) or (phone is not None and phone == other_phone)
