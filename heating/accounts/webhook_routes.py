"""/api/webhooks: other programs that are told what happens in the city."""

from starlette.requests import Request

from heating.accounts import problems, user_actions
from heating.accounts.actor import Actor
from heating.accounts.channel_routes import test
from heating.accounts.channel_schemas import TestRow
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.accounts.scope import sees
from heating.accounts.webhook_schemas import (
    NewWebhookBody,
    NewWebhookRow,
    WebhookChanges,
    WebhookRow,
    Webhooks,
    webhook_row,
)
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.notifications import addresses, channels, events, queries
from heating.notifications.addresses import Where
from heating.notifications.queries import Channel
from heating.notifications.rules import ChannelKind

_WRITE = Permission.WEBHOOKS_WRITE


async def list_webhooks(request: Request, actor: Actor) -> Webhooks:
    rows = [row for row in await queries.webhooks() if sees(actor, row.organization_path, actor.area)]
    waiting = await queries.waiting_counts([row.id for row in rows])
    return Webhooks([webhook_row(row, waiting.get(row.id, 0), language_of(request)) for row in rows])


async def add_webhook(request: Request, actor: Actor, body: NewWebhookBody) -> NewWebhookRow:
    events.check_actions(body.actions)
    if body.organization or actor.organization:
        await user_actions.check_places(actor, body.organization, actor.area)
    await addresses.check(ChannelKind.WEBHOOK, body.url, Where.of(request.app.state.settings), "/url")
    new = channels.NewChannel(
        id=body.id,
        person=None,
        organization=body.organization,
        kind=ChannelKind.WEBHOOK,
        name=body.name,
        address=body.url,
        secret=body.secret,
        quiet_hours=None,
        actions=body.actions,
    )
    added = await channels.add(actor, new)
    return NewWebhookRow(await _row(request, added.channel), added.secret)


async def change_webhook(request: Request, actor: Actor, body: WebhookChanges) -> WebhookRow:
    events.check_actions(body.actions or [])
    changes = channels.Changes(name=body.name, enabled=body.enabled, actions=body.actions)
    return await _row(request, await channels.change(actor, await _seen(request, actor), changes))


async def remove_webhook(request: Request, actor: Actor) -> None:
    await channels.remove(actor, await _seen(request, actor))


async def test_webhook(request: Request, actor: Actor) -> TestRow:
    return await test(request, await _seen(request, actor))


async def _seen(request: Request, actor: Actor) -> Channel:
    channel = await queries.channel(request.path_params["id"])
    if channel is None or channel.person_id is not None or channel.removed_at is not None:
        raise problems.NOT_FOUND()
    if not sees(actor, channel.organization_path, actor.area):
        raise problems.NOT_FOUND()
    return channel


async def _row(request: Request, channel: Channel) -> WebhookRow:
    waiting = await queries.waiting_counts([channel.id])
    return webhook_row(channel, waiting.get(channel.id, 0), language_of(request))


routes = [
    resource(
        "/api/webhooks",
        GET=endpoint(list_webhooks, needs=_WRITE, answers=Webhooks, summary="Programs that are told of events"),
        POST=endpoint(
            add_webhook,
            needs=_WRITE,
            accepts=NewWebhookBody,
            answers=NewWebhookRow,
            status=201,
            summary="Add a webhook; answers the secret that was made",
        ),
    ),
    resource(
        "/api/webhooks/{id:uuid}",
        PATCH=endpoint(
            change_webhook,
            needs=_WRITE,
            accepts=WebhookChanges,
            answers=WebhookRow,
            summary="Rename a webhook, change its events, switch it on or off",
        ),
        DELETE=endpoint(remove_webhook, needs=_WRITE, status=204, summary="Remove a webhook"),
    ),
    resource(
        "/api/webhooks/{id:uuid}/test",
        POST=endpoint(
            test_webhook, needs=_WRITE, answers=TestRow, summary="Send a test event now; answers what became of it"
        ),
    ),
]
