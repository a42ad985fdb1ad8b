"""A long history: inspections of past seasons, copied in the database from those the demo city has."""

import sqlite3
from pathlib import Path

_CHUNK = 50_000
_FRESH = "printf('%08x-%04x-7000-8000-000000000000', (:start + n) / 65536, (:start + n) % 65536)"
# earlier than the copied one by so many minutes that the copies spread over the seasons before
_EARLIER = "strftime('%Y-%m-%d %H:%M:%f000+00:00', {column}, '-' || (:start + n + 60000) || ' minutes')"


def grow(database: Path, table: str, to: int) -> int:
    """Copy rows of `table` with new ids and earlier times until it holds `to`. Returns the bytes of the database."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        templates = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        have = templates
        while have < to:
            count = min(_CHUNK, to - have)
            connection.execute(_copying(table, columns, templates), {"start": have, "count": count})
            connection.commit()
            have += count
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("ANALYZE")
    return database.stat().st_size


def _copying(table: str, columns: list[str], templates: int) -> str:
    values = [_value(column) for column in columns]
    return (
        "WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :count)"
        f' INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(values)}'
        f' FROM number JOIN "{table}" template ON template.rowid = (:start + n) % {templates} + 1'
    )


def _value(column: str) -> str:
    if column == "id":
        return _FRESH
    if column in ("happened_at", "received_at", "started_at", "finished_at"):
        return _EARLIER.format(column=f"template.{column}")
    if column in ("replaces_id", "replaced_by_id", "quarantined_at"):
        return "NULL"
    return f"template.{column}"
