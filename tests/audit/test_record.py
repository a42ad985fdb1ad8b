"""Recording entries, reading them, and checking them in the database."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest

from heating import audit, storage
from heating.audit.check import verify
from heating.audit.queries import Filters, entries, entries_after
from heating.audit.rules import Fault
from heating.lib import clock
from heating.lib.ids import new_id

pytestmark = pytest.mark.usefixtures("database")

START = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)


class Person(NamedTuple):
    id: UUID | None
    name: str


ALICE = Person(new_id(), "王丽")


def note(action: str = "hazard.reported", subject: str = "h1", **more: object) -> None:
    options = {"actor": ALICE, "subject_kind": "hazard", "organization": "city/company/", "area": "city/north/"}
    audit.record(action=action, subject_id=subject, **{**options, **more})  # type: ignore[arg-type]


async def record(*actions: str) -> None:
    async with storage.transaction():
        for action in actions:
            note(action)


async def found() -> list[Fault]:
    return [fault async for fault in verify()]


async def tamper(sql: str, *params: object) -> list[Fault]:
    async with storage.transaction():
        await storage.execute(sql, params)
    return await found()


async def record_five() -> None:
    for number in range(5):
        await record(f"hazard.step{number}")
    assert await found() == []


async def test_it_refuses_outside_of_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        note()


async def test_it_records_nothing_of_what_was_rolled_back() -> None:
    with pytest.raises(ZeroDivisionError):
        await record_and_fail()
    await record("hazard.confirmed")
    assert [entry.action for entry in await entries_after(0, 10)] == ["hazard.confirmed"]
    assert await found() == []


async def record_and_fail() -> None:
    async with storage.transaction():
        note()
        raise ZeroDivisionError


async def test_it_forgets_the_entries_of_a_rolled_back_part() -> None:
    async with storage.transaction():
        note("hazard.reported")
        with pytest.raises(ZeroDivisionError):
            await record_and_fail()
    assert [entry.seq for entry in await entries_after(0, 10)] == [1]
    assert await found() == []


async def test_it_keeps_who_what_and_when() -> None:
    with clock.travel(START):
        async with storage.transaction():
            note(detail={"grade": "major", "at": START, "photos": [1, 2]})
            note(actor=audit.SYSTEM)
    first, second = await entries_after(0, 10)
    assert (first.actor_id, first.actor_name, first.at, first.action) == (ALICE.id, "王丽", START, "hazard.reported")
    assert first.detail == {"at": "2026-10-01T08:00:00Z", "grade": "major", "photos": [1, 2]}
    assert (second.actor_id, second.actor_name, second.detail) == (None, "system", {})
    assert second.previous_hash == first.hash


async def test_it_chains_what_many_write_at_once() -> None:
    await asyncio.gather(*(record("hazard.reported", "hazard.confirmed") for _ in range(40)))
    assert [entry.seq for entry in await entries_after(0, 100)] == list(range(1, 81))
    assert await found() == []


async def test_it_finds_a_changed_entry() -> None:
    await record_five()
    assert await tamper('UPDATE audit_entry SET detail_json = \'{"grade":"minor"}\' WHERE seq = 3') == [
        Fault("changed", 3)
    ]


async def test_it_finds_another_time() -> None:
    await record_five()
    assert await tamper("UPDATE audit_entry SET at = ? WHERE seq = 2", START) == [Fault("changed", 2)]


async def test_it_finds_missing_entries() -> None:
    await record_five()
    assert await tamper("DELETE FROM audit_entry WHERE seq IN (2, 3)") == [Fault("missing", 2, 2)]


async def test_it_finds_exchanged_numbers() -> None:
    await record_five()
    await tamper("UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)")
    flaws = await tamper("UPDATE audit_entry SET seq = -seq WHERE seq < 0")
    assert {Fault("reordered", 2), Fault("reordered", 3)} <= set(flaws)


async def test_it_finds_a_cut_off_end() -> None:
    await record_five()
    assert await tamper("DELETE FROM audit_entry WHERE seq > 3") == [Fault("cut off", 4, 2)]


async def test_it_finds_a_moved_head() -> None:
    await record_five()
    assert await tamper("UPDATE audit_head SET seq = 4") == [Fault("head", 4), Fault("beyond head", 5)]
    assert await tamper("UPDATE audit_head SET seq = 5, hash = 'x'") == [Fault("head", 5)]
    assert await tamper("DELETE FROM audit_head") == [Fault("beyond head", seq) for seq in range(1, 6)]


async def test_it_finds_every_break_at_once() -> None:
    await record_five()
    async with storage.transaction():
        await storage.execute("UPDATE audit_entry SET actor_name = 'x' WHERE seq = 1")
        await storage.execute("DELETE FROM audit_entry WHERE seq IN (3, 5)")
    assert await found() == [Fault("changed", 1), Fault("missing", 3), Fault("cut off", 5)]


async def shown(before: int | None = None, limit: int = 50, **filters: object) -> list[int]:
    return [entry.seq for entry in await entries(Filters(**filters), before=before, limit=limit)]  # type: ignore[arg-type]


async def test_it_filters() -> None:
    bob = Person(new_id(), "Bob")
    with clock.travel(START):
        async with storage.transaction():
            note("hazard.reported", "h1")
            note("hazard.confirmed", "h2", actor=bob)
            note("hazardous.thing", "x", subject_kind="other")
    with clock.travel(START + timedelta(days=1)):
        async with storage.transaction():
            note("hazard.closed", "h1", organization="city/company/crew/")
            note("hazard.closed", "h3", organization="city/companyx/", area="city/south/")
    assert await shown() == [5, 4, 3, 2, 1]
    assert await shown(subject_kind="hazard", subject_id="h1") == [4, 1]
    assert await shown(actor=bob.id) == [2]
    assert await shown(action="hazard.closed") == [5, 4]
    assert await shown(action="hazard.*") == [5, 4, 2, 1]
    assert await shown(since=START + timedelta(hours=1)) == [5, 4]
    assert await shown(until=START + timedelta(hours=1)) == [3, 2, 1]
    assert await shown(organization="city/company/") == [4, 3, 2, 1]
    assert await shown(area="city/south/") == [5]
    assert await shown(action="hazard.*", organization="city/company/", before=4, limit=1) == [2]
