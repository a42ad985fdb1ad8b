"""Households of a building: one file per household."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import problems
from heating.registry.asset_queries import asset_record, assets_of_households
from heating.registry.clashes import once_more
from heating.registry.household_queries import doors_of
from heating.registry.models import HouseholdRow
from heating.registry.records import AssetRecord
from heating.registry.schemas import NewHousehold


async def add_households(actor: Actor, building: UUID, new: Sequence[NewHousehold]) -> int:
    """Those that the building has already are left as they are. Returns how many were added.

    Raises registry.not_found, registry.retired, registry.id_taken.
    """
    return await once_more(partial(_add, actor, building, new))


async def _add(actor: Actor, building: UUID, new: Sequence[NewHousehold]) -> int:
    async with storage.transaction() as unit:
        record = await asset_record(actor, building)
        if record.status == "retired":
            raise problems.RETIRED()
        doors = await doors_of(building)
        added = {door: household for door, household in _by_door(new).items() if door not in doors}
        await _refuse_taken([household.id for household in added.values() if household.id])
        now = clock.now()
        for (entrance, room), household in added.items():
            row = {"id": household.id or new_id(), "building_id": building, "created_at": now}
            unit.insert(HouseholdRow, {**row, "unit": entrance, "room": room})
        if added:
            _tell(actor, record, len(added))
        await unit.write_rows()
    return len(added)


def _by_door(new: Sequence[NewHousehold]) -> dict[tuple[str, str], NewHousehold]:
    return {(household.unit.strip(), household.room.strip()): household for household in new}


async def _refuse_taken(ids: Sequence[UUID]) -> None:
    if len(set(ids)) < len(ids) or await assets_of_households(ids):
        raise problems.ID_TAKEN()


def _tell(actor: Actor, building: AssetRecord, count: int) -> None:
    audit.record(
        actor,
        "households.added",
        subject_kind="asset",
        subject_id=building.id,
        organization=building.organization,
        area=building.area,
        detail={"site": str(building.site), "count": count},
    )
