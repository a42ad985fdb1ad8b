"""/api/inbox: what a person was told."""

from functools import partial
from uuid import UUID

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.inbox_schemas import InboxQuery, InboxRow, Reading, Unread, inbox_row
from heating.accounts.rules import Permission
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.http.paging import Page, decode_cursor, paged
from heating.notifications import actions, queries

_OWN = Permission.OWN_ACCOUNT


async def list_inbox(request: Request, actor: Actor, query: InboxQuery) -> Page[InboxRow]:
    before = decode_cursor(query.cursor, UUID)
    rows = await queries.inbox(actor.id, unread=query.unread, before=before, limit=query.limit + 1)
    return paged(rows, query.limit, partial(inbox_row, language=language_of(request)), lambda row: row.id)


async def count_unread(_: Request, actor: Actor) -> Unread:
    return Unread(await queries.count_unread(actor.id))


async def read(_: Request, actor: Actor, body: Reading) -> Unread:
    await actions.read(actor.id, actor.home_organization, None if body.all else body.ids)
    return Unread(await queries.count_unread(actor.id))


routes = [
    resource(
        "/api/inbox",
        GET=endpoint(
            list_inbox, needs=_OWN, query=InboxQuery, answers=Page[InboxRow], summary="Messages, newest first"
        ),
    ),
    resource("/api/inbox/count", GET=endpoint(count_unread, needs=_OWN, answers=Unread, summary="Unread messages")),
    resource(
        "/api/inbox/reading",
        POST=endpoint(read, needs=_OWN, accepts=Reading, answers=Unread, summary="Mark messages as read"),
    ),
]
