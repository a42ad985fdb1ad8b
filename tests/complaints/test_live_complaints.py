"""Complaints on the event stream: rows ride on it, each page gets what it may see, nothing is lost."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from heating.accounts.actor import Actor
from heating.complaints import live
from heating.storage import changes
from heating.sync import events, feed
from heating.sync.feed import Feed
from tests.cast import ONE
from tests.complaints.living import Life


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.1)
    monkeypatch.setattr(feed, "COALESCING_SECONDS", 0.02)


class Desk:
    """A page that is open: the rows it has, and the last id it got."""

    def __init__(self, actor: Actor, feed: Feed, since: int | None = None) -> None:
        async def ask_again() -> Actor | None:
            return actor

        self._messages: AsyncIterator[bytes] = events.stream(actor, feed, since, 600, ask_again)
        self.rows: dict[str, dict[str, Any]] = {}
        self.last_id: int | None = None

    async def listen(self) -> "Desk":
        """Until all that has happened so far has come."""
        head = (await changes.head()).seq
        while self.last_id is None or self.last_id < head:
            for message in (await anext(self._messages)).decode().split("\n\n"):
                fields = dict(
                    line.split(": ", 1) for line in message.split("\n") if not line.startswith((":", "retry")) and line
                )
                if "id" in fields:
                    self.last_id = int(fields["id"])
                if fields.get("event") == "complaint":
                    self._take(msgspec.json.decode(fields["data"]))
        return self

    def _take(self, news: dict[str, Any]) -> None:
        self.rows.update((row["id"], row) for row in news["rows"])
        for id in news["gone"]:
            self.rows.pop(id, None)


async def test_each_desk_gets_the_rows_it_may_see(line: Life) -> None:
    feed = Feed()
    desks = {who: await Desk(line.world.actor(who), feed).listen() for who in ("cora", "dora", "charlie", "carl")}
    await line.begin()
    for desk in desks.values():
        await desk.listen()
    shown = {who: list(desk.rows) for who, desk in desks.items()}
    assert shown == {"cora": [line.id], "dora": [line.id], "charlie": [], "carl": []}
    queue = (await line.get("cora", "/api/complaints/queue"))["items"]
    assert desks["cora"].rows[line.id] == queue[0]


async def test_a_desk_loses_what_went_elsewhere_and_what_is_done(line: Life) -> None:
    feed = Feed()
    dora, charlie, cora = [await Desk(line.world.actor(who), feed).listen() for who in ("dora", "charlie", "cora")]
    await line.begin()
    await dora.listen()
    assert list(dora.rows) == [line.id]
    await line.step("cora", "rerouting", organization="taiyuan/heat-two/", reason="供错")
    for desk in (dora, charlie, cora):
        await desk.listen()
    assert (list(dora.rows), list(charlie.rows), list(cora.rows)) == ([], [line.id], [line.id])
    await line.begin(answer={"cause": "询问", "measure": "已答复", "contact": "12345"})
    await cora.listen()
    assert line.id not in cora.rows


async def test_whoever_has_to_act_gets_it_wherever_it_is(line: Life) -> None:
    feed = Feed()
    charlie = await Desk(line.world.actor("charlie"), feed).listen()
    await line.begin()
    await line.step("cora", "rerouting", officer=line.person("charlie"), reason="支援")
    await charlie.listen()
    assert list(charlie.rows) == [line.id]


async def test_a_page_goes_on_where_it_left_off(line: Life) -> None:
    feed = Feed()
    desk = await Desk(line.world.actor("cora"), feed).listen()
    await line.begin()
    await desk.listen()
    first, seen = line.id, desk.last_id
    await line.acknowledge()
    await line.begin(room="602")
    again = Desk(line.world.actor("cora"), feed, seen)
    await again.listen()
    assert {id: row["status"] for id, row in again.rows.items()} == {first: "handling", line.id: "dispatched"}


async def test_the_queue_and_the_stream_after_it_miss_nothing(line: Life) -> None:
    await line.begin()
    queue = await line.get("cora", "/api/complaints/queue")
    await line.begin(room="602")
    desk = await Desk(line.world.actor("cora"), Feed(), queue["seq"]).listen()
    assert set(desk.rows) | {row["id"] for row in queue["items"]} == {queue["items"][0]["id"], line.id}
    assert line.id in desk.rows


async def test_rows_are_written_out_once_for_all(line: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[list[str]] = []
    read = live.rows

    async def counted(ids: list[str]) -> dict[str, live.LiveRow]:
        reads.append(list(ids))
        return await read(ids)

    monkeypatch.setattr(live, "rows", counted)
    feed = Feed()
    desks = [await Desk(line.world.actor("cora"), feed).listen() for _ in range(20)]
    reads.clear()
    await line.begin()
    for desk in desks:
        await desk.listen()
    assert all(list(desk.rows) == [line.id] for desk in desks)
    assert [ids for ids in reads if ids] == [[line.id]]


async def test_who_may_not_read_complaints_gets_no_rows(line: Life) -> None:
    dora = line.world.actor("dora")
    blind = msgspec.structs.replace(dora, permissions=frozenset())
    feed = Feed()
    desk = await Desk(blind, feed).listen()
    await line.begin()
    assert (await desk.listen()).rows == {}
    assert dora.organization == ONE
