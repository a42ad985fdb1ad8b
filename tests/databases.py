"""Databases for tests: made once per session, emptied before each test."""

import os
from collections.abc import Sequence
from pathlib import Path

import asyncpg
import pytest
from tortoise.connection import get_connection
from tortoise.utils import generate_schema_for_client

from heating import migrations, storage
from tests.postgres_server import PostgresServer, binaries


def engines() -> list[str]:
    chosen = os.environ.get("HEATING_TEST_ENGINES")
    if chosen:
        return chosen.split(",")
    return ["sqlite", "postgres"] if binaries() else ["sqlite"]


def _only(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("engine", [engine for engine in engines() if engine == name], indirect=True)


ONLY_SQLITE = _only("sqlite")
ONLY_POSTGRES = _only("postgres")
"""For a test of what only this engine has; without the engine it is skipped."""


class Databases:
    """Opens the database a test asks for and leaves it open for the next one that asks for the same."""

    def __init__(self, directory: Path, server: PostgresServer | None) -> None:
        self.directory = directory
        self.server = server
        self._made: set[str] = set()
        self.url: str | None = None

    async def fresh_url(self, engine: str, name: str, options: str = "") -> str:
        """The address of a database that does not exist yet, or is new, without tables. `options` are PostgreSQL's."""
        if engine == "sqlite":
            return f"sqlite:///{self.directory / name}.db"
        assert self.server is not None
        connection = await asyncpg.connect(host=str(self.server.directory), user="heating", database="postgres")
        try:
            await connection.execute(f'CREATE DATABASE "{name}" {options}')
        finally:
            await connection.close()
        return self.server.url(name)

    async def open(self, engine: str) -> str:
        """The database with all tables, open and empty."""
        if self.url is None or not storage.is_open(self.url) or not self.url.startswith(engine):
            await self.close()
            self.url = await self._prepared(engine)
            await storage.open(self.url)
            await _hurry()
        await empty()
        return self.url

    async def close(self) -> None:
        await storage.close()

    async def _prepared(self, engine: str) -> str:
        if engine in self._made:
            return self._url(engine)
        url = await self.fresh_url(engine, "heating")
        self._made.add(engine)
        await create_tables(url)
        return url

    def _url(self, engine: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{self.directory / 'heating'}.db"
        assert self.server is not None
        return self.server.url("heating")


async def create_tables(url: str) -> None:
    """By the migrations; from the models as long as there are none."""
    if _has_migrations():
        await storage.migrate.run(url)
        return
    await storage.open(url)
    await generate_schema_for_client(get_connection("default"), safe=True)
    await storage.close()


def _has_migrations() -> bool:
    return any(Path(migrations.__path__[0]).glob("0*.py"))


async def _hurry() -> None:
    """No waiting for the disk: a test's database need not survive a power cut."""
    if storage.dialect() == "sqlite":
        await get_connection("default").execute_query("PRAGMA synchronous=OFF")


async def empty() -> None:
    """Delete every row of every table, in one transaction, without regard to foreign keys."""
    found = await _filled(await tables())
    if found:
        deletions = ";\n".join(f'DELETE FROM "{table}"' for table in found)
        await get_connection("default").execute_script(_around_foreign_keys().format(deletions))


def _around_foreign_keys() -> str:
    if storage.dialect() == "sqlite":
        return "PRAGMA foreign_keys=OFF; BEGIN; {}; COMMIT; PRAGMA foreign_keys=ON;"
    return "BEGIN; SET LOCAL session_replication_role = replica; {}; COMMIT;"


async def tables() -> list[str]:
    if storage.dialect() == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    else:
        sql = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    return [row["name"] for row in await storage.fetch(sql, writer=True) if not row["name"].startswith("tortoise_")]


async def _filled(tables: Sequence[str]) -> list[str]:
    if not tables:
        return []
    sql = " UNION ALL ".join(f"SELECT '{table}' AS name WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
    return [row["name"] for row in await storage.fetch(sql, writer=True)]
