"""Reads of leaders' overrides."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.hazards import queries as hazards
from heating.readiness import presenting
from heating.readiness.facts import OverrideFacts
from heating.readiness.records import Record, stored
from heating.readiness.schemas import Override
from heating.registry.filtering import marks
from heating.registry.schemas import Person

_COLUMNS = """o.id, o.site_id, o.reason, o.alternative_supply, o.expires_on, o.hazards_json, o.made_by_id,
    o.made_by_name, o.made_at, o.ended_at, o.ended_by_id, o.ended_by_name"""
_decode_hazards = msgspec.json.Decoder(dict[UUID, str]).decode


class Row(msgspec.Struct, frozen=True):
    id: UUID
    site_id: UUID
    reason: str
    alternative_supply: str
    expires_on: date
    hazards_json: str
    made_by_id: UUID
    made_by_name: str
    made_at: datetime
    ended_at: datetime | None
    ended_by_id: UUID | None
    ended_by_name: str | None

    @property
    def hazards(self) -> dict[UUID, str]:
        return _decode_hazards(self.hazards_json)


async def facts_of(site_ids: Sequence[UUID], day: date) -> dict[UUID, OverrideFacts]:
    """By site, what is in force on that day."""
    if not site_ids:
        return {}
    rows = await _rows(f"o.open_site_id IN ({marks(site_ids)}) AND o.expires_on >= ?", [*site_ids, day])
    return {row.site_id: OverrideFacts(row.id, row.expires_on, row.hazards) for row in rows}


async def in_force(actor: Actor, day: date) -> list[Override]:
    """All that the actor sees; what ends first comes first."""
    condition, params = scope.visible(actor, "r")
    rows = await storage.fetch_as(
        Row,
        f"SELECT {_COLUMNS} FROM readiness_override o JOIN site_readiness r ON r.site_id = o.open_site_id"
        f" WHERE {condition} AND o.expires_on >= ? ORDER BY o.expires_on, o.id",
        [*params, day],
    )
    return await _present(rows, await stored({row.site_id for row in rows}), day)


async def of_site(record: Record, day: date) -> tuple[Override | None, list[Override]]:
    """The one in force, and those that are over, newest first."""
    rows = await _rows("o.site_id = ? ORDER BY o.made_at DESC, o.id DESC", [record.site_id])
    shown = await _present(rows, {record.site_id: record}, day)
    present = next((one for one in shown if one.ended_at is None and one.expires_on >= day), None)
    return present, [one for one in shown if one is not present]


async def one(id: UUID, day: date) -> Override:
    """One that is known to exist, of a site that the caller sees."""
    (row,) = await _rows("o.id = ?", [id])
    (shown,) = await _present([row], await stored([row.site_id]), day)
    return shown


async def _rows(condition: str, params: Sequence[object]) -> list[Row]:
    return await storage.fetch_as(Row, f"SELECT {_COLUMNS} FROM readiness_override o WHERE {condition}", params)


async def _present(rows: Sequence[Row], records: dict[UUID, Record], day: date) -> list[Override]:
    still_open = {hazard.id for hazard in await hazards.open_of_sites(records)} if rows else set()
    return [_override(row, records[row.site_id], still_open, day) for row in rows]


def _override(row: Row, record: Record, still_open: set[UUID], day: date) -> Override:
    ended_by = None
    if row.ended_by_id is not None and row.ended_by_name is not None:
        ended_by = Person(row.ended_by_id, row.ended_by_name)
    return Override(
        id=row.id,
        site=presenting.site_name(record),
        state=record.state,
        reason=row.reason,
        alternative_supply=row.alternative_supply,
        expires_on=row.expires_on,
        days_left=max(0, (row.expires_on - day).days),
        made_by=Person(row.made_by_id, row.made_by_name),
        made_at=row.made_at,
        hazards=list(row.hazards),
        needed=not still_open.isdisjoint(row.hazards),
        ended_at=row.ended_at,
        ended_by=ended_by,
    )
