"""Sets the city up: areas, organizations, people, kinds, season, checklists, sites with their assets and households."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts import tree_actions, user_actions
from heating.accounts.actor import Actor, system_actor
from heating.checklists import actions as checklists
from heating.hazards import catalogue
from heating.lib import ids
from heating.network import actions as network
from heating.network.schemas import NamedAssignment
from heating.registry import asset_actions, household_actions, kind_actions, site_actions
from heating.registry.schemas import GivenPosition, NewAsset, NewHousehold, NewSeason, NewSite
from heating.registry.seasons import SeasonPlan
from heating.sample.plan import City, PlannedAsset, PlannedCrew, PlannedPerson, PlannedSite

Progress = Callable[[str, int, int], None]
"""Told what is being made, how much of it there is already, and how much there will be."""


class Founded(msgspec.Struct):
    """What was made, by the names of the plan: user names, codes of sites and assets."""

    actors: dict[str, Actor] = {}
    sites: dict[str, UUID] = {}
    assets: dict[str, UUID] = {}
    households: dict[str, list[UUID]] = {}


async def found(city: City, season: SeasonPlan, password_hash: str, tell: Progress) -> Founded:
    founded = Founded()
    await _set_up(season)
    await _add_places(city)
    await _add_people(city, password_hash, founded, tell)
    done, total = 0, len(city.sites)
    for crew in city.crews:
        async with storage.transaction():
            await _add_sites(crew, founded)
        done += len(crew.sites)
        tell("sites", done, total)
    await _supply(city)
    return founded


async def _set_up(season: SeasonPlan) -> None:
    by = system_actor()
    await kind_actions.install_kinds(by)
    await checklists.install_templates(by)
    await catalogue.install(by)
    await kind_actions.create_season(by, NewSeason(**msgspec.structs.asdict(season)))


async def _add_places(city: City) -> None:
    by = system_actor()
    async with storage.transaction():
        for area in city.areas:
            await tree_actions.create_area(by, tree_actions.NewArea(area.path, area.name, area.name_en, area.level))
        for one in city.organizations:
            organization = tree_actions.NewOrganization(one.path, one.name, one.name_en, one.kind, one.phone)
            await tree_actions.create_organization(by, organization)


async def _add_people(city: City, password_hash: str, founded: Founded, tell: Progress) -> None:
    """They all have the demo's password."""
    everyone = city.people
    for start in range(0, len(everyone), 100):
        async with storage.transaction():
            for person in everyone[start : start + 100]:
                made = await user_actions.create_user(system_actor(), _profile(person), password_hash=password_hash)
                founded.actors[person.username] = accounts.actor_of(made.user)
        tell("people", min(start + 100, len(everyone)), len(everyone))


def _profile(person: PlannedPerson) -> user_actions.Profile:
    return user_actions.Profile(
        username=person.username,
        name=person.name,
        role=person.role,
        organization=person.organization,
        area=person.area,
        phone=person.phone,
    )


async def _add_sites(crew: PlannedCrew, founded: Founded) -> None:
    """The sites of one crew, its people taking turns in answering for them."""
    by = system_actor()
    leaders = [founded.actors[person.username].id for person in crew.people]
    safety = founded.actors[crew.safety_owner].id
    drafts = [
        _site(site, crew.organization.path, leaders[number % len(leaders)], safety)
        for number, site in enumerate(crew.sites)
    ]
    for site, id in zip(crew.sites, await site_actions.create_sites(by, drafts), strict=True):
        founded.sites[site.code] = id
    assets = [(site, asset) for site in crew.sites for asset in site.assets]
    made = await asset_actions.create_assets(by, [_asset(asset, founded.sites[site.code]) for site, asset in assets])
    for (_, asset), id in zip(assets, made, strict=True):
        founded.assets[asset.code] = id
        if asset.rooms:
            await _add_households(by, asset, id, founded)


async def _supply(city: City) -> None:
    """When all stations exist: a courtyard and its station may be in the hands of two crews."""
    supplies = list(_supplies(city.sites))
    for start in range(0, len(supplies), 500):
        await network.assign_named(system_actor(), supplies[start : start + 500])


def _supplies(sites: Sequence[PlannedSite]) -> Iterator[NamedAssignment]:
    """A courtyard names the site of the station that supplies its buildings."""
    station_of = {site.code: asset.code for site in sites for asset in site.assets if asset.kind == "heat_station"}
    for site in sites:
        supplied_by = next((str(a.fields["supplied_by"]) for a in site.assets if a.kind == "courtyard"), "")
        for asset in site.assets:
            if asset.kind == "building":
                yield NamedAssignment(building=asset.code, station=station_of[supplied_by])


async def _add_households(by: Actor, building: PlannedAsset, id: UUID, founded: Founded) -> None:
    new = [NewHousehold(id=ids.new_id(), unit=unit, room=room) for unit, room in building.rooms]
    await household_actions.add_households(by, id, new)
    founded.households[building.code] = [household.id for household in new if household.id]


def _site(site: PlannedSite, organization: str, responsible: UUID, safety: UUID) -> NewSite:
    return NewSite(
        code=site.code,
        name=site.name,
        name_en=site.name_en,
        kind=site.kind,
        organization=organization,
        area=site.area,
        address=site.address,
        position=GivenPosition(site.longitude, site.latitude, source="demo"),
        heated_area_m2=site.heated_area_m2 or None,
        households=site.households or None,
        responsible_id=responsible,
        safety_owner_id=safety,
    )


def _asset(asset: PlannedAsset, site: UUID) -> NewAsset:
    return NewAsset(
        code=asset.code,
        name=asset.name,
        name_en=asset.name_en,
        kind=asset.kind,
        site=site,
        status="standby" if asset.standby else "in_service",
        position=GivenPosition(asset.longitude, asset.latitude, source="demo"),
        heated_area_m2=asset.heated_area_m2,
        households=len(asset.rooms) or None,
        fields=asset.fields,
    )
