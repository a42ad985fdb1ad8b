"""Many messages, moody receivers, workers that die: nothing that may have been heard is said again, and nothing is lost
from sight."""

import asyncio
import random
from datetime import timedelta
from unittest.mock import patch

import pytest

from heating import jobs
from heating.lib import clock
from heating.notifications import settling
from heating.notifications.delivering import functions
from heating.notifications.rules import ChannelKind, Outcome
from heating.notifications.waiting import Taken
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import WECOM_PATH, Received, Receiver, Reply, said

MOODS = [
    said(errcode=0, errmsg="ok"),
    said(errcode=0, errmsg="ok"),
    said(errcode=-1, errmsg="system busy"),
    said(errcode=45009, errmsg="api freq out of limit"),
    Reply(status=502),
    Reply(b"<html>"),
    Reply(hangs_up=True),
]
MAY_HAVE_BEEN_HEARD = (MOODS[0], MOODS[-1])


class Moody:
    """A robot, and what it may have heard."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.heard: list[str] = []

    def __call__(self, received: Received) -> Reply:
        mood = self.chance.choice(MOODS)
        if mood in MAY_HAVE_BEEN_HEARD:
            lines = received.json["text"]["content"].splitlines()
            self.heard += [line.split()[1] for line in lines if line.startswith("隐患")]
        return mood


async def settle_or_die(chance: random.Random, taken: Taken, outcome: Outcome, took: timedelta) -> bool:
    if chance.random() < 0.2:
        raise asyncio.CancelledError
    return await settling.settle(taken, outcome, took)


@pytest.mark.parametrize("seed", range(6))
async def test_it_says_nothing_twice_and_hides_nothing(world: World, seed: int) -> None:
    chance = random.Random(seed)
    moody = Moody(chance)
    async with Receiver(moody) as robot:
        await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH), quiet_hours=None)
        moment, told = NOON, 0
        for _ in range(60):
            with clock.travel(moment):
                if told < 24:
                    count = chance.randrange(3)
                    await world.tell(*(f"s{seed}n{n}" for n in range(told, told + count)))
                    told += count
                await carry(world, chance)
            moment += timedelta(seconds=chance.choice([1, 5, 30, 300]))
    sent = await world.sent()
    assert len(sent) == told
    assert len(moody.heard) == len(set(moody.heard))
    ends = {delivery.content_json.split("隐患 ")[1].split(" ")[0]: delivery for delivery in sent}
    for key, delivery in ends.items():
        assert (delivery.state == "sent") <= (key in moody.heard)
        assert delivery.state in ("sent", "failed") or delivery.due_at is not None
    assert len(await world.failures()) == sum(delivery.state == "failed" for delivery in sent)


async def carry(world: World, chance: random.Random) -> None:
    """A worker, until nothing is due or it dies."""

    async def settle(taken: Taken, outcome: Outcome, took: timedelta) -> bool:
        return await settle_or_die(chance, taken, outcome, took)

    with patch("heating.notifications.delivering.settle", settle):
        before = asyncio.all_tasks()
        try:
            await jobs.Runner(functions(world.settings), workers=2).run_due()
        except asyncio.CancelledError:
            if begun := asyncio.all_tasks() - before:
                await asyncio.wait(begun)  # or they would go on in the next moment, or in the next test
