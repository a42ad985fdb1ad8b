"""Writing the change log. Its numbers come from one counter row, which is locked last and until the commit: numbers
become visible in their order, so a reader that remembers the last number it saw never skips one. A sequence does not
give that; under concurrent writers more than half of the rows were skipped."""

import secrets
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, Protocol
from uuid import UUID

from heating.lib import clock
from heating.lib.ids import text_of
from heating.storage.models import ChangeRow
from heating.storage.placeholders import translated
from heating.storage.routing import dialect
from heating.storage.rows import Batch, encoder

Op = Literal["upsert", "delete"]
CHANNEL = "heating_changes"

_ADVANCE = "UPDATE sync_counter SET n = n + ? WHERE id = 1 RETURNING n"
_BEGIN = "INSERT INTO sync_counter (id, n, floor, epoch) VALUES (1, 0, 0, ?) ON CONFLICT DO NOTHING"


class PendingChange(NamedTuple):
    """A row that changed, and who may see it; empty paths are visible to everyone."""

    kind: str
    row_id: UUID | str
    organization: str
    area: str
    op: Op


class Connection(Protocol):
    """The open transaction's connection, of either engine."""

    async def insert_batches(self, batches: Sequence[Batch]) -> None: ...

    async def insert_last(self, batches: Sequence[Batch]) -> None: ...

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[Any]]: ...

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]: ...


async def append(connection: Connection, changes: Sequence[PendingChange]) -> int:
    """Give the changes their numbers and write them; answers the last number."""
    last = await _advance(connection, len(changes))
    first = last - len(changes) + 1
    at = clock.now()
    rows = [
        {
            "seq": first + place,
            "kind": change.kind,
            "row_id": text_of(change.row_id),
            "op": change.op,
            "organization_path": change.organization,
            "area_path": change.area,
            "at": at,
        }
        for place, change in enumerate(changes)
    ]
    await connection.insert_last([encoder(ChangeRow, dialect()).encode(rows)])
    if dialect() == "postgres":
        await connection.execute_query_dict("SELECT pg_notify($1, $2)", [CHANNEL, str(last)])
    return last


def latest_only(changes: Sequence[PendingChange]) -> list[PendingChange]:
    """Of several changes of one row in one scope only the last counts."""
    latest: dict[tuple[object, ...], PendingChange] = {}
    for change in changes:
        key = change[:4]
        latest.pop(key, None)
        latest[key] = change
    return list(latest.values())


async def begin(connection: Connection) -> None:
    """Give the log its name and its counter, unless it has them."""
    await connection.execute_query(translated(_BEGIN), [secrets.token_hex(16)])


async def _advance(connection: Connection, step: int) -> int:
    rows = await connection.execute_query_dict(translated(_ADVANCE), [step])
    if not rows:
        await begin(connection)
        rows = await connection.execute_query_dict(translated(_ADVANCE), [step])
    last: int = rows[0]["n"]
    return last
