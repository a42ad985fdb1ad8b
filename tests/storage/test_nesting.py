"""Nested transactions in any arrangement: what is kept is exactly what no rolled-back part contains."""

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heating import audit, storage
from heating.audit.check import verify
from heating.audit.queries import entries_after
from heating.storage import changes
from heating.storage.models import SyncCounter
from tests.databases import empty

pytestmark = pytest.mark.usefixtures("database")


class Part(NamedTuple):
    """A transaction: work before, parts within, work after, and whether it fails in the end."""

    before: int
    parts: list["Part"]
    writes_rows: bool
    after: int
    fails: bool


def part(parts: st.SearchStrategy[list[Part]]) -> st.SearchStrategy[Part]:
    return st.builds(Part, st.integers(0, 2), parts, st.booleans(), st.integers(0, 2), st.booleans())


PARTS = st.recursive(part(st.just([])), lambda inner: part(st.lists(inner, max_size=3)), max_leaves=6)


class Failed(Exception):
    pass


class Story:
    """Plays a part and keeps book of what has to be there afterwards."""

    def __init__(self) -> None:
        self.number = 0
        self.hooks: list[int] = []

    async def play(self, part: Part) -> list[int]:
        kept: list[int] = []
        try:
            async with storage.transaction() as unit:
                kept += await self.work(unit, part.before)
                for inner in part.parts:
                    kept += await self.play(inner)
                if part.writes_rows:
                    await unit.write_rows()
                kept += await self.work(unit, part.after)
                if part.fails:
                    raise Failed
        except Failed:
            return []
        return kept

    async def work(self, unit: storage.Unit, count: int) -> list[int]:
        numbers = list(range(self.number + 1, self.number + 1 + count))
        self.number += count
        for number in numbers:
            self.do(unit, number)
            await storage.execute("INSERT INTO reaction_cursor (name, seq) VALUES (?, ?)", [str(number), number])
        return numbers

    def do(self, unit: storage.Unit, number: int) -> None:
        unit.insert(SyncCounter, {"id": 1000 + number, "epoch": "story"})
        unit.changed("story", str(number), organization="", area="")
        unit.after_commit(lambda: self.hooks.append(number))
        audit.record(audit.SYSTEM, "story.told", subject_kind="story", subject_id=str(number), organization="", area="")


async def column(sql: str) -> list[int]:
    return [row["n"] for row in await storage.fetch(sql)]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(part=PARTS)
async def test_it_keeps_exactly_what_was_not_rolled_back(part: Part) -> None:
    await empty()
    story = Story()
    kept = await story.play(part)
    assert await column("SELECT seq AS n FROM reaction_cursor ORDER BY seq") == kept
    assert await column("SELECT id - 1000 AS n FROM sync_counter WHERE epoch = 'story' ORDER BY id") == kept
    assert [int(change.row_id) for change in await changes.since(0, 100)] == kept
    assert [int(entry.subject_id) for entry in await entries_after(0, 100)] == kept
    assert [fault async for fault in verify()] == []
    assert story.hooks == kept
