"""Followers: each entry once, in order, together with what it causes."""

import asyncio
from collections.abc import Sequence

import pytest

from heating import audit, jobs, storage
from heating.audit import reactions
from heating.audit.queries import entries_after
from heating.audit.reactions import Follower
from heating.jobs import queries
from heating.jobs.actions import retry

pytestmark = pytest.mark.usefixtures("database")

COUNT = "INSERT INTO sync_counter (id, n, floor, epoch) VALUES (?, ?, 0, 'reaction')"


async def record(count: int, action: str = "asset.changed") -> None:
    async with storage.transaction():
        for number in range(count):
            audit.record(audit.SYSTEM, action, subject_kind="asset", subject_id=str(number), organization="", area="")


class Ledger:
    """Reacts by writing a row per entry; a second row for the same entry would violate its key."""

    def __init__(self, name: str = "ledger", actions: Sequence[str] = ()) -> None:
        self.bad: set[int] = set()
        self.reacted = asyncio.Event()
        self.batches: list[list[int]] = []
        self.follower = Follower(name, self.react, actions)

    async def react(self, entries: list[audit.Entry]) -> None:
        self.batches.append([entry.seq for entry in entries])
        storage.current_unit().after_commit(self.reacted.set)
        for entry in entries:
            await storage.execute(COUNT, [100 + entry.seq, entry.seq])
            if entry.seq in self.bad:
                raise ValueError(f"cannot bear {entry.seq}")


async def written() -> list[int]:
    return [row["n"] for row in await storage.fetch("SELECT n FROM sync_counter WHERE epoch = 'reaction' ORDER BY n")]


async def test_it_keeps_nothing_of_a_reaction_that_failed() -> None:
    ledger = Ledger()
    ledger.bad = {1}
    await record(1)
    assert await ledger.follower.catch_up() == 1
    assert await written() == []


async def test_it_buries_the_bad_entry_and_goes_on() -> None:
    ledger = Ledger()
    ledger.bad = {2}
    await record(4)
    assert await ledger.follower.catch_up() == 4
    assert await written() == [1, 3, 4]
    [letter] = await queries.dead_letters()
    assert letter.name == "reaction.ledger"
    assert letter.payload == {"seq": 2, "action": "asset.changed"}
    assert letter.error == "ValueError: cannot bear 2"


async def test_it_reacts_to_a_buried_entry_when_sent_again() -> None:
    ledger = Ledger()
    ledger.bad = {2}
    await record(3)
    await ledger.follower.catch_up()
    [letter] = await queries.dead_letters()
    async with storage.transaction():
        await retry(letter.id)
    ledger.bad = set()
    assert await jobs.Runner({"reaction.ledger": ledger.follower.react_again}).run_due() == 1
    assert await written() == [1, 2, 3]


async def test_it_sees_each_entry_once_and_in_order() -> None:
    ledger = Ledger()
    await record(3)
    assert await ledger.follower.catch_up() == 3
    assert await ledger.follower.catch_up() == 0
    await record(2)
    assert await Ledger().follower.catch_up() == 2
    assert await written() == [1, 2, 3, 4, 5]


async def test_it_sees_only_what_it_asked_for() -> None:
    ledger = Ledger("ledger", ["asset.", "hazard.rep"])
    for action in ("asset.changed", "assets.counted", "hazard.closed", "hazard.reported"):
        await record(1, action)
    assert await ledger.follower.lag() == 2
    assert await ledger.follower.catch_up() == 2
    assert await written() == [1, 4]
    await record(3, "user.created")
    assert await ledger.follower.lag() == 0
    assert await ledger.follower.catch_up() == 0


async def test_it_sees_each_entry_once_though_several_processes_follow() -> None:
    ledgers = [Ledger() for _ in range(4)]
    await record(600)
    await asyncio.gather(*(ledger.follower.catch_up() for ledger in ledgers))
    assert await written() == list(range(1, 601))
    assert await queries.dead_letters() == []


async def test_it_lets_followers_go_at_their_own_pace() -> None:
    quick, slow = Ledger("quick"), Ledger("slow")
    await record(2)
    assert await quick.follower.catch_up() == 2
    await record(1)
    assert sum(map(len, slow.batches)) == 0
    slow.bad = {1, 2, 3}  # its rows would clash with those of the quick one
    assert await slow.follower.catch_up() == 3


async def test_it_follows_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "_LOOK_AGAIN", 600.0)
    ledger = Ledger()
    ledger.follower.start()
    await asyncio.sleep(0.05)
    await record(2)
    async with asyncio.timeout(60):  # woken by the commit, before it looks by itself
        await ledger.reacted.wait()
    assert await written() == [1, 2]
    await ledger.follower.stop()
    await record(1)
    await asyncio.sleep(0.05)
    assert await written() == [1, 2]


async def test_it_moves_past_many_entries_that_it_does_not_want(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "_FAR_BEHIND", 1500)
    ledger = Ledger("ledger", ["hazard."])
    await record(1499, "user.created")
    assert await ledger.follower.catch_up() == 0
    assert await storage.fetch("SELECT seq FROM reaction_cursor") == []
    await record(1, "user.created")
    assert await ledger.follower.catch_up() == 0
    assert await storage.fetch("SELECT seq FROM reaction_cursor") == [{"seq": 1500}]
    await record(1, "hazard.reported")
    assert await ledger.follower.catch_up() == 1
    assert await written() == [1501]


async def test_it_is_woken_only_by_what_it_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "_LOOK_AGAIN", 600.0)
    looks = asyncio.Queue[int]()

    async def counted(seq: int, limit: int, actions: Sequence[str] = ()) -> list[audit.Entry]:
        looks.put_nowait(seq)
        return await entries_after(seq, limit, actions)

    ledger = Ledger("ledger", ["hazard."])
    ledger.follower.start()
    monkeypatch.setattr(reactions, "entries_after", counted)
    await asyncio.sleep(0.05)
    await record(2, "user.created")
    await asyncio.sleep(0.5)
    before = looks.qsize()
    assert before <= 1  # the first look, where it came late
    await record(1, "hazard.reported")
    async with asyncio.timeout(60):
        await ledger.reacted.wait()
    await ledger.follower.stop()
    assert looks.qsize() > before
    assert await written() == [3]


async def test_what_another_process_dealt_with_is_not_dealt_with_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries were read before the cursor was locked."""
    await record(3)
    ledger, other = Ledger(), Ledger()
    lock_cursor = ledger.follower._lock_cursor

    async def locked() -> int:
        await storage.execute("UPDATE reaction_cursor SET seq = 2 WHERE name = 'ledger'")
        return await lock_cursor()

    async with storage.transaction():
        await other.follower._lock_cursor()
    monkeypatch.setattr(ledger.follower, "_lock_cursor", locked)
    assert await ledger.follower._step() == 1
    assert await written() == [3]


@pytest.mark.parametrize(("worked", "rest"), [(0.0, 0.0), (0.01, 0.09), (0.2, 1.8), (1.0, 2.0), (30.0, 2.0)])
def test_it_rests_the_longer_the_longer_it_worked(worked: float, rest: float) -> None:
    assert reactions._rested_at(100.0, 100.0 + worked) - (100.0 + worked) == pytest.approx(rest)


async def test_it_comes_more_rarely_under_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "_LOOK_AGAIN", 600.0)
    monkeypatch.setattr(reactions, "_GATHERING", 0.0)
    looked = asyncio.Event()

    def rested_late(_started: float, ended: float) -> float:
        looked.set()
        return ended + 600.0

    monkeypatch.setattr(reactions, "_rested_at", rested_late)
    ledger = Ledger()
    ledger.follower.start()
    async with asyncio.timeout(60):
        await looked.wait()
    await record(2)
    await asyncio.sleep(0.3)
    await ledger.follower.stop()
    assert await written() == []


async def test_it_rests_though_more_came_while_it_reacted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would come between any two groups of pushes."""
    monkeypatch.setattr(reactions, "_GATHERING", 600.0)
    passes = asyncio.Queue[int]()

    async def react(entries: list[audit.Entry]) -> None:
        audit.record(audit.SYSTEM, "asset.changed", subject_kind="asset", subject_id="1", organization="", area="")
        storage.current_unit().after_commit(lambda: passes.put_nowait(len(entries)))

    await record(2)
    follower = Follower("ledger", react)
    follower.start()
    async with asyncio.timeout(60):
        assert await passes.get() == 2
    await asyncio.sleep(0.3)
    await follower.stop()
    assert passes.empty()
    assert await follower.lag() == 1


async def test_what_could_not_be_read_is_not_buried(monkeypatch: pytest.MonkeyPatch) -> None:
    async def interrupted(*_: object) -> list[audit.Entry]:
        raise storage.DeadlineExceeded

    ledger = Ledger()
    await record(2)
    with monkeypatch.context() as patch:
        patch.setattr(reactions, "entries_after", interrupted)
        with pytest.raises(storage.DeadlineExceeded):
            await ledger.follower._step()
    assert await queries.dead_letters() == []
    assert await ledger.follower.catch_up() == 2
    assert await written() == [1, 2]


async def test_it_looks_again_when_the_log_was_put_back() -> None:
    ledger = Ledger("ledger", ["hazard."])
    await record(3, "user.created")
    assert await ledger.follower.catch_up() == 0
    async with storage.transaction():
        await storage.execute("DELETE FROM audit_entry WHERE seq > 1")
        await storage.execute("UPDATE audit_head SET seq = 1, hash = (SELECT hash FROM audit_entry WHERE seq = 1)")
    await record(1, "hazard.reported")
    assert await ledger.follower.catch_up() == 1
    assert await written() == [2]
