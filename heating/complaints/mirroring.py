"""What phones hold: the complaints that their person has to act on or visits, and those of his own crew, to be read and
worked on without a signal."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints import presenting
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.entries import Catalogue
from heating.complaints.filtering import AT_WORK_SQL, Seen
from heating.complaints.records import Brief
from heating.complaints.rules import Status
from heating.complaints.visits import queries as visit_queries
from heating.complaints.visits.queries import OPEN_SQL as OPEN_VISITS_SQL
from heating.complaints.visits.schemas import Visit
from heating.lib import clock
from heating.registry.filtering import Conditions, marks

_VISITS_SQL = f"SELECT v.complaint_id FROM household_visit v WHERE v.visitor_id = ? AND {OPEN_VISITS_SQL}"


class _Row(Brief, frozen=True, kw_only=True):
    """No more columns than phones get: all of them ask for it all night."""

    indoor_c: float | None
    leader_id: UUID | None
    unit: str
    room: str


_COLUMNS = ", ".join(f"c.{name}" for name in _Row.__struct_fields__)


async def mirror_complaints(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, dict[str, Any]]:
    """By id. Nothing of who called nor of what was said: that is asked of the server. The door stands there for whoever
    has to find it: the officer himself, and who visits, of whatever organization they are."""
    crew = Seen(actor)
    crew.add("c.organization_path = ?", [actor.home_organization])
    conditions = Conditions(msgspec.structs.replace(actor, organization="", area=""), "c")
    conditions.add(f"c.status IN {AT_WORK_SQL} AND c.merged_into_id IS NULL AND NOT c.historical")
    conditions.add(f"c.officer_id = ? OR c.id IN ({_VISITS_SQL}) OR ({crew.sql})", [actor.id, actor.id, *crew.params])
    if ids is not None:
        conditions.add(f"c.id IN ({marks(ids) or 'NULL'})", [UUID(text) for text in ids])
    elif after:
        conditions.add("c.id > ?", [UUID(after)])
    rows = await storage.fetch_as(
        _Row,
        f"SELECT {_COLUMNS} FROM complaint c WHERE {conditions.sql} ORDER BY c.id LIMIT {limit}",
        conditions.params,
    )
    if not rows:
        return {}
    visits, known = await visit_queries.open_of([row.id for row in rows]), await catalogue.current()
    handled = [row.id for row in rows if row.status is Status.HANDLING]
    measured = await visit_queries.signed_measurements(handled) if handled else {}
    return {
        str(row.id): _shown(row, visits.get(row.id, []), known, actor) | {"measured": measured.get(row.id)}
        for row in rows
    }


def _shown(row: _Row, visits: Sequence[Visit], known: Catalogue, actor: Actor) -> dict[str, Any]:
    shown = msgspec.structs.asdict(presenting.brief(row, clock.now()))
    del shown["claimed_by"]  # a claim lapses by the mere passing of time
    category = known.category(row.category)
    goes_there = row.officer_id == actor.id or any(visit.visitor.id == actor.id for visit in visits)
    return shown | {
        "address": row.building_name or "",
        "category_name": category and category.name,
        "measures_temperature": category is not None and category.measures_temperature,
        "indoor_c": row.indoor_c,
        "leader": row.leader_id,
        "unit": row.unit if goes_there else "",
        "room": row.room if goes_there else "",
        "visits": [_brief(visit) for visit in visits],
    }


def _brief(visit: Visit) -> Mapping[str, Any]:
    """As far as the visitor needs it at the door; notes may say who opens it."""
    return {
        "id": visit.id,
        "state": visit.state,
        "version": visit.version,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
        "visitor": visit.visitor,
        "absences": visit.absences,
        "key_is_out": visit.key is not None and visit.key.is_out,
    }
