"""Supplies, addresses and the other names of places over HTTP."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http.endpoint import KIB, endpoint
from heating.http.paging import Page
from heating.network import actions, alias_actions, alias_queries, queries
from heating.network.address_queries import aliases_of, find_addresses
from heating.network.schemas import (
    AddressQuery,
    Aliases,
    AliasFilter,
    Assigned,
    Assignment,
    Assignments,
    BuildingSupply,
    Matches,
    NamedSite,
    SuppliedBuilding,
    SupplyCount,
    SupplyFilter,
)
from heating.registry.site_queries import site_record


async def list_supplies(_request: Request, actor: Actor, query: SupplyFilter) -> Page[SuppliedBuilding]:
    return await queries.supplied_buildings(actor, query)


async def count_supplies(_request: Request, actor: Actor) -> SupplyCount:
    return await queries.supply_count(actor)


async def assign_stations(_request: Request, actor: Actor, body: Assignments) -> Assigned:
    return await actions.assign_named(actor, body.supplies)


async def show_supply(request: Request, actor: Actor) -> BuildingSupply:
    return await queries.building_supply(actor, request.path_params["id"])


async def assign_station(request: Request, actor: Actor, body: Assignment) -> BuildingSupply:
    await actions.assign(actor, request.path_params["id"], body.station)
    return await queries.building_supply(actor, request.path_params["id"])


async def end_supply(request: Request, actor: Actor) -> None:
    await actions.end(actor, request.path_params["id"])


async def find(_request: Request, actor: Actor, query: AddressQuery) -> Matches:
    return await find_addresses(actor, query.q, query.limit)


async def list_aliases(_request: Request, actor: Actor, query: AliasFilter) -> Page[NamedSite]:
    return await alias_queries.named_sites(actor, query)


async def show_aliases(request: Request, actor: Actor) -> Aliases:
    site = (await site_record(actor, request.path_params["id"])).id
    return Aliases(aliases=(await aliases_of([site])).get(site, []))


async def put_aliases(request: Request, actor: Actor, body: Aliases) -> Aliases:
    return Aliases(aliases=await alias_actions.put_aliases(actor, request.path_params["id"], body.aliases))


_READ, _WRITE = Permission.REGISTRY_READ, Permission.NETWORK_WRITE

routes = [
    resource(
        "/api/supplies",
        GET=endpoint(list_supplies, needs=_READ, query=SupplyFilter, answers=Page[SuppliedBuilding]),
        POST=endpoint(assign_stations, needs=_WRITE, accepts=Assignments, answers=Assigned, limit=256 * KIB),
    ),
    resource("/api/supplies/count", GET=endpoint(count_supplies, needs=_READ, answers=SupplyCount)),
    resource(
        "/api/assets/{id:uuid}/supply",
        GET=endpoint(show_supply, needs=_READ, answers=BuildingSupply),
        PUT=endpoint(assign_station, needs=_WRITE, accepts=Assignment, answers=BuildingSupply),
        DELETE=endpoint(end_supply, needs=_WRITE, status=204),
    ),
    resource("/api/aliases", GET=endpoint(list_aliases, needs=_READ, query=AliasFilter, answers=Page[NamedSite])),
    resource(
        "/api/sites/{id:uuid}/aliases",
        GET=endpoint(show_aliases, needs=_READ, answers=Aliases),
        PUT=endpoint(put_aliases, needs=_WRITE, accepts=Aliases, answers=Aliases),
    ),
    resource(
        "/api/addresses",
        GET=endpoint(find, needs=Permission.COMPLAINTS_RECEIVE, query=AddressQuery, answers=Matches),
    ),
]
