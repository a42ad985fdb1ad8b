"""/api/deliveries: what became of messages on their way out. One's own, and for administrators everybody's."""

from collections.abc import Sequence
from uuid import UUID

from starlette.requests import Request

from heating.accounts import problems
from heating.accounts.actor import Actor
from heating.accounts.delivery_schemas import DeliveryQuery, DeliveryRow, DeliveryStory, delivery_row, delivery_story
from heating.accounts.guard import resource
from heating.accounts.queries import people
from heating.accounts.rules import Permission
from heating.accounts.scope import sees
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.http.paging import Page, decode_cursor, paged
from heating.notifications import actions, queries
from heating.notifications.queries import DeliveryFilter, Sent

_OWN = Permission.OWN_ACCOUNT


async def list_deliveries(request: Request, actor: Actor, query: DeliveryQuery) -> Page[DeliveryRow]:
    sees_all = actor.may(Permission.WEBHOOKS_WRITE)
    chosen = DeliveryFilter(
        person=None if sees_all else actor.id,
        organization=actor.organization if sees_all else "",
        state=query.state,
        channel=query.channel,
    )
    before = decode_cursor(query.cursor, UUID)
    rows = await queries.deliveries(chosen, before=before, limit=query.limit + 1)
    names, language = await _names(rows), language_of(request)
    return paged(rows, query.limit, lambda row: delivery_row(row, actor.id, names, language), lambda row: row.id)


async def show_delivery(request: Request, actor: Actor) -> DeliveryStory:
    return await _story(request, actor, await _seen(request, actor))


async def send_again(request: Request, actor: Actor) -> DeliveryStory:
    await actions.send_again(actor, await _seen(request, actor))
    return await _story(request, actor, await _seen(request, actor))


async def _story(request: Request, actor: Actor, sent: Sent) -> DeliveryStory:
    language = language_of(request)
    row = delivery_row(sent, actor.id, await _names([sent]), language)
    return delivery_story(row, await queries.attempts_of(sent.id), language)


async def _seen(request: Request, actor: Actor) -> Sent:
    sent = await queries.delivery(request.path_params["id"])
    if sent is None or not _sees(actor, sent):
        raise problems.NOT_FOUND()
    return sent


def _sees(actor: Actor, sent: Sent) -> bool:
    if sent.person_id == actor.id:
        return True
    return actor.may(Permission.WEBHOOKS_WRITE) and sees(actor, sent.organization_path, actor.area)


async def _names(rows: Sequence[Sent]) -> dict[UUID, str]:
    return await people(row.person_id for row in rows if row.person_id is not None)


routes = [
    resource(
        "/api/deliveries",
        GET=endpoint(
            list_deliveries,
            needs=_OWN,
            query=DeliveryQuery,
            answers=Page[DeliveryRow],
            summary="What went out, waits or failed; administrators see everybody's",
        ),
    ),
    resource(
        "/api/deliveries/{id:uuid}",
        GET=endpoint(show_delivery, needs=_OWN, answers=DeliveryStory, summary="One delivery with its attempts"),
    ),
    resource(
        "/api/deliveries/{id:uuid}/retry",
        POST=endpoint(send_again, needs=_OWN, answers=DeliveryStory, summary="Send once more what has failed"),
    ),
]
