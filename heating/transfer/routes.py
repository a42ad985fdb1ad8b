"""Files in and out over HTTP."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http import workbook
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.http.parsing import json_body
from heating.transfer import actions, forms, ledger, message_routes, roster_routes
from heating.transfer.mapping import Mapping
from heating.transfer.schemas import Preview, ShownReport, shown

_parse_mapping = json_body(Mapping)


async def import_assets(request: Request, actor: Actor) -> ShownReport:
    """A form with `file`, `mapping` (JSON), `dry_run` and `accept_partial` ("true" or "false")."""
    async with forms.sent(request) as form:
        upload = forms.file(form)
        report = await actions.import_assets(
            actor,
            upload.filename or "file",
            await upload.read(),
            forms.mapping(form, _parse_mapping),
            dry_run=forms.flag(form, "dry_run"),
            accept_partial=forms.flag(form, "accept_partial"),
        )
    return shown(report, language_of(request))


async def preview_columns(request: Request, _actor: Actor) -> Preview:
    """A form with `file`: its columns and first rows, from which a mapping is made."""
    async with forms.sent(request) as form:
        upload = forms.file(form)
        return await actions.preview(upload.filename or "file", await upload.read())


async def export_assets(request: Request, actor: Actor) -> Response:
    """All assets the actor sees, as a ledger."""
    zone = request.app.state.settings.zone
    return await workbook.attachment(request, "assets.xlsx", partial(ledger.write_assets, actor, zone))


_IMPORT = Permission.REGISTRY_IMPORT

routes = [
    resource(
        "/api/imports",
        POST=endpoint(import_assets, needs=_IMPORT, consumes=forms.MEDIA_TYPES, answers=ShownReport, limit=forms.LIMIT),
    ),
    resource(
        "/api/imports/columns",
        POST=endpoint(preview_columns, needs=_IMPORT, consumes=forms.MEDIA_TYPES, answers=Preview, limit=forms.LIMIT),
    ),
    resource(
        "/api/exports/assets.xlsx",
        GET=endpoint(export_assets, needs=Permission.REGISTRY_READ, content=workbook.MEDIA_TYPE),
    ),
    *message_routes.routes,
    *roster_routes.routes,
]
