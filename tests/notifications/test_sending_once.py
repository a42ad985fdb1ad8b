"""Nothing is sent twice, whoever dies in the middle."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

import pytest

from heating import jobs, storage
from heating.audit import SYSTEM
from heating.lib import clock
from heating.notifications import channels, claims, queries, settling
from heating.notifications.delivering import courier, functions
from heating.notifications.rules import ChannelKind, Outcome, Reason, Result
from heating.notifications.waiting import Taken
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import (
    WECOM_PATH,
    Receiver,
    Reply,
    said,
    wecom,
)

WECOM, DINGTALK, WEBHOOK = ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.WEBHOOK


async def take(world: World) -> Taken:
    [row] = await storage.fetch("SELECT key FROM delivery_receiver")
    taken = await claims.take(row["key"], world.settings.zone, lambda _, parcels: len(parcels))
    assert taken is not None
    return taken


async def test_a_robot_that_may_have_heard_it_is_not_told_again(world: World) -> None:
    """It got the message and answers too late, or not at all: another attempt could say it twice."""
    async with wecom() as robot:
        robot.replies += [Reply(hangs_up=True)]
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry_for(timedelta(minutes=2), timedelta(seconds=5))
        assert len(robot.received) == 1
    [sent] = await world.sent()
    assert (sent.state, sent.reason) == ("failed", "no_answer")
    assert len(await world.failures()) == 1


async def test_a_program_that_may_have_heard_it_is_told_again_under_the_same_id(world: World) -> None:
    async with Receiver() as receiver:
        receiver.replies += [Reply(hangs_up=True)]
        await world.channel(WEBHOOK, receiver.url())
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry_for(timedelta(minutes=2), timedelta(seconds=5))
        first, second = receiver.received
        assert first.headers["heating-id"] == second.headers["heating-id"]
        assert first.headers["heating-timestamp"] != second.headers["heating-timestamp"]
    assert await world.states() == ["sent"]


@pytest.mark.parametrize(("kind", "times", "state"), [(WECOM, 1, "failed"), (WEBHOOK, 2, "sent")])
async def test_it_survives_dying_between_sending_and_noting_it(
    world: World, kind: ChannelKind, times: int, state: str
) -> None:
    async with wecom() if kind is WECOM else Receiver() as receiver:
        await world.channel(kind, receiver.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await die_after_sending(world)
            await world.carry()
            assert await world.states() == ["sending"]
        with clock.travel(NOON + timedelta(minutes=1)):
            await world.carry_for(timedelta(minutes=1), timedelta(seconds=5))
        assert len(receiver.received) == times
    [sent] = await world.sent()
    assert sent.state == state
    results = [attempt.reason for attempt in await queries.attempts_of(sent.id)]
    assert results == ["interrupted", "accepted"][:times]


async def die_after_sending(world: World) -> None:
    """The job ends in the middle; its lease runs out later."""

    async def never(*_: object) -> bool:
        raise asyncio.CancelledError

    with patch("heating.notifications.delivering.settle", never), pytest.raises(asyncio.CancelledError):
        await world.carry()


async def test_what_comes_while_a_dead_process_holds_the_receiver_is_sent_after_its_lease(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await take(world)
            await world.tell("h2")
            await world.carry_for(timedelta(minutes=2), timedelta(seconds=5))
        [received] = robot.received
        assert "h2" in received.json["text"]["content"]
    assert sorted(await world.states()) == ["failed", "sent"]


async def test_who_lost_his_lease_settles_nothing(world: World) -> None:
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1", "h2")
            taken = await take(world)
        with clock.travel(NOON + timedelta(minutes=1)):
            await world.tell("h3")
            await take(world)
            assert not await settling.settle(taken, Outcome(Result.REFUSED, Reason.ANSWERED), timedelta())
    assert [sent.state for sent in await world.sent()][2] == "sending"


async def test_two_workers_at_once_send_nothing_twice(world: World) -> None:
    async with Receiver(lambda _: Reply(after=0.005)) as receiver:
        await world.channel(WEBHOOK, receiver.url())
        for n in range(40):
            await world.tell(f"h{n}", urgent=True)
        runners = [jobs.Runner(functions(world.settings), workers=8) for _ in range(3)]
        for runner in runners:
            await runner.start()
        async with asyncio.timeout(120):
            await receiver.has_received(40)
        await world.until_all_are("sent")
        for runner in runners:
            await runner.stop()
        told = [received.headers["heating-id"] for received in receiver.received]
        assert len(told) == 40
        assert len(set(told)) == 40


async def test_a_switched_off_channel_does_not_take_up_again_what_failed_meanwhile(world: World) -> None:
    """It is switched off while a message is under way which then fails."""
    async with Receiver(lambda _: said(errcode=-1)) as robot:
        channel = await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            taken = await take(world)
            await channels.change(SYSTEM, channel, channels.Changes(enabled=False))
            await courier(world.settings).carry(taken)
            await world.carry_for(timedelta(minutes=1), timedelta(seconds=5))
        assert len(robot.received) == 1
    assert await world.states() == ["cancelled"]
