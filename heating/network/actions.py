"""The verbs of the supply relation: assign a station, end a supply."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from heating import audit, storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.network import problems
from heating.network.models import SupplyRow
from heating.network.queries import open_supplies
from heating.network.rules import SUPPLIED, SUPPLYING
from heating.network.schemas import Assigned, NamedAssignment
from heating.registry import asset_queries
from heating.registry.clashes import once_more
from heating.registry.problems import RETIRED
from heating.registry.records import AssetRecord

_UNKNOWN = Text("没有找到，或不在您的管理范围内", "was not found, or is not in what you may see")
_RETIRED = Text("已报废", "is retired")
_NO_BUILDING = Text("不是楼栋", "is no building")
_NO_STATION = Text("不是热力站或热源", "is neither a heat station nor a heat source")
_TWICE = Text("同一楼栋出现了两次", "names the same building twice")

Pair = tuple[AssetRecord, AssetRecord]
"""A building and the station that is to supply it."""


async def assign(actor: Actor, building: UUID, station: UUID) -> None:
    """From now on `station` supplies the building; again is harmless.

    Raises registry.not_found, registry.retired, network.not_a_building, http.invalid.
    """
    await once_more(partial(_assign_one, actor, building, station))


async def _assign_one(actor: Actor, building: UUID, station: UUID) -> None:
    async with storage.transaction():
        supplied = await _building(actor, building)
        supplying = (await asset_queries.assets_by_ids([station])).get(station)
        if wrong := _wrong(actor, supplying, SUPPLYING, _NO_STATION, "/station", "station"):
            raise INVALID(errors=[wrong])
        assert supplying is not None
        await _assign(actor, [(supplied, supplying)])


async def assign_named(actor: Actor, given: Sequence[NamedAssignment]) -> Assigned:
    """All of them or none. Raises http.invalid with every wrong one."""
    return await once_more(partial(_assign_named, actor, given))


async def _assign_named(actor: Actor, given: Sequence[NamedAssignment]) -> Assigned:
    async with storage.transaction():
        known = await asset_queries.assets_by_code({code for one in given for code in (one.building, one.station)})
        if errors := _all_wrong(actor, given, known):
            raise INVALID(errors=errors)
        assigned = await _assign(actor, [(known[one.building], known[one.station]) for one in given])
    return Assigned(assigned, len(given) - assigned)


async def end(actor: Actor, building: UUID) -> None:
    """Nothing supplies the building any more. Raises registry.not_found, network.not_supplied."""
    async with storage.transaction():
        record = await asset_queries.asset_record(actor, building)
        current = await open_supplies([building])
        if not current:
            raise problems.NOT_SUPPLIED()
        await _end(actor, [building])
        _tell(actor, "supply.ended", record, current[0].station)


async def _assign(actor: Actor, pairs: Sequence[Pair]) -> int:
    """How many of the buildings had another station before, or none."""
    current = {row.building: row.station for row in await open_supplies([building.id for building, _ in pairs])}
    fresh = [(building, station) for building, station in pairs if current.get(building.id) != station.id]
    await _end(actor, [building.id for building, _ in fresh if building.id in current])
    now, unit = clock.now(), storage.current_unit()
    for building, station in fresh:
        row = {"id": new_id(), "building_id": building.id, "open_building_id": building.id, "station_id": station.id}
        ending = {"until_at": None, "ended_by_id": None}
        unit.insert(SupplyRow, {**row, **ending, "since_at": now, "assigned_by_id": actor.id})
        _tell(actor, "supply.assigned", building, station.id)
    return len(fresh)


async def _end(actor: Actor, buildings: Sequence[UUID]) -> None:
    if buildings:
        await SupplyRow.filter(open_building_id__in=list(buildings)).update(
            open_building_id=None, until_at=clock.now(), ended_by_id=actor.id
        )


async def _building(actor: Actor, id: UUID) -> AssetRecord:
    record = await asset_queries.asset_record(actor, id)
    if record.kind not in SUPPLIED:
        raise problems.NOT_A_BUILDING(asset=record.name)
    if record.status == "retired":
        raise RETIRED()
    return record


def _all_wrong(actor: Actor, given: Sequence[NamedAssignment], known: Mapping[str, AssetRecord]) -> list[FieldError]:
    errors: list[FieldError] = []
    seen: set[str] = set()
    for number, one in enumerate(given):
        at = f"/supplies/{number}"
        errors += filter(
            None,
            [
                _wrong(actor, known.get(one.building), SUPPLIED, _NO_BUILDING, f"{at}/building", "building"),
                _wrong(actor, known.get(one.station), SUPPLYING, _NO_STATION, f"{at}/station", "station"),
                FieldError(f"{at}/building", "building.twice", _TWICE) if one.building in seen else None,
            ],
        )
        seen.add(one.building)
    return errors


def _wrong(
    actor: Actor, record: AssetRecord | None, kinds: frozenset[str], other_kind: Text, pointer: str, noun: str
) -> FieldError | None:
    if record is None or not scope.sees(actor, record.organization, record.area):
        return FieldError(pointer, f"{noun}.unknown", _UNKNOWN)
    if record.kind not in kinds:
        return FieldError(pointer, f"{noun}.wrong_kind", other_kind)
    if record.status == "retired":
        return FieldError(pointer, f"{noun}.retired", _RETIRED)
    return None


def _tell(actor: Actor, action: str, building: AssetRecord, station: UUID) -> None:
    audit.record(
        actor,
        action,
        subject_kind="asset",
        subject_id=building.id,
        organization=building.organization,
        area=building.area,
        detail={"site": str(building.site), "station": str(station)},
    )
