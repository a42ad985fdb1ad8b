"""A long history: inspections and hazards of past seasons, copied in the database from those the demo city has."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_CHUNK = 50_000
_NO_OTHERS: Mapping[str, str] = MappingProxyType({})
_FRESH = "printf('%08x-%04x-7000-8000-000000000000', (:start + n) / 65536, (:start + n) % 65536)"
# earlier than the copied one by so many minutes that the copies spread over the seasons before
_EARLIER = "strftime('%Y-%m-%d %H:%M:%f000+00:00', {column}, '-' || (:start + n + 60000) || ' minutes')"


_MOMENTS = frozenset({
    "happened_at", "received_at", "started_at", "finished_at", "due_at", "confirmed_at", "rectify_due_at",
    "rectified_at", "closed_at", "planned_at", "supervised_at",
})  # fmt: skip


def grow(database: Path, table: str, to: int, others: Mapping[str, str] = _NO_OTHERS) -> int:
    """Copy rows of `table` with new ids and earlier times until it holds `to`. Returns the bytes of the database.

    `others` are the SQL of columns that are not copied; `:start + n` counts the rows, `template` is the one copied.
    """
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-600000")  # kB: all indexes of the table while it grows
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        templates = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        have = templates
        while have < to:
            count = min(_CHUNK, to - have)
            connection.execute(_copying(table, columns, templates, others), {"start": have, "count": count})
            connection.commit()
            have += count
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("ANALYZE")
    return database.stat().st_size


def _copying(table: str, columns: list[str], templates: int, others: Mapping[str, str]) -> str:
    values = [others.get(column) or _value(column) for column in columns]
    return (
        "WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :count)"
        f' INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)}'
        f' FROM number JOIN "{table}" template ON template.rowid = (:start + n) % {templates} + 1'
    )


def _value(column: str) -> str:
    if column == "id":
        return _FRESH
    if column == "number":
        return "printf('YH-1990-%08d', :start + n)"
    if column in _MOMENTS:
        return _EARLIER.format(column=f"template.{column}")
    if column in ("replaces_id", "replaced_by_id", "quarantined_at"):
        return "NULL"
    return f"template.{column}"
