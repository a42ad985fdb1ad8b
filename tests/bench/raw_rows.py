"""The baseline of the pushes: the very rows they made, written by plain executemany with the same durability."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA wal_autocheckpoint=10000",
    "PRAGMA journal_size_limit=67108864",
)


Rows = dict[str, list[tuple[object, ...]]]

_BACKGROUND = {"job"}
"""Written meanwhile by the server's periodic work, not by the pushes."""


@dataclass(frozen=True)
class Marks:
    """The last row of every table, before a measurement."""

    last: dict[str, int]


def marks(database: Path) -> Marks:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return Marks({name: _last_row(connection, name) for name in _tables(connection)})


def write_again(database: Path, since: Marks, before: Path, units: int, each: int) -> float:
    """Write every row that came after `since` into `before` (a copy of the database as it was then), `each` of the
    `units` per transaction. Returns the seconds."""
    new = rows_since(database, since)
    batches = units // each
    with sqlite3.connect(before, isolation_level=None) as connection:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        started = time.perf_counter()
        for number in range(batches):
            connection.execute("BEGIN IMMEDIATE")
            for statement, rows in share(new, number, batches):
                connection.executemany(statement, rows)
            connection.execute("COMMIT")
        return time.perf_counter() - started


def share(new: Rows, number: int, of: int) -> list[tuple[str, list[tuple[object, ...]]]]:
    """The `number`-th of `of` equal parts of every table's rows."""
    return [
        (statement, rows[len(rows) * number // of : len(rows) * (number + 1) // of]) for statement, rows in new.items()
    ]


def rows_since(database: Path, since: Marks) -> Rows:
    """Insert statement → the rows that came after `since`."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = {}
        for name, last in since.last.items():
            rows = connection.execute(f'SELECT * FROM "{name}" WHERE rowid > ?', (last,)).fetchall()
            if rows:
                found[f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})'] = rows
    return found


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(query) if name not in _BACKGROUND]


def _last_row(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT coalesce(max(rowid), 0) FROM "{table}"').fetchone()[0])
