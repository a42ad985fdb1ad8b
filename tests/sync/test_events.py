"""Server-sent events."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from time import monotonic
from typing import Any

import msgspec
import pytest

from heating import storage
from heating.accounts.actor import Actor
from heating.storage import changes
from heating.sync import events, feed
from heating.sync.feed import Feed
from tests.cast import CITY, CREW_A, CREW_B, TWO, WANBOLIN, XINGHUALING, Cast

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 0.1)
    monkeypatch.setattr(feed, "COALESCING_SECONDS", 0.02)


@pytest.fixture
def bob(cast: Cast) -> Actor:
    return cast.actor("bob")


async def change(*ids: str, organization: str = CREW_A, area: str = XINGHUALING, kind: str = "asset") -> int:
    async with storage.transaction() as unit:
        for id in ids:
            unit.changed(kind, id, organization=organization, area=area)
    return unit.last_seq


class Page:
    """An open page of a browser."""

    def __init__(self, messages: AsyncIterator[bytes]) -> None:
        self._messages = messages

    async def next(self) -> dict[str, Any]:
        """The next event as {"id", "event", "data"}; the greeting is skipped."""
        while True:
            text = (await anext(self._messages)).decode()
            assert text.endswith("\n\n")
            fields = dict(
                line.split(": ", 1) for line in text.strip().split("\n") if not line.startswith((":", "retry"))
            )
            if fields:
                return {"id": int(fields["id"]), "event": fields["event"], "data": msgspec.json.decode(fields["data"])}

    async def end(self) -> None:
        """Returns once the stream has ended; only pings may come before that."""
        async with asyncio.timeout(60):
            with suppress(StopAsyncIteration):
                while event := await self.next():
                    assert event["event"] == "ping", event

    async def changed(self) -> list[str]:
        """The ids of the next change, with pings skipped."""
        while (event := await self.next())["event"] == "ping":
            pass
        assert event["event"] == "change", event
        return [row["id"] for row in event["data"]["changes"]]


def opened(
    actor: Actor,
    last_seq: int | None = None,
    seconds: float = 60,
    now: Actor | None = None,
    shared: Feed | None = None,
) -> Page:
    """`now` is who the page belongs to after a change of the account; nobody, if it is not given."""

    async def ask_again() -> Actor | None:
        return now

    return Page(events.stream(actor, shared or Feed(), last_seq, seconds, ask_again))


async def begun(page: Page) -> Page:
    """A page that has connected: its first ping has come."""
    assert (await page.next())["event"] == "ping"
    return page


async def test_it_hides_what_another_organization_or_area_changed(bob: Actor, cast: Cast) -> None:
    page = await begun(opened(bob))
    await change("of another crew", organization=CREW_B)
    await change("of another company", organization=TWO)
    await change("of bob's crew")
    assert await page.changed() == ["of bob's crew"]
    officer = msgspec.structs.replace(cast.actor("alice"), area=WANBOLIN)
    page = await begun(opened(officer))
    await change("elsewhere")
    await change("here", area=WANBOLIN)
    assert await page.changed() == ["here"]


async def test_it_hides_what_is_none_of_a_pages_business(bob: Actor) -> None:
    page = await begun(opened(bob))
    await change("of somebody else", kind="account")
    await change("an asset")
    assert await page.changed() == ["an asset"]


async def test_it_ends_when_the_person_was_disabled_meanwhile(bob: Actor) -> None:
    page = await begun(opened(bob))
    await change(str(bob.id), kind="account")
    await change("an asset")
    with pytest.raises(StopAsyncIteration):
        await page.next()


async def test_it_goes_on_with_what_the_person_may_see_now(bob: Actor) -> None:
    page = await begun(opened(bob, now=msgspec.structs.replace(bob, organization=CREW_B)))
    await change(str(bob.id), kind="account")
    await change("of bob's old crew")
    await change("of bob's new crew", organization=CREW_B)
    assert await page.changed() == ["of bob's new crew"]


async def test_it_tells_everybody_what_belongs_to_nobody(bob: Actor) -> None:
    page = await begun(opened(bob))
    await change("a season", organization="", area="")
    assert await page.changed() == ["a season"]


async def test_it_tells_the_row_and_the_position(bob: Actor) -> None:
    page = await begun(opened(bob))
    seq = await change("x", kind="hazard")
    event = await page.next()
    assert event == {"id": seq, "event": "change", "data": {"seq": seq, "changes": [{"kind": "hazard", "id": "x"}]}}


async def test_it_tells_a_burst_as_one_event(bob: Actor) -> None:
    page = await begun(opened(bob))
    reading = asyncio.create_task(page.changed())
    await asyncio.sleep(0)
    for _ in range(3):
        await change("a", "b")
    assert await reading in (["a", "b"], ["b", "a"])


async def test_it_resumes_after_the_last_event(bob: Actor) -> None:
    last = await change("known")
    await change("missed", "missed too")
    assert await opened(bob, last).changed() == ["missed", "missed too"]


async def test_it_resumes_after_pings_too(bob: Actor) -> None:
    last = await change("of another crew", organization=CREW_B)
    ping = await opened(bob).next()
    assert (ping["event"], ping["id"]) == ("ping", last)


async def test_it_asks_to_read_everything_anew_when_too_far_behind(bob: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MOST_CHANGES", 3)
    last = await change("first")
    await change(*"abcd")
    event = await opened(bob, last, now=bob).next()
    assert event["event"] == "resync"
    assert event["id"] == last + 4


async def test_it_asks_to_read_everything_anew_when_the_log_was_pruned_or_is_another(
    bob: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "_PAGE", 2)
    first = await change("first")
    head = await change(*"abcdefgh")
    await changes.prune(head - 4)
    assert (await opened(bob, first, now=bob).next())["event"] == "resync"
    assert (await opened(bob, head + 1000, now=bob).next())["event"] == "resync"


async def test_it_goes_on_after_reading_anew(bob: Actor) -> None:
    head = await change("first")
    page = opened(bob, head + 1000, now=bob)
    assert (await page.next())["event"] == "resync"
    await change("next")
    assert await page.changed() == ["next"]


async def test_it_ends_when_the_server_stops(bob: Actor) -> None:
    page = await begun(opened(bob))
    storage.hub.close()
    with pytest.raises(StopAsyncIteration):
        await page.next()


async def test_it_ends_when_the_log_cannot_be_read_and_can_be_opened_anew(
    bob: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = Feed()
    page = await begun(await begun(opened(bob, shared=shared)))  # it waits for news now
    with monkeypatch.context() as broken:
        broken.setattr(changes, "since", _unreadable)
        last = await change("first")
        await page.end()
    assert await opened(bob, last - 1, shared=shared).changed() == ["first"]


async def _unreadable(*_: object) -> list[changes.Change]:
    raise OSError("the disk is gone")


async def test_it_ends_after_the_time_asked_for(bob: Actor) -> None:
    started = monotonic()
    page = opened(bob, seconds=0.25)
    kinds = set()
    async with asyncio.timeout(60):
        with suppress(StopAsyncIteration):
            while event := await page.next():
                kinds.add(event["event"])
    assert kinds == {"ping"}
    assert monotonic() - started >= 0.25


async def test_it_tells_at_once_what_was_missed_when_asked_not_to_wait(bob: Actor) -> None:
    last = await change("known")
    await change("missed")
    page = opened(bob, last, seconds=0)
    assert await page.changed() == ["missed"]
    with pytest.raises(StopAsyncIteration):
        await page.next()


async def test_it_misses_nothing_while_many_write_and_pages_come_and_go(cast: Cast) -> None:
    """Pages share one reader of the log; some are torn off in the middle, and resume where they were."""
    shared, alice, total = Feed(), cast.actor("alice"), 300
    start = (await changes.head()).seq

    async def nobody() -> None:
        return None

    async def write(writer: int) -> None:
        for number in range(total // 6):
            await change(f"{writer}-{number}", organization=CITY, area="")

    async def read(cut_after: float) -> set[str]:
        seen: set[str] = set()
        seq = start
        while len(seen) < total:
            try:
                async with (
                    asyncio.timeout(cut_after),
                    aclosing(events.stream(alice, shared, seq, 60, nobody)) as messages,
                ):
                    page = Page(messages)
                    while len(seen) < total:
                        event = await page.next()
                        assert event["event"] != "resync"
                        seen |= {row["id"] for row in event["data"].get("changes", [])}
                        seq = event["id"]
            except TimeoutError:
                cut_after *= 1.1  # on a busy machine the first might be too short to read anything at all
        return seen

    readers = [asyncio.create_task(read(cut)) for cut in (0.03, 0.05, 0.2, 30)]
    await asyncio.gather(*(write(writer) for writer in range(6)))
    async with asyncio.timeout(120):
        for seen in await asyncio.gather(*readers):
            assert len(seen) == total
