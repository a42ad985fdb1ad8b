"""Opening, reading beside the writer, deadlines, the process lock, backups."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError

from heating import storage
from heating.storage import address
from heating.storage.models import SyncCounter
from tests.databases import ONLY_SQLITE, Databases

INSERT = "INSERT INTO reaction_cursor (name, seq) VALUES (?, ?)"
COUNT = "SELECT count(*) AS n FROM reaction_cursor"
SLOW = """
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 300000000)
    SELECT count(*) AS n FROM numbers
"""


async def count() -> int:
    rows = await storage.fetch(COUNT)
    found: int = rows[0]["n"]
    return found


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite:///", "sqlite://host/file", "postgres://host"])
def test_it_refuses_addresses_of_nothing_it_knows(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///path"):
        address.parse(url)


def test_it_reads_addresses() -> None:
    assert address.parse("sqlite:///data/a%20b.db") == address.SqliteAddress(Path("data/a b.db"))
    assert address.parse("sqlite:////var/lib/heating.db") == address.SqliteAddress(Path("/var/lib/heating.db"))
    assert address.parse("postgres://me:p%40ss@db:6432/heating?pool=3") == address.PostgresAddress(
        "me", "p@ss", "db", 6432, "heating", 3
    )
    socket = address.parse("postgresql://me@/heating?host=/run/postgresql")
    assert socket == address.PostgresAddress("me", None, "/run/postgresql", 5432, "heating", 10)


@pytest.mark.usefixtures("database")
async def test_it_refuses_to_write_through_a_reader() -> None:
    with pytest.raises(Exception, match=r"readonly database|read-only transaction"):
        await storage.fetch("DELETE FROM reaction_cursor RETURNING name")


async def test_it_refuses_a_second_database(database: str) -> None:
    with pytest.raises(RuntimeError, match="open already"):
        await storage.open(database)
    assert await count() == 0


@pytest.mark.usefixtures("database")
async def test_it_reads_beside_an_open_transaction() -> None:
    """Readers see what is committed, at once, while a transaction is open elsewhere."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with storage.transaction():
            await storage.execute(INSERT, ["a", 1])
            begun.set()
            await go_on.wait()

    task = asyncio.create_task(write())
    await begun.wait()
    async with asyncio.timeout(30):
        assert await count() == 0
        assert await SyncCounter.all().count() == 0
    go_on.set()
    await task
    assert await count() == 1


async def test_it_stops_a_read_that_takes_too_long(database: str) -> None:
    await storage.close()
    await storage.open(database, readers=1, read_deadline=4)
    async with asyncio.timeout(120):
        with pytest.raises(storage.DeadlineExceeded):
            await storage.fetch(SLOW)
        assert await count() == 0
    await storage.close()


@pytest.mark.usefixtures("database")
async def test_it_stops_a_read_nobody_waits_for() -> None:
    async with asyncio.timeout(120):
        for _ in range(4):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(storage.fetch(SLOW), 0.1)
        assert await asyncio.gather(*(count() for _ in range(8))) == [0] * 8


@pytest.mark.usefixtures("database")
async def test_it_numbers_placeholders_outside_of_quotes_only() -> None:
    rows = await storage.fetch("SELECT '?' AS a, ? || 'x' AS \"b?\", 'it''s ?' AS c -- ?\n WHERE ? = 'y'", ["1", "y"])
    assert rows == [{"a": "?", "b?": "1x", "c": "it's ?"}]


@ONLY_SQLITE
async def test_it_lets_only_one_process_have_a_file(database: str) -> None:
    program = f"import asyncio; from heating import storage; asyncio.run(storage.open({database!r}))"
    second = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], capture_output=True, text=True, timeout=120
    )
    assert second.returncode != 0
    assert "is in use by process" in second.stderr


async def test_it_lets_the_next_process_in_after_closing(database: str) -> None:
    await storage.close()
    await storage.open(database)
    assert await count() == 0


async def test_it_tells_its_condition(database: str) -> None:
    async with storage.transaction():
        await storage.execute(INSERT, ["a", 1])
    condition = await storage.condition()
    assert condition.engine == database.split(":")[0]
    assert condition.version[0].isdigit()
    assert condition.database_bytes > 0
    assert (condition.wal_bytes > 0) == (condition.engine == "sqlite")


@ONLY_SQLITE
@pytest.mark.usefixtures("database")
async def test_it_is_durable_on_sqlite() -> None:
    """The tests switch waiting for the disk off; the product must not."""
    settings = get_connection("default").pragmas  # type: ignore[attr-defined]
    assert settings["synchronous"] == "FULL"
    assert settings["foreign_keys"] == "ON"
    assert settings["journal_mode"] == "WAL"


async def test_it_is_closed_when_opening_fails(databases: Databases) -> None:
    await databases.close()
    with pytest.raises((OSError, OperationalError)):
        await storage.open("postgres://nobody@/nothing?host=/nonexistent")
    with pytest.raises(RuntimeError, match="not open"):
        storage.dialect()
