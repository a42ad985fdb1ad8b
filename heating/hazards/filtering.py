"""Which hazards a list shows: first what the actor may see, then what he asked for."""

from collections.abc import Container, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards.plans import NEEDS_PLAN
from heating.hazards.rules import CLOSED_ON_PHONES, OPEN
from heating.hazards.schemas import HazardFilter
from heating.http.paging import decode_cursor
from heating.lib import areas
from heating.registry.filtering import Conditions, text_contains

OPEN_SQL = "(" + ", ".join(f"'{status}'" for status in sorted(OPEN)) + ")"
_COMPANY_DEPTH = 2  # "taiyuan/heat-one/"
_MANY = 2000
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_MINE = (
    f"h.id IN (SELECT id FROM hazard WHERE responsible_id = ? AND status IN {OPEN_SQL}"
    " UNION ALL SELECT id FROM hazard WHERE safety_owner_id = ? AND status = 'reported')"
)
"""What one answers for, found first: it is little."""
_NEEDS_PLAN_SQL = "(" + ", ".join(f"'{grade}'" for grade in sorted(NEEDS_PLAN)) + ")"


class Seen(Conditions):
    """A hazard is seen by whoever sees its place or its responsible unit, within his area.

    Of what is wide (all companies are, and the paths in `wide`) there is so much that walking the list's own order is
    quicker than gathering and sorting it: such a path is compared in an expression, for which no index is taken."""

    def __init__(self, actor: Actor, wide: Container[str] = ()) -> None:
        super().__init__(msgspec.structs.replace(actor, organization=""), "h")
        self._wide = wide
        if actor.organization:
            self.of_organization(actor.organization)

    def of_organization(self, path: str) -> None:
        """Place or unit."""
        place, unit = self._within("organization_path", path), self._within("unit_path", path)
        self.add(f"({place}) OR ({unit})", areas.prefix_range(path) * 2)

    def of_unit(self, path: str) -> None:
        self.add(self._within("unit_path", path), areas.prefix_range(path))

    def _within(self, column: str, path: str) -> str:
        is_wide = path.count("/") <= _COMPANY_DEPTH or path in self._wide
        value = f"h.{column} || ''" if is_wide else f"h.{column}"
        return f"{value} >= ? AND {value} < ?"


def on_phones(now: datetime) -> tuple[str, list[object]]:
    """What phones hold: what is open, and what was closed not long ago."""
    return f"status IN {OPEN_SQL} OR status = 'closed' AND closed_at >= ?", [now - CLOSED_ON_PHONES]


async def wide(paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths below companies that have very many hazards."""
    return frozenset([path for path in paths if path.count("/") > _COMPANY_DEPTH and await _has_many(path)])


async def _has_many(path: str) -> bool:
    some = f"SELECT 1 FROM hazard WHERE unit_path >= ? AND unit_path < ? LIMIT {_MANY}"
    rows = await storage.fetch(f"SELECT count(*) AS n FROM ({some}) counted", areas.prefix_range(path))
    return int(rows[0]["n"]) >= _MANY


def conditions(actor: Actor, query: HazardFilter, now: datetime, wide: Container[str] = ()) -> Seen:
    """All that a filter says but for its page."""
    found = Seen(actor, wide)
    for column, value in _equal(query).items():
        found.equal(column, value)
    found.within(query.organization, query.area)
    if query.unit:
        found.of_unit(query.unit)
    for sql, params in _others(actor, query, now):
        found.add(sql, params)
    return found


def order(query: HazardFilter, found: Conditions) -> str:
    """The ORDER BY of the page, which begins after the cursor."""
    if query.sort == "due":
        found.add("h.due_at >= ?", [EARLIEST])  # whatever has a clock; SQLite takes no index for IS NOT NULL
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        found.add("(h.due_at, h.id) > (?, ?)" if query.sort == "due" else "(h.happened_at, h.id) < (?, ?)", after)
    return "ORDER BY h.due_at, h.id" if query.sort == "due" else "ORDER BY h.happened_at DESC, h.id DESC"


def _equal(query: HazardFilter) -> dict[str, object | None]:
    return {
        "site_id": query.site,
        "asset_id": query.asset,
        "inspection_id": query.inspection,
        "grade": query.grade,
        "status": query.status,
        "source": query.source,
        "responsible_id": query.responsible,
        "reporter_id": query.reporter,
        "code": query.code,
        "weak_link": query.weak_link,
    }


def _others(actor: Actor, query: HazardFilter, now: datetime) -> list[tuple[str, Sequence[object]]]:
    found: list[tuple[str, Sequence[object]]] = []
    if query.open is not None:
        found.append((f"h.status {'' if query.open else 'NOT '}IN {OPEN_SQL}", []))
    if query.mine:
        found.append((_MINE, [actor.id, actor.id]))
    if query.overdue is not None:
        found.append(("h.due_at < ?" if query.overdue else "(h.due_at IS NULL OR h.due_at >= ?)", [now]))
    if query.supervised is not None:
        few = "h.id IN (SELECT id FROM hazard WHERE supervised_at >= ?)"  # found first, then put in order
        found.append((few, [EARLIEST]) if query.supervised else ("h.supervised_at IS NULL", []))
    if query.plan_missing is not None:
        missing = f"h.status = 'rectifying' AND h.grade IN {_NEEDS_PLAN_SQL} AND h.planned_at IS NULL"
        found.append((missing if query.plan_missing else f"NOT ({missing})", []))
    if query.since is not None:
        found.append(("h.happened_at >= ?", [query.since]))
    if query.until is not None:
        found.append(("h.happened_at < ?", [query.until]))
    if words := query.q.split():
        text = "h.number || ' ' || h.title || ' ' || h.title_en || ' ' || h.description"
        found.append(text_contains(text, words))
    return found
