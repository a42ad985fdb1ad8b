"""The ORM's SQLite engine made safe against cancelled tasks.

The stock engine loses its lock when a task is cancelled during BEGIN, leaves transactions open when one is cancelled
during a bulk insert, and begins deferred (https://github.com/tortoise/tortoise-orm/issues/1152). The module's name
must contain "sqlite": the ORM's migrations choose their schema editor by it.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain
from typing import Any
from uuid import UUID

import aiosqlite
from tortoise.backends.base.client import NestedTransactionContext, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
    translate_exceptions,
)
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError

from heating.storage.finishing import finish
from heating.storage.rows import Batch

_PREPARED = 512
"""Statements kept prepared; their texts are few, but each has a form for every power of two of rows."""

_WIDEST = 256
"""Rows of one statement; powers of two up to it, so that there are few statements, which the driver keeps prepared."""

_FEW_ROWS = 4000
"""So many rows an inline transaction inserts on the event loop's thread, within some ten milliseconds while their pages
are in memory: those of two hundred inspections. More are left to the connection's thread, which is slower while the
loop is busy: it needs the interpreter twice for each statement, and waits for it longer than the inserting takes."""


def utc_text(moment: datetime) -> str:
    """One spelling of a moment, so that comparing the texts compares the moments."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone cannot be stored: {moment}")
    return moment.astimezone(UTC).isoformat(" ")


sqlite3.register_adapter(datetime, utc_text)
sqlite3.register_adapter(UUID, str)


class DeadlineExceeded(OperationalError):
    """A read took longer than readers are allowed to; it was stopped."""


class Transaction(SqliteTransactionWrapper):
    """The connection while a transaction is open; `on_commit` tells that the commit has happened."""

    on_commit: Callable[[], None] | None = None
    inline = False
    """Run statements on the event loop's own thread. A visit to the connection's thread costs 0.15 ms, more than a
    short statement itself; a long one would hold up everybody else. COMMIT, which waits for the disk, stays where it
    is; BEGIN has nobody to wait for, as this is the only connection that writes.
    """

    def __init__(self, connection: SqliteClient) -> None:
        super().__init__(connection)
        self._last: list[Batch] = []

    def _in_transaction(self) -> TransactionContext:
        nested = Transaction(self)
        nested.inline = self.inline
        return NestedTransactionContext(nested)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[Any]]:
        if not self.inline:
            answer: tuple[int, Sequence[Any]] = await super().execute_query(query, values)
            return answer
        before = self._connection.total_changes
        rows = self._read_inline(query, values)
        return (self._connection.total_changes - before) or len(rows), rows

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        if not self.inline:
            found: list[dict[str, Any]] = await super().execute_query_dict(query, values)
            return found
        return [dict(row) for row in self._read_inline(query, values)]

    @translate_exceptions
    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        if self.inline:
            self._connection._conn.executemany(query, values)
        else:
            await self._connection.executemany(query, values)

    def _read_inline(self, query: str, values: list[Any] | None) -> list[Any]:
        try:
            return self._connection._conn.execute(query, values or ()).fetchall()
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error

    async def begin(self) -> None:
        if self.inline:
            self._connection._conn.execute("BEGIN IMMEDIATE")
        else:
            await self._connection.execute("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        self._finalize()
        await finish(self._committed(self._sent_to_commit()))

    async def rollback(self) -> None:
        self._finalize()
        await finish(self._connection.rollback())

    async def savepoint(self) -> None:
        await finish(super().savepoint())

    async def savepoint_rollback(self) -> None:
        await finish(super().savepoint_rollback())

    async def release_savepoint(self) -> None:
        await finish(super().release_savepoint())

    @translate_exceptions
    async def insert_batches(self, batches: Sequence[Batch]) -> None:
        """All rows of a unit at once: here, or in one visit to the connection's thread."""
        connection = self._connection
        if self._are_few(batches):
            _insert(connection._conn, batches)
        else:
            await connection._execute(_insert, connection._conn, batches)  # type: ignore[no-untyped-call]

    async def insert_last(self, batches: Sequence[Batch]) -> None:
        """Rows that nobody reads before the commit: written with it."""
        self._last += batches

    def _are_few(self, batches: Sequence[Batch]) -> bool:
        return self.inline and sum(len(batch.rows) for batch in batches) <= _FEW_ROWS

    @translate_exceptions
    async def execute_script(self, query: str) -> None:
        """Statement by statement: the driver's own way of running scripts commits first."""
        for statement in _statements(query):
            await self._connection.execute(statement)

    def _finalize(self) -> None:
        if self._finalized:
            raise TransactionManagementError("Transaction already finalised")
        self._finalized = True

    def _sent_to_commit(self) -> asyncio.Future[None]:
        connection, last = self._connection, self._last
        if not self._are_few(last):
            return _sent(connection, _insert_and_commit, last)
        try:
            _insert(connection._conn, last)
        except Exception as error:
            return _failed(error)
        return _sent(connection, _insert_and_commit, [])

    async def _committed(self, commit: asyncio.Future[None]) -> None:
        try:
            await commit
        except BaseException as error:
            with suppress(sqlite3.Error):
                await self._connection.rollback()
            if isinstance(error, sqlite3.IntegrityError):
                raise IntegrityError(error) from error
            raise
        if self.on_commit is not None:
            self.on_commit()


def _sent(connection: aiosqlite.Connection, function: Callable[..., None], *args: object) -> asyncio.Future[None]:
    """Let the connection's thread begin now. A coroutine would first wait for its turn in the event loop, behind
    requests that are being read."""
    done = asyncio.get_running_loop().create_future()
    connection._tx.put_nowait((done, partial(function, connection._conn, *args)))
    return done


def _failed(error: Exception) -> asyncio.Future[None]:
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    done.set_exception(error)
    return done


def _insert(connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    """One statement for many rows: the driver gives the interpreter free once for each execution, and waits to get it
    back; on the connection's thread it would move row by row only when the event loop has nothing to do."""
    for batch in batches:
        done, count = 0, len(batch.rows)
        while done < count:
            size = min(_WIDEST, 1 << (count - done).bit_length() - 1)
            rows = batch.rows[done : done + size]
            connection.execute(_widened(batch.statement, size), list(chain.from_iterable(rows)))
            done += size


def _insert_and_commit(connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    _insert(connection, batches)
    connection.commit()


@cache
def _widened(statement: str, count: int) -> str:
    """The INSERT of one row as one of `count` rows."""
    head, values, rest = statement.partition("VALUES (")
    marks, _, tail = rest.partition(")")
    return f"{head}VALUES {', '.join([f'({marks})'] * count)}{tail}" if values else statement


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip("; \n\t"):
        yield statement


class OuterTransaction(SqliteTransactionContext):
    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self._begin()
            self.token = get_connections().set(self.connection_name, self.connection)
        except BaseException:
            self._trxlock.release()
            raise
        entered: TransactionalDBClient = self.connection
        return entered

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if exc_type is None:
                await self.connection.commit()
            elif not self.connection._finalized:
                await self.connection.rollback()
        finally:
            get_connections().reset(self.token)
            self._trxlock.release()

    async def _begin(self) -> None:
        if self.connection.inline:
            await self.connection.begin()  # waits for nothing, so nobody else comes in between, nor a cancellation
            return
        try:
            await finish(self.connection.begin())
        except BaseException:
            raw = self.connection._connection
            if raw._conn.in_transaction:
                await finish(raw.rollback())
            raise


class Writer(SqliteClient):
    """The one connection that writes."""

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002 - the ORM's interface
        """As the ORM does, but usable from the event loop's thread too: SQLite itself takes care of the order."""
        if self._connection is not None:
            return
        self._connection = await aiosqlite.connect(
            self.filename, isolation_level=None, check_same_thread=False, cached_statements=_PREPARED
        )
        self._connection._conn.row_factory = sqlite3.Row
        for pragma, value in self.pragmas.items():
            cursor = await self._connection.execute(f"PRAGMA {pragma}={value}")
            await cursor.close()
        await self._post_connect()

    def _in_transaction(self) -> TransactionContext:
        return OuterTransaction(Transaction(self), self._lock)

    @translate_exceptions
    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        async with self.acquire_connection() as connection:

            async def insert() -> None:
                await connection.execute("BEGIN IMMEDIATE")
                try:
                    await connection.executemany(query, values)
                    await connection.commit()
                except BaseException:
                    await connection.rollback()
                    raise

            await finish(insert())


class Reader(SqliteClient):
    """A connection that only reads; every statement has a deadline, so that no old snapshot keeps the WAL growing."""

    def __init__(self, file_path: str, deadline: float, **pragmas: Any) -> None:
        super().__init__(file_path, **pragmas)
        self.deadline = deadline

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[str, Any]]]:
        rows = await self._read(query, values)
        return len(rows), rows

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._read(query, values)]

    @translate_exceptions
    async def _read(self, query: str, values: list[Any] | None) -> list[Any]:
        async with self.acquire_connection() as connection:
            interrupt = connection._conn.interrupt
            timer = asyncio.get_running_loop().call_later(self.deadline, interrupt)
            try:
                return list(await finish(connection.execute_fetchall(query, values), on_cancel=interrupt))
            except sqlite3.OperationalError as error:
                if str(error) == "interrupted":
                    raise DeadlineExceeded(f"a read was stopped after {self.deadline} s") from error
                raise
            finally:
                timer.cancel()


def get_client_class(connection: dict[str, Any]) -> type[SqliteClient]:
    return Reader if "deadline" in connection["credentials"] else Writer
