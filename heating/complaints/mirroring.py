"""What phones hold: the complaints that their person has to act on, and those of his own crew, to be read without a
signal. Steps are taken with one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from heating.accounts.actor import Actor
from heating.complaints import presenting, queries
from heating.complaints.filtering import AT_WORK_SQL, Seen
from heating.complaints.schemas import Row
from heating.lib import clock
from heating.registry.filtering import marks


async def mirror_complaints(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, dict[str, Any]]:
    """By id. Nothing of who called, of the door or of what was said: that is asked of the server."""
    conditions = Seen(actor)
    conditions.add(f"c.status IN {AT_WORK_SQL} AND c.merged_into_id IS NULL AND NOT c.historical")
    conditions.add("c.officer_id = ? OR c.organization_path = ?", [actor.id, actor.home_organization])
    if ids is not None:
        conditions.add(f"c.id IN ({marks(ids) or 'NULL'})", [UUID(text) for text in ids])
    elif after:
        conditions.add("c.id > ?", [UUID(after)])
    rows = await queries.records(conditions, f"ORDER BY c.id LIMIT {limit}")
    now = clock.now()
    return {str(row.id): _shown(presenting.brief(row, now)) for row in rows}


def _shown(row: Row) -> dict[str, Any]:
    shown = msgspec.structs.asdict(row) | {"address": row.building.name if row.building else ""}
    del shown["claimed_by"]  # a claim lapses by the mere passing of time
    return shown
