"""The sending process is killed after the receiver has got the message and before that is noted."""

import asyncio
import os
import signal
import sys
from datetime import timedelta

import pytest

from heating import storage
from heating.lib import clock
from heating.notifications import queries
from heating.notifications.rules import ChannelKind
from heating.settings import Settings
from tests.notifications.conftest import World
from tests.notifications.receivers import WECOM_PATH, Receiver, Reply, wecom

VICTIM = """
import asyncio
from heating import jobs, settings, storage
from heating.notifications.delivering import functions

async def main():
    chosen = settings.load()
    await storage.open(chosen.database)
    await jobs.Runner(functions(chosen)).start()
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("kind", "times", "state"), [(ChannelKind.WECOM, 1, "failed"), (ChannelKind.WEBHOOK, 2, "sent")]
)
async def test_it_says_nothing_twice_and_hides_nothing(
    world: World, database: str, kind: ChannelKind, times: int, state: str
) -> None:
    async with wecom() if kind is ChannelKind.WECOM else Receiver() as receiver:
        receiver.replies.append(Reply(after=60))
        await world.channel(kind, receiver.url(WECOM_PATH), quiet_hours=None)
        await world.tell("h1")
        await storage.close()
        await kill_while_sending(world.settings, receiver)
        await storage.open(database)
        assert await world.states() == ["sending"]
        with clock.travel(clock.now() + timedelta(minutes=2)):
            await world.carry_for(timedelta(minutes=1), timedelta(seconds=5))
        assert len(receiver.received) == times
        assert len({received.headers.get("heating-id") for received in receiver.received}) == 1
    [sent] = await world.sent()
    assert sent.state == state
    assert (await queries.attempts_of(sent.id))[0].reason == "interrupted"
    assert await queries.count_unread(world.person) == 1


async def kill_while_sending(settings: Settings, receiver: Receiver) -> None:
    environment = {
        **os.environ,
        "HEATING_DATA": settings.data,
        "HEATING_DATABASE_URL": settings.database_url,
        "HEATING_OUTBOUND_ALLOW": settings.outbound_allow,
    }
    victim = await asyncio.create_subprocess_exec(sys.executable, "-c", VICTIM, env=environment)
    try:
        async with asyncio.timeout(120):
            await receiver.has_received(1)
    finally:
        victim.send_signal(signal.SIGKILL)
        await victim.wait()
