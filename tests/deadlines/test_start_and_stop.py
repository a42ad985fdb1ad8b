from datetime import date, timedelta

import pytest
from tortoise.exceptions import IntegrityError

from heating import storage
from heating.deadlines import actions, queries
from heating.deadlines.escalation import WARNING
from heating.deadlines.rules import SAME_DAY, Amount, Outcome, Unit
from heating.lib.ids import new_id
from tests.cast import CREW_B, WANBOLIN, Cast
from tests.deadlines.world import MORNING, SUBJECT, ZONE, a_clock, at, clocks_of, pause, start, stop, the_clock
from tests.unordered import shuffled

HOUR = timedelta(hours=1)
EVENING = at("2026-11-20 17:00")


@pytest.mark.usefixtures("database")
async def test_it_refuses_a_second_open_clock_of_the_same_name() -> None:
    clock = a_clock()
    await start(clock)
    with pytest.raises(IntegrityError):
        await start(a_clock(subject_id=clock.subject_id))
    assert len(await clocks_of(clock.subject_id)) == 1


@pytest.mark.usefixtures("database")
async def test_it_refuses_a_link_that_no_message_could_carry() -> None:
    with pytest.raises(ValueError, match="page in the application"):
        await start(a_clock(link="https://elsewhere.example"))


@pytest.mark.usefixtures("database")
async def test_nothing_runs_when_the_transaction_fails() -> None:
    clock = a_clock()

    async def fail() -> None:
        async with storage.transaction():
            await actions.start([clock], ZONE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await clocks_of(clock.subject_id) == []


@pytest.mark.usefixtures("database")
async def test_starting_nothing_does_nothing() -> None:
    async with storage.transaction():
        assert await actions.start([], ZONE) == {}


@pytest.mark.usefixtures("database")
async def test_it_says_when_the_tightest_clock_of_each_subject_is_due() -> None:
    one, two = new_id(), new_id()
    tightest = await start(
        a_clock(subject_id=one, name="plan", amount=Amount(3, Unit.DAYS)),
        a_clock(subject_id=one),
        a_clock(subject_id=two, name="confirm", amount=Amount(30, Unit.MINUTES)),
    )
    assert tightest == {one: EVENING, two: at("2026-11-20 09:30")}
    assert [clock.name for clock in await clocks_of(one)] == ["rectify", "plan"]


@pytest.mark.usefixtures("database")
async def test_a_clock_that_starts_later_counts_with_those_that_run() -> None:
    subject = new_id()
    await start(a_clock(subject_id=subject))
    assert await start(a_clock(subject_id=subject, name="plan", amount=Amount(3, Unit.DAYS))) == {subject: EVENING}


@pytest.mark.usefixtures("database")
async def test_it_reckons_by_the_citys_calendar_and_last_day() -> None:
    working, last = (
        a_clock(amount=Amount(2, Unit.WORKING_DAYS)),
        a_clock(amount=Amount(30, Unit.DAYS), not_after=date(2026, 11, 25)),
    )
    tightest = await start(working, last)
    assert tightest == {working.subject_id: at("2026-11-25 00:00"), last.subject_id: at("2026-11-26 00:00")}


@pytest.mark.usefixtures("database")
async def test_an_unknown_calendar_means_the_citys() -> None:
    clock = a_clock(amount=Amount(1, Unit.WORKING_DAYS), calendar="of_another_city")
    assert await start(clock) == {clock.subject_id: at("2026-11-24 00:00")}


async def test_a_due_time_that_is_known_already_holds_through_later_pauses(cast: Cast) -> None:
    clock = a_clock(due_at=EVENING + 2 * HOUR)
    assert await start(clock) == {clock.subject_id: EVENING + 2 * HOUR}
    assert await pause(clock, MORNING + HOUR, HOUR, cast.actor("alice")) == {clock.subject_id: EVENING + 3 * HOUR}


@pytest.mark.usefixtures("database")
async def test_it_is_looked_at_first_when_somebody_is_to_be_warned() -> None:
    clock, silent = a_clock(ladder="urgent"), a_clock(ladder=None)
    await start(clock, silent)
    running, still = await the_clock(clock.subject_id), await the_clock(silent.subject_id)
    assert (running.step, running.look_after) == (WARNING, EVENING - HOUR / 2)
    assert still.look_after is None


@pytest.mark.usefixtures("database")
async def test_urgent_hours_make_it_urgent() -> None:
    urgent, plain = a_clock(amount=Amount(3, Unit.URGENT_HOURS)), a_clock()
    await start(urgent, plain)
    assert (await the_clock(urgent.subject_id)).urgent
    assert not (await the_clock(plain.subject_id)).urgent


@pytest.mark.usefixtures("database")
async def test_it_ends_in_time_or_late() -> None:
    clocks = [a_clock() for _ in range(3)]
    subjects = [clock.subject_id for clock in clocks]
    await start(*clocks)
    assert await stop(subjects[:1], EVENING) == {subjects[0]: None}
    await stop(subjects[1:2], EVENING + HOUR / 60)
    await stop(subjects[2:], EVENING + HOUR, cancelled=True)
    ended = [await the_clock(subject) for subject in subjects]
    assert [clock.outcome for clock in ended] == [Outcome.MET, Outcome.LATE, Outcome.CANCELLED]
    assert [clock.look_after for clock in ended] == [None] * 3
    assert ended[0].ended_at == EVENING


@pytest.mark.usefixtures("database")
async def test_only_the_named_ones_end() -> None:
    subject = new_id()
    await start(a_clock(subject_id=subject), a_clock(subject_id=subject, name="plan", amount=SAME_DAY))
    assert await stop([subject], MORNING, names=[]) == {subject: EVENING}
    assert await stop([subject], MORNING, names=["rectify", "verify"]) == {subject: at("2026-11-21 00:00")}
    assert {clock.name: clock.outcome for clock in await clocks_of(subject)} == {"plan": "open", "rectify": "met"}


@pytest.mark.usefixtures("database")
async def test_of_another_kind_of_subject_nothing_ends() -> None:
    clock = a_clock(subject_kind="complaint")
    await start(clock)
    await stop([clock.subject_id], MORNING)
    assert (await queries.clocks_of("complaint", [clock.subject_id]))[clock.subject_id][0].outcome is Outcome.OPEN


@pytest.mark.usefixtures("database")
async def test_what_has_ended_stays_as_it_was() -> None:
    clock = a_clock()
    await start(clock)
    await stop([clock.subject_id], MORNING)
    assert await stop([clock.subject_id], EVENING + HOUR) == {clock.subject_id: None}
    assert (await the_clock(clock.subject_id)).outcome is Outcome.MET


@pytest.mark.usefixtures("database")
async def test_a_clock_can_be_stopped_and_started_again_in_one_transaction() -> None:
    subject = new_id()
    async with storage.transaction():
        await actions.start([a_clock(subject_id=subject, name="progress", amount=Amount(7, Unit.DAYS))], ZONE)
        await actions.stop(SUBJECT, [subject], ["progress"], at=MORNING)
        week = a_clock(subject_id=subject, name="progress", amount=Amount(7, Unit.DAYS), started_at=EVENING)
        assert await actions.start([week], ZONE) == {subject: at("2026-11-28 00:00")}
    assert [clock.outcome for clock in await clocks_of(subject)] == [Outcome.OPEN, Outcome.MET]


@pytest.mark.usefixtures("database")
async def test_clocks_that_ended_at_the_same_moment_keep_their_order() -> None:
    subject = new_id()
    for _ in range(5):
        await start(a_clock(subject_id=subject))
        await stop([subject], MORNING)
    with shuffled():
        orders = [[clock.id for clock in await clocks_of(subject)] for _ in range(5)]
    assert orders == [orders[0]] * 5


async def test_open_clocks_go_to_whoever_takes_the_subject_over(cast: Cast) -> None:
    bob, subject = cast.users["bob"].id, new_id()
    await start(a_clock(subject_id=subject), a_clock(subject_id=subject, name="confirm"))
    await stop([subject], MORNING, names=["confirm"])
    async with storage.transaction():
        await actions.reassign(SUBJECT, [subject], responsible=bob, organization=CREW_B, area=WANBOLIN)
    running, ended = await clocks_of(subject)
    assert (running.responsible_id, running.organization_path, running.area_path) == (bob, CREW_B, WANBOLIN)
    assert running.due_at == EVENING
    assert ended.responsible_id is None
