"""Reads of clocks. Lists for people start from what the actor may see; the others serve the subjects' own pages."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.queries import people
from heating.deadlines import clocks
from heating.deadlines.clocks import Clock, tightest_of
from heating.deadlines.rules import in_order
from heating.deadlines.schemas import DeadlineFilter, DeadlineItem, clock_row, deadline_item
from heating.http.paging import decode_cursor
from heating.lib import clock as time
from heating.registry.filtering import Conditions

__all__ = ["Clock", "clock_row", "clocks_of", "due_between", "matching", "overdue_counts", "tightest_of"]

_MOST_IN_FEED = 500


class OverdueCount(msgspec.Struct, frozen=True):
    organization: str
    overdue: int


async def clocks_of(subject_kind: str, ids: Iterable[UUID]) -> dict[UUID, list[Clock]]:
    """All clocks of each subject: the open ones first, tightest first, then those that ended. The caller has checked
    who may see them. Subjects without a clock are missing."""
    found: dict[UUID, list[Clock]] = {}
    for clock in in_order(await clocks.of_subjects(subject_kind, ids)):
        found.setdefault(clock.subject_id, []).append(clock)
    return found


async def matching(actor: Actor, query: DeadlineFilter) -> list[DeadlineItem]:
    """Open clocks, tightest first; up to one more than the limit."""
    conditions, now = _open(actor), time.now()
    for column, value in {
        "subject_kind": query.subject_kind,
        "name": query.name,
        "responsible_id": actor.id if query.mine else query.responsible,
    }.items():
        conditions.equal(column, value)
    conditions.within(query.organization, query.area)
    if query.mine is False:
        conditions.add("d.responsible_id IS NULL OR d.responsible_id <> ?", [actor.id])
    if query.overdue is not None:
        conditions.add(f"d.due_at {'<' if query.overdue else '>='} ?", [now])
    if query.before is not None:
        conditions.add("d.due_at < ?", [query.before])
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        conditions.add("(d.due_at, d.id) > (?, ?)", after)
    return await _items(conditions, query.limit + 1, now)


def key(item: DeadlineItem) -> tuple[datetime, UUID]:
    """Where the next page begins."""
    return item.due_at, item.id


async def due_between(actor: Actor, start: datetime, end: datetime, limit: int = 500) -> list[DeadlineItem]:
    """Open clocks one may see that are due in [start, end), tightest first."""
    conditions = _open(actor)
    conditions.add("d.due_at >= ? AND d.due_at < ?", [start, end])
    return await _items(conditions, limit, time.now())


async def overdue_counts(actor: Actor, subject_kind: str | None = None) -> list[OverdueCount]:
    """How many clocks are overdue in each organization one may see, in the order of their paths."""
    conditions = _open(actor)
    conditions.add("d.due_at < ?", [time.now()])
    conditions.equal("subject_kind", subject_kind)
    return await storage.fetch_as(
        OverdueCount,
        "SELECT d.organization_path AS organization, count(*) AS overdue FROM deadline d"
        f" WHERE {conditions.sql} GROUP BY d.organization_path ORDER BY d.organization_path",
        conditions.params,
    )


async def count_due() -> int:
    """Clocks the sweep has not got to yet."""
    rows = await storage.fetch("SELECT count(*) AS n FROM deadline WHERE look_after < ?", [time.now()])
    n: int = rows[0]["n"]
    return n


async def of_person(actor: Actor) -> list[Clock]:
    """The open clocks a person answers for, tightest first."""
    visible, params = scope.visible(actor, "d")
    return await clocks.select(
        f"WHERE d.responsible_id = ? AND d.outcome = 'open' AND {visible} ORDER BY d.due_at, d.id LIMIT ?",
        [actor.id, *params, _MOST_IN_FEED],
    )


def _open(actor: Actor) -> Conditions:
    conditions = Conditions(actor, "d")
    conditions.add("d.outcome = 'open'")
    return conditions


async def _items(conditions: Conditions, limit: int, now: datetime) -> list[DeadlineItem]:
    rows = await clocks.select(f"WHERE {conditions.sql} ORDER BY d.due_at, d.id LIMIT ?", [*conditions.params, limit])
    names = await people(row.responsible_id for row in rows if row.responsible_id)
    return [deadline_item(row, now, names) for row in rows]
