"""Backups and restoring them."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from heating import storage
from heating.storage import changes
from heating.storage.backup import NoBackup
from heating.storage.copies import Damaged

INSERT = "INSERT INTO reaction_cursor (name, seq) VALUES (?, ?)"


@pytest.fixture(scope="session")
def engine() -> str:
    """PostgreSQL has its own tools."""
    return "sqlite"


async def write(name: str) -> None:
    async with storage.transaction() as unit:
        await storage.execute(INSERT, [name, 1])
        unit.changed("asset", name, organization="", area="")


async def names() -> list[str]:
    return [row["name"] for row in await storage.fetch("SELECT name FROM reaction_cursor ORDER BY name")]


@pytest.mark.usefixtures("database")
async def test_it_never_overwrites_a_backup(tmp_path: Path) -> None:
    await storage.backup(tmp_path / "copy.db")
    with pytest.raises(FileExistsError):
        await storage.backup(tmp_path / "copy.db")


@pytest.mark.usefixtures("database")
async def test_it_copies_one_moment_while_writing_goes_on(tmp_path: Path) -> None:
    for number in range(200):
        await write(f"before {number:03}")
    copying = asyncio.create_task(storage.backup(tmp_path / "copy.db"))
    written = 0
    while not copying.done():
        await write(f"during {written:06}")
        written += 1
    await copying
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        found = [name for (name,) in copy.execute("SELECT name FROM reaction_cursor ORDER BY name")]
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert [name for name in found if name < "during"] == [f"before {number:03}" for number in range(200)]
    during = [name for name in found if name >= "during"]
    assert during == [f"during {number:06}" for number in range(len(during))]
    assert len(await names()) == 200 + written


async def test_it_refuses_to_restore_into_an_open_database(database: str, tmp_path: Path) -> None:
    await storage.backup(tmp_path / "copy.db")
    with pytest.raises(storage.InUse):
        await storage.restore(database, tmp_path / "copy.db")


async def test_it_refuses_to_restore_rubbish(database: str, tmp_path: Path) -> None:
    await write("kept")
    await storage.close()
    (tmp_path / "copy.db").write_bytes(b"no database" * 1000)
    with pytest.raises(Damaged):
        await storage.restore(database, tmp_path / "copy.db")
    with pytest.raises(Damaged):
        await storage.restore(database, tmp_path / "missing.db")
    await storage.open(database)
    assert await names() == ["kept"]


async def test_it_restores_and_makes_every_cursor_invalid(database: str, tmp_path: Path) -> None:
    await write("early")
    await storage.backup(tmp_path / "copy.db")
    before = await changes.head()
    await write("late")
    await storage.close()
    aside = await storage.restore(database, tmp_path / "copy.db")
    await storage.open(database)
    assert await names() == ["early"]
    after = await changes.head()
    assert after.seq == before.seq
    assert after.epoch != before.epoch
    assert aside is not None
    with closing(sqlite3.connect(aside)) as former:
        assert former.execute("SELECT name FROM reaction_cursor ORDER BY name").fetchall() == [("early",), ("late",)]


async def test_it_leaves_postgres_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(NoBackup):
        await storage.restore("postgres://me@/heating", tmp_path / "copy.db")
