"""Work that comes back."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from heating import jobs
from heating.jobs import queries, rules
from heating.jobs.periodic import schedule
from heating.lib import clock

pytestmark = pytest.mark.usefixtures("database")

START = datetime(2026, 10, 1, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)


class Nightly:
    def __init__(self, *, fails: bool = False) -> None:
        self.ran: list[datetime] = []
        self.fails = fails

    async def rebuild(self) -> None:
        self.ran.append(clock.now())
        if self.fails:
            raise ValueError

    def runner(self) -> tuple[jobs.Periodic, jobs.Runner]:
        task = jobs.Periodic("nightly", DAY, self.rebuild)
        return task, jobs.Runner({}, periodic=[task])


async def test_it_runs_at_once_and_then_at_its_interval() -> None:
    nightly = Nightly()
    task, runner = nightly.runner()
    for hours in (0, 1, 23, 24, 25, 47, 48):
        with clock.travel(START + timedelta(hours=hours)):
            await schedule([task])
            await runner.run_due()
    assert nightly.ran == [START, START + DAY, START + 2 * DAY]


async def test_it_runs_once_for_several_processes() -> None:
    nightly = Nightly()
    task, _ = nightly.runner()
    runners = [nightly.runner()[1] for _ in range(4)]
    with clock.travel(START):
        await asyncio.gather(*(schedule([task]) for _ in range(4)))
        await asyncio.gather(*(runner.run_due() for runner in runners))
    assert nightly.ran == [START]


async def test_it_runs_once_after_a_long_stop() -> None:
    nightly = Nightly()
    task, runner = nightly.runner()
    for days in (0, 10):
        with clock.travel(START + days * DAY):
            await schedule([task])
            await runner.run_due()
    assert nightly.ran == [START, START + 10 * DAY]


async def test_it_comes_back_after_it_failed_for_good() -> None:
    nightly = Nightly(fails=True)
    task, runner = nightly.runner()
    moment = START
    with clock.travel(moment):
        await schedule([task])
    for _ in range(rules.MOST_ATTEMPTS):
        with clock.travel(moment):
            await runner.run_due()
        moment += timedelta(hours=1)
    assert len(await queries.dead_letters()) == 1
    nightly.fails = False
    with clock.travel(moment + DAY):
        await runner.run_due()
    assert len(nightly.ran) == rules.MOST_ATTEMPTS + 1
