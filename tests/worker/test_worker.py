"""What runs beside the requests."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from time import monotonic

import pytest

from heating import jobs, storage, worker
from heating.audit.reactions import Follower
from heating.hazards.rules import Grade
from heating.jobs import queries
from heating.lib import clock
from heating.readiness import actions as readiness
from heating.readiness import records
from heating.readiness.rules import State
from heating.settings import Settings
from heating.storage import changes
from tests.cast import Cast
from tests.readiness.world import World


@pytest.fixture
async def world(cast: Cast) -> World:
    world = World(cast)
    await world.found()
    return world


async def soon(holds: Callable[[], Awaitable[bool]], seconds: float = 120.0) -> None:
    """Wait until it holds; fails when it never does. How soon is for the measurements to say."""
    started = monotonic()
    while not await holds():
        assert monotonic() - started < seconds, "it never happened"
        await asyncio.sleep(0.01)


async def test_it_changes_the_leaders_page_after_something_happened(world: World, settings: Settings) -> None:
    async def is_blocked() -> bool:
        found = await records.stored([world.mine])
        return world.mine in found and found[world.mine].state == State.BLOCKED

    async with worker.running(settings):
        await soon(lambda: _nothing_due())
        before = (await changes.head()).seq
        await world.report(world.mine, Grade.MAJOR, clock.now())
        await soon(is_blocked)
        told = await changes.since(before, 100)
    assert ("readiness", str(world.mine)) in [(change.kind, change.row_id) for change in told]


async def _nothing_due() -> bool:
    rows = await storage.fetch("SELECT 1 FROM reaction_cursor WHERE name = 'readiness'")
    return bool(rows) and await readiness.count_due() == 0


async def test_it_catches_up_with_what_happened_while_it_was_down(world: World, settings: Settings) -> None:
    await world.report(world.theirs, Grade.MAJOR, clock.now(), who="dora")
    async with worker.running(settings):
        await soon(lambda: _is_assessed(world))


async def _is_assessed(world: World) -> bool:
    return len(await records.stored([world.mine, world.theirs])) == 2


@pytest.mark.usefixtures("cast")
async def test_it_makes_every_failed_reaction_a_dead_letter_that_can_be_sent_again(settings: Settings) -> None:
    names = {f"reaction.{reaction.name}" for reaction in worker.REACTIONS}
    assert names <= set(worker.job_functions(settings, worker.followers()))


@pytest.mark.usefixtures("cast")
async def test_it_does_all_its_periodic_work_without_fault(settings: Settings) -> None:
    """At one moment: some come back after 15 seconds, and all of them together may take longer."""
    with clock.travel(clock.now()):
        tasks = worker.periodic(settings)
        async with storage.transaction():
            for task in tasks:
                task.enqueue(clock.now())
        runner = jobs.Runner({}, periodic=tasks)
        assert await runner.run_due() == len(tasks)
    assert (await queries.counts()).dead == 0


async def test_it_puts_its_nightly_checks_into_the_night(settings: Settings) -> None:
    with clock.travel(clock.now()):
        checks = [task for task in worker.periodic(settings) if task.name.endswith(".check")]
        assert len(checks) == 3
        for task in checks:
            local = (clock.now() + task.first_in).astimezone(settings.zone)
            assert local.hour in (2, 3)
            assert timedelta() < task.first_in <= timedelta(days=1)


async def test_it_records_and_mends_sums_that_differ(world: World, settings: Settings) -> None:
    await world.report(world.mine, Grade.MAJOR, clock.now())
    async with storage.transaction():
        await storage.execute("UPDATE hazard_site_count SET major = 7")
    (check,) = [task for task in worker.periodic(settings) if task.name == "hazards.check"]
    await check.function()
    assert (await storage.fetch("SELECT major FROM hazard_site_count"))[0]["major"] == 1
    entries = await storage.fetch("SELECT action FROM audit_entry WHERE action = 'hazard.roll_up_differed'")
    assert len(entries) == 1
    await check.function()
    assert len(await storage.fetch("SELECT 1 FROM audit_entry WHERE action = 'hazard.roll_up_differed'")) == 1


@pytest.mark.usefixtures("cast")
async def test_it_says_when_readiness_cannot_be_assessed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_zone: object) -> int:
        raise RuntimeError("no disk")

    monkeypatch.setattr(readiness, "refresh_due", fail)
    monkeypatch.setattr(worker, "_PATIENCE", 0.0)
    async with worker.running(settings) as running:
        await soon(lambda: _is(running))


async def _is(running: worker.Worker) -> bool:
    return running.failing


async def test_it_measures_how_far_it_is_behind(world: World) -> None:
    follower = Follower("readiness", readiness.mark_due)
    await follower.skip()
    await world.report(world.mine, Grade.MINOR, clock.now())
    assert await follower.lag() == 1
    await follower.catch_up()
    assert await follower.lag() == 0
