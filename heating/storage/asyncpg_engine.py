"""The ORM's asyncpg engine made safe against cancelled tasks.

The stock engine leaks a pooled connection when a task is cancelled during BEGIN. The module's name must contain
"asyncpg": the ORM's migrations choose their schema editor by it.
"""

from collections.abc import Callable, Sequence
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
    TransactionContextPooled,
)
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

from heating.storage.finishing import finish
from heating.storage.rows import Batch
from heating.storage.sqlite_engine import DeadlineExceeded


class Deadlock(OperationalError):
    """Two transactions waited for each other, and this one was given up: nothing of it was written."""


class _Translating(AsyncpgDBClient):
    """The database's words for what is nobody's fault in ours. It is transactions that wait for each other."""

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return await super()._translate_exceptions(func, *args, **kwargs)
        except asyncpg.QueryCanceledError as error:
            raise DeadlineExceeded("a read was stopped by statement_timeout") from error
        except asyncpg.TransactionRollbackError as error:
            raise Deadlock(error) from error


class Transaction(_Translating, TransactionWrapper):
    """The connection while a transaction is open; `on_commit` tells that the commit has happened."""

    on_commit: Callable[[], None] | None = None

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(Transaction(self))

    async def savepoint(self) -> None:
        await finish(self.begin())

    async def commit(self) -> None:
        await finish(self._commit())

    async def rollback(self) -> None:
        await finish(super().rollback())

    async def insert_batches(self, batches: Sequence[Batch]) -> None:
        for batch in batches:
            await self.execute_many(batch.statement, batch.rows)

    async def insert_last(self, batches: Sequence[Batch]) -> None:
        """Rows that nobody reads before the commit."""
        await self.insert_batches(batches)

    async def _commit(self) -> None:
        await super().commit()
        if self.on_commit is not None:
            self.on_commit()


class OuterTransaction(TransactionContextPooled):
    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        self.client._connection = await self.client._parent._pool.acquire()
        try:
            await finish(self.client.begin())
            self.token = get_connections().set(self.connection_name, self.client)
        except BaseException:
            await finish(self._give_back())
            raise
        return self.client

    async def _give_back(self) -> None:
        connection = self.client._connection
        try:
            if connection.is_in_transaction():
                await self.client.rollback()
        finally:
            await self.client._parent._pool.release(connection)

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if exc_type is None:
                await self.client.commit()
            elif not self.client._finalized:
                await self.client.rollback()
        finally:
            get_connections().reset(self.token)
            await finish(self.client._parent._pool.release(self.client._connection))


class Client(_Translating):
    def _in_transaction(self) -> TransactionContext:
        return OuterTransaction(Transaction(self), self._pool_init_lock)

    @translate_exceptions
    async def execute_many(self, query: str, values: list[Any]) -> None:
        async with self.acquire_connection() as connection:

            async def insert() -> None:
                async with connection.transaction():
                    await connection.executemany(query, values)

            await finish(insert())


client_class = Client
