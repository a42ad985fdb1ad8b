"""Reading what supplies what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.queries import people
from heating.http.paging import Page
from heating.network import problems
from heating.network.rules import SUPPLIED
from heating.network.schemas import BuildingSupply, Place, SuppliedBuilding, SupplyCount, SupplyFilter, SupplyPeriod
from heating.registry import asset_queries
from heating.registry.filtering import in_chunks, marks
from heating.registry.records import AssetFacts, AssetRecord
from heating.registry.schemas import Asset, AssetFilter, Person, Site


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """The station that supplies a building now; organization and area are the station's."""

    station: UUID
    station_code: str
    station_name: str
    station_name_en: str
    station_site: UUID
    organization: str
    area: str
    since_at: datetime


class _Open(msgspec.Struct, frozen=True):
    building: UUID
    station: UUID
    since_at: datetime


class _Period(msgspec.Struct, frozen=True):
    station: UUID
    since_at: datetime
    until_at: datetime | None
    assigned_by: UUID
    ended_by: UUID | None


async def supplying(building_ids: Iterable[UUID]) -> dict[UUID, Supply]:
    """By building. Left out are those for which no station is recorded or whose station is retired."""
    rows = await open_supplies(building_ids)
    stations = await asset_queries.assets_for_inspection({row.station for row in rows})
    return {
        row.building: _supply(stations[row.station], row.since_at)
        for row in rows
        if row.station in stations and stations[row.station].status != "retired"
    }


async def buildings_of(station: UUID) -> list[UUID]:
    """The buildings that it supplies now."""
    rows = await storage.fetch(
        "SELECT building_id FROM supply WHERE station_id = ? AND until_at IS NULL ORDER BY building_id", [station]
    )
    return [UUID(str(row["building_id"])) for row in rows]


async def open_supplies(building_ids: Iterable[UUID]) -> list[_Open]:
    found: list[_Open] = []
    for some in in_chunks(list(building_ids)):
        found += await storage.fetch_as(
            _Open,
            "SELECT building_id AS building, station_id AS station, since_at FROM supply"
            f" WHERE open_building_id IN ({marks(some)})",
            some,
        )
    return found


async def building_supply(actor: Actor, building: UUID) -> BuildingSupply:
    """Raises registry.not_found, network.not_a_building."""
    record = await asset_queries.asset_record(actor, building)
    if record.kind not in SUPPLIED:
        raise problems.NOT_A_BUILDING(asset=record.name)
    history = await _history(building)
    in_force = (await supplying([building])).get(building)
    current = history[0] if in_force is not None else None
    return BuildingSupply(building=place_of(record), current=current, history=history)


async def _history(building: UUID) -> list[SupplyPeriod]:
    rows = await storage.fetch_as(
        _Period,
        "SELECT station_id AS station, since_at, until_at, assigned_by_id AS assigned_by, ended_by_id AS ended_by"
        " FROM supply WHERE building_id = ? ORDER BY CASE WHEN until_at IS NULL THEN 0 ELSE 1 END, since_at DESC,"
        " id DESC",
        [building],
    )
    stations = await asset_queries.assets_for_inspection({row.station for row in rows})
    names = await people({id for row in rows for id in (row.assigned_by, row.ended_by) if id is not None})
    return [
        SupplyPeriod(
            station=place_of(stations[row.station]),
            since_at=row.since_at,
            until_at=row.until_at,
            assigned_by=_person(row.assigned_by, names),
            ended_by=_person(row.ended_by, names),
        )
        for row in rows
    ]


async def supplied_buildings(actor: Actor, query: SupplyFilter) -> Page[SuppliedBuilding]:
    """The buildings that the actor sees, in the order of their codes, each with its station."""
    where, params = _which(query)
    (kind,) = SUPPLIED
    listed = AssetFilter(
        kind=kind,
        q=query.q,
        organization=query.organization,
        area=query.area,
        cursor=query.cursor,
        limit=query.limit,
    )
    page = await asset_queries.assets(actor, listed, where, params)
    supplies = await supplying([row.id for row in page.items])
    return Page([_supplied(row, supplies.get(row.id)) for row in page.items], page.next)


async def supply_count(actor: Actor) -> SupplyCount:
    (kind,) = SUPPLIED
    every, lacking = _which(SupplyFilter()), _which(SupplyFilter(unsupplied=True))
    return SupplyCount(
        buildings=await asset_queries.count(actor, AssetFilter(kind=kind), *every),
        unsupplied=await asset_queries.count(actor, AssetFilter(kind=kind), *lacking),
    )


def _which(query: SupplyFilter) -> tuple[str, Sequence[object]]:
    if query.station is not None:
        return "a.id IN (SELECT building_id FROM supply WHERE station_id = ? AND until_at IS NULL)", [query.station]
    if query.unsupplied:
        return (
            "a.status <> 'retired' AND NOT EXISTS (SELECT 1 FROM supply u JOIN asset t ON t.id = u.station_id"
            " WHERE u.open_building_id = a.id AND t.status <> 'retired')"
        ), []
    return "a.status <> 'retired'", []


def place_of(record: AssetRecord | AssetFacts | Asset | Site) -> Place:
    return Place(id=record.id, code=record.code, name=record.name, name_en=record.name_en)


def station_of(supply: Supply) -> Place:
    return Place(id=supply.station, code=supply.station_code, name=supply.station_name, name_en=supply.station_name_en)


def _supply(station: AssetFacts, since_at: datetime) -> Supply:
    return Supply(
        station=station.id,
        station_code=station.code,
        station_name=station.name,
        station_name_en=station.name_en,
        station_site=station.site,
        organization=station.organization,
        area=station.area,
        since_at=since_at,
    )


def _supplied(row: Asset, supply: Supply | None) -> SuppliedBuilding:
    return SuppliedBuilding(
        building=place_of(row),
        organization=row.organization,
        area=row.area,
        station=None if supply is None else station_of(supply),
        since_at=None if supply is None else supply.since_at,
    )


def _person(id: UUID | None, names: Mapping[UUID, str]) -> Person | None:
    return Person(id, names[id]) if id is not None and id in names else None
