"""From the inbox to the receiver."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from heating import storage
from heating.audit import SYSTEM
from heating.lib import clock
from heating.lib.ids import new_id
from heating.notifications import channels, queries
from heating.notifications.rules import ChannelKind
from tests.cast import Cast
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import (
    WECOM_PATH,
    Receiver,
    Reply,
    wecom,
)

WECOM, DINGTALK, WEBHOOK = ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.WEBHOOK


async def test_it_sends_each_message_once(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry()
            await world.carry()
        [received] = robot.received
        assert received.json["text"]["content"] == (
            "隐患 h1 已确认\n请在 11 月 5 日 24:00 前整改。\nhttps://heating.test/app/hazards/h1"
        )
    [sent] = await world.sent()
    assert (sent.state, sent.attempts, sent.due_at, sent.settled_at) == ("sent", 1, None, NOON)
    assert [attempt.result for attempt in await queries.attempts_of(sent.id)] == ["sent"]


async def test_it_sends_in_the_language_of_the_person(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.say(world.message("h1", language="en"))
            await world.carry()
        assert robot.received[0].json["text"]["content"].startswith("Hazard h1 confirmed\nRectify")


async def test_it_sends_nothing_that_was_rolled_back(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):  # at night nothing would go out anyway
            with pytest.raises(ZeroDivisionError):
                await tell_and_fail(world)
            await world.carry()
        assert robot.received == []


async def tell_and_fail(world: World) -> None:
    async with storage.transaction():
        await world.say(world.message("h1"))
        raise ZeroDivisionError


@pytest.mark.usefixtures("patient")
async def test_no_transaction_is_open_while_it_sends(world: World) -> None:
    """A receiver that takes its time holds nobody up: others write meanwhile."""
    async with Receiver() as receiver:
        answer = asyncio.Event()
        receiver.replies.append(Reply(held_until=answer))
        await world.channel(WEBHOOK, receiver.url())
        await world.tell("h1", urgent=True)
        carrying = asyncio.create_task(world.carry())
        await receiver.news.wait()
        async with asyncio.timeout(60):  # less than it waits for an answer
            assert await world.say(world.message("h2", person=new_id())) == 1
        answer.set()
        await carrying


async def test_it_puts_together_what_piled_up(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1", "h2", "h3")
            await world.carry()
        [received] = robot.received
        assert [f"隐患 h{n} 已确认" in received.json["text"]["content"] for n in (1, 2, 3)] == [True, True, True]
    assert await world.states() == ["sent"] * 3


async def test_it_says_once_to_a_group_what_two_of_its_members_are_told(world: World) -> None:
    other = new_id()
    async with wecom() as robot:
        for person in (world.person, other):
            await world.channel(WECOM, robot.url(WECOM_PATH), person=person)
        with clock.travel(NOON):
            await world.say(world.message("h1"), world.message("h1", person=other))
            await world.carry()
        [received] = robot.received
        assert received.json["text"]["content"].count("隐患 h1 已确认") == 1
    assert await world.states() == ["sent", "sent"]


async def test_it_does_not_send_more_than_a_text_may_hold(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.say(*(world.message(f"h{n}", title="汉" * 300) for n in range(6)))
            await world.carry_for(timedelta(minutes=1), timedelta(seconds=4))
        assert len(robot.received) == 3
    assert await world.states() == ["sent"] * 6


async def test_it_is_quiet_at_night_but_for_what_is_urgent(world: World) -> None:
    late, morning = datetime(2026, 11, 3, 15, 0, tzinfo=UTC), datetime(2026, 11, 3, 23, 0, tzinfo=UTC)
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(late):
            await world.tell("h1", "h2")
            await world.tell("burst", urgent=True)
            await world.carry_for(timedelta(hours=9), timedelta(minutes=10))
        night, day = robot.received
        assert night.at == late
        assert "burst" in night.json["text"]["content"]
        assert "h1" not in night.json["text"]["content"]
        assert day.at == morning
        assert all(key in day.json["text"]["content"] for key in ("h1", "h2"))


async def test_what_is_urgent_goes_first(world: World) -> None:
    async with Receiver() as receiver:
        await world.channel(WEBHOOK, receiver.url())
        with clock.travel(NOON):
            await world.tell("h1", "h2")
            await world.tell("burst", urgent=True)
            await world.carry()
        assert [received.json["subject"]["id"] for received in receiver.received] == ["burst", "h1", "h2"]


async def test_it_lets_go_what_waits_for_a_channel_that_is_switched_off(world: World) -> None:
    async with wecom() as robot:
        channel = await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await channels.change(SYSTEM, channel, channels.Changes(enabled=False))
            await world.tell("h2")
            await world.carry()
        assert robot.received == []
    assert await world.states() == ["cancelled"]


async def test_it_forgets_the_address_of_a_channel_that_is_removed(world: World) -> None:
    async with wecom() as robot:
        channel = await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await channels.remove(SYSTEM, channel)
            await world.carry()
        assert robot.received == []
    [row] = await storage.fetch("SELECT address, secret FROM notification_channel")
    assert (row["address"], row["secret"]) == ("", "")
    assert await world.states() == ["cancelled"]


@pytest.mark.usefixtures("patient")
async def test_a_receiver_that_hangs_holds_up_no_other(world: World) -> None:
    answer = asyncio.Event()
    async with Receiver(lambda _: Reply(held_until=answer)) as slow, wecom() as robot:
        for n in range(3):
            await world.channel(WEBHOOK, slow.url(f"/{n}"), quiet_hours=None)
        await world.channel(WECOM, robot.url(WECOM_PATH), quiet_hours=None)
        await world.tell("h1")
        carrying = asyncio.create_task(world.carry())
        async with asyncio.timeout(60):  # less than it waits for an answer
            await slow.has_received(3)
            await robot.has_received(1)
        answer.set()
        await carrying


async def test_a_message_does_not_say_more_than_the_inbox(world: World) -> None:
    """To a program goes what the person is told, and nothing of the subject besides."""
    async with Receiver() as receiver:
        await world.channel(WEBHOOK, receiver.url())
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry()
        document = receiver.received[0].json
    [told] = await queries.inbox(world.person)
    assert document == {
        "id": str(told.id),
        "kind": "hazard.confirmed",
        "at": NOON.isoformat(),
        "subject": {"kind": "hazard", "id": "h1"},
        "organization": "taiyuan/heat-one/",
        "link": "https://heating.test/app/hazards/h1",
        "title": told.title_zh,
        "body": told.body_zh,
    }
    assert json.dumps(document).count("127.0.0.1") == 0


async def test_who_is_disabled_is_told_nothing_more(world: World, cast: Cast, alice: httpx2.AsyncClient) -> None:
    bob = cast.users["bob"]
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH), person=bob.id)
        with clock.travel(NOON):
            await world.say(world.message("h1", person=bob.id))
            await alice.patch(f"/api/users/{bob.id}", json={"version": 1, "disabled": True})
            await world.carry()
        assert robot.received == []
    assert await world.states() == ["cancelled"]
