"""What leaders read, over 2,000,000 inspections beside 200,000; and the memory of the server that answers."""

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.city import Person, running_city
from tests.bench.figures import Figure, at_most
from tests.bench.history import grow

FEW, MANY = 200_000, 2_000_000
REPEATS = 60
SLOWER = 1.5
PAGES = {
    "readiness of the city": "/api/readiness",
    "readiness by site, 50 rows": "/api/readiness/sites?limit=50",
    "newest inspections, 50 rows": "/api/inspections?limit=50",
}


def figures(folder: Path, port: int) -> Iterator[Figure]:
    with running_city(folder, port):
        pass  # makes the city whose inspections are copied
    few, _, _ = _measure(folder, port, FEW)
    many, memory, gigabytes = _measure(folder, port, MANY)
    for name in PAGES:
        label = f"{name}, {MANY:,} inspections ({gigabytes:.1f} GB)"
        met = at_most(SLOWER)(many[name] / few[name])
        yield Figure(label, many[name], "ms", few[name], f"{FEW:,} inspections", f"<= x{SLOWER}", met)
    started, busy = memory
    yield Figure("server memory after that", busy, "MB", started, "just started", "<= 250 MB", busy <= 250)


def _measure(folder: Path, port: int, inspections: int) -> tuple[dict[str, float], tuple[float, float], float]:
    """Median milliseconds of each page; memory in MB before and after; gigabytes of the database."""
    size = grow(folder / "heating.db", "inspection", inspections)
    with running_city(folder, port) as city:
        leader, before = city.sign_in("city_leader"), city.memory_mb()
        timings = {name: _milliseconds(leader, path) for name, path in PAGES.items()}
        return timings, (before, city.memory_mb()), size / 1e9


def _milliseconds(person: Person, path: str) -> float:
    return median(_once(person, path) for _ in range(REPEATS)) * 1000


def _once(person: Person, path: str) -> float:
    request = urllib.request.Request(person.city.url + path, headers=person.headers)
    started = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        answer.read()
    return time.perf_counter() - started
