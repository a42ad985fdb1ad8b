"""The first pull of a crew member's phone, beside the same rows read and encoded plainly."""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.city import City, Json, Person
from tests.bench.figures import Figure, at_most

ROUNDS = 9
_MOST_MS = 1_000.0
_TABLES = {
    "asset": "asset",
    "site": "site",
    "label": "label",
    "asset_state": "subject_state",
    "hazard": "hazard",
    "checklist": "checklist_version",
    "kind": "asset_kind",
    "season": "season",
}


def figures(city: City, folder: Path) -> Iterator[Figure]:
    del folder
    crew = city.sign_in("crew_member")
    changes, size, _ = crew.pull()
    pulled = median(_pull(crew) for _ in range(ROUNDS)) * 1000
    plain = median(_read_plainly(city, changes) for _ in range(ROUNDS)) * 1000
    name = f"first pull, {len(changes)} rows, {size / 1024:,.0f} KB before compression"
    yield Figure(name, pulled, "ms", plain, "SELECT and json.dumps", "<= 1,000 ms", at_most(_MOST_MS)(pulled))


def _pull(person: Person) -> float:
    return person.pull()[2]


def _read_plainly(city: City, changes: list[Json]) -> float:
    """Seconds for as many rows of the same tables."""
    counts = {kind: sum(change["kind"] == kind for change in changes) for kind in _TABLES}
    with sqlite3.connect(f"file:{city.database}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        started = time.perf_counter()
        for kind, table in _TABLES.items():
            rows = connection.execute(f'SELECT * FROM "{table}" LIMIT ?', (counts[kind],)).fetchall()
            json.dumps([dict(row) for row in rows], ensure_ascii=False)
        return time.perf_counter() - started
