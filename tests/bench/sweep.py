"""The sweep over open clocks: what it costs beside how many there are, and beside how many are due."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating import storage
from heating.accounts import tree_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.deadlines import queries, sweeping
from heating.deadlines.schemas import DeadlineFilter
from heating.lib import clock
from tests.bench.figures import Figure, at_most
from tests.cast import AREAS, CITY, CREW_A, JUHE, ONE, ORGANIZATIONS, XINGHUALING, Cast

FEW, MANY = 10_000, 1_000_000
TURNS = 3
"""The two are measured in turn, so that what else the machine does falls on both."""
ROUNDS, EACH = 5, 500
IDLE_ROUNDS = 200
STORM = 10_000
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
"""A midnight in the city, when all day classes of the day become due."""
IDLE_MS = 1.0
SLOWER = 1.5
STORM_SECONDS = 60.0


class City(NamedTuple):
    database: Path
    people: list[str]
    """Ids of those who answer for the clocks."""


class Costs(NamedTuple):
    """Milliseconds of a sweep when nothing is due and when 500 clocks are; of the first page of overdue clocks; seconds
    until all of a storm was told."""

    idle: float
    busy: float
    page: float
    storm: float


def figures(folder: Path) -> Iterator[Figure]:
    cities = [asyncio.run(_build(folder / f"{clocks}.db", clocks)) for clocks in (FEW, MANY)]
    turns = [[asyncio.run(_measure(city)) for city in cities] for _ in range(TURNS)]
    few, many = (Costs(*map(median, zip(*measured, strict=True))) for measured in zip(*turns, strict=True))
    met = at_most(IDLE_MS)(many.idle)  # tenths of a millisecond: their ratio would say little
    name, baseline = f"sweep, nothing due, {MANY:,} clocks", f"{FEW:,} clocks"
    yield Figure(name, many.idle, "ms", few.idle, baseline, f"<= {IDLE_MS} ms", met)
    for name, at_many, at_few in (
        (f"sweep, {EACH} due, each told to a person", many.busy, few.busy),
        ("first page of overdue clocks", many.page, few.page),
    ):
        met = at_most(SLOWER)(at_many / at_few)
        yield Figure(f"{name}, {MANY:,} clocks", at_many, "ms", at_few, baseline, f"<= x{SLOWER}", met)
    name = f"{STORM:,} due at one midnight, until all are told, {MANY:,} clocks"
    met = at_most(STORM_SECONDS)(many.storm)
    yield Figure(name, many.storm, "s", few.storm, baseline, f"<= {STORM_SECONDS:.0f} s", met)


async def _build(database: Path, clocks: int) -> City:
    """A city in which nothing is due yet."""
    url = f"sqlite:///{database}"
    await storage.migrate.run(url)
    await storage.open(url)
    try:
        city = City(database, await _people())
    finally:
        await storage.close()
    _insert(city, clocks, "+1 day", minutes=80_000)
    with sqlite3.connect(database) as connection:
        connection.execute("ANALYZE")
    return city


async def _measure(city: City) -> Costs:
    await storage.open(f"sqlite:///{city.database}")
    try:
        with clock.travel(NOW):
            idle = await _median(_sweep, IDLE_ROUNDS)
            _insert(city, ROUNDS * EACH, "-1 minute")
            busy = await _median(_sweep, ROUNDS)
            page = await _median(_page, IDLE_ROUNDS)
            _insert(city, STORM, "-1 minute")
            started = time.perf_counter()
            await sweeping.sweep_all(ZONE, EACH)
            return Costs(idle, busy, page, time.perf_counter() - started)
    finally:
        await storage.close()


async def _people() -> list[str]:
    """A company with a hundred crew members, and those above them."""
    for organization in ORGANIZATIONS:
        await tree_actions.create_organization(system_actor(), organization)
    for area in AREAS:
        await tree_actions.create_area(system_actor(), area)
    cast = Cast()
    await cast.add("mary", Role.COMPANY_MANAGER, ONE)
    await cast.add("dora", Role.DISTRICT_OFFICER, CITY, XINGHUALING)
    await cast.add("leo", Role.CITY_LEADER, CITY)
    return [str((await cast.add(f"crew{number}", Role.CREW_MEMBER, CREW_A)).id) for number in range(100)]


def _insert(city: City, count: int, due: str, minutes: int = 1) -> None:
    """Open clocks that are due at `due` from now, spread over so many minutes after it."""
    with sqlite3.connect(city.database) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        have = connection.execute("SELECT count(*) FROM deadline").fetchone()[0]
        connection.execute("CREATE TEMP TABLE person (n INTEGER PRIMARY KEY, id TEXT)")
        connection.executemany("INSERT INTO person VALUES (?, ?)", enumerate(city.people))
        given = {"start": have, "count": count, "now": NOW.isoformat(" "), "due": due, "minutes": minutes}
        connection.execute(_INSERT, given)


_INSERT = f"""
    WITH RECURSIVE number(n) AS (SELECT :start UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :start + :count),
    clock AS (
        SELECT n, printf('%08x-%04x-7000-8000-000000000000', n / 65536, n % 65536) AS id,
            strftime('%Y-%m-%d %H:%M:%S+00:00', :now, :due, '+' || (n % :minutes) || ' minutes') AS due_at
        FROM number
    )
    INSERT INTO deadline (id, subject_kind, subject_id, name, open_key, title, title_en, link, amount_n, amount_unit,
        calendar_key, started_at, due_at, outcome, ladder_key, step, look_after, responsible_id, organization_path,
        area_path, urgent, version)
    SELECT clock.id, 'hazard', clock.id, 'rectify', clock.id || ' rectify', 'YH-2026-' || clock.n, '', '/app/hazards/1',
        7, 'days', 'city', '2026-11-13 08:00:00+00:00', due_at, 'open', 'ordinary', 0, due_at, person.id, '{CREW_A}',
        '{JUHE}', 0, 1
    FROM clock JOIN person ON person.n = clock.n % 100
"""


async def _sweep() -> None:
    await sweeping.sweep(ZONE, EACH)


async def _page() -> None:
    await queries.matching(system_actor(), DeadlineFilter(overdue=True))


async def _median(work: Callable[[], Awaitable[None]], rounds: int) -> float:
    """Milliseconds."""
    costs = []
    for _ in range(rounds):
        started = time.perf_counter()
        await work()
        costs.append(time.perf_counter() - started)
    return median(costs) * 1000
