"""The change log and its cursor: no change is ever skipped, whatever commits at the same time."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from heating import storage
from heating.lib import clock
from heating.storage import changes
from tests.databases import ONLY_POSTGRES

pytestmark = pytest.mark.usefixtures("database")

WRITERS = 16
ROUNDS = 25

CREATE_NAIVE = "CREATE TABLE naive (seq BIGSERIAL PRIMARY KEY, writer BIGINT NOT NULL)"


class GivenUp(Exception):
    pass


async def linger(_entries: list[float]) -> None:
    """Between taking the numbers and committing them, which is when a careless cursor skips."""
    await asyncio.sleep(sum(_entries))


LINGER = storage.Collector(linger)


async def log_changes(writer: int, chance: random.Random) -> None:
    async with storage.transaction() as unit:
        for _ in range(chance.randint(1, 3)):
            unit.changed("asset", f"{writer} {chance.random()}", organization="", area="")
        await asyncio.sleep(chance.random() * 0.003)
        unit.collect(LINGER, chance.random() * 0.003)
        if chance.random() < 0.05:
            raise GivenUp


async def count_naively(writer: int, chance: random.Random) -> None:
    async with storage.transaction():
        await storage.execute("INSERT INTO naive (writer) VALUES (?)", [writer])
        await asyncio.sleep(chance.random() * 0.006)
        if chance.random() < 0.05:
            raise GivenUp


async def logged_after(cursor: int) -> list[int]:
    return [change.seq for change in await changes.since(cursor, 50)]


async def counted_after(cursor: int) -> list[int]:
    return [row["seq"] for row in await storage.fetch("SELECT seq FROM naive WHERE seq > ? ORDER BY seq", [cursor])]


async def race(
    write: Callable[[int, random.Random], Awaitable[None]], read: Callable[[int], Awaitable[list[int]]]
) -> list[int]:
    """What a reader saw who always asked for what came after the last number it had seen."""
    seen: list[int] = []

    async def write_all(writer: int) -> None:
        chance = random.Random(writer)
        for _ in range(ROUNDS):
            try:
                await write(writer, chance)
            except GivenUp:
                continue

    async def poll() -> None:
        while found := await read(seen[-1] if seen else 0):
            seen.extend(found)

    writing = asyncio.gather(*(write_all(writer) for writer in range(WRITERS)))
    while not writing.done():
        await poll()
        await asyncio.sleep(0.001)
    await writing
    await poll()
    return seen


async def test_it_skips_nothing_under_sixteen_writers() -> None:
    seen = await race(log_changes, logged_after)
    last = (await changes.head()).seq
    assert last > WRITERS * ROUNDS
    assert seen == list(range(1, last + 1))


@ONLY_POSTGRES
async def test_it_would_be_noticed_if_numbers_came_from_a_sequence() -> None:
    """The same race loses rows when the numbers are the database's own: the test above can fail."""
    async with storage.transaction():
        await storage.execute("DROP TABLE IF EXISTS naive")
        await storage.execute(CREATE_NAIVE)
    try:
        seen = await race(count_naively, counted_after)
        everything = await counted_after(0)
    finally:
        async with storage.transaction():
            await storage.execute("DROP TABLE naive")
    assert set(seen) < set(everything)


async def change(kind: str, organization: str = "", area: str = "") -> None:
    async with storage.transaction() as unit:
        unit.changed(kind, kind, organization=organization, area=area)


async def kinds(after: int = 0, organization: str = "", area: str = "") -> list[str]:
    return [change.kind for change in await changes.since(after, 100, organization, area)]


async def test_it_hides_what_lies_outside_of_either_scope() -> None:
    await change("public")
    await change("ours", "city/company/", "city/north/")
    await change("crew", "city/company/crew/", "city/north/street/")
    await change("lookalike", "city/company0/", "city/north/")
    await change("elsewhere", "city/company/", "city/south/")
    await change("theirs", "city/other/", "city/north/")
    assert await kinds(organization="city/company/", area="city/north/") == ["public", "ours", "crew"]
    assert len(await kinds()) == 6


async def test_news_are_the_same_of_some_kinds_with_the_end_of_the_log() -> None:
    for kind, organization in [("a", "city/one/"), ("b", ""), ("c", ""), ("a", "city/two/"), ("b", "city/one/crew/")]:
        await change(kind, organization)
    head = await changes.head()
    found = await changes.news(0, 10, ["a", "b"], "city/one/")
    assert [entry.kind for entry in found.entries] == ["a", "b", "b"]
    assert (found.head, found.seq, found.more) == (head, head.seq, False)
    page = await changes.news(0, 2, ["a", "b"], "city/one/")
    assert (len(page.entries), page.more) == (2, True)
    assert (await changes.news(page.seq, 2, ["a", "b"], "city/one/")).entries == found.entries[2:]
    assert (await changes.news(head.seq, 10, ["a"])).entries == []
    await changes.prune(3)
    with pytest.raises(changes.CursorGone):
        await changes.news(2, 10, ["a"])


async def test_it_answers_in_pages() -> None:
    for kind in "abcde":
        await change(kind)
    first = await changes.since(0, 2)
    assert [change.kind for change in first] == ["a", "b"]
    assert await kinds(first[-1].seq) == ["c", "d", "e"]


async def test_it_refuses_a_cursor_from_before_the_pruning() -> None:
    for kind in "abcde":
        await change(kind)
    await changes.prune(3)
    with pytest.raises(changes.CursorGone):
        await changes.since(2, 10)
    assert await kinds(3) == ["d", "e"]


async def test_it_never_prunes_what_is_not_written_yet() -> None:
    await change("a")
    await changes.prune(1000)
    await change("b")
    assert await changes.floor() == 1
    assert await kinds(1) == ["b"]


async def test_it_prunes_by_age() -> None:
    for day in (1, 2, 3):
        with clock.travel(datetime(2026, 10, day, tzinfo=UTC)):
            await change(f"day {day}")
    await changes.prune_older(datetime(2026, 10, 3, tzinfo=UTC))
    assert await changes.floor() == 2
    assert await kinds(2) == ["day 3"]
    await changes.prune_older(datetime(2026, 9, 1, tzinfo=UTC))
    assert await changes.floor() == 2


async def test_it_keeps_the_floor_when_pruned_less() -> None:
    for kind in "abc":
        await change(kind)
    await changes.prune(2)
    await changes.prune(1)
    assert await changes.floor() == 2


async def test_it_has_a_head_before_the_first_change() -> None:
    head = await changes.head()
    assert head.seq == 0
    assert await changes.head() == head
    await change("a")
    assert await changes.head() == (head.epoch, 1)


async def test_it_gets_another_name_after_a_restore() -> None:
    before = await changes.head()
    async with storage.transaction():
        await changes.begin_epoch()
    after = await changes.head()
    assert after.epoch != before.epoch
    assert after.seq == before.seq


async def test_it_says_when() -> None:
    moment = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
    with clock.travel(moment):
        await change("a")
    [found] = await changes.since(0, 1)
    assert found.at == moment
