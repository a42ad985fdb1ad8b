from uuid import UUID, uuid4

from heating import storage
from heating.accounts.actor import system_actor
from heating.audit import SYSTEM
from heating.lib.wording import Text
from heating.notifications import channels
from heating.notifications.actions import notify
from heating.notifications.queries import DeliveryFilter, deliveries
from heating.notifications.rules import ChannelKind, DeliveryState, Message
from tests.architecture.examples import Example, Examples, Names, Place

UNREACHABLE = "https://hooks.invalid/x"
"""A name that leads nowhere, so nothing goes out."""


async def told(place: Place) -> None:
    message = Message(
        person=place.person_id,
        organization=place.person.organization_path,
        kind="hazard.confirmed",
        title=Text(f"消息{place.number}号", f"消息{place.number}号"),
        body=Text("", ""),
        link="/app/hazards",
        key=str(uuid4()),
        subject_kind="hazard",
        subject_id="1",
    )
    async with storage.transaction():
        await notify([message])


async def a_message(place: Place) -> Names:
    await told(place)
    return {}


async def a_channel(place: Place) -> Names:
    new = channels.NewChannel(
        id=None,
        person=place.person_id,
        organization=place.person.organization_path,
        kind=ChannelKind.WEBHOOK,
        name=f"渠道{place.number}号",
        address=f"{UNREACHABLE}{place.number}",
    )
    return {"id": str((await channels.add(SYSTEM, new)).channel.id)}


async def a_webhook(place: Place) -> Names:
    new = channels.NewChannel(
        id=None,
        person=None,
        organization=place.organization,
        kind=ChannelKind.WEBHOOK,
        name=f"平台{place.number}号",
        address=f"{UNREACHABLE}{place.number}",
        quiet_hours=None,
        actions=["hazard.*"],
    )
    return {"id": str((await channels.add(system_actor(), new)).channel.id)}


async def a_failed_delivery(place: Place) -> Names:
    channel = UUID((await a_channel(place))["id"])
    await told(place)
    async with storage.transaction():
        await storage.execute(
            "UPDATE delivery SET state = ?, due_at = NULL WHERE channel_id = ?", [DeliveryState.FAILED.value, channel]
        )
    [delivery] = await deliveries(DeliveryFilter(channel=channel))
    return {"id": str(delivery.id)}


def new_channel(place: Place, _: Names) -> object:
    return {"kind": "webhook", "name": "我的程序", "address": f"{UNREACHABLE}{place.number}"}


def new_webhook(place: Place, _: Names) -> object:
    url = f"{UNREACHABLE}{place.number}"
    return {"name": "平台", "url": url, "actions": ["hazard.*"], "organization": place.organization}


EXAMPLES: Examples = {
    ("GET", "/api/inbox"): Example(personal=True, subject=a_message, shows=lambda place, _: f"消息{place.number}号"),
    ("GET", "/api/inbox/count"): Example(unscoped=True),
    ("POST", "/api/inbox/reading"): Example(unscoped=True, body=lambda _, __: {"all": True}),
    ("GET", "/api/channels"): Example(personal=True, subject=a_channel, shows=lambda place, _: f"渠道{place.number}号"),
    ("POST", "/api/channels"): Example(unscoped=True, body=new_channel),
    ("PATCH", "/api/channels/{id:uuid}"): Example(
        personal=True, subject=a_channel, body=lambda _, __: {"enabled": False}
    ),
    ("DELETE", "/api/channels/{id:uuid}"): Example(personal=True, subject=a_channel),
    ("POST", "/api/channels/{id:uuid}/test"): Example(personal=True, subject=a_channel),
    ("GET", "/api/deliveries"): Example(unscoped=True),
    ("GET", "/api/deliveries/{id:uuid}"): Example(unscoped=True, subject=a_failed_delivery, good=frozenset({200, 404})),
    ("POST", "/api/deliveries/{id:uuid}/retry"): Example(
        unscoped=True, subject=a_failed_delivery, good=frozenset({200, 404})
    ),
    ("GET", "/api/webhooks"): Example(
        tree="organizations", subject=a_webhook, shows=lambda place, _: f"平台{place.number}号"
    ),
    ("POST", "/api/webhooks"): Example(tree="organizations", body=new_webhook),
    ("PATCH", "/api/webhooks/{id:uuid}"): Example(
        tree="organizations", subject=a_webhook, body=lambda _, __: {"enabled": False}
    ),
    ("DELETE", "/api/webhooks/{id:uuid}"): Example(tree="organizations", subject=a_webhook),
    ("POST", "/api/webhooks/{id:uuid}/test"): Example(tree="organizations", subject=a_webhook),
}
