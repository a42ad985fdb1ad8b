"""Messages of other systems in and out."""

from datetime import timedelta
from functools import partial

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints.papers import exporting
from heating.complaints.rules import Channel
from heating.http import workbook
from heating.http.endpoint import endpoint
from heating.http.fields import Moment
from heating.http.language import language_of
from heating.http.parsing import json_body
from heating.lib import clock
from heating.transfer import actions, forms, messages
from heating.transfer.message_ledger import Wanted, write_messages
from heating.transfer.message_mapping import MessageMapping
from heating.transfer.message_schemas import ShownMessageReport, shown
from heating.transfer.messages import Import
from heating.transfer.schemas import Preview

_FROM_ELSEWHERE = (Channel.MESSAGE_BOARD, Channel.HOTLINE_12345)
_YEAR = timedelta(days=366)

_parse_mapping = json_body(MessageMapping)


class MessagesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Without `channel` the message board's and the hot line's; without `since` the year before `until`. `personal`:
    telephone numbers in texts are not masked, which is noted in the audit."""

    channel: Channel | None = None
    since: Moment | None = None
    until: Moment | None = None
    personal: bool = False


async def import_messages(request: Request, actor: Actor) -> ShownMessageReport:
    """A form with `file`, `mapping` (JSON), `dry_run` and `accept_partial` ("true" or "false")."""
    async with forms.sent(request) as form:
        upload = forms.file(form)
        given = Import(
            file=upload.filename or "file",
            content=await upload.read(),
            mapping=forms.mapping(form, _parse_mapping),
            dry_run=forms.flag(form, "dry_run"),
            accept_partial=forms.flag(form, "accept_partial"),
            zone=request.app.state.settings.zone,
            now=clock.now(),
        )
        report = await messages.import_messages(actor, given)
    return shown(report, language_of(request))


async def preview_columns(request: Request, _actor: Actor) -> Preview:
    """A form with `file`: its columns and first rows, from which a mapping is made."""
    async with forms.sent(request) as form:
        upload = forms.file(form)
        return await actions.preview(upload.filename or "file", await upload.read())


async def export_messages(request: Request, actor: Actor, query: MessagesQuery) -> Response:
    exporting.require_personal(actor, personal=query.personal)
    until = query.until or clock.now()
    wanted = Wanted(
        channels=[query.channel] if query.channel else _FROM_ELSEWHERE,
        since=query.since or until - _YEAR,
        until=until,
        personal=query.personal,
    )
    zone = request.app.state.settings.zone
    return await workbook.attachment(request, "messages.xlsx", partial(write_messages, actor, wanted, zone))


_IMPORT = Permission.COMPLAINTS_IMPORT

routes = [
    resource(
        "/api/complaint-imports",
        POST=endpoint(
            import_messages,
            needs=_IMPORT,
            consumes=forms.MEDIA_TYPES,
            answers=ShownMessageReport,
            limit=forms.LIMIT,
            summary="Import a message board's or a hot line's file, or try what it would do",
        ),
    ),
    resource(
        "/api/complaint-imports/columns",
        POST=endpoint(preview_columns, needs=_IMPORT, consumes=forms.MEDIA_TYPES, answers=Preview, limit=forms.LIMIT),
    ),
    resource(
        "/api/exports/messages.xlsx",
        GET=endpoint(
            export_messages,
            needs=Permission.COMPLAINTS_READ,
            query=MessagesQuery,
            content=workbook.MEDIA_TYPE,
            summary="Messages and their replies, in the columns of the import",
        ),
    ),
]
