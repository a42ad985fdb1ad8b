"""The group writer: many requests in one transaction, each answered for itself."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
from tortoise.exceptions import IntegrityError

from heating import storage
from heating.storage import group_writer
from heating.storage.group_writer import Closed

pytestmark = pytest.mark.usefixtures("database")

INSERT = "INSERT INTO reaction_cursor (name, seq) VALUES (?, ?)"


class Ledger:
    """Writes two rows per item: by hand before, by the unit at the end."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.writer = storage.GroupWriter(self.apply, largest_group=50, waiting=200)

    async def apply(self, items: list[int]) -> list[str]:
        self.groups.append(items)
        unit = storage.current_unit()
        for item in items:
            if item < 0:
                raise ValueError(item)
            await storage.execute(INSERT, [f"a{item}", item])
            unit.insert(storage.models.SyncCounter, {"id": 1000 + item, "epoch": "b"})
        return [f"done {item}" for item in items]


@pytest.fixture
async def ledger() -> AsyncIterator[Ledger]:
    ledger = Ledger()
    yield ledger
    await ledger.writer.close()


async def written() -> tuple[list[int], list[int]]:
    by_hand = await storage.fetch("SELECT seq AS item FROM reaction_cursor ORDER BY seq")
    by_unit = await storage.fetch("SELECT id - 1000 AS item FROM sync_counter WHERE epoch = 'b' ORDER BY id")
    return [row["item"] for row in by_hand], [row["item"] for row in by_unit]


async def test_it_refuses_to_be_part_of_another_transaction(ledger: Ledger) -> None:
    async with storage.transaction():
        with pytest.raises(RuntimeError):
            await ledger.writer.submit(1)


async def test_it_fails_the_bad_item_alone(ledger: Ledger) -> None:
    results = await asyncio.gather(*(ledger.writer.submit(item) for item in (1, -2, 3)), return_exceptions=True)
    assert results[0] == "done 1"
    assert isinstance(results[1], ValueError)
    assert results[2] == "done 3"
    assert await written() == ([1, 3], [1, 3])


async def test_it_fails_alone_what_only_the_commit_refuses(ledger: Ledger) -> None:
    async with storage.transaction() as unit:
        unit.insert(storage.models.SyncCounter, {"id": 1002, "epoch": "b"})
    results = await asyncio.gather(*(ledger.writer.submit(item) for item in (1, 2, 3)), return_exceptions=True)
    assert results[0] == "done 1"
    assert isinstance(results[1], IntegrityError)
    assert results[2] == "done 3"
    assert await written() == ([1, 3], [1, 2, 3])


async def test_it_answers_only_after_the_commit(ledger: Ledger) -> None:
    async def submit(item: int) -> None:
        await ledger.writer.submit(item)
        assert await storage.fetch("SELECT 1 FROM reaction_cursor WHERE seq = ?", [item])

    await asyncio.gather(*(submit(item) for item in range(100)))


async def test_it_writes_together_what_waits_together(ledger: Ledger) -> None:
    results = await asyncio.gather(*(ledger.writer.submit(item) for item in range(100)))
    assert results == [f"done {item}" for item in range(100)]
    assert [len(group) for group in ledger.groups] == [50, 50]


async def test_it_bounds_a_group_by_weight() -> None:
    groups: list[list[int]] = []

    async def apply(items: list[int]) -> list[int]:
        groups.append(items)
        return items

    writer = storage.GroupWriter(apply, largest_group=10, weight=lambda item: item)
    await asyncio.gather(*(writer.submit(item) for item in (4, 4, 4, 25, 1, 9, 1)))
    await writer.close()
    assert groups == [[4, 4], [4], [25], [1, 9], [1]]


async def test_it_waits_for_those_it_has_just_answered(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_writer, "_GATHERING", 60.0)

    async def phone(number: int) -> None:
        await ledger.writer.submit(number)
        await asyncio.sleep(0.01 * number)
        await ledger.writer.submit(10 + number)

    await asyncio.gather(*(phone(number) for number in range(3)))
    assert [sorted(group) for group in ledger.groups] == [[0, 1, 2], [10, 11, 12]]


async def test_it_waits_no_longer_for_those_who_do_not_come_back(ledger: Ledger) -> None:
    await asyncio.gather(*(ledger.writer.submit(item) for item in range(3)))
    async with asyncio.timeout(30):
        assert await ledger.writer.submit(3) == "done 3"


async def test_it_waits_for_nobody_when_a_group_is_full(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_writer, "_GATHERING", 60.0)
    async with asyncio.timeout(30):
        await asyncio.gather(*(ledger.writer.submit(item) for item in range(100)))
    assert [len(group) for group in ledger.groups] == [50, 50]


async def test_it_loses_nothing_when_submitters_give_up(ledger: Ledger) -> None:
    """Whoever was answered finds both halves written, and nobody finds one half."""
    chance = random.Random(3)
    answered: set[int] = set()

    async def submit(item: int) -> None:
        await asyncio.sleep(chance.random() * 0.05)
        await ledger.writer.submit(item)
        answered.add(item)

    tasks = [asyncio.create_task(submit(item)) for item in range(400)]
    for task in chance.sample(tasks, 200):
        await asyncio.sleep(chance.random() * 0.0005)
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await ledger.writer.close()
    by_hand, by_unit = await written()
    assert by_hand == by_unit
    assert answered <= set(by_hand)
    assert len(answered) >= 200


async def test_it_finishes_what_it_accepted_when_closed(ledger: Ledger) -> None:
    waiting = [asyncio.create_task(ledger.writer.submit(item)) for item in range(120)]
    await asyncio.sleep(0)
    await ledger.writer.close()
    assert await asyncio.gather(*waiting) == [f"done {item}" for item in range(120)]
    with pytest.raises(Closed):
        await ledger.writer.submit(999)


async def test_it_lets_submitters_wait_when_too_many_do() -> None:
    go_on = asyncio.Event()

    async def apply(items: list[int]) -> list[int]:
        await go_on.wait()
        return items

    writer = storage.GroupWriter(apply, largest_group=1, waiting=2)
    tasks = [asyncio.create_task(writer.submit(item)) for item in range(10)]
    for _ in range(100):  # everybody has had his turn, however long that took
        await asyncio.sleep(0)
    assert writer.waiting == 2
    go_on.set()
    assert await asyncio.gather(*tasks) == list(range(10))
    await writer.close()


async def test_it_reports_results_that_do_not_fit_the_items() -> None:
    async def apply(_items: list[int]) -> list[int]:
        return []

    writer = storage.GroupWriter(apply)
    with pytest.raises(RuntimeError, match="1 items, but 0 results"):
        await writer.submit(1)
    await writer.close()
