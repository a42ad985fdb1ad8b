"""Phones forget what was closed a while ago. Nothing changes in such a hazard on that day, so they have to be told."""

from datetime import timedelta
from uuid import UUID

import msgspec

from heating import storage
from heating.hazards.rules import CLOSED_ON_PHONES
from heating.lib import clock

_TOLD_FOR = timedelta(days=3)
"""Told again on each of these days: a server that stood still for a day or two has left nobody out."""


class _Closed(msgspec.Struct, frozen=True):
    id: UUID
    organization: str
    unit: str | None
    area: str


async def tell_phones() -> int:
    """Every day. Answers of how many hazards phones were told."""
    last = clock.now() - CLOSED_ON_PHONES
    async with storage.transaction() as unit:
        closed = await storage.fetch_as(
            _Closed,
            "SELECT id, organization_path AS organization, unit_path AS unit, area_path AS area FROM hazard"
            " WHERE closed_at >= ? AND closed_at < ? AND status = 'closed' ORDER BY closed_at",
            [last - _TOLD_FOR, last],
        )
        for hazard in closed:
            for organization in sorted({hazard.organization, hazard.unit or hazard.organization}):
                unit.changed("hazard", hazard.id, organization=organization, area=hazard.area, op="delete")
    return len(closed)
