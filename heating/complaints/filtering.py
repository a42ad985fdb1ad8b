"""Which complaints a list shows: first what the actor may see, then what he asked for."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.complaints.residents import tracking
from heating.complaints.rules import AT_WORK, OPEN, Status
from heating.complaints.schemas import ComplaintFilter
from heating.http.paging import decode_cursor
from heating.registry.filtering import Conditions, text_contains


def statuses(some: frozenset[Status]) -> str:
    return "(" + ", ".join(f"'{status}'" for status in sorted(some)) + ")"


OPEN_SQL = statuses(OPEN)
AT_WORK_SQL = statuses(AT_WORK)
AT_DESK_SQL = f"c.status IN {AT_WORK_SQL} AND (c.merged_into_id IS NULL OR c.status = 'verified') AND NOT c.historical"
"""`rules.is_at_desk`, of what was not taken over from the past."""
_NUMBER = re.compile(r"\d{8}-\d{5,}")
_CODE = re.compile(r"\w{4}-\w{4}-\w{4}|(?=.*\d)(?=.*[A-Za-z])\w{12}")
"""As it is printed; without its dashes it must not be taken for a word or another number."""
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class Seen(Conditions):
    """A complaint is seen within one's organization and area, and by whoever has to act on it wherever it is."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(msgspec.structs.replace(actor, organization="", area=""), "c")
        if actor.organization or actor.area:
            within, params = scope.visible(actor, "c")
            self.add(f"({within}) OR c.officer_id = ?", [*params, actor.id])


def sees(actor: Actor, organization: str, area: str, officer: UUID | None) -> bool:
    """The same of one row."""
    return officer == actor.id or scope.sees(actor, organization, area)


def conditions(actor: Actor, query: ComplaintFilter, now: datetime) -> Seen:
    """All that a filter says but for its page."""
    found = Seen(actor)
    for column, value in _equal(query).items():
        found.equal(column, value)
    found.within(query.organization, query.area)
    for sql, params in _others(actor, query, now):
        found.add(sql, params)
    return found


def order(query: ComplaintFilter, found: Conditions) -> str:
    """The ORDER BY of the page, which begins after the cursor."""
    if query.sort == "due":
        found.add("c.due_at >= ?", [EARLIEST])  # whatever has a clock; SQLite takes no index for IS NOT NULL
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        found.add("(c.due_at, c.id) > (?, ?)" if query.sort == "due" else "(c.received_at, c.id) < (?, ?)", after)
    return "ORDER BY c.due_at, c.id" if query.sort == "due" else "ORDER BY c.received_at DESC, c.id DESC"


def _named(q: str) -> tuple[str, Sequence[object]] | None:
    """A whole number or tracking code means this one complaint, which an index finds; words have to be looked for."""
    if _NUMBER.fullmatch(q.strip()):
        return "c.number = ?", [q.strip()]
    code = tracking.normal(q) if _CODE.fullmatch(q.strip()) else None
    return ("c.tracking_code = ?", [code]) if code else None


def _equal(query: ComplaintFilter) -> dict[str, object | None]:
    return {
        "status": query.status,
        "channel": query.channel,
        "kind": query.kind,
        "category": query.category,
        "matter_class": query.matter_class,
        "urgency": query.urgency,
        "officer_id": query.officer,
        "building_id": query.building,
        "station_id": query.station,
        "external_number": query.external_number or None,
    }


def _others(actor: Actor, query: ComplaintFilter, now: datetime) -> list[tuple[str, Sequence[object]]]:
    found: list[tuple[str, Sequence[object]]] = []
    if query.open is not None:
        found.append((f"c.status IN {OPEN_SQL}" if query.open else "c.status = 'closed'", []))
    if query.mine:
        found.append((f"c.officer_id = ? AND c.status IN {AT_WORK_SQL}", [actor.id]))
    if query.overdue is not None:
        found.append(("c.due_at < ?" if query.overdue else "(c.due_at IS NULL OR c.due_at >= ?)", [now]))
    if query.merged is not None:
        found.append(("c.merged_into_id IS NOT NULL" if query.merged else "c.merged_into_id IS NULL", []))
    if query.since is not None:
        found.append(("c.received_at >= ?", [query.since]))
    if query.until is not None:
        found.append(("c.received_at < ?", [query.until]))
    if named := _named(query.q):
        found.append(named)
    elif words := query.q.split():
        found.append(_said(query.q, words))
    return found


def _said(q: str, words: Sequence[str]) -> tuple[str, Sequence[object]]:
    """A tracking code without a figure in it, one in a hundred, looks like a word once it has lost its dashes."""
    sql, params = text_contains("c.number || ' ' || c.address || ' ' || c.text", words)
    code = tracking.normal(q)
    return (f"{sql} OR c.tracking_code = ?", [*params, code]) if code else (sql, params)
