"""From what was said to the building, the station that supplies it, and the unit that answers for it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from heating.accounts import queries as accounts
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.audit import Who
from heating.complaints.posting import desk_of
from heating.complaints.rules import address, home_key
from heating.lib import areas
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.network import queries as network
from heating.network.queries import Supply
from heating.registry import asset_queries
from heating.registry.records import AssetFacts


class Said(Protocol):
    """Where it is about, as far as it was said."""

    @property
    def building(self) -> UUID | None: ...
    @property
    def station(self) -> UUID | None: ...
    @property
    def organization(self) -> str | None: ...
    @property
    def area(self) -> str | None: ...


class Places(NamedTuple):
    """What many complaints name, read at once."""

    assets: Mapping[UUID, AssetFacts]
    supplies: Mapping[UUID, Supply]
    organizations: frozenset[str]


class Station(NamedTuple):
    id: UUID
    name: str
    name_en: str
    site: UUID
    organization: str
    area: str


async def places(said: Sequence[Said]) -> Places:
    buildings = {one.building for one in said if one.building}
    named = buildings | {one.station for one in said if one.station}
    paths = {one.organization for one in said if one.organization}
    return Places(
        await asset_queries.assets_for_inspection(named) if named else {},
        await network.supplying(buildings) if buildings else {},
        frozenset(await accounts.organizations_by_path(paths)) if paths else frozenset(),
    )


def faults(said: Said, who: Who, known: Places) -> Iterator[FieldError]:
    """What is named must be there, and within what the person sees. Residents see every building."""
    for field, id in (("building", said.building), ("station", said.station)):
        asset = known.assets.get(id) if id else None
        if id and (asset is None or not _seen(who, asset.organization, asset.area)):
            yield FieldError(f"/{field}", "not_found", _NO_ASSET)
    path = said.organization
    if path and (path not in known.organizations or not _seen(who, path, said.area or "")):
        yield FieldError("/organization", "not_found", _NO_ORGANIZATION)


def station_of(said: Said, known: Places) -> Station | None:
    """The one that was named, else the one that supplies the building."""
    if said.station and (asset := known.assets.get(said.station)):
        return Station(asset.id, asset.name, asset.name_en, asset.site, asset.organization, asset.area)
    supply = known.supplies.get(said.building) if said.building else None
    if supply is None:
        return None
    return Station(
        supply.station,
        supply.station_name,
        supply.station_name_en,
        supply.station_site,
        supply.organization,
        supply.area,
    )


def place_columns(building: AssetFacts | None, unit: str, room: str, otherwise: str) -> dict[str, object]:
    """`otherwise`: what was said of the address."""
    return {
        "building_id": building.id if building else None,
        "building_name": building.name if building else None,
        "unit": unit.strip(),
        "room": room.strip(),
        "address": address(building.name, unit, room) if building else otherwise.strip(),
        "home_key": home_key(building.id, unit, room) if building else None,
    }


def station_columns(station: Station | None) -> dict[str, object]:
    return {
        "station_id": station.id if station else None,
        "station_name": station.name if station else None,
        "station_name_en": station.name_en if station else None,
        "site_id": station.site if station else None,
    }


async def desk(who: Who) -> tuple[str, str]:
    """Organization and area where something waits of which neither is known."""
    if isinstance(who, Actor) and who.home_organization:
        return desk_of(who.home_organization), who.area or await _root_area()
    (city, *_) = await accounts.organizations_below("")
    return city.path, await _root_area()


def city_of(organization: str) -> str:
    return areas.root(organization)


def desk_above(organization: str) -> str:
    """Where a unit gives something back to: a crew to its company, a company to the city."""
    return areas.parent(organization) or organization


async def unit_faults(organization: str | None, area: str, who: Who) -> list[FieldError]:
    """A unit that is named must be there, and within what the person sees."""
    if organization is None:
        return []
    known = await accounts.organizations_by_path([organization])
    if organization in known and _seen(who, organization, area):
        return []
    return [FieldError("/organization", "not_found", _NO_ORGANIZATION)]


async def _root_area() -> str:
    (city, *_) = await accounts.areas_below("")
    return areas.root(city.path)


def _seen(who: Who, organization: str, area: str) -> bool:
    return not isinstance(who, Actor) or scope.sees(who, organization, area or who.area)


_NO_ASSET = Text("没有这栋楼或这个热力站。", "There is no such building or station.")
_NO_ORGANIZATION = Text("没有这个单位。", "There is no such organization.")
