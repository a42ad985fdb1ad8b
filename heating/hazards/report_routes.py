"""What is taken out of the ledger of hazards: statistics, the workbook, the notice on paper."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.hazards import notice, spreadsheet, statistics_queries
from heating.hazards.notice import Setting
from heating.hazards.schemas import HazardFilter
from heating.hazards.statistics_schemas import Statistics, StatisticsQuery
from heating.http import workbook
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.lib import clock

PDF = "application/pdf"


async def show_statistics(request: Request, actor: Actor, query: StatisticsQuery) -> Statistics:
    return await statistics_queries.answer(actor, query, setting(request).zone, clock.now())


async def download_ledger(request: Request, actor: Actor, query: HazardFilter) -> Response:
    zone = setting(request).zone
    written = partial(spreadsheet.ledger, actor, query, zone, language_of(request))
    name = f"hazards-{clock.now().astimezone(zone):%Y%m%d-%H%M}.xlsx"
    return await workbook.attachment(request, name, written)


async def print_notice(request: Request, actor: Actor) -> Response:
    hazard = request.path_params["id"]
    files = request.app.state.photos
    content = await notice.notice(actor, hazard, files, setting(request), language_of(request))
    return pdf_response(content, f"notice-{hazard}")


def pdf_response(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f'inline; filename="{name}.pdf"', "cache-control": "no-store"}
    return Response(content, media_type=PDF, headers=headers)


def setting(request: Request) -> Setting:
    settings = request.app.state.settings
    return Setting(settings.zone, settings.site_url)


_READ = Permission.HAZARDS_READ

routes = [
    resource(
        "/api/hazards/statistics",
        GET=endpoint(
            show_statistics,
            needs=_READ,
            query=StatisticsQuery,
            answers=Statistics,
            summary="Valid reports, rework, punctuality and repeats by person or unit, with the refused ones",
        ),
    ),
    resource(
        "/api/hazards/ledger.xlsx",
        GET=endpoint(
            download_ledger,
            needs=_READ,
            query=HazardFilter,
            content=workbook.MEDIA_TYPE,
            summary="The ledger 台账 of the hazards that the list would show",
        ),
    ),
    resource(
        "/api/hazards/{id:uuid}/notice.pdf",
        GET=endpoint(print_notice, needs=_READ, content=PDF, summary="The rectification notice 整改通知单"),
    ),
]
