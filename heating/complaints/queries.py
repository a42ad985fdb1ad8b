"""Reads of complaints. Every list starts from what the actor may see."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.queries import people
from heating.complaints import filtering, presenting
from heating.complaints.filtering import AT_DESK_SQL, Seen
from heating.complaints.problems import NOT_FOUND
from heating.complaints.records import BRIEF_COLUMNS, COLUMNS, Brief, Record
from heating.complaints.rules import desk_place
from heating.complaints.schemas import Complaint, ComplaintFilter, Queue, QueueQuery, Row, Sort
from heating.http.paging import PageQuery, decode_cursor, paged
from heating.lib import clock
from heating.registry.filtering import Conditions, in_chunks, marks
from heating.storage import changes

_STANDS = "c.due_at IS NULL OR c.status = 'paused'"
_DESK_PLACE = f"CASE WHEN {_STANDS} THEN 1 ELSE 0 END, CASE WHEN {_STANDS} THEN c.received_at ELSE c.due_at END, c.id"
"""`rules.desk_place`."""


class _Known(msgspec.Struct, frozen=True):
    id: UUID
    content_hash: str


async def row(actor: Actor, complaint_id: UUID, *, lock: bool = False) -> Record:
    """Raises complaint.not_found.

    `lock` holds the row until the transaction ends; SQLite has one writer at a time anyway.
    """
    conditions = Seen(actor)
    conditions.equal("id", complaint_id)
    if rows := await records(conditions, _lock() if lock else ""):
        return rows[0]
    raise NOT_FOUND()


async def of_ids(ids: Sequence[UUID], *, lock: bool = False) -> list[Record]:
    """Whoever may see them; for the product's own doing and for residents. Locked in the order of their ids, so that
    two who lock the same ones do not wait for each other."""
    found: list[Record] = []
    for some in in_chunks(sorted(ids, key=str) if lock else ids):
        rest = f"ORDER BY c.id {_lock()}" if lock else ""
        sql = f"SELECT {COLUMNS} FROM complaint c WHERE c.id IN ({marks(some)}) {rest}"
        found += await storage.fetch_as(Record, sql, some)
    return found


async def by_tracking_code(code: str, *, lock: bool = False) -> Record | None:
    """`code` as it is stored, see `tracking.normal`."""
    sql = f"SELECT {COLUMNS} FROM complaint c WHERE c.tracking_code = ? {_lock() if lock else ''}"
    rows = await storage.fetch_as(Record, sql, [code])
    return rows[0] if rows else None


async def records(conditions: Conditions, rest: str = "") -> list[Record]:
    return await storage.fetch_as(
        Record, f"SELECT {COLUMNS} FROM complaint c WHERE {conditions.sql} {rest}", conditions.params
    )


async def briefs(conditions: Conditions, rest: str = "") -> list[Row]:
    rows = await storage.fetch_as(
        Brief, f"SELECT {BRIEF_COLUMNS} FROM complaint c WHERE {conditions.sql} {rest}", conditions.params
    )
    now = clock.now()
    return [presenting.brief(row, now) for row in rows]


async def find(actor: Actor, complaint_id: UUID) -> Complaint:
    """Raises complaint.not_found."""
    return await presented(await row(actor, complaint_id))


async def presented(found: Record) -> Complaint:
    names = await people([found.leader_id]) if found.leader_id else {}
    return presenting.complaint(found, names.get(found.leader_id) if found.leader_id else None, clock.now())


async def matching(actor: Actor, query: ComplaintFilter) -> list[Row]:
    """In the order that the query names; up to one more than the limit."""
    conditions = filtering.conditions(actor, query, clock.now())
    order = filtering.order(query, conditions)
    return await briefs(conditions, f"{order} LIMIT {query.limit + 1}")


def key(row: Row, sort: Sort = "newest") -> tuple[datetime | None, UUID]:
    """Where the next page begins."""
    return (row.due_at if sort == "due" else row.received_at), row.id


async def queue(actor: Actor, query: QueueQuery) -> Queue:
    """What the desk has before it, as `rules.desk_place` says."""
    seq = (await changes.head()).seq
    conditions = Seen(actor)
    conditions.add(AT_DESK_SQL)
    if query.ids:
        ids = _ids(query.ids)
        conditions.add(f"c.id IN ({marks(ids) or 'NULL'})", ids)
    if after := decode_cursor(query.cursor, tuple[int, datetime, UUID]):
        conditions.add(f"({_DESK_PLACE}) > (?, ?, ?)", after)
    rows = await briefs(conditions, f"ORDER BY {_DESK_PLACE} LIMIT {query.limit + 1}")
    page = paged(rows, query.limit, lambda row: row, desk_place)
    return Queue(items=page.items, next=page.next, seq=seq)


async def call_backs(actor: Actor, query: PageQuery) -> list[Record]:
    """Replied to and not rated in time, the longest waiting first; up to one more than the limit."""
    conditions = Seen(actor)
    conditions.add("c.status = 'replied' AND c.call_back_at < ? AND NOT c.historical", [clock.now()])
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        conditions.add("(c.call_back_at, c.id) > (?, ?)", after)
    return await records(conditions, f"ORDER BY c.call_back_at, c.id LIMIT {query.limit + 1}")


async def existing(ids: Collection[UUID]) -> dict[UUID, str]:
    """Which of these ids are in use, for complaints or steps, with the hash of what they stand for."""
    found: dict[UUID, str] = {}
    for some in in_chunks(list(ids)):
        marked = marks(some)
        sql = (
            f"SELECT id, content_hash FROM complaint WHERE id IN ({marked})"
            f" UNION ALL SELECT id, content_hash FROM complaint_step WHERE id IN ({marked}) AND step <> 'receive'"
        )
        rows = await storage.fetch_as(_Known, sql, [*some, *some])
        found.update((row.id, row.content_hash) for row in rows)
    return found


def _ids(text: str) -> list[UUID]:
    """What is no id names nothing."""
    found = []
    for part in text.split(","):
        try:
            found.append(UUID(part.strip()))
        except ValueError:
            continue
    return found


def _lock() -> str:
    return "FOR UPDATE" if storage.dialect() == "postgres" else ""
