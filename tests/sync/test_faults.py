"""Sync under faults: lost 0, duplicated 0.

Crews of three phones (two devices of one person, one of a colleague) send to the real server over lines that fail in
every way, while the server is killed and started again, apps die and clocks jump. Every run has its seed. `make faults
RUNS=1000` makes as many as one likes.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.sync.seeding import Seeds, seed_apart
from tests.sync.server import Server
from tests.sync.simulation import Crew, faults

RUNS = int(os.environ.get("HEATING_FAULT_RUNS", "20"))
FIRST_SEED = int(os.environ.get("HEATING_FAULT_SEED", "1"))
LABELS_PER_RUN = 10
LANES = 4
"""Crews that work at the same time."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Seeds]:
    directory = tmp_path_factory.mktemp("faults")
    return directory, seed_apart(directory, RUNS * LABELS_PER_RUN)


@pytest.fixture
async def server(seeds: tuple[Path, Seeds]) -> AsyncIterator[Server]:
    server = Server(seeds[0])
    await server.start()
    yield server
    await server.stop()


async def test_nothing_is_lost_and_nothing_doubled(server: Server, seeds: tuple[Path, Seeds]) -> None:
    directory, seeded = seeds
    seen: Counter[str] = Counter()
    wrong: dict[int, list[str]] = {}
    waiting = iter(range(FIRST_SEED, FIRST_SEED + RUNS))
    labels = iter(seeded.labels)

    async def lane(waiting: Iterator[int]) -> None:
        for seed in waiting:
            crew = Crew(server, seeded, seed, labels)
            await crew.work()
            if found := await faults(crew, directory / "heating.db"):
                wrong[seed] = found
            seen.update(crew.proxy.faults)

    async with asyncio.TaskGroup() as tasks:
        killing = tasks.create_task(_kill_now_and_then(server))
        lanes = [tasks.create_task(lane(waiting)) for _ in range(LANES)]
        await asyncio.wait(lanes)
        killing.cancel()
    assert wrong == {}, f"seeds with faults (HEATING_FAULT_SEED, HEATING_FAULT_RUNS=1): {wrong}"
    if RUNS >= 20:
        assert server.kills >= 2
        assert min(seen.values()) >= 10, f"a fault hardly ever happened: {seen}"


async def test_the_books_are_in_order_after_all_that(server: Server, seeds: tuple[Path, Seeds]) -> None:
    """The audit's chain, references, sums and photos."""
    assert await server.stop() in (0, -signal.SIGTERM)
    environment = {**os.environ, "HEATING_DATA": str(seeds[0])}
    environment.pop("HEATING_FAULT_RUNS", None)
    environment.pop("HEATING_FAULT_SEED", None)
    checked = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "heating", "check"], env=environment, capture_output=True, timeout=300
    )
    assert checked.returncode == 0, checked.stdout.decode()[-3000:] + checked.stderr.decode()[-3000:]
    await server.start()


async def _kill_now_and_then(server: Server) -> None:
    chance = random.Random(FIRST_SEED)
    while True:
        await asyncio.sleep(2 + 3 * chance.random())
        await server.kill()
        await asyncio.sleep(chance.random() * 0.3)
        await server.start()
