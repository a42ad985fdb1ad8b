"""Reading entries: for people, filtered and newest first; for followers and the check, in their order."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating.audit.rules import NOTHING, Entry, Head
from heating.lib.areas import prefix_range
from heating.storage import fetch, fetch_as

_SELECT = (
    "SELECT seq, at, actor_id, actor_name, action, subject_kind, subject_id, organization_path AS organization,"
    " area_path AS area, detail_json, previous_hash, hash FROM audit_entry"
)


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What is None does not restrict; `action` may end in ".*"; the paths are subtrees, empty = everywhere."""

    subject_kind: str | None = None
    subject_id: str | None = None
    actor: UUID | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    organization: str = ""
    area: str = ""


async def entries(filters: Filters, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """Newest first; `before` is the number of the last entry of the page before."""
    conditions = _conditions(filters)
    if before is not None:
        conditions.append(("seq < ?", [before]))
    where = " AND ".join(condition for condition, _ in conditions) or "1 = 1"
    params = [param for _, params in conditions for param in params]
    return await fetch_as(Entry, f"{_SELECT} WHERE {where} ORDER BY seq DESC LIMIT ?", [*params, limit])


async def entries_after(seq: int, limit: int, actions: Sequence[str] = ()) -> list[Entry]:
    """In their order; only those whose action begins with one of `actions`, if any are given."""
    condition, params = _beginning_with(actions)
    return await fetch_as(Entry, f"{_SELECT} WHERE seq > ? AND {condition} ORDER BY seq LIMIT ?", [seq, *params, limit])


async def count_after(seq: int, actions: Sequence[str] = ()) -> int:
    condition, params = _beginning_with(actions)
    rows = await fetch(f"SELECT count(*) AS n FROM audit_entry WHERE seq > ? AND {condition}", [seq, *params])
    n: int = rows[0]["n"]
    return n


def _beginning_with(actions: Sequence[str]) -> tuple[str, list[object]]:
    """Written so that no index on the action is taken: entries are found by their number, a few behind a cursor."""
    if not actions:
        return "1 = 1", []
    each = " OR ".join(f"substr(action, 1, {len(action)}) = ?" for action in actions)
    return f"({each})", list(actions)


async def head() -> Head:
    rows = await fetch_as(Head, "SELECT seq, hash FROM audit_head WHERE id = 1")
    return rows[0] if rows else NOTHING


async def entries_beyond_head() -> list[int]:
    """Numbers of entries that the head does not know of."""
    rows = await fetch(
        "SELECT seq FROM audit_entry WHERE seq > coalesce((SELECT seq FROM audit_head WHERE id = 1), 0) ORDER BY seq"
    )
    return [row["seq"] for row in rows]


def _conditions(filters: Filters) -> list[tuple[str, list[object]]]:
    equal = {
        "subject_kind": filters.subject_kind,
        "subject_id": filters.subject_id,
        "actor_id": filters.actor,
    }
    conditions: list[tuple[str, list[object]]] = [
        (f"{column} = ?", [value]) for column, value in equal.items() if value is not None
    ]
    if filters.action is not None:
        conditions.append(_action(filters.action))
    if filters.since is not None:
        conditions.append(("at >= ?", [filters.since]))
    if filters.until is not None:
        conditions.append(("at < ?", [filters.until]))
    for column, path in (("organization_path", filters.organization), ("area_path", filters.area)):
        if path:
            conditions.append((f"{column} >= ? AND {column} < ?", list(prefix_range(path))))
    return conditions


def _action(action: str) -> tuple[str, list[object]]:
    if not action.endswith(".*"):
        return "action = ?", [action]
    noun = action.removesuffix("*")
    return "action >= ? AND action < ?", [noun, noun[:-1] + "/"]  # "/" is the character after "."
