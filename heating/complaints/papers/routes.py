"""What is taken out of the line of complaints: the receipt on paper and the register."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints.papers import exporting, receipt, spreadsheet
from heating.complaints.schemas import RegisterQuery
from heating.hazards.report_routes import PDF, pdf_response
from heating.http import workbook
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.lib import clock


async def print_receipt(request: Request, actor: Actor) -> Response:
    settings, complaint = request.app.state.settings, request.path_params["id"]
    setting = receipt.Setting(settings.zone, settings.site_url)
    content = await receipt.receipt(actor, complaint, setting, language_of(request))
    return pdf_response(content, f"receipt-{complaint}")


async def download_register(request: Request, actor: Actor, query: RegisterQuery) -> Response:
    exporting.require_personal(actor, personal=query.personal)
    zone = request.app.state.settings.zone
    written = partial(spreadsheet.register, actor, query, zone, language_of(request))
    name = f"complaints-{clock.now().astimezone(zone):%Y%m%d-%H%M}.xlsx"
    return await workbook.attachment(request, name, written)


routes = [
    resource(
        "/api/complaints/ledger.xlsx",
        GET=endpoint(
            download_register,
            needs=Permission.COMPLAINTS_READ,
            query=RegisterQuery,
            content=workbook.MEDIA_TYPE,
            summary="The register 台账 of the complaints that the list would show",
        ),
    ),
    resource(
        "/api/complaints/{id:uuid}/receipt.pdf",
        GET=endpoint(
            print_receipt,
            needs=Permission.COMPLAINTS_RECEIVE,
            content=PDF,
            summary="The receipt 受理回执 for a resident who came in person",
        ),
    ),
]
