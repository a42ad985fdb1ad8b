"""Hazard lists over 500,000 hazards beside 50,000, for those who see little and those who see everything; and how long
after its due time a late hazard has gone up to a person, on a server that does everything else as well."""

import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from uuid import uuid4

from tests.bench.city import City, Person, running_city
from tests.bench.figures import Figure, at_most
from tests.bench.history import grow

FEW, MANY = 50_000, 500_000
REPEATS = 100
SLOWER = 2.0
P99_MS = 150.0
LATE, APART = 60, timedelta(seconds=1)
SOON = timedelta(seconds=5)
LATENCY_SECONDS = 20.0
"""The sweep looks every 15 seconds."""
LISTS: tuple[tuple[str, str], ...] = (
    ("city_leader", "/api/hazards?limit=50"),
    ("city_leader", "/api/hazards?limit=50&overdue=true&sort=due"),
    ("city_leader", "/api/hazards?limit=50&grade=major&open=true"),
    ("company_manager", "/api/hazards?limit=50"),
    ("company_manager", "/api/hazards?limit=50&open=true&sort=due"),
    ("safety_officer", "/api/hazards?limit=50&status=reported"),
    ("crew_member", "/api/hazards?limit=50"),
    ("crew_member", "/api/hazards?limit=50&mine=true&sort=due"),
    ("safety_officer", "/api/hazards/verification-queue"),
    ("safety_officer", "/api/hazards/board"),
)


_CREWS = 13
_PATHS = ("organization_path", "unit_path")
_SPREAD = (
    "CASE (:start + n) % " + str(_CREWS) + " WHEN 0 THEN template.{0}"
    " ELSE rtrim(template.{0}, '/') || '-' || ((:start + n) % " + str(_CREWS) + ") || '/' END"
)
"""Each crew of the demo city stands for as many: a large city has about a hundred of them."""
_IS_OPEN = "(:start + n) % 40 = 0"
"""Of past seasons nearly all are closed: some ten thousand are open at a time."""
_OTHERS = {
    **{column: _SPREAD.format(column) for column in _PATHS},
    "status": f"CASE WHEN {_IS_OPEN} THEN template.status ELSE 'closed' END",
    "due_at": f"CASE WHEN {_IS_OPEN} THEN template.due_at END",
}


class Costs(NamedTuple):
    """Milliseconds."""

    middle: float
    p99: float


def figures(folder: Path, port: int) -> Iterator[Figure]:
    with running_city(folder, port):
        pass  # makes the city whose hazards are copied
    few = _measure(folder, port, FEW)
    many = _measure(folder, port, MANY)
    for (role, path), costs in many.items():
        baseline = few[role, path].p99
        met = costs.p99 <= P99_MS or at_most(SLOWER)(costs.p99 / baseline)
        name = f"{path.removeprefix('/api/')}, {role}, p99 of {MANY:,}"
        yield Figure(name, costs.p99, "ms", baseline, f"{FEW:,} hazards", f"<= {P99_MS:.0f} ms or x{SLOWER}", met)
    with running_city(folder, port) as city:
        city.settle()
        latencies = _latencies(city)
    worst, name = max(latencies), f"from due to told, worst of {LATE}, {MANY:,} hazards"
    met = len(latencies) == LATE and worst <= LATENCY_SECONDS
    yield Figure(name, worst, "s", median(latencies), "median", f"<= {LATENCY_SECONDS:.0f} s", met)


def _measure(folder: Path, port: int, hazards: int) -> dict[tuple[str, str], Costs]:
    grow(folder / "heating.db", "hazard", hazards, _OTHERS)
    with running_city(folder, port) as city:
        people = {role: city.sign_in(role) for role in {role for role, _ in LISTS}}
        city.settle()
        return {(role, path): _costs(people[role], path) for role, path in LISTS}


def _costs(person: Person, path: str) -> Costs:
    timings = [_once(person, path) for _ in range(REPEATS)]
    return Costs(median(timings), quantiles(timings, n=100)[-1])


def _once(person: Person, path: str) -> float:
    request = urllib.request.Request(person.city.url + path, headers=person.headers)
    started = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return (time.perf_counter() - started) * 1000


def _latencies(city: City) -> list[float]:
    """Seconds between the due time of each clock and the message that says so."""
    first = datetime.now(UTC) + SOON
    due = {str(uuid4()): first + APART * number for number in range(LATE)}
    with sqlite3.connect(city.database, timeout=60) as connection:
        (responsible, organization, area) = connection.execute(_ANYBODY).fetchone()
        connection.executemany(
            _CLOCK,
            [(id, id, id, moment, moment, moment, responsible, organization, area) for id, moment in _texts(due)],
        )
    time.sleep((APART * LATE + SOON).total_seconds() + LATENCY_SECONDS)
    with sqlite3.connect(city.database, timeout=60) as connection:
        told = connection.execute(
            "SELECT subject_id, min(created_at) FROM notification WHERE kind = 'deadline.passed' GROUP BY subject_id"
        ).fetchall()
    return [(datetime.fromisoformat(at) - due[id]).total_seconds() for id, at in told if id in due]


def _texts(due: dict[str, datetime]) -> list[tuple[str, str]]:
    return [(id, moment.isoformat(" ")) for id, moment in due.items()]


_ANYBODY = "SELECT id, organization_path, 'taiyuan/' FROM user_account WHERE role = 'crew_member' LIMIT 1"
_CLOCK = """
    INSERT INTO deadline (id, subject_kind, subject_id, name, open_key, title, title_en, link, amount_n, amount_unit,
        calendar_key, started_at, due_at, outcome, ladder_key, step, look_after, responsible_id, organization_path,
        area_path, urgent, version)
    VALUES (?, 'hazard', ?, 'rectify', ?, 'YH-2026-000001', '', '/app/hazards/1', 7, 'days', 'city', ?, ?, 'open',
        'ordinary', 0, ?, ?, ?, ?, 0, 1)
"""
