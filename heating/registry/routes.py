"""Sites, assets, kinds, seasons, households and the search over HTTP."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http.endpoint import KIB, endpoint
from heating.http.paging import Page
from heating.registry import (
    asset_actions,
    asset_queries,
    household_actions,
    household_queries,
    kind_actions,
    kind_queries,
    site_actions,
    site_queries,
)
from heating.registry.schemas import (
    Added,
    Asset,
    AssetChanges,
    AssetFilter,
    Household,
    HouseholdFilter,
    Kind,
    KindBody,
    NewAsset,
    NewHouseholds,
    NewSeason,
    NewSite,
    Retirement,
    SearchQuery,
    SearchResults,
    SeasonChanges,
    Site,
    SiteChanges,
    SiteFilter,
)
from heating.registry.search_queries import search
from heating.registry.seasons import Season


async def list_sites(_request: Request, actor: Actor, query: SiteFilter) -> Page[Site]:
    return await site_queries.sites(actor, query)


async def create_site(_request: Request, actor: Actor, body: NewSite) -> Site:
    return await site_queries.site(actor, await site_actions.create_site(actor, body))


async def show_site(request: Request, actor: Actor) -> Site:
    return await site_queries.site(actor, request.path_params["id"])


async def change_site(request: Request, actor: Actor, body: SiteChanges) -> Site:
    await site_actions.change_site(actor, request.path_params["id"], body)
    return await site_queries.site(actor, request.path_params["id"])


async def list_assets(_request: Request, actor: Actor, query: AssetFilter) -> Page[Asset]:
    return await asset_queries.assets(actor, query)


async def create_asset(_request: Request, actor: Actor, body: NewAsset) -> Asset:
    return await asset_queries.asset(actor, await asset_actions.create_asset(actor, body))


async def show_asset(request: Request, actor: Actor) -> Asset:
    return await asset_queries.asset(actor, request.path_params["id"])


async def change_asset(request: Request, actor: Actor, body: AssetChanges) -> Asset:
    await asset_actions.change_asset(actor, request.path_params["id"], body)
    return await asset_queries.asset(actor, request.path_params["id"])


async def retire_asset(request: Request, actor: Actor, body: Retirement) -> Asset:
    await asset_actions.retire_asset(actor, request.path_params["id"], body)
    return await asset_queries.asset(actor, request.path_params["id"])


async def list_households(request: Request, actor: Actor, query: HouseholdFilter) -> Page[Household]:
    return await household_queries.households(actor, request.path_params["id"], query)


async def add_households(request: Request, actor: Actor, body: NewHouseholds) -> Added:
    return Added(await household_actions.add_households(actor, request.path_params["id"], body.households))


async def list_kinds(_request: Request, _actor: Actor) -> list[Kind]:
    return await kind_queries.kind_rows()


async def put_kind(request: Request, actor: Actor, body: KindBody) -> Kind:
    await kind_actions.put_kind(actor, request.path_params["key"], body)
    return await kind_queries.kind_row(body.key)


async def list_seasons(_request: Request, _actor: Actor) -> list[Season]:
    return await kind_queries.seasons()


async def create_season(_request: Request, actor: Actor, body: NewSeason) -> Season:
    return await kind_queries.season(await kind_actions.create_season(actor, body))


async def change_season(request: Request, actor: Actor, body: SeasonChanges) -> Season:
    await kind_actions.change_season(actor, request.path_params["id"], body)
    return await kind_queries.season(request.path_params["id"])


async def find(_request: Request, actor: Actor, query: SearchQuery) -> SearchResults:
    return await search(actor, query)


_READ, _WRITE = Permission.REGISTRY_READ, Permission.REGISTRY_WRITE

routes = [
    resource(
        "/api/sites",
        GET=endpoint(list_sites, needs=_READ, query=SiteFilter, answers=Page[Site]),
        POST=endpoint(create_site, needs=_WRITE, accepts=NewSite, answers=Site, status=201),
    ),
    resource(
        "/api/sites/{id:uuid}",
        GET=endpoint(show_site, needs=_READ, answers=Site),
        PATCH=endpoint(change_site, needs=_WRITE, accepts=SiteChanges, answers=Site),
    ),
    resource(
        "/api/assets",
        GET=endpoint(list_assets, needs=_READ, query=AssetFilter, answers=Page[Asset]),
        POST=endpoint(create_asset, needs=_WRITE, accepts=NewAsset, answers=Asset, status=201),
    ),
    resource(
        "/api/assets/{id:uuid}",
        GET=endpoint(show_asset, needs=_READ, answers=Asset),
        PATCH=endpoint(change_asset, needs=_WRITE, accepts=AssetChanges, answers=Asset),
    ),
    resource(
        "/api/assets/{id:uuid}/retirement",
        POST=endpoint(retire_asset, needs=_WRITE, accepts=Retirement, answers=Asset),
    ),
    resource(
        "/api/assets/{id:uuid}/households",
        GET=endpoint(list_households, needs=_READ, query=HouseholdFilter, answers=Page[Household]),
        POST=endpoint(add_households, needs=_WRITE, accepts=NewHouseholds, answers=Added, limit=256 * KIB),
    ),
    resource("/api/kinds", GET=endpoint(list_kinds, needs=_READ, answers=list[Kind])),
    resource(
        "/api/kinds/{key}",
        PUT=endpoint(put_kind, needs=Permission.KINDS_WRITE, accepts=KindBody, answers=Kind),
    ),
    resource(
        "/api/seasons",
        GET=endpoint(list_seasons, needs=_READ, answers=list[Season]),
        POST=endpoint(create_season, needs=Permission.SEASONS_WRITE, accepts=NewSeason, answers=Season, status=201),
    ),
    resource(
        "/api/seasons/{id:uuid}",
        PATCH=endpoint(change_season, needs=Permission.SEASONS_WRITE, accepts=SeasonChanges, answers=Season),
    ),
    resource("/api/search", GET=endpoint(find, needs=_READ, query=SearchQuery, answers=SearchResults)),
]
