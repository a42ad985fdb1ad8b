"""A transaction and what it collects until just before its commit."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from tortoise.models import Model
from tortoise.transactions import in_transaction

from heating.storage import change_log, hub
from heating.storage.change_log import Op, PendingChange
from heating.storage.current import CURRENT, in_unit
from heating.storage.routing import WRITER, dialect
from heating.storage.rows import Batch, Values, encoder

Entry = TypeVar("Entry")

_log = logging.getLogger(__name__)


class Collector(Generic[Entry]):
    """What another package gathers in a unit and writes as the unit's very last statements.

    Collectors write after the change log, in the order they were made, which is the order of their locks.
    """

    def __init__(self, write: Callable[[list[Entry]], Awaitable[None]]) -> None:
        self.write = write
        _collectors.append(self)


_collectors: list[Collector[Any]] = []


class _Connection(change_log.Connection, Protocol):
    on_commit: Callable[[], None] | None


class _Mark(NamedTuple):
    """How much a unit had collected when a nested transaction began. Rows are none of it: they are written first."""

    changes: int
    collected: dict[Collector[Any], int]
    hooks: int


class Unit:
    def __init__(self, connection: _Connection) -> None:
        self.connection = connection
        self.task = asyncio.current_task()
        self.open = True
        self.committed = False
        self.last_seq = 0
        self._rows: dict[tuple[type[Model], str], list[Values]] = {}
        self._changes: list[PendingChange] = []
        self._collected: dict[Collector[Any], list[Any]] = {}
        self._hooks: list[Callable[[], None]] = []
        connection.on_commit = self._note_commit

    def insert(self, model: type[Model], values: Values, on_conflict: str = "") -> None:
        """Write a row just before the commit, together with all others of its model; models in order of first use,
        so parents come first. Readable only then, or after `write_rows`; a duplicate raises the ORM's IntegrityError
        there, unless `on_conflict` ("ON CONFLICT (…) DO …") says what becomes of it."""
        encoder(model, dialect()).check(values)
        key = model, on_conflict
        rows = self._rows.get(key)
        if rows is None:
            self._rows[key] = [values]
        else:
            rows.append(values)

    async def insert_now(self, model: type[Model], rows: Sequence[Values]) -> None:
        """Write rows at once, so that the transaction can read them."""
        await self.connection.insert_batches([_checked_batch(model, rows)])

    async def insert_last(self, model: type[Model], rows: Sequence[Values]) -> None:
        """For collectors: write rows that nothing in the transaction will read."""
        await self.connection.insert_last([_checked_batch(model, rows)])

    def changed(self, kind: str, row_id: UUID | str, *, organization: str, area: str, op: Op = "upsert") -> None:
        """Add to the change log, from which phones and live pages learn what to read anew."""
        self._changes.append(PendingChange(kind, row_id, organization, area, op))

    def has_changed(self, kinds: Collection[str]) -> bool:
        """Has this transaction changed something of these kinds?"""
        return any(change.kind in kinds for change in self._changes)

    def collect(self, collector: Collector[Entry], entry: Entry) -> None:
        self._collected.setdefault(collector, []).append(entry)

    def after_commit(self, hook: Callable[[], None]) -> None:
        """Call `hook` once after a successful commit. It must not fail; if it does, that is logged."""
        self._hooks.append(hook)

    async def write_rows(self) -> None:
        """Write what `insert` has collected so far, so that the transaction can read it."""
        if batches := self._take_batches():
            await self.connection.insert_batches(batches)

    def _take_batches(self) -> list[Batch]:
        batches = [encoder(model, dialect()).encode(rows, clause) for (model, clause), rows in self._rows.items()]
        self._rows.clear()
        return batches

    async def flush(self) -> None:
        """Write everything collected. Locks come last and in one order: counter of the log, then collectors."""
        await self.connection.insert_last(self._take_batches())
        if self._changes:
            self.last_seq = await change_log.append(self.connection, change_log.latest_only(self._changes))
        for collector in _collectors:
            if entries := self._collected.get(collector):
                await collector.write(entries)

    def mark(self) -> _Mark:
        return _Mark(
            len(self._changes),
            {collector: len(entries) for collector, entries in self._collected.items()},
            len(self._hooks),
        )

    def forget_since(self, mark: _Mark) -> None:
        self._rows.clear()
        for collector, entries in self._collected.items():
            del entries[mark.collected.get(collector, 0) :]
        del self._changes[mark.changes :]
        del self._hooks[mark.hooks :]

    def announce(self) -> None:
        """After the commit: run the hooks and wake the streams."""
        for hook in self._hooks:
            try:
                hook()
            except Exception:
                _log.exception("a hook failed after the commit")
        if self.last_seq:
            hub.publish(self.last_seq)

    def let_go(self) -> None:
        """Of the connection, which knows the unit: else both, and all rows they hold, stay until the garbage collector
        finds the circle, by tens of megabytes."""
        self.connection.on_commit = None

    def _note_commit(self) -> None:
        self.committed = True


def _checked_batch(model: type[Model], rows: Sequence[Values]) -> Batch:
    rows_of = encoder(model, dialect())
    for row in rows:
        rows_of.check(row)
    return rows_of.encode(rows)


def current_unit() -> Unit:
    unit = CURRENT.get() if in_unit() else None
    if not isinstance(unit, Unit):
        raise RuntimeError("no transaction is open")
    return unit


@asynccontextmanager
async def transaction(*, inline: bool = False) -> AsyncIterator[Unit]:
    """All or nothing. Inside another transaction: a savepoint that shares the outer unit; if it is rolled back,
    what it collected is forgotten too.

    `inline` is for outermost transactions of short statements only, see `sqlite_engine.Transaction.inline`.
    """
    block = _nested(current_unit()) if in_unit() else _outermost(inline=inline)
    async with block as unit:
        yield unit


@asynccontextmanager
async def _outermost(*, inline: bool) -> AsyncIterator[Unit]:
    unit: Unit | None = None
    try:
        block = in_transaction(WRITER)
        if dialect() == "sqlite":
            block.connection.inline = inline  # type: ignore[attr-defined]  # of our own engine
        async with block as connection:
            unit = Unit(connection)  # type: ignore[arg-type]  # the engines' transactions, which the ORM types wider
            token = CURRENT.set(unit)
            try:
                yield unit
                await unit.flush()
            finally:
                unit.open = False
                CURRENT.reset(token)
    finally:
        # also when the commit went through and the waiting task was cancelled during it
        if unit is not None:
            unit.let_go()
            if unit.committed:
                unit.announce()


@asynccontextmanager
async def _nested(unit: Unit) -> AsyncIterator[Unit]:
    if asyncio.current_task() is not unit.task:
        raise RuntimeError("a nested transaction belongs to the task of its outer one")
    await unit.write_rows()  # what came before this part must not be written within it, and lost with it
    mark = unit.mark()
    try:
        async with in_transaction(WRITER):
            yield unit
    except BaseException:
        unit.forget_since(mark)
        raise
