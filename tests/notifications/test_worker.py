"""In the running worker: told, sent, and nothing else held up."""

import asyncio
from datetime import timedelta

import pytest

from heating import jobs, storage, worker
from heating.lib import clock
from heating.notifications.rules import ChannelKind
from tests.notifications.conftest import World
from tests.notifications.receivers import WECOM_PATH, Receiver, Reply, wecom


@pytest.fixture(autouse=True)
def looks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is found by looking again: a commit wakes whoever has to act."""
    monkeypatch.setattr("heating.jobs.runner._LOOK_AGAIN", 600.0)


async def test_a_message_is_out_as_soon_as_it_was_told(world: World) -> None:
    async with wecom() as robot:
        await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH), quiet_hours=None)
        async with worker.running(world.settings):
            await world.tell("h1")
            async with asyncio.timeout(60):
                await robot.has_received(1)
            await world.until_all_are("sent")


@pytest.mark.usefixtures("patient")
async def test_receivers_that_hang_hold_up_no_jobs(world: World) -> None:
    done = asyncio.Event()

    async def work(_: dict[str, object]) -> None:
        done.set()

    answer = asyncio.Event()
    async with Receiver(lambda _: Reply(held_until=answer)) as slow:
        for n in range(6):
            await world.channel(ChannelKind.WEBHOOK, slow.url(f"/{n}"))
        runner = jobs.Runner({"work": work})
        await runner.start()
        async with worker.running(world.settings):
            await world.tell("h1", urgent=True)
            async with asyncio.timeout(60):  # less than it waits for an answer
                await slow.has_received(6)
                async with storage.transaction():
                    jobs.enqueue("work", {})
                await done.wait()
            answer.set()
            await world.until_all_are("sent")
        await runner.stop()


async def test_old_messages_and_deliveries_are_forgotten(world: World) -> None:
    now = clock.now()
    async with Receiver() as receiver:
        await world.channel(ChannelKind.WEBHOOK, receiver.url(), quiet_hours=None)
        for days in (800, 300, 10):
            with clock.travel(now - timedelta(days=days)):
                await world.tell(f"h{days}")
                await world.carry()
    async with storage.transaction():
        await storage.execute("UPDATE notification SET read_at = ? WHERE subject_id = 'h300'", [now])
    pruning = next(task for task in worker.periodic(world.settings) if task.name == "notifications.prune")
    await pruning.function()
    kept = await storage.fetch("SELECT subject_id FROM notification ORDER BY subject_id")
    assert [row["subject_id"] for row in kept] == ["h10"]
    assert len(await world.sent()) == 1
    assert len(await storage.fetch("SELECT id FROM delivery_attempt")) == 1
