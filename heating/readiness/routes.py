from typing import BinaryIO
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http import workbook
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.http.paging import Page
from heating.lib import clock
from heating.readiness import override_routes, overview, queries, spreadsheet
from heating.readiness.schemas import Overview, SiteDetail, SiteFilter, SiteRow, UninspectedFilter, UninspectedRow


async def show_overview(request: Request, actor: Actor) -> Overview:
    return await overview.overview(actor, _zone(request))


async def list_sites(request: Request, actor: Actor, query: SiteFilter) -> Page[SiteRow]:  # noqa: ARG001
    return await queries.sites(actor, query)


async def show_site(request: Request, actor: Actor) -> SiteDetail:
    return await queries.site(actor, request.path_params["id"], _zone(request))


async def list_uninspected(
    request: Request,  # noqa: ARG001
    actor: Actor,
    query: UninspectedFilter,
) -> Page[UninspectedRow]:
    return await queries.uninspected(actor, query)


async def download_sites(request: Request, actor: Actor) -> Response:
    as_of, zone = clock.now(), _zone(request)

    async def written() -> BinaryIO:
        records = await queries.every_site(actor)
        names = await queries.names_of(records)
        return await spreadsheet.table(records, names, as_of, zone, language_of(request))

    return await workbook.attachment(request, f"readiness-{as_of.astimezone(zone):%Y%m%d-%H%M}.xlsx", written)


def _zone(request: Request) -> ZoneInfo:
    zone: ZoneInfo = request.app.state.settings.zone
    return zone


routes = [
    *override_routes.routes,
    resource(
        "/api/readiness",
        GET=endpoint(
            show_overview,
            needs=Permission.READINESS_READ,
            answers=Overview,
            summary="How ready the city is, by company, district and kind",
        ),
    ),
    resource(
        "/api/readiness.xlsx",
        GET=endpoint(
            download_sites,
            needs=Permission.READINESS_READ,
            content=workbook.MEDIA_TYPE,
            summary="The readiness of all sites as an Excel table",
        ),
    ),
    resource(
        "/api/readiness/sites",
        GET=endpoint(
            list_sites,
            needs=Permission.READINESS_READ,
            query=SiteFilter,
            answers=Page[SiteRow],
            summary="Sites by readiness, what needs attention first",
        ),
    ),
    resource(
        "/api/readiness/sites/{id:uuid}",
        GET=endpoint(
            show_site,
            needs=Permission.READINESS_READ,
            answers=SiteDetail,
            summary="The gates of one site with the evidence for each",
        ),
    ),
    resource(
        "/api/readiness/uninspected",
        GET=endpoint(
            list_uninspected,
            needs=Permission.READINESS_READ,
            query=UninspectedFilter,
            answers=Page[UninspectedRow],
            summary="Assets that nobody has inspected in this season",
        ),
    ),
]
