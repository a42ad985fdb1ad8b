"""Cancelled tasks: clients that hang up, deadlines, a stopping server. The ORM's stock engines lose data or hang."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import anyio
import pytest
from tortoise.connection import get_connection

from heating import storage
from heating.audit.models import ReactionCursor
from tests.databases import ONLY_POSTGRES

pytestmark = pytest.mark.usefixtures("database")

ATTEMPTS = 1500
AT_ONCE = 12
PATIENCE = 900.0
PAIR = "INSERT INTO reaction_cursor (name, seq) VALUES (?, ?)"

Write = Callable[[int], Coroutine[Any, Any, None]]


async def plain(number: int) -> None:
    async with storage.transaction():
        await storage.execute(PAIR, [f"plain {number} a", number])
        await storage.execute(PAIR, [f"plain {number} b", number])


async def nested(number: int) -> None:
    async with storage.transaction():
        await storage.execute(PAIR, [f"nested {number} a", number])
        async with storage.transaction():
            await storage.execute(PAIR, [f"nested {number} b", number])


async def collected(number: int) -> None:
    async with storage.transaction() as unit:
        unit.insert(storage.models.SyncCounter, {"id": 10 + number, "epoch": "collected"})
        unit.changed("asset", str(number), organization="", area="")


async def inline(number: int) -> None:
    async with storage.transaction(inline=True) as unit:
        await storage.execute(PAIR, [f"inline {number} a", number])
        unit.insert(ReactionCursor, {"name": f"inline {number} b", "seq": number})


async def in_bulk(number: int) -> None:
    sql = PAIR if storage.dialect() == "sqlite" else PAIR.replace("?", "$1", 1).replace("?", "$2", 1)
    await get_connection("default").execute_many(sql, [[f"bulk {number} a", number], [f"bulk {number} b", number]])


async def cancel(write: Write, number: int, chance: random.Random) -> None:
    task = asyncio.create_task(write(number))
    if chance.random() < 0.5:
        for _ in range(chance.randrange(40)):
            await asyncio.sleep(0)
    else:
        await asyncio.sleep(chance.random() * 0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def run_out_of_time(write: Write, number: int, chance: random.Random) -> None:
    with anyio.move_on_after(chance.random() * 0.02):
        await write(number)


async def attack(seed: int) -> None:
    chance = random.Random(seed)
    for number in range(seed, ATTEMPTS, AT_ONCE):
        write = chance.choice([plain, nested, collected, inline, in_bulk])
        await chance.choice([cancel, cancel, run_out_of_time])(write, number, chance)


async def halves() -> list[str]:
    return [
        row["pair"]
        for row in await storage.fetch(
            "SELECT substr(name, 1, length(name) - 2) AS pair FROM reaction_cursor"
            " GROUP BY substr(name, 1, length(name) - 2) HAVING count(*) <> 2"
        )
    ]


async def test_it_survives_1500_random_cancellations_whole() -> None:
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(attack(seed) for seed in range(AT_ONCE)))
        await plain(ATTEMPTS)
    assert await halves() == []
    assert await storage.fetch("SELECT count(*) AS n FROM reaction_cursor WHERE name LIKE ?", [f"plain {ATTEMPTS} _"])
    [written] = await storage.fetch("SELECT count(*) AS n FROM sync_counter WHERE epoch = 'collected'")
    assert (await storage.changes.head()).seq == written["n"] == len(await storage.changes.since(0, ATTEMPTS))
    assert written["n"] > 0


@ONLY_POSTGRES
async def test_it_gives_every_connection_back(caplog: pytest.LogCaptureFixture) -> None:
    await asyncio.gather(*(attack(seed) for seed in range(AT_ONCE)))
    pool = get_connection("default")._pool
    for _ in range(3000):  # what was cancelled while it was given back is given back a moment later, by the driver
        if pool.get_idle_size() == pool.get_size():
            break
        await asyncio.sleep(0.01)
    assert pool.get_idle_size() == pool.get_size()
    assert caplog.text == ""  # the driver complains of connections given back within a transaction


async def test_it_runs_the_hooks_of_a_commit_that_was_being_waited_for() -> None:
    """Cancelled during the commit itself: committed means announced."""
    announced: set[int] = set()

    async def write(number: int) -> None:
        async with storage.transaction() as unit:
            await storage.execute(PAIR, [f"hook {number}", number])
            unit.after_commit(lambda: announced.add(number))

    chance = random.Random(7)
    for number in range(300):
        await cancel(write, number, chance)
    rows = await storage.fetch("SELECT seq FROM reaction_cursor WHERE name LIKE 'hook %'")
    assert {row["seq"] for row in rows} == announced


async def fetch() -> None:
    await storage.fetch("SELECT 1")


async def read_with_the_orm() -> None:
    await storage.models.SyncCounter.all()


async def write_with_the_orm() -> None:
    await storage.models.SyncCounter.create(id=9, epoch="late")


@pytest.mark.parametrize("work", [fetch, read_with_the_orm, write_with_the_orm])
async def test_it_refuses_a_task_that_outlived_its_transaction(work: Callable[[], Awaitable[None]]) -> None:
    go_on = asyncio.Event()

    async def late() -> None:
        await go_on.wait()
        await work()

    async with storage.transaction():
        task = asyncio.create_task(late())
    go_on.set()
    with pytest.raises(RuntimeError, match="started inside a transaction"):
        await task
