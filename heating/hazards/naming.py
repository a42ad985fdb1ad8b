"""Hazards on phones show the names of places and people: when one is renamed, they are told anew."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.audit import Entry
from heating.hazards.filtering import on_phones
from heating.lib import clock
from heating.registry.filtering import in_chunks, marks
from heating.registry.reactions import CAUSES, renamed

__all__ = ["CAUSES", "tell_of_names"]

_COLUMNS = {"site": "site_id", "asset": "asset_id", "user": "responsible_id"}


class _Shown(msgspec.Struct, frozen=True):
    id: UUID
    organization: str
    unit: str | None
    area: str


async def tell_of_names(entries: Sequence[Entry]) -> None:
    """Of those that phones keep; inside the follower's transaction."""
    unit = storage.current_unit()
    for kind, column in _COLUMNS.items():
        for some in in_chunks(renamed(entries, kind)):
            for row in await _kept_of(column, some):
                for organization in {row.organization, row.unit or row.organization}:
                    unit.changed("hazard", row.id, organization=organization, area=row.area)


async def _kept_of(column: str, ids: Sequence[UUID]) -> list[_Shown]:
    kept, params = on_phones(clock.now())
    return await storage.fetch_as(
        _Shown,
        "SELECT id, organization_path AS organization, unit_path AS unit, area_path AS area FROM hazard"
        f" WHERE {column} IN ({marks(ids)}) AND ({kept})",
        [*ids, *params],
    )
