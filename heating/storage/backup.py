"""Backing up, restoring, and what operators want to know of the database."""

import asyncio
from pathlib import Path

import msgspec

from heating.lib import clock
from heating.storage import changes, copies
from heating.storage.address import SqliteAddress, parse
from heating.storage.database import close_database, open_database, opened, process_lock
from heating.storage.sql import fetch
from heating.storage.unit import transaction


class Condition(msgspec.Struct, frozen=True):
    """For /healthz and /metrics. `wal_bytes` is 0 on PostgreSQL."""

    engine: str
    version: str
    wal_bytes: int
    database_bytes: int


class NoBackup(Exception):
    """PostgreSQL is backed up and restored with its own tools (pg_dump, base backups)."""


async def backup(to: Path) -> None:
    """A complete copy of the open database while writing goes on. Raises FileExistsError, NoBackup."""
    address = opened()
    if not isinstance(address, SqliteAddress):
        raise NoBackup
    await asyncio.to_thread(copies.copy, address.path, to)


async def restore(database_url: str, copied: Path) -> Path | None:
    """Put a copy in the place of a database that nobody has open. Answers where the former one is kept.

    The change log gets another name, so that phones pull afresh. Raises `copies.Damaged`, `lock.InUse`, NoBackup.
    """
    address = parse(database_url)
    if not isinstance(address, SqliteAddress):
        raise NoBackup
    lock = process_lock(address)
    try:
        aside = await asyncio.to_thread(_put_back, copied, address.path)
    finally:
        if lock is not None:
            lock.release()
    await open_database(database_url)
    try:
        async with transaction():
            await changes.begin_epoch()
    finally:
        await close_database()
    return aside


async def condition() -> Condition:
    address = opened()
    if isinstance(address, SqliteAddress):
        version = (await fetch("SELECT sqlite_version() AS version"))[0]["version"]
        wal = address.path.with_name(address.path.name + "-wal")
        return Condition("sqlite", version, copies.size(wal), copies.size(address.path))
    row = (await fetch("SELECT version() AS version, pg_database_size(current_database()) AS size"))[0]
    return Condition("postgres", row["version"].split()[1], 0, row["size"])


def _put_back(copied: Path, database: Path) -> Path | None:
    existed = database.exists()
    aside = database.with_name(f"{database.name}.{clock.now():%Y%m%dT%H%M%S.%fZ}.before-restore")
    copies.put_back(copied, database, aside)
    return aside if existed else None
