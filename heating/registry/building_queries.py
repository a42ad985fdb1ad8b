"""Buildings with the names under which people know them: for finding addresses."""

from collections.abc import AsyncIterator, Iterable, Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.registry.filtering import in_chunks, marks

_SELECT = (
    "SELECT a.id, a.name, a.name_en, a.address, a.organization_path AS organization, a.area_path AS area,"
    " s.id AS site, s.name AS site_name, s.name_en AS site_name_en, s.address AS site_address"
    " FROM asset a JOIN site s ON s.id = a.site_id WHERE a.kind = 'building' AND a.status <> 'retired' AND "
)


class Building(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    name_en: str
    address: str
    organization: str
    area: str
    site: UUID
    site_name: str
    site_name_en: str
    site_address: str


async def every_building(page_size: int = 2000) -> AsyncIterator[list[Building]]:
    """Of the whole city, whoever asks; page by page."""
    last: UUID | None = None
    while True:
        after, params = ("a.id > ?", [last]) if last else ("1=1", [])
        page = await _read(f"{after} ORDER BY a.id LIMIT ?", [*params, page_size])
        if not page:
            return
        yield page
        last = page[-1].id


async def buildings_of_sites(sites: Iterable[UUID]) -> list[Building]:
    found: list[Building] = []
    for some in in_chunks(list(sites)):
        found += await _read(f"a.site_id IN ({marks(some)}) ORDER BY a.id", some)
    return found


async def sites_of_assets(ids: Iterable[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for some in in_chunks(list(ids)):
        rows = await storage.fetch(f"SELECT DISTINCT site_id FROM asset WHERE id IN ({marks(some)})", some)
        found.update(UUID(str(row["site_id"])) for row in rows)
    return found


async def doors(wanted: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str, str], UUID]:
    """Households by building, unit and room (both in small letters), of pairs of building and room."""
    found: dict[tuple[UUID, str, str], UUID] = {}
    for some in in_chunks(wanted, 500):
        condition = " OR ".join("(building_id = ? AND lower(room) = ?)" for _ in some)
        rows = await storage.fetch(
            f"SELECT id, building_id, unit, room FROM household WHERE {condition}",
            [value for pair in some for value in pair],
        )
        for row in rows:
            found[UUID(str(row["building_id"])), row["unit"].lower(), row["room"].lower()] = UUID(str(row["id"]))
    return found


async def _read(condition: str, params: Sequence[object]) -> list[Building]:
    return await storage.fetch_as(Building, _SELECT + condition, params)
