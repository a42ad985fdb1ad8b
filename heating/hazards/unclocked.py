"""Reported hazards without a clock: from before there were any, or from a time without a policy for them."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.deadlines import actions as deadlines
from heating.hazards import clocking, policies_queries
from heating.hazards.clocking import Timed
from heating.hazards.rules import Grade
from heating.lib import clock
from heating.registry import asset_queries, site_queries

_AT_ONCE = 500
_NOW_KNOWN = (
    "UPDATE hazard SET due_at = ?, safety_owner_id = ?, unit_path = coalesce(unit_path, organization_path) WHERE id = ?"
)


class _Unclocked(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    grade: Grade
    code: str | None
    site: UUID
    asset: UUID | None
    unit: str
    area: str


async def start_clocks(zone: ZoneInfo) -> int:
    """Their time begins now: nobody has known of it before. Answers how many were started."""
    started, last = 0, UUID(int=0)
    while True:
        async with storage.transaction():
            hazards = await _after(last)
            started += await _start(hazards, zone)
        if len(hazards) < _AT_ONCE:
            return started
        last = hazards[-1].id


async def _after(last: UUID) -> list[_Unclocked]:
    return await storage.fetch_as(
        _Unclocked,
        "SELECT id, number, grade, code, site_id AS site, asset_id AS asset,"
        " coalesce(unit_path, organization_path) AS unit, area_path AS area FROM hazard"
        f" WHERE status = 'reported' AND due_at IS NULL AND id > ? ORDER BY id LIMIT {_AT_ONCE}",
        [last],
    )


async def _start(hazards: Sequence[_Unclocked], zone: ZoneInfo) -> int:
    if not hazards:
        return 0
    policies, now = await policies_queries.current(zone), clock.now()
    owners = await _safety_owners(hazards)
    clocks = []
    for hazard in hazards:
        timed = Timed(
            hazard.id, hazard.number, hazard.grade, hazard.code, False, hazard.unit, hazard.area, owners[hazard.id]
        )
        if (limit := clocking.limit(timed, "confirm", policies, now)) is not None:
            clocks.append(clocking.clock(timed, "confirm", limit, now))
    due = await deadlines.start(clocks, zone)
    rows = [[due[one.subject_id], str(owners[one.subject_id]), str(one.subject_id)] for one in clocks]
    await storage.execute_many(_NOW_KNOWN, rows)
    return len(clocks)


async def _safety_owners(hazards: Sequence[_Unclocked]) -> dict[UUID, UUID]:
    assets = await asset_queries.assets_for_inspection({hazard.asset for hazard in hazards if hazard.asset})
    sites = await site_queries.sites_by_ids({hazard.site for hazard in hazards})
    return {
        hazard.id: (assets[hazard.asset] if hazard.asset else sites[hazard.site]).safety_owner_id for hazard in hazards
    }
