"""Rows on phones show names of other rows: when a site or a person is renamed, they are told anew."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.audit import Entry
from heating.registry.filtering import in_chunks, marks

CAUSES = ("site.changed", "site.moved", "asset.changed", "asset.moved", "user.changed")
_PERSON = "responsible_id IN ({marks}) OR safety_owner_id IN ({marks})"


class _Shown(msgspec.Struct, frozen=True):
    id: UUID
    organization: str
    area: str


def renamed(entries: Iterable[Entry], kind: str) -> list[UUID]:
    """The sites, assets or users, by `kind`, that these entries give another name."""
    found: dict[UUID, None] = {}
    for entry in entries:
        changes = entry.detail.get("changes")
        if entry.subject_kind == kind and isinstance(changes, dict) and not changes.keys().isdisjoint(_NAMES):
            found[UUID(entry.subject_id)] = None
    return list(found)


_NAMES = frozenset({"name", "name_en"})


async def tell_of_names(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES."""
    for some in in_chunks(renamed(entries, "site")):
        await _tell("asset", f"site_id IN ({marks(some)})", some)
    for some in in_chunks(renamed(entries, "user")):
        condition = _PERSON.format(marks=marks(some))
        await _tell("site", condition, [*some, *some])
        await _tell("asset", condition, [*some, *some])


async def _tell(table: str, condition: str, params: Sequence[UUID]) -> None:
    rows = await storage.fetch_as(
        _Shown,
        f"SELECT id, organization_path AS organization, area_path AS area FROM {table} WHERE {condition}",
        params,
    )
    unit = storage.current_unit()
    for row in rows:
        unit.changed(table, row.id, organization=row.organization, area=row.area)
