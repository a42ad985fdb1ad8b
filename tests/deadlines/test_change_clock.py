"""Pausing, resuming, extending and reclassifying: refusals, then what becomes of the due time."""

from datetime import datetime, timedelta

import pytest

from heating import audit
from heating.deadlines import sweeping
from heating.deadlines.escalation import WARNING
from heating.deadlines.rules import SAME_DAY, Amount, State, Unit, is_overdue, state
from heating.lib import clock as time
from heating.lib.problems import Problem
from tests.cast import Cast
from tests.deadlines.world import (
    MORNING,
    ZONE,
    a_clock,
    at,
    extend,
    pause,
    reclassify,
    recorded,
    resume,
    start,
    stop,
    the_clock,
)

HOUR = timedelta(hours=1)
EVENING = MORNING + 8 * HOUR


async def test_what_does_not_run_cannot_be_changed(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    await stop([clock.subject_id], MORNING)
    for change in (
        pause(clock, MORNING, HOUR, alice),
        resume(clock, MORNING, alice),
        extend(clock, EVENING + HOUR, MORNING, alice),
        reclassify(clock, SAME_DAY, MORNING, alice),
        pause(a_clock(), MORNING, HOUR, alice),
    ):
        with pytest.raises(Problem) as refused:
            await change
        assert refused.value.code == "deadline.not_open"


async def test_what_is_overdue_cannot_be_paused(cast: Cast) -> None:
    clock = a_clock()
    await start(clock)
    with pytest.raises(Problem) as refused:
        await pause(clock, EVENING + HOUR, HOUR, cast.actor("alice"))
    assert refused.value.code == "deadline.overdue"


async def test_a_pause_cannot_be_paused_nor_running_time_resumed(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    with pytest.raises(Problem) as refused:
        await resume(clock, MORNING, alice)
    assert refused.value.code == "deadline.not_paused"
    await pause(clock, MORNING, HOUR, alice)
    with pytest.raises(Problem) as refused:
        await pause(clock, MORNING + HOUR / 2, HOUR, alice)
    assert refused.value.code == "deadline.is_paused"


@pytest.mark.parametrize(("due_at", "when"), [(EVENING, MORNING), (EVENING + HOUR, EVENING + 2 * HOUR)])
async def test_an_extension_must_end_later_than_it_is_due_and_than_now(
    cast: Cast, due_at: datetime, when: datetime
) -> None:
    clock = a_clock()
    await start(clock)
    with pytest.raises(Problem) as refused:
        await extend(clock, due_at, when, cast.actor("alice"))
    assert refused.value.code == "deadline.not_later"


async def test_a_pause_counts_to_its_cap_until_somebody_ends_it(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    assert await pause(clock, MORNING + HOUR, 4 * HOUR, alice) == {clock.subject_id: EVENING + 4 * HOUR}
    paused = await the_clock(clock.subject_id)
    assert state(paused, MORNING + 2 * HOUR) is State.PAUSED
    assert await resume(clock, MORNING + 2 * HOUR, alice) == {clock.subject_id: EVENING + HOUR}
    assert state(await the_clock(clock.subject_id), MORNING + 2 * HOUR) is State.RUNNING
    assert await recorded(clock.subject_id) == ["deadline.paused", "deadline.resumed"]


async def test_a_pause_longer_than_its_cap_runs_on_by_itself(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    await pause(clock, MORNING + HOUR, HOUR, alice)
    still = await the_clock(clock.subject_id)
    assert state(still, MORNING + 3 * HOUR) is State.RUNNING
    assert is_overdue(still, EVENING + 2 * HOUR)
    with pytest.raises(Problem) as refused:
        await resume(clock, MORNING + 3 * HOUR, alice)
    assert refused.value.code == "deadline.not_paused"


async def test_pauses_add_up(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    await pause(clock, MORNING + HOUR, HOUR, alice)
    await pause(clock, MORNING + 3 * HOUR, 2 * HOUR, alice)
    assert await resume(clock, MORNING + 4 * HOUR, alice) == {clock.subject_id: EVENING + 2 * HOUR}


async def test_nobody_is_warned_during_a_pause(cast: Cast) -> None:
    clock = a_clock(ladder="urgent", amount=Amount(1, Unit.HOURS))
    await start(clock)
    await pause(clock, MORNING + HOUR * 0.9, 5 * HOUR, cast.actor("alice"))
    running = await the_clock(clock.subject_id)
    assert running.step == WARNING
    assert running.look_after == running.paused_until == MORNING + HOUR * 5.9


async def test_a_pause_that_moves_nothing_warns_nobody_again(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock(amount=Amount(3, Unit.DAYS))
    await start(clock)
    last_morning = at("2026-11-23 09:00")
    with time.travel(last_morning):
        await sweeping.sweep(ZONE)
    before = await the_clock(clock.subject_id)
    assert (before.step, before.look_after) == (0, before.due_at)
    await pause(clock, last_morning + HOUR, 2 * HOUR, alice)
    after = await the_clock(clock.subject_id)
    assert (after.due_at, after.step, after.look_after) == (before.due_at, 0, before.due_at)


async def test_an_extension_takes_the_place_of_amount_and_last_day(cast: Cast) -> None:
    clock = a_clock(amount=Amount(3, Unit.DAYS), not_after=at("2026-11-21 12:00").date())
    assert await start(clock) == {clock.subject_id: at("2026-11-22 00:00")}
    new = at("2026-12-01 00:00")
    assert await extend(clock, new, MORNING + 5 * HOUR, cast.actor("alice")) == {clock.subject_id: new}
    assert await recorded(clock.subject_id) == ["deadline.extended"]


async def test_a_pause_after_an_extension_moves_what_was_granted(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    await extend(clock, EVENING + 10 * HOUR, MORNING + HOUR, alice)
    assert await pause(clock, MORNING + 2 * HOUR, 3 * HOUR, alice) == {clock.subject_id: EVENING + 13 * HOUR}


async def test_reclassifying_counts_the_new_amount_from_the_same_start(cast: Cast) -> None:
    alice, clock = cast.actor("alice"), a_clock()
    await start(clock)
    await extend(clock, EVENING + 10 * HOUR, MORNING + HOUR, alice)
    assert await reclassify(clock, Amount(24, Unit.HOURS), MORNING + 2 * HOUR, alice) == {
        clock.subject_id: MORNING + 24 * HOUR
    }
    assert (await the_clock(clock.subject_id)).extension is None
    assert await recorded(clock.subject_id) == ["deadline.extended", "deadline.reclassified"]


async def test_reclassifying_keeps_the_pauses_and_the_last_day(cast: Cast) -> None:
    alice = cast.actor("alice")
    clock = a_clock(amount=Amount(3, Unit.DAYS), not_after=at("2026-11-22 12:00").date())
    await start(clock)
    await pause(clock, MORNING + HOUR, HOUR, alice)
    assert await reclassify(clock, Amount(4, Unit.HOURS), MORNING + 3 * HOUR, alice) == {
        clock.subject_id: MORNING + 5 * HOUR
    }
    assert await reclassify(clock, Amount(30, Unit.DAYS), MORNING + 3 * HOUR, alice) == {
        clock.subject_id: at("2026-11-23 00:00")
    }
    assert await reclassify(clock, Amount(30, Unit.DAYS), MORNING + 3 * HOUR, alice, not_after=None) == {
        clock.subject_id: at("2026-12-21 00:00")
    }


async def test_reclassified_to_less_than_has_passed_it_is_overdue_at_once(cast: Cast) -> None:
    clock = a_clock()
    await start(clock)
    await reclassify(clock, Amount(1, Unit.URGENT_HOURS), MORNING + 3 * HOUR, cast.actor("alice"))
    running = await the_clock(clock.subject_id)
    assert is_overdue(running, MORNING + 3 * HOUR)
    assert (running.step, running.look_after, running.urgent) == (0, MORNING + HOUR, True)


@pytest.mark.usefixtures("database")
async def test_a_program_may_change_it_too() -> None:
    clock = a_clock()
    await start(clock)
    await pause(clock, MORNING, HOUR, audit.SYSTEM)
    assert (await the_clock(clock.subject_id)).paused_until == MORNING + HOUR
