"""Inspections accepted durably through HTTP, beside plain executemany of the same rows into the same tables."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import uuid4

from tests.bench import load
from tests.bench.city import City, Person
from tests.bench.figures import Figure, at_least, at_most
from tests.bench.inspections import ANSWERS, Ground, prepare, pushes
from tests.bench.raw_rows import marks, write_again

CLIENTS = 8
ROUNDS = 3
# inspections a request -> requests a round, enough for several seconds
REQUESTS = {1: 6_000, 10: 1_200, 50: 320}
SHARE_OF_RAW = {1: 0.0, 10: 0.0, 50: 0.6}
SINGLE_PUSHES = 2_000.0
PUSH_P99_MS = 250.0


class Rates(NamedTuple):
    """Inspections a second, through HTTP and by plain executemany."""

    http: float
    raw: float
    requests: float


def figures(city: City, folder: Path) -> Iterator[Figure]:
    crew = city.sign_in("crew_member")
    ground = prepare(city, crew.pull()[0])
    city.settle()
    empty = _without_operations(city, crew, folder)
    for each in REQUESTS:
        rounds = [_round(city, crew, ground, each, folder) for _ in range(ROUNDS)]
        http, raw = median(r.http for r in rounds), median(r.raw for r in rounds)
        share = SHARE_OF_RAW[each]
        name = f"inspections/s, {ANSWERS} answers, {each} per request, {CLIENTS} clients"
        met = http / raw >= share and (each > 1 or at_least(SINGLE_PUSHES)(http))
        target = f">= {SINGLE_PUSHES:,.0f}/s" if each == 1 else (f">= x{share}" if share else "-")
        yield Figure(name, http, "/s", raw, f"executemany, {each} per transaction", target, met)
        if each == 1:
            yield Figure(
                "of which through HTTP alone: pushes/s", http, "/s", empty, "pushes without operations", "-", True
            )
    yield _while_read(city, crew, ground, folder)


def _round(city: City, crew: Person, ground: Ground, each: int, folder: Path) -> Rates:
    requests = _requests(city, crew, ground, REQUESTS[each], each)
    before = folder / "before.db"
    since = marks(city.database)
    copy(city.database, before)
    outcome = asyncio.run(load.run_apart(load.Load(city.url, requests, CLIENTS), folder))
    _check(outcome, len(requests))
    units = len(requests) * each
    raw = write_again(city.database, since, before, units, each)
    forget(before)
    return Rates(units / outcome.seconds, units / raw, len(requests) / outcome.seconds)


def _without_operations(city: City, crew: Person, folder: Path) -> float:
    """Requests a second that are read, let in and answered, and write nothing: no push can be faster."""
    body = json.dumps({"device": str(uuid4()), "operations": []}).encode()
    request = load.request_bytes("POST", city.url, "/api/sync/push", crew.headers, body)
    outcome = asyncio.run(load.run_apart(load.Load(city.url, [request] * REQUESTS[1], CLIENTS), folder))
    _check(outcome, REQUESTS[1])
    return REQUESTS[1] / outcome.seconds


def _requests(city: City, crew: Person, ground: Ground, count: int, each: int) -> list[bytes]:
    bodies = pushes(ground, count, each)
    return [load.request_bytes("POST", city.url, "/api/sync/push", crew.headers, body) for body in bodies]


def _check(outcome: load.Outcome, requests: int) -> None:
    if outcome.statuses != {200: requests} or outcome.refused:
        raise RuntimeError(f"not all was accepted: {outcome.statuses}, refused {outcome.refused}")


def copy(database: Path, to: Path) -> None:
    forget(to)
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as source, sqlite3.connect(to) as target:
        source.backup(target)


def forget(database: Path) -> None:
    for end in ("", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _while_read(city: City, crew: Person, ground: Ground, folder: Path) -> Figure:
    """p99 of single pushes while lists and dashboards are read by four others, beside the p99 of pushes alone."""
    (folder / "readers").mkdir(exist_ok=True)
    alone, among = asyncio.run(_alone_and_among_readers(city, crew, ground, folder))
    milliseconds = among.percentile(0.99) * 1000
    met = at_most(PUSH_P99_MS)(milliseconds)
    name = f"push p99 while lists and dashboards are read ({len(among.latencies) / among.seconds:,.0f} pushes/s)"
    return Figure(name, milliseconds, "ms", alone.percentile(0.99) * 1000, "pushes alone", "<= 250 ms", met)


async def _alone_and_among_readers(
    city: City, crew: Person, ground: Ground, folder: Path
) -> tuple[load.Outcome, load.Outcome]:
    leader = city.sign_in("city_leader")
    paths = ("/api/readiness", "/api/inspections?limit=50", "/api/hazards?limit=50")
    reads = [load.request_bytes("GET", city.url, path, leader.headers) for path in paths * 400]
    alone = await load.run_apart(load.Load(city.url, _requests(city, crew, ground, 4_000, 1), CLIENTS), folder)
    among, read = await asyncio.gather(
        load.run_apart(load.Load(city.url, _requests(city, crew, ground, 4_000, 1), CLIENTS), folder),
        load.run_apart(load.Load(city.url, reads, 4), folder / "readers"),
    )
    for outcome, count in ((alone, 4_000), (among, 4_000), (read, len(reads))):
        _check(outcome, count)
    return alone, among
