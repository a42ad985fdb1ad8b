"""Running jobs: each at least once, none twice at the same time, none lost."""

import asyncio
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from heating import jobs, storage
from heating.jobs import claims, queries, rules
from heating.jobs.actions import retry
from heating.lib import clock
from tests.databases import ONLY_POSTGRES

pytestmark = pytest.mark.usefixtures("database")

START = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


class Log:
    """A job function that remembers its payloads."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    async def __call__(self, payload: dict[str, Any]) -> None:
        self.seen.append(payload.get("n"))


async def fail(_payload: dict[str, Any]) -> None:
    raise ValueError("no luck")


async def give_up(_payload: dict[str, Any]) -> None:
    raise jobs.GiveUp("no such photo")


async def enqueue(count: int = 1, name: str = "work", key: str | None = None, run_at: datetime | None = None) -> None:
    async with storage.transaction():
        for n in range(count):
            jobs.enqueue(name, {"n": n}, key=key, run_at=run_at)


async def open_jobs() -> int:
    return (await queries.counts()).open


async def test_it_refuses_to_enqueue_outside_of_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        jobs.enqueue("work", {})


async def test_it_runs_nothing_that_was_rolled_back() -> None:
    log = Log()
    with pytest.raises(ZeroDivisionError):
        await enqueue_and_fail()
    assert await jobs.Runner({"work": log}).run_due() == 0


async def enqueue_and_fail() -> None:
    async with storage.transaction():
        jobs.enqueue("work", {})
        raise ZeroDivisionError


async def test_it_leaves_jobs_it_does_not_know_to_others() -> None:
    await enqueue(name="other")
    assert await jobs.Runner({"work": Log()}).run_due() == 0
    assert await open_jobs() == 1


async def test_it_runs_a_job_once() -> None:
    log = Log()
    await enqueue(3)
    runner = jobs.Runner({"work": log})
    assert await runner.run_due() == 3
    assert await runner.run_due() == 0
    assert sorted(log.seen) == [0, 1, 2]


async def test_it_makes_one_open_job_per_key() -> None:
    log = Log()
    await enqueue(2, key="photo a")
    await enqueue(1, key="photo a")
    await enqueue(1, key="photo b")
    runner = jobs.Runner({"work": log})
    assert await runner.run_due() == 2
    await enqueue(1, key="photo a")
    assert await runner.run_due() == 1


async def test_it_waits_until_the_time_to_run() -> None:
    runner = jobs.Runner({"work": Log()})
    with clock.travel(START):
        await enqueue(run_at=START + timedelta(hours=1))
        assert await runner.run_due() == 0
    with clock.travel(START + timedelta(hours=1)):
        assert await runner.run_due() == 1


async def test_it_tries_again_ever_later_and_then_gives_up() -> None:
    runner = jobs.Runner({"work": fail})
    moment = START
    with clock.travel(moment):
        await enqueue()
    for _ in range(rules.MOST_ATTEMPTS):
        with clock.travel(moment):
            assert await runner.run_due() == 1
            assert await runner.run_due() == 0
        moment += timedelta(hours=1)
    with clock.travel(moment):
        assert await runner.run_due() == 0
    [letter] = await queries.dead_letters()
    assert letter.error == "ValueError: no luck"
    assert letter.attempts == rules.MOST_ATTEMPTS
    assert letter.payload == {"n": 0}
    assert await open_jobs() == 0


async def test_it_believes_a_job_that_gives_up() -> None:
    await enqueue()
    assert await jobs.Runner({"work": give_up}).run_due() == 1
    [letter] = await queries.dead_letters()
    assert letter.error == "GiveUp: no such photo"


async def test_it_lets_a_person_retry_a_dead_letter() -> None:
    await enqueue()
    await jobs.Runner({"work": give_up}).run_due()
    [letter] = await queries.dead_letters()
    async with storage.transaction():
        assert await retry(letter.id)
        assert not await retry(letter.id)
    log = Log()
    assert await jobs.Runner({"work": log}).run_due() == 1
    assert await queries.dead_letters() == []


async def test_it_buries_what_failed_elsewhere() -> None:
    async with storage.transaction():
        jobs.bury("reaction.readiness", {"seq": 7}, "ValueError: odd")
    [letter] = await queries.dead_letters()
    assert (letter.name, letter.payload, letter.error) == ("reaction.readiness", {"seq": 7}, "ValueError: odd")


async def test_it_pages_dead_letters() -> None:
    async with storage.transaction():
        for n in range(5):
            jobs.bury("work", {"n": n}, "bad")
    first = await queries.dead_letters(limit=2)
    rest = await queries.dead_letters(before=first[-1].id, limit=10)
    assert len(first) == 2
    assert len(rest) == 3
    assert {letter.payload["n"] for letter in first + rest} == set(range(5))


async def test_it_forgets_old_jobs_but_no_dead_letters() -> None:
    await enqueue(2)
    await jobs.Runner({"work": Log()}).run_due()
    async with storage.transaction():
        jobs.bury("work", {}, "bad")
        assert await jobs.actions.prune(clock.now() + timedelta(days=1)) == 2
    assert len(await queries.dead_letters()) == 1


async def test_it_never_claims_twice_with_four_runners() -> None:
    runs: Counter[int] = Counter()

    async def work(payload: dict[str, Any]) -> None:
        runs[payload["n"]] += 1
        await asyncio.sleep(0)

    await enqueue(400)
    runners = [jobs.Runner({"work": work}, workers=8) for _ in range(4)]
    ran = await asyncio.gather(*(runner.run_due() for runner in runners))
    assert sum(ran) == 400
    assert runs == Counter(range(400))


OTHER_PLANS = ("hashagg", "hashjoin", "mergejoin", "indexscan", "bitmapscan")


@ONLY_POSTGRES
async def test_it_claims_no_more_than_asked_for_however_the_update_is_planned() -> None:
    """The planner thinks that there is one job, and joins it in a loop with the due ones: a subselect there would be
    looked at anew after each job that was taken, and find the next ones."""
    await enqueue(run_at=START)
    async with storage.transaction():
        await storage.execute("ANALYZE job")
    for seconds in range(1, 40):
        await enqueue(run_at=START + timedelta(seconds=seconds))
    with clock.travel(START + LEASE):
        async with storage.transaction():
            for plan in OTHER_PLANS:
                await storage.execute(f"SET LOCAL enable_{plan} = off")
            claimed = await claims.claim(["work"], 4, LEASE)
    assert len(claimed) == 4


async def test_it_takes_up_what_another_runner_dropped() -> None:
    log = Log()
    with clock.travel(START):
        await enqueue()
        [claimed] = await claims.claim(["work"], 10, LEASE)
        assert await jobs.Runner({"work": log}).run_due() == 0
    with clock.travel(START + LEASE + timedelta(seconds=1)):
        assert await jobs.Runner({"work": log}).run_due() == 1
        async with storage.transaction():
            assert not await claims.settle(claimed)  # too late: the job is another's
    assert log.seen == [0]


async def test_it_lets_nobody_settle_what_another_works_on() -> None:
    with clock.travel(START):
        await enqueue()
        [late] = await claims.claim(["work"], 10, LEASE)
    with clock.travel(START + LEASE + timedelta(seconds=1)):
        [working] = await claims.claim(["work"], 10, LEASE)
        async with storage.transaction():
            assert not await claims.settle(late)
            assert not await claims.postpone(late, START, "late")
            assert not await claims.give_up(late, "late")
            assert await claims.settle(working)


async def test_it_keeps_a_renewed_lease() -> None:
    with clock.travel(START):
        await enqueue()
        claimed = await claims.claim(["work"], 10, LEASE)
    with clock.travel(START + LEASE / 2):
        await claims.renew(claimed, LEASE)
    with clock.travel(START + LEASE + timedelta(seconds=1)):
        assert await jobs.Runner({"work": Log()}).run_due() == 0


VICTIM = """
import asyncio, sys
from heating import jobs, storage

async def work(payload):
    print("working", flush=True)
    await asyncio.sleep(60)

async def main():
    await storage.open(sys.argv[1])
    await jobs.Runner({"work": work}).start()
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_it_loses_nothing_when_a_process_is_killed(database: str) -> None:
    await enqueue()
    await storage.close()
    await asyncio.to_thread(kill_while_working, database)
    await storage.open(database)
    log = Log()
    assert await jobs.Runner({"work": log}).run_due() == 0
    with clock.travel(clock.now() + LEASE + timedelta(seconds=1)):
        assert await jobs.Runner({"work": log}).run_due() == 1
    assert log.seen == [0]


def kill_while_working(database: str) -> None:
    with subprocess.Popen([sys.executable, "-c", VICTIM, database], stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == "working\n"
        victim.send_signal(signal.SIGKILL)


async def test_it_works_in_the_background_until_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heating.jobs.runner._LOOK_AGAIN", 600.0)
    done = asyncio.Event()

    async def work(_payload: dict[str, Any]) -> None:
        done.set()

    runner = jobs.Runner({"work": work})
    await runner.start()
    await enqueue()
    async with asyncio.timeout(60):  # woken by the commit, before it looks by itself
        await done.wait()
    await runner.stop()
    assert await open_jobs() == 0


async def test_it_waits_for_running_jobs_when_stopped() -> None:
    begun = asyncio.Event()
    log = Log()

    async def work(payload: dict[str, Any]) -> None:
        begun.set()
        await asyncio.sleep(0.05)
        await log(payload)

    runner = jobs.Runner({"work": work})
    await runner.start()
    await enqueue()
    await begun.wait()
    await runner.stop(patience=60)
    assert log.seen == [0]
    assert await open_jobs() == 0


async def test_it_waits_for_jobs_that_it_is_just_taking_when_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    taken, log, claim = asyncio.Event(), Log(), claims.claim

    async def claim_slowly(*wanted: Any) -> list[claims.Claimed]:
        found = await claim(*wanted)
        taken.set()
        await asyncio.sleep(0.05)
        return found

    async def work(payload: dict[str, Any]) -> None:
        await asyncio.sleep(0.05)
        await log(payload)

    monkeypatch.setattr(claims, "claim", claim_slowly)
    await enqueue()
    runner = jobs.Runner({"work": work})
    await runner.start()
    await taken.wait()
    await runner.stop(patience=60)
    assert log.seen == [0]
    assert await open_jobs() == 0


async def test_it_drops_what_takes_too_long_when_stopped() -> None:
    begun = asyncio.Event()

    async def work(_payload: dict[str, Any]) -> None:
        begun.set()
        await asyncio.sleep(60)

    runner = jobs.Runner({"work": work})
    await runner.start()
    await enqueue()
    await begun.wait()
    await runner.stop(patience=0.01)
    assert await open_jobs() == 1
