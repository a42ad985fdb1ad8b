"""News of commits: within the process, and between processes on PostgreSQL."""

import asyncio

import asyncpg
import pytest

from heating import storage
from heating.storage import database as opened
from heating.storage import hub
from heating.storage.change_log import CHANNEL
from tests.databases import ONLY_POSTGRES
from tests.postgres_server import PostgresServer

_LAST = 10**12
"""More than any number of the log."""


@pytest.fixture
async def heard_before(database: str) -> None:
    """PostgreSQL has told of all that was committed before the test: what is late would be taken for the test's own."""
    listener = opened._Opened.listener
    if listener is None:
        assert database.startswith("sqlite")
        return
    async with asyncio.timeout(60):
        await listener.connected.wait()
        with storage.hub.subscribe() as news:
            async with storage.transaction():
                await storage.fetch("SELECT pg_notify(?, ?)", [CHANNEL, str(_LAST)])
            while await news.wait(60) != _LAST:
                pass


async def change() -> int:
    async with storage.transaction() as unit:
        unit.changed("asset", "a", organization="", area="")
    return (await storage.changes.head()).seq


async def elsewhere(server: PostgresServer, database: str, seq: int) -> None:
    """Another process commits a change."""
    connection = await asyncpg.connect(host=str(server.directory), user="heating", database=database.split("/")[3][:7])
    try:
        async with connection.transaction():
            await connection.execute("UPDATE sync_counter SET n = $1 WHERE id = 1", seq)
            await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, str(seq))
    finally:
        await connection.close()


@pytest.mark.usefixtures("heard_before")
async def test_it_says_nothing_of_what_was_rolled_back() -> None:
    with storage.hub.subscribe() as news:
        with pytest.raises(ZeroDivisionError):
            await roll_back()
        assert await news.wait(0.05) is None


async def roll_back() -> None:
    async with storage.transaction() as unit:
        unit.changed("asset", "a", organization="", area="")
        raise ZeroDivisionError


@pytest.mark.usefixtures("heard_before")
async def test_it_tells_the_newest_number_after_each_commit() -> None:
    with storage.hub.subscribe() as slow, storage.hub.subscribe() as quick:
        assert await change() == 1
        assert await quick.wait(30) == 1
        await change()
        assert await change() == 3
        assert await quick.wait(30) == 3
        assert await slow.wait(30) == 3
        assert await slow.wait(0.05) is None


async def test_it_wakes_everyone_when_it_closes() -> None:
    closing = hub.Hub()
    with closing.subscribe() as news:
        waiting = asyncio.create_task(news.wait(60))
        await asyncio.sleep(0)
        closing.close()
        assert await waiting is None
        assert news.closed


async def test_it_forgets_who_left() -> None:
    some = hub.Hub()
    with some.subscribe():
        assert len(some) == 1
    assert len(some) == 0


@ONLY_POSTGRES
async def test_it_hears_of_other_processes(database: str, postgres_server: PostgresServer | None) -> None:
    assert postgres_server is not None
    own = await change()
    with storage.hub.subscribe() as news:
        await elsewhere(postgres_server, database, 5)
        heard = own  # PostgreSQL may tell of it only now
        async with asyncio.timeout(60):
            while heard == own:
                heard = await news.wait(60) or 0
    assert heard == 5


@ONLY_POSTGRES
async def test_it_reads_the_log_after_its_connection_was_lost(
    database: str, postgres_server: PostgresServer | None
) -> None:
    assert postgres_server is not None
    await change()
    with storage.hub.subscribe() as news:
        async with storage.transaction():
            await storage.fetch(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' OR query LIKE '%max(n)%' AND pid <> pg_backend_pid()"
            )
        await elsewhere(postgres_server, database, 9)
        heard = 0
        async with asyncio.timeout(60):
            while heard < 9:
                heard = await news.wait(60) or 0
    assert heard == 9
