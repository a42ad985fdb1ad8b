"""Transactions, what they collect, and what a rollback takes along."""

import gc
import sqlite3
import threading
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from tortoise.exceptions import IntegrityError, TransactionManagementError

from heating import storage
from heating.lib import clock
from heating.storage import sqlite_engine
from heating.storage.models import ChangeRow, SyncCounter
from heating.storage.rows import Batch

pytestmark = pytest.mark.usefixtures("database")

NOON = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)


def row(seq: int) -> dict[str, object]:
    scope = {"organization_path": "", "area_path": ""}
    return {"seq": seq, "kind": "asset", "row_id": "1", "op": "upsert", "at": NOON, **scope}


async def insert(*seqs: int, hook: Callable[[], None] = lambda: None, fail: bool = False, inline: bool = False) -> None:
    async with storage.transaction(inline=inline) as unit:
        for seq in seqs:
            unit.insert(ChangeRow, row(seq))
        unit.after_commit(hook)
        if fail:
            raise ZeroDivisionError


async def seqs() -> list[int]:
    return [found["seq"] for found in await storage.fetch("SELECT seq FROM change_log ORDER BY seq")]


async def test_it_refuses_to_write_outside_of_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        await storage.execute("DELETE FROM change_log")
    with pytest.raises(RuntimeError):
        storage.current_unit()


async def test_it_names_unknown_and_missing_columns() -> None:
    async with storage.transaction() as unit:
        with pytest.raises(TypeError, match=r"unknown columns \['nonsense'\], missing \['area_path', 'at'"):
            unit.insert(ChangeRow, {"seq": 1, "nonsense": 2})


async def test_it_names_a_misspelt_column_of_a_complete_row_when_it_writes() -> None:
    misspelt = {"aera_path" if name == "area_path" else name: value for name, value in row(1).items()}
    with pytest.raises(TypeError, match=r"unknown columns \['aera_path'\], missing \['area_path'\]"):
        async with storage.transaction() as unit:
            unit.insert(ChangeRow, misspelt)
    assert await seqs() == []


async def test_it_raises_a_duplicate_as_an_integrity_error() -> None:
    with pytest.raises(IntegrityError):
        await insert(1, 1)
    assert await seqs() == []


@pytest.mark.parametrize("few", [0, 4000])
async def test_it_keeps_nothing_of_an_inline_part_that_the_database_refuses(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_engine, "_FEW_ROWS", few)
    with pytest.raises(IntegrityError):
        await insert(1, 2, 2, inline=True)
    assert await seqs() == []
    await insert(3)  # the connection is free again
    assert await seqs() == [3]


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize("fail", [False, True])
async def test_nothing_holds_its_rows_when_it_is_over(fail: bool, inline: bool) -> None:
    """A circle would keep them until the garbage collector comes, by tens of megabytes when phones push."""
    gc.collect()
    gc.disable()
    try:
        with suppress(ZeroDivisionError):
            async with storage.transaction(inline=inline) as unit:
                unit.insert(ChangeRow, row(1))
                gone = weakref.ref(unit)
                if fail:
                    raise ZeroDivisionError
        del unit
        assert gone() is None
    finally:
        gc.enable()


async def test_it_writes_nothing_when_the_block_fails() -> None:
    ran: list[str] = []
    with pytest.raises(ZeroDivisionError):
        await insert(1, hook=lambda: ran.append("hook"), fail=True)
    assert await seqs() == []
    assert ran == []


async def swallow_a_failure() -> None:
    async with storage.transaction():
        await SyncCounter.create(id=3, epoch="first")
        with pytest.raises(IntegrityError):
            await SyncCounter.create(id=3, epoch="second")
        await SyncCounter.create(id=4, epoch="third")


async def test_it_is_all_or_nothing_even_when_a_failure_is_swallowed(caplog: pytest.LogCaptureFixture) -> None:
    """PostgreSQL then refuses to go on; SQLite goes on with what succeeded. Either way the next one works."""
    epochs = ["first", "third"]
    try:
        await swallow_a_failure()
    except TransactionManagementError:
        epochs = []
    assert [row.epoch for row in await SyncCounter.all().order_by("id")] == epochs
    await insert(1)
    assert await seqs() == [1]
    assert caplog.text == ""


async def test_it_runs_hooks_once_after_the_commit() -> None:
    ran: list[str] = []
    await insert(1, hook=lambda: ran.append("hook"))
    assert ran == ["hook"]


async def failing_part(ran: list[str]) -> None:
    async with storage.transaction() as unit:
        await storage.execute("INSERT INTO sync_counter (id, n, floor, epoch) VALUES (7, 0, 0, 'x')")
        unit.insert(ChangeRow, row(102))
        unit.insert(SyncCounter, {"id": 8, "epoch": "y"})
        unit.changed("asset", "lost", organization="", area="")
        unit.after_commit(lambda: ran.append("lost"))
        raise ZeroDivisionError


async def test_it_forgets_what_a_rolled_back_part_collected() -> None:
    ran: list[str] = []
    async with storage.transaction() as unit:
        unit.insert(ChangeRow, row(101))
        unit.changed("asset", "kept", organization="", area="")
        with pytest.raises(ZeroDivisionError):
            await failing_part(ran)
        unit.after_commit(lambda: ran.append("kept"))
    assert await seqs() == [1, 101]
    assert [change.row_id for change in await storage.changes.since(0, 1)] == ["kept"]
    assert await storage.fetch("SELECT id FROM sync_counter WHERE id > 1") == []
    assert ran == ["kept"]


async def write_rows_and_fail(*seqs: int) -> None:
    async with storage.transaction() as unit:
        for seq in seqs:
            unit.insert(ChangeRow, row(seq))
        await unit.write_rows()
        raise ZeroDivisionError


async def test_it_makes_rows_readable_when_asked() -> None:
    async with storage.transaction() as unit:
        unit.insert(ChangeRow, row(1))
        assert await seqs() == []
        await unit.write_rows()
        assert await seqs() == [1]
    assert await seqs() == [1]


async def test_it_keeps_rows_from_before_a_part_that_wrote_and_failed() -> None:
    async with storage.transaction() as unit:
        unit.insert(ChangeRow, row(1))
        with pytest.raises(ZeroDivisionError):
            await write_rows_and_fail(2, 3)
        unit.insert(ChangeRow, row(4))
    assert await seqs() == [1, 4]


async def test_it_keeps_what_a_finished_part_collected() -> None:
    async with storage.transaction() as outer:
        async with storage.transaction() as inner:
            assert inner is outer
            inner.insert(ChangeRow, row(3))
        outer.insert(ChangeRow, row(4))
    assert await seqs() == [3, 4]


async def test_it_reads_its_own_writes_inside() -> None:
    async with storage.transaction():
        await SyncCounter.create(id=5, epoch="e")
        assert await SyncCounter.filter(epoch="e").count() == 1
        assert await storage.fetch("SELECT n FROM sync_counter WHERE id = ?", [5]) == [{"n": 0}]
    assert (await SyncCounter.get(id=5)).epoch == "e"


async def test_it_fills_in_defaults() -> None:
    async with storage.transaction() as unit:
        unit.insert(SyncCounter, {"id": 3, "epoch": "e"})
        unit.insert(SyncCounter, {"id": 4, "epoch": "e", "n": 9})
    rows = await storage.fetch("SELECT id, n, floor FROM sync_counter WHERE id > 1 ORDER BY id")
    assert rows == [{"id": 3, "n": 0, "floor": 0}, {"id": 4, "n": 9, "floor": 0}]


async def test_it_numbers_changes_at_the_commit() -> None:
    with clock.travel(NOON):
        async with storage.transaction() as unit:
            unit.changed("asset", "a", organization="city/", area="")
            unit.changed("asset", "b", organization="city/", area="")
            unit.changed("asset", "a", organization="city/", area="", op="delete")
    changes = await storage.changes.since(0, 10)
    assert [(change.seq, change.row_id, change.op, change.at) for change in changes] == [
        (1, "b", "upsert", NOON),
        (2, "a", "delete", NOON),
    ]
    assert (await storage.changes.head()).seq == 2


async def test_it_does_with_a_duplicate_what_the_clause_says() -> None:
    await insert(1, 2)
    async with storage.transaction() as unit:
        for seq in (2, 3):
            unit.insert(ChangeRow, row(seq) | {"kind": "site"}, "ON CONFLICT (seq) DO UPDATE SET kind = excluded.kind")
    found = await storage.fetch("SELECT seq, kind FROM change_log ORDER BY seq")
    assert [(row["seq"], row["kind"]) for row in found] == [(1, "asset"), (2, "site"), (3, "site")]


@pytest.mark.parametrize("inline", [False, True])
@pytest.mark.parametrize("count", [1, 60, 61, 255, 256, 257, 700])
@pytest.mark.parametrize("few", [60, 4000])
async def test_it_writes_any_number_of_rows(
    count: int, inline: bool, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the event loop's thread, or on the connection's when they are many."""
    threads: set[int] = set()

    def insert(connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
        if batches:
            threads.add(threading.get_ident())
        insert_itself(connection, batches)

    insert_itself = sqlite_engine._insert
    monkeypatch.setattr(sqlite_engine, "_insert", insert)
    monkeypatch.setattr(sqlite_engine, "_FEW_ROWS", few)
    async with storage.transaction(inline=inline) as unit:
        for seq in range(1, count + 1):
            unit.insert(ChangeRow, row(seq) | {"row_id": str(seq)})
    if storage.dialect() == "sqlite":
        assert (threads == {threading.get_ident()}) == (inline and count <= few)
    found = await storage.fetch("SELECT seq, row_id FROM change_log ORDER BY seq")
    assert [(row["seq"], row["row_id"]) for row in found] == [(seq, str(seq)) for seq in range(1, count + 1)]
