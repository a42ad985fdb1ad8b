"""The sweep, told by moving the clock."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from heating import storage
from heating.accounts.rules import Role
from heating.deadlines import messages, queries, sweeping
from heating.deadlines.rules import SAME_DAY, Amount, Unit
from heating.deadlines.sweeping import Swept
from heating.jobs.queries import dead_letters
from heating.lib import clock as time
from heating.notifications.actions import notify
from heating.notifications.rules import Message
from heating.settings import Settings
from heating.worker import periodic
from tests.cast import CITY, ONE, XINGHUALING, Cast
from tests.databases import ONLY_POSTGRES
from tests.deadlines.world import (
    MORNING,
    SUBJECT,
    ZONE,
    a_clock,
    at,
    extend,
    pause,
    recorded,
    start,
    stop,
    the_clock,
    told,
)

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
DUE = MORNING + 8 * HOUR


@pytest.fixture
async def staff(cast: Cast) -> Cast:
    await cast.add("sam", Role.SAFETY_OFFICER, ONE)
    await cast.add("mary", Role.COMPANY_MANAGER, ONE)
    await cast.add("dora", Role.DISTRICT_OFFICER, CITY, XINGHUALING)
    await cast.add("leo", Role.CITY_LEADER, CITY)
    return cast


async def sweep(when: datetime, limit: int = 500) -> Swept:
    with time.travel(when):
        return await sweeping.sweep(ZONE, limit)


async def news(cast: Cast, when: datetime) -> list[tuple[str, str]]:
    """Who is told what by a sweep at that time: its new messages."""
    before = len(await told(cast))
    await sweep(when)
    return [(message.who, message.kind.removeprefix("deadline.")) for message in (await told(cast))[before:]]


async def test_nothing_happens_before_it_is_due(staff: Cast) -> None:
    clock = a_clock(ladder="major", responsible=staff.users["bob"].id)
    await start(clock)
    assert await sweep(MORNING + 4 * HOUR) == Swept(0, 0, 0)
    assert await told(staff) == []


async def test_it_goes_up_step_by_step(staff: Cast) -> None:
    clock = a_clock(responsible=staff.users["bob"].id)
    await start(clock)
    assert await news(staff, MORNING + 4 * HOUR + SECOND) == [("bob", "warned")]
    assert await news(staff, DUE) == []
    assert await news(staff, DUE + SECOND) == [("bob", "passed")]
    assert await news(staff, DUE + 24 * HOUR) == []
    assert await news(staff, DUE + 24 * HOUR + SECOND) == [("mary", "escalated")]
    assert await news(staff, DUE + 72 * HOUR + SECOND) == [("dora", "escalated")]
    assert await news(staff, DUE + 144 * HOUR + SECOND) == [("leo", "escalated")]
    assert await news(staff, DUE + 9000 * HOUR) == []
    assert await recorded(clock.subject_id) == [
        "deadline.warned",
        "deadline.passed",
        "deadline.escalated",
        "deadline.escalated",
        "deadline.escalated",
    ]


async def test_what_is_done_in_time_is_never_heard_of(staff: Cast) -> None:
    clock = a_clock(ladder="urgent", responsible=staff.users["bob"].id)
    await start(clock)
    await stop([clock.subject_id], DUE - HOUR)
    assert await sweep(DUE + 900 * HOUR) == Swept(0, 0, 0)


async def test_a_worker_that_was_dead_loses_nothing(staff: Cast) -> None:
    clock = a_clock(ladder="urgent", responsible=staff.users["bob"].id)
    await start(clock)
    assert set(await news(staff, DUE + 2 * HOUR)) == {("bob", "passed"), ("mary", "escalated"), ("dora", "escalated")}
    assert (await the_clock(clock.subject_id)).look_after == DUE + 3.5 * HOUR


async def test_nobody_is_warned_of_what_is_past(staff: Cast) -> None:
    await start(a_clock(responsible=staff.users["bob"].id))
    assert await news(staff, DUE + MINUTE) == [("bob", "passed")]


async def test_an_empty_step_adds_no_delay_and_is_an_event_itself(staff: Cast) -> None:
    clock = a_clock(responsible=None)
    await start(clock)
    assert await news(staff, DUE + MINUTE) == [("mary", "escalated")]
    assert await recorded(clock.subject_id) == ["deadline.passed", "deadline.nobody_reachable", "deadline.escalated"]
    [message] = await storage.fetch("SELECT body_zh FROM notification")
    assert message["body_zh"] == "应于11月20日17:00前完成，至今未完成。下一级无人可通知，请直接安排。"
    assert (await the_clock(clock.subject_id)).look_after == DUE + 48 * HOUR


async def test_when_nobody_is_there_at_all_the_administrators_hear_of_it_at_once(cast: Cast) -> None:
    clock = a_clock()
    await start(clock)
    assert await news(cast, DUE + MINUTE) == [("alice", "escalated")]
    assert (await recorded(clock.subject_id)).count("deadline.nobody_reachable") == 4
    assert (await the_clock(clock.subject_id)).look_after is None


async def test_a_warning_that_reaches_nobody_is_no_event(cast: Cast) -> None:
    clock = a_clock()
    await start(clock)
    await sweep(MORNING + 5 * HOUR)
    assert await recorded(clock.subject_id) == []
    assert (await the_clock(clock.subject_id)).look_after == DUE
    assert await told(cast) == []


async def test_one_person_with_two_roles_is_told_once(cast: Cast) -> None:
    mary = await cast.add("mary", Role.COMPANY_MANAGER, ONE)
    await start(a_clock(ladder="major", responsible=mary.id))
    assert await news(cast, DUE + MINUTE) == [("mary", "passed")]


async def test_an_extension_begins_the_ladder_afresh(staff: Cast) -> None:
    clock = a_clock(responsible=staff.users["bob"].id)
    await start(clock)
    await news(staff, DUE + MINUTE)
    await extend(clock, DUE + 48 * HOUR, DUE + 2 * HOUR, staff.actor("alice"))
    assert await news(staff, DUE + 30 * HOUR) == [("bob", "warned")]
    assert await news(staff, DUE + 49 * HOUR) == [("bob", "passed")]


async def test_a_clock_without_a_ladder_is_not_swept(staff: Cast) -> None:
    await start(a_clock(ladder=None, responsible=staff.users["bob"].id))
    assert await sweep(DUE + 99 * HOUR) == Swept(0, 0, 0)


async def test_an_unknown_ladder_means_the_ordinary_one(staff: Cast) -> None:
    await start(a_clock(ladder="of_another_city", responsible=staff.users["bob"].id))
    assert await news(staff, DUE + MINUTE) == [("bob", "passed")]


async def test_what_has_become_overdue_is_read_anew(staff: Cast) -> None:
    clock = a_clock(responsible=staff.users["bob"].id)
    await start(clock)
    await sweep(MORNING + 5 * HOUR)
    changed = "SELECT 1 FROM change_log WHERE row_id = ? AND kind = ?"
    assert await storage.fetch(changed, [str(clock.subject_id), SUBJECT]) == []
    await sweep(DUE + MINUTE)
    assert len(await storage.fetch(changed, [str(clock.subject_id), SUBJECT])) == 1


async def test_the_message_says_what_is_due_and_when(staff: Cast) -> None:
    await start(a_clock(amount=SAME_DAY, ladder="urgent", urgent=True, responsible=staff.users["bob"].id))
    await sweep(at("2026-11-20 23:45"))
    await sweep(at("2026-11-21 00:10"))
    rows = await storage.fetch("SELECT * FROM notification ORDER BY created_at")
    assert [(row["title_zh"], row["body_zh"], row["link"], bool(row["urgent"])) for row in rows] == [
        (
            "整改即将到期：YH-2026-000123 和平路热力站",
            "应于11月20日24:00前完成，请及时办理。",
            "/app/hazards/1",
            True,
        ),
        (
            "整改已超期：YH-2026-000123 和平路热力站",
            "应于11月20日24:00前完成，至今未完成。",
            "/app/hazards/1",
            True,
        ),
    ]
    assert [row["title_en"] for row in rows] == [
        "Due soon: rectification of YH-2026-000123 Heping Road station",
        "Overdue: rectification of YH-2026-000123 Heping Road station",
    ]
    assert rows[1]["body_en"] == "It was to be done by 2026-11-20 24:00 and is not done."


async def test_rounds_follow_until_nothing_is_due(staff: Cast) -> None:
    bob = staff.users["bob"].id
    await start(*(a_clock(ladder="urgent", responsible=bob) for _ in range(7)))
    assert await sweep(DUE + MINUTE, limit=3) == Swept(3, 3, 3)
    with time.travel(DUE + MINUTE):
        await sweeping.sweep_all(ZONE, limit=3)
    assert [message.who for message in await told(staff)] == ["bob"] * 7


async def test_the_worker_sweeps_every_quarter_of_a_minute(staff: Cast, settings: Settings) -> None:
    await start(a_clock(ladder="urgent", responsible=staff.users["bob"].id))
    [task] = [task for task in periodic(settings) if task.name == "deadlines.sweep"]
    with time.travel(DUE + MINUTE):
        assert await queries.count_due() == 1
        await task.function()
        assert await queries.count_due() == 0
    assert task.every == 15 * SECOND
    assert [message.who for message in await told(staff)] == ["bob"]


async def test_the_longest_due_come_first(staff: Cast) -> None:
    bob = staff.users["bob"].id
    first, longest, last = (a_clock(started_at=MORNING - hours * HOUR, responsible=bob) for hours in (1, 9, 2))
    await start(first, longest, last)
    await sweep(DUE + MINUTE, limit=1)
    assert [bool(await recorded(clock.subject_id)) for clock in (first, longest, last)] == [False, True, False]


async def test_two_sweepers_never_act_twice(staff: Cast) -> None:
    bob = staff.users["bob"].id
    clocks = [a_clock(ladder="urgent", responsible=bob) for _ in range(60)]
    await start(*clocks)
    with time.travel(DUE + MINUTE):
        rounds = await asyncio.gather(*(sweeping.sweep(ZONE, 25) for _ in range(6)))
        await asyncio.gather(sweeping.sweep_all(ZONE, 7), sweeping.sweep_all(ZONE, 11))
    assert sum(each.fired for each in rounds) <= len(clocks)
    assert len(await told(staff)) == len(clocks)
    assert [await recorded(clock.subject_id) for clock in clocks] == [["deadline.passed"]] * len(clocks)


@ONLY_POSTGRES
async def test_a_sweeper_passes_over_what_another_one_holds(staff: Cast, database: str) -> None:  # noqa: ARG001
    held, free = (a_clock(ladder="urgent", responsible=staff.users["bob"].id) for _ in range(2))
    await start(held, free)
    is_held, release = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with storage.transaction():
            await storage.fetch("SELECT id FROM deadline WHERE subject_id = ? FOR UPDATE", [held.subject_id])
            is_held.set()
            await release.wait()

    holder = asyncio.create_task(hold())
    await is_held.wait()
    assert (await sweep(DUE + MINUTE)).fired == 1
    release.set()
    await holder
    assert await recorded(held.subject_id) == []
    assert (await sweep(DUE + MINUTE)).fired == 1


class Killed(BaseException):
    """What ends a process is no exception that anybody handles."""


@pytest.mark.parametrize("instant", ["before", "after"])
async def test_one_that_is_killed_has_done_nothing_and_the_next_one_does_it(
    staff: Cast, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    clocks = [a_clock(ladder="urgent", responsible=staff.users["bob"].id) for _ in range(3)]
    await start(*clocks)

    async def die(messages: Sequence[Message]) -> int:
        if instant == "after":
            await notify(messages)
        raise Killed

    monkeypatch.setattr("heating.deadlines.sweeping.notify", die)
    with pytest.raises(Killed):
        await sweep(DUE + MINUTE)
    monkeypatch.undo()
    assert await told(staff) == []
    assert [await recorded(clock.subject_id) for clock in clocks] == [[]] * 3
    assert await sweep(DUE + MINUTE) == Swept(3, 3, 3)
    assert await sweep(DUE + MINUTE) == Swept(0, 0, 0)


@pytest.fixture
async def broken(staff: Cast, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """The subject of one of three due clocks, at which the sweep fails."""
    clocks = [a_clock(ladder="urgent", responsible=staff.users["bob"].id) for _ in range(3)]
    await start(*clocks)
    subject, write = clocks[1].subject_id, messages.written

    def fail(fired: messages.Fired, zone: ZoneInfo) -> list[Message]:
        if fired.clock.subject_id == subject:
            raise LookupError("a damaged row")
        return write(fired, zone)

    monkeypatch.setattr(messages, "written", fail)
    return subject


async def test_a_clock_that_cannot_be_swept_holds_up_no_other(staff: Cast, broken: UUID) -> None:
    assert await sweep(DUE + MINUTE) == Swept(3, 2, 2)
    assert len(await told(staff)) == 2
    assert await recorded(broken) == []
    [letter] = await dead_letters()
    assert letter.name == "deadlines.sweep"
    assert "a damaged row" in letter.error
    assert await sweep(DUE + 2 * MINUTE) == Swept(0, 0, 0)


async def test_what_could_not_be_swept_is_tried_again_later(
    staff: Cast, broken: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sweep(DUE + MINUTE)
    monkeypatch.undo()
    assert await sweep(DUE + 12 * MINUTE) == Swept(1, 1, 1)
    assert await recorded(broken) == ["deadline.passed"]
    assert len(await told(staff)) == 3


async def test_a_paused_clock_waits_until_its_cap(staff: Cast) -> None:
    clock = a_clock(ladder="urgent", amount=Amount(1, Unit.HOURS), responsible=staff.users["bob"].id)
    await start(clock)
    await pause(clock, MORNING + 10 * MINUTE, 3 * HOUR, staff.actor("alice"))
    assert await sweep(MORNING + 3 * HOUR) == Swept(0, 0, 0)
    assert await news(staff, MORNING + 4 * HOUR + MINUTE) == [("bob", "passed")]
