"""/api/deliveries."""

from typing import Any

import httpx2
import pytest

from heating.audit import SYSTEM
from heating.lib import clock
from heating.notifications import channels
from heating.notifications.rules import ChannelKind
from tests.cast import Cast, SignIn
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import WECOM_PATH, Receiver, said

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def world(world: World, cast: Cast) -> World:
    world.person = cast.users["bob"].id
    return world


async def fail(world: World, *keys: str) -> None:
    """Messages to bob that his robot refuses."""
    async with Receiver(lambda _: said(errcode=93000, errmsg="invalid webhook url")) as robot:
        await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            for key in keys:
                await world.tell(key)
                await world.carry()


async def failed(client: httpx2.AsyncClient) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await client.get("/api/deliveries?state=failed")).json()["items"]
    return items


async def test_a_failure_is_seen_by_its_person_and_the_administrators(
    world: World, bob: httpx2.AsyncClient, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    await fail(world, "h1")
    [own] = await failed(bob)
    del own["id"], own["channel"]["id"]
    assert own == {
        "channel": {"kind": "wecom", "name": "值班群"},
        "person": {"id": str(world.person), "name": "Bob"},
        "kind": "hazard.confirmed",
        "title": "隐患 h1 已确认",
        "link": "/app/hazards/h1",
        "urgent": False,
        "test": False,
        "state": "failed",
        "attempts": 1,
        "error": "对方返回错误：93000 invalid webhook url",
        "created_at": "2026-11-03T04:00:00Z",
        "due_at": None,
        "settled_at": "2026-11-03T04:00:00Z",
    }
    [seen] = await failed(alice)
    assert (seen["person"]["name"], seen["title"], seen["channel"]["name"]) == ("Bob", "", "")
    assert await failed(charlie) == []
    assert await failed(await sign_in("company_manager")) == []


async def test_others_deliveries_do_not_exist(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await fail(world, "h1")
    [own] = await failed(bob)
    path = f"/api/deliveries/{own['id']}"
    assert (await charlie.get(path)).status_code == 404
    assert (await charlie.post(f"{path}/retry")).status_code == 404


async def test_it_shows_every_attempt(world: World, bob: httpx2.AsyncClient, alice: httpx2.AsyncClient) -> None:
    await fail(world, "h1")
    [own] = await failed(bob)
    for client in (bob, alice):
        [attempt] = (await client.get(f"/api/deliveries/{own['id']}")).json()["tries"]
        assert (attempt["result"], attempt["detail"]) == ("refused", "对方返回错误：93000 invalid webhook url")
        assert attempt["took_ms"] >= 0


async def test_it_narrows_to_a_channel_and_pages(world: World, bob: httpx2.AsyncClient) -> None:
    await fail(world, "h1", "h2", "h3")
    [channel] = (await bob.get("/api/channels")).json()["items"]
    first = (await bob.get(f"/api/deliveries?channel={channel['id']}&limit=2")).json()
    second = (await bob.get(f"/api/deliveries?channel={channel['id']}&limit=2&cursor={first['next']}")).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert (await bob.get(f"/api/deliveries?channel={world.person}")).json()["items"] == []
    assert (await bob.get("/api/deliveries?state=lost")).status_code == 422


async def test_a_failed_one_can_be_sent_once_more(world: World, bob: httpx2.AsyncClient) -> None:
    async with Receiver(lambda _: said(errcode=0)) as robot:
        robot.replies.append(said(errcode=93000))
        await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry()
            [own] = await failed(bob)
            again = await bob.post(f"/api/deliveries/{own['id']}/retry")
            assert (again.status_code, again.json()["state"], again.json()["attempts"]) == (200, "waiting", 0)
            await world.carry()
            assert len(robot.received) == 2
            refused = await bob.post(f"/api/deliveries/{own['id']}/retry")
            assert (refused.status_code, refused.json()["code"]) == (409, "notifications.not_failed")
    assert await world.states() == ["sent"]


async def test_nothing_is_sent_once_more_over_a_channel_that_is_off(world: World, bob: httpx2.AsyncClient) -> None:
    await fail(world, "h1")
    [own] = await failed(bob)
    [channel] = (await bob.get("/api/channels")).json()["items"]
    await bob.patch(f"/api/channels/{channel['id']}", json={"enabled": False})
    refused = await bob.post(f"/api/deliveries/{own['id']}/retry")
    assert refused.json()["code"] == "notifications.channel_off"


async def test_a_test_is_not_sent_once_more(world: World, bob: httpx2.AsyncClient) -> None:
    async with Receiver(lambda _: said(errcode=93000)) as robot:
        channel = await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH))
        await bob.post(f"/api/channels/{channel.id}/test")
        [own] = await failed(bob)
        refused = await bob.post(f"/api/deliveries/{own['id']}/retry")
        assert refused.json()["code"] == "notifications.not_failed"
    await channels.remove(SYSTEM, channel)
    assert len(await failed(bob)) == 1
