"""Opening and closing the database."""

import importlib
from collections.abc import Sequence
from typing import Any

from tortoise import Tortoise
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection

from heating.storage import hub, routing
from heating.storage.address import Address, PostgresAddress, SqliteAddress, parse
from heating.storage.listening import Listener
from heating.storage.lock import ProcessLock
from heating.storage.routing import WRITER

READ_DEADLINE = 10.0
"""Seconds after which a read outside of transactions is stopped."""

# The list of models stands above this package, so it is named, not imported.
_TABLES = "heating.tables"
_SQLITE_ENGINE = "heating.storage.sqlite_engine"
_ASYNCPG_ENGINE = "heating.storage.asyncpg_engine"

_WRITER_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "wal_autocheckpoint": 10_000,
    "journal_size_limit": 64 * 1024 * 1024,
    "cache_size": -32_000,
    "temp_store": 2,
    "foreign_keys": "ON",
}
# a reader forgets its pages after every commit, so a large cache would only be memory that is filled again and again
_READER_PRAGMAS = {"query_only": 1, "wal_autocheckpoint": 0, "cache_size": -8_000, "temp_store": 2}


class WrongCollation(Exception):
    """The PostgreSQL database sorts texts otherwise than by their bytes."""


class _Opened:
    url: str | None = None
    address: Address | None = None
    lock: ProcessLock | None = None
    listener: Listener | None = None


def model_modules() -> list[str]:
    modules: list[str] = importlib.import_module(_TABLES).MODULES
    return modules


async def open_database(
    database_url: str,
    readers: int = 3,
    *,
    models: Sequence[str] | None = None,
    read_deadline: float = READ_DEADLINE,
) -> None:
    """Connect. On SQLite raises `lock.InUse` when another process has the file; on PostgreSQL `readers` is the size of
    the pool for reading. `models` (module names) is for tests; the product's are listed in heating/tables.py."""
    address = parse(database_url)
    if _Opened.address is not None:
        raise RuntimeError("a database is open already")
    _Opened.lock = process_lock(address)
    _Opened.url = database_url
    try:
        await connect(address, readers, models or model_modules(), read_deadline)
        if isinstance(address, PostgresAddress):
            await _require_byte_order()
            _Opened.listener = Listener(address)
            _Opened.listener.start()
    except BaseException:
        await close_database()
        raise


async def _require_byte_order() -> None:
    """Subtrees are found by ranges of paths and pages by the key they end with: both need texts compared byte by byte,
    as SQLite compares them."""
    rows = await get_connection(WRITER).execute_query_dict(
        # as JSON, because servers before version 15 have no such column
        "SELECT datcollate AS collation, coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') AS provider"
        " FROM pg_database d WHERE datname = current_database()"
    )
    found = rows[0]
    if found["provider"] != "c" or found["collation"].partition(".")[0] not in ("C", "POSIX"):
        raise WrongCollation(f"the database sorts texts by {found['collation']!r}; create it with LC_COLLATE 'C'")


def process_lock(address: Address) -> ProcessLock | None:
    """Raises `lock.InUse` when another process has the SQLite file; PostgreSQL needs none."""
    if isinstance(address, PostgresAddress):
        return None
    address.path.parent.mkdir(parents=True, exist_ok=True)
    return ProcessLock(address.path)


async def connect(address: Address, readers: int, models: Sequence[str], read_deadline: float = READ_DEADLINE) -> None:
    names = reader_names(address, readers)
    await Tortoise.init(
        config={
            "connections": connections(address, names, readers, read_deadline),
            "apps": {"models": {"models": list(models), "default_connection": WRITER}},
            "routers": [routing.Router],
            "use_tz": True,
            "timezone": "UTC",
        },
        _enable_global_fallback=True,
    )
    _Opened.address = address
    routing.use(address.dialect, names)
    for name in (WRITER, *names):
        # now, in this order: the writer makes the file and its journal, and no two tasks race to connect
        await get_connection(name).create_connection(with_db=True)


def reader_names(address: Address, readers: int) -> tuple[str, ...]:
    """SQLite: one connection each. PostgreSQL: one pool."""
    count = readers if isinstance(address, SqliteAddress) else min(readers, 1)
    return tuple(f"r{number}" for number in range(count))


def connections(address: Address, names: tuple[str, ...], readers: int, read_deadline: float) -> dict[str, Any]:
    if isinstance(address, SqliteAddress):
        path = str(address.path)
        reader = {"file_path": path, "deadline": read_deadline, **_READER_PRAGMAS}
        return {
            WRITER: {"engine": _SQLITE_ENGINE, "credentials": {"file_path": path, **_WRITER_PRAGMAS}},
            **{name: {"engine": _SQLITE_ENGINE, "credentials": dict(reader)} for name in names},
        }
    settings = {"statement_timeout": str(int(read_deadline * 1000)), "default_transaction_read_only": "on"}
    pool = {**address.credentials(), "maxsize": readers, "server_settings": settings}
    return {
        WRITER: {"engine": _ASYNCPG_ENGINE, "credentials": {**address.credentials(), "maxsize": address.pool}},
        **{name: {"engine": _ASYNCPG_ENGINE, "credentials": dict(pool)} for name in names},
    }


async def close_database() -> None:
    """Wake the streams, end the connections, let the next process in. Harmless when nothing is open."""
    hub.close()
    if _Opened.listener is not None:
        await _Opened.listener.stop()
    if _Opened.address is not None:
        await Tortoise.close_connections()
        EXECUTOR_CACHE.clear()  # the ORM keeps statements by the connection's name, whatever the engine
    if _Opened.lock is not None:
        _Opened.lock.release()
    _Opened.url = _Opened.address = _Opened.lock = _Opened.listener = None
    routing.use(None, ())


def opened() -> Address:
    if _Opened.address is None:
        raise RuntimeError("the database is not open")
    return _Opened.address


def is_open(database_url: str) -> bool:
    """Is this very database open?"""
    return _Opened.address is not None and _Opened.url == database_url
