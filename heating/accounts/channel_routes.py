"""/api/channels: over which ways a person is told of what is in his inbox."""

import msgspec
from starlette.requests import Request

from heating.accounts import problems
from heating.accounts.actor import Actor
from heating.accounts.channel_schemas import (
    ChannelChanges,
    ChannelRow,
    Channels,
    NewChannelBody,
    NewChannelRow,
    TestRow,
    channel_row,
    quiet_hours,
    test_row,
)
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.notifications import addresses, channels, queries, testing
from heating.notifications.addresses import Where
from heating.notifications.delivering import courier
from heating.notifications.queries import Channel

_OWN = Permission.OWN_ACCOUNT


async def list_channels(request: Request, actor: Actor) -> Channels:
    rows = await queries.channels_of(actor.id)
    waiting = await queries.waiting_counts([row.id for row in rows])
    return Channels([channel_row(row, waiting.get(row.id, 0), language_of(request)) for row in rows])


async def add_channel(request: Request, actor: Actor, body: NewChannelBody) -> NewChannelRow:
    await addresses.check(body.kind, body.address, Where.of(request.app.state.settings), "/address")
    new = channels.NewChannel(
        id=body.id,
        person=actor.id,
        organization=actor.home_organization,
        kind=body.kind,
        name=body.name,
        address=body.address,
        secret=body.secret,
        quiet_hours=quiet_hours(body.quiet_hours),
    )
    added = await channels.add(actor, new)
    return NewChannelRow(await _row(request, added.channel), added.secret)


async def change_channel(request: Request, actor: Actor, body: ChannelChanges) -> ChannelRow:
    times = body.quiet_hours
    changes = channels.Changes(
        name=body.name,
        enabled=body.enabled,
        quiet_hours=times if isinstance(times, msgspec.UnsetType) else quiet_hours(times),
    )
    return await _row(request, await channels.change(actor, await _own(request, actor), changes))


async def remove_channel(request: Request, actor: Actor) -> None:
    await channels.remove(actor, await _own(request, actor))


async def test_channel(request: Request, actor: Actor) -> TestRow:
    return await test(request, await _own(request, actor))


async def test(request: Request, channel: Channel) -> TestRow:
    language = language_of(request)
    return test_row(await testing.test(courier(request.app.state.settings), channel, language), language)


async def _own(request: Request, actor: Actor) -> Channel:
    channel = await queries.channel(request.path_params["id"])
    if channel is None or channel.person_id != actor.id or channel.removed_at is not None:
        raise problems.NOT_FOUND()
    return channel


async def _row(request: Request, channel: Channel) -> ChannelRow:
    waiting = await queries.waiting_counts([channel.id])
    return channel_row(channel, waiting.get(channel.id, 0), language_of(request))


routes = [
    resource(
        "/api/channels",
        GET=endpoint(list_channels, needs=_OWN, answers=Channels, summary="Own channels of notification"),
        POST=endpoint(
            add_channel,
            needs=_OWN,
            accepts=NewChannelBody,
            answers=NewChannelRow,
            status=201,
            summary="Add a channel: robot, mail, apprise or webhook",
        ),
    ),
    resource(
        "/api/channels/{id:uuid}",
        PATCH=endpoint(
            change_channel,
            needs=_OWN,
            accepts=ChannelChanges,
            answers=ChannelRow,
            summary="Rename a channel, switch it on or off, change its quiet hours",
        ),
        DELETE=endpoint(remove_channel, needs=_OWN, status=204, summary="Remove a channel"),
    ),
    resource(
        "/api/channels/{id:uuid}/test",
        POST=endpoint(
            test_channel, needs=_OWN, answers=TestRow, summary="Send a test message now; answers what became of it"
        ),
    ),
]
