"""Reading households."""

from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.http.paging import Page, decode_cursor, encode_cursor
from heating.registry import pinyin
from heating.registry.asset_queries import asset_record
from heating.registry.filtering import text_contains
from heating.registry.schemas import Household, HouseholdFilter


class _Record(msgspec.Struct):
    id: UUID
    building: UUID
    unit: str
    room: str


async def households(actor: Actor, building: UUID, query: HouseholdFilter) -> Page[Household]:
    """By unit and room. Every word of `q` is in "unit-room". Raises registry.not_found."""
    record = await asset_record(actor, building)
    contains, wanted = text_contains("lower(unit || '-' || room)", pinyin.terms(query.q))
    unit, room = decode_cursor(query.cursor, tuple[str, str]) or ("", "")
    rows = await storage.fetch_as(
        _Record,
        "SELECT id, building_id AS building, unit, room FROM household WHERE building_id = ?"
        f" AND (unit > ? OR (unit = ? AND room > ?)) AND {contains or '1=1'} ORDER BY unit, room LIMIT ?",
        [building, unit, unit, room, *wanted, query.limit + 1],
    )
    shown = rows[: query.limit]
    following = encode_cursor((shown[-1].unit, shown[-1].room)) if len(rows) > query.limit else None
    return Page([_household(row, record.name) for row in shown], following)


async def doors_of(building: UUID) -> set[tuple[str, str]]:
    """Unit and room of every household there."""
    rows = await storage.fetch("SELECT unit, room FROM household WHERE building_id = ?", [building])
    return {(row["unit"], row["room"]) for row in rows}


def _household(row: _Record, building: str) -> Household:
    path = " ".join(filter(None, [building, row.unit, row.room]))
    return Household(id=row.id, building=row.building, unit=row.unit, room=row.room, path=path)
