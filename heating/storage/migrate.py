"""Bringing a database's tables up to date: the ORM's migrations, within fences.

Everything pending runs in one transaction together with its record, so a crash leaves the old state, not half of
the new one. On SQLite a backup is made first, foreign keys are off meanwhile (the ORM rebuilds tables by dropping
them, which would cascade) and checked before the commit. On PostgreSQL a lock lets several processes start at once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor
from tortoise.transactions import in_transaction

from heating.lib import clock
from heating.storage import copies
from heating.storage.address import Address, SqliteAddress, parse
from heating.storage.database import connections, opened, process_lock
from heating.storage.routing import WRITER

PACKAGE = "heating.migrations"

_LOCK = 0x68656174
"""Any number will do, as long as nothing else in the database locks on it."""


class BrokenReferences(Exception):
    """A migration left rows that refer to nothing; it was rolled back."""


async def run(database_url: str, *, package: str = PACKAGE) -> list[str]:
    """Apply what is pending to a database that nobody has open; answers the names, in order."""
    address = parse(database_url)
    lock = process_lock(address)
    try:
        async with _connected(address, package) as client:
            if isinstance(address, SqliteAddress) and await _pending(client, package) and await _has_tables(client):
                await asyncio.to_thread(copies.copy, address.path, _backup_path(address))
            return await _apply(address, package)
    finally:
        if lock is not None:
            lock.release()


async def pending() -> list[str]:
    """What the open database still lacks."""
    opened()
    return await _pending(get_connection(WRITER), PACKAGE)


@asynccontextmanager
async def _connected(address: Address, package: str) -> AsyncIterator[BaseDBAsyncClient]:
    config = connections(address, (), 0, 0)
    if isinstance(address, SqliteAddress):
        config[WRITER]["credentials"]["foreign_keys"] = "OFF"
    async with TortoiseContext() as context:
        await context.init({"connections": config, "apps": _apps(package)})
        yield context.db(WRITER)


async def _apply(address: Address, package: str) -> list[str]:
    async with in_transaction(WRITER) as connection:
        if not isinstance(address, SqliteAddress):
            await connection.execute_query_dict("SELECT pg_advisory_xact_lock($1)", [_LOCK])
        executor = MigrationExecutor(connection, _apps(package))
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        names = [step.migration.name for step in await executor.plan()]
        if names:
            await executor.migrate()
        if isinstance(address, SqliteAddress):
            await _check_references(connection)
    return names


async def _pending(client: BaseDBAsyncClient, package: str) -> list[str]:
    plan = await MigrationExecutor(client, _apps(package)).plan()
    return [step.migration.name for step in plan]


async def _has_tables(client: BaseDBAsyncClient) -> bool:
    return bool(await client.execute_query_dict("SELECT 1 FROM sqlite_master LIMIT 1"))


async def _check_references(connection: BaseDBAsyncClient) -> None:
    broken = await connection.execute_query_dict("PRAGMA foreign_key_check")
    if broken:
        tables = sorted({f"{row['table']} -> {row['parent']}" for row in broken})
        raise BrokenReferences(f"{len(broken)} rows refer to nothing: {', '.join(tables)}")


def _apps(package: str) -> dict[str, dict[str, Any]]:
    return {"models": {"models": ["heating.storage.models"], "default_connection": WRITER, "migrations": package}}


def _backup_path(address: SqliteAddress) -> Path:
    moment = clock.now().strftime("%Y%m%dT%H%M%S.%fZ")
    return address.path.with_name(f"{address.path.name}.{moment}.before-migration")
