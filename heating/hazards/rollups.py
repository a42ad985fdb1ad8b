"""The open counts per site, counted afresh and compared: they must always agree."""

from collections.abc import Collection
from uuid import UUID

import msgspec

from heating import storage
from heating.hazards.ledger import COLUMNS
from heating.hazards.rules import OPEN, Grade
from heating.registry.filtering import marks

_OPEN = ", ".join(f"'{status}'" for status in sorted(OPEN))
_GRADES = [grade.value for grade in Grade]
_SUMS = ", ".join(
    [
        *(f"SUM(CASE WHEN grade = '{grade}' AND NOT weak_link THEN 1 ELSE 0 END) AS {grade}" for grade in _GRADES),
        "SUM(CASE WHEN weak_link THEN 1 ELSE 0 END) AS weak_links",
    ]
)
_COUNTED = f"SELECT site_id, {_SUMS} FROM hazard WHERE status IN ({_OPEN}){{}} GROUP BY site_id"
_ALL = _COUNTED.format("")
_ENTER = f"INSERT INTO hazard_site_count (site_id, {', '.join(COLUMNS)})"


class Difference(msgspec.Struct, frozen=True):
    """Open hazards of a site by `ledger.COLUMNS`: as kept, and as counted."""

    site: UUID
    kept: tuple[int, ...]
    counted: tuple[int, ...]


async def compare() -> list[Difference]:
    """In one transaction, so that both are of the same moment."""
    async with storage.transaction():
        kept = await _by_site(f"SELECT site_id, {', '.join(COLUMNS)} FROM hazard_site_count")
        counted = await _by_site(_ALL)
    nothing = (0,) * len(COLUMNS)
    pairs = [(site, kept.get(site, nothing), counted.get(site, nothing)) for site in sorted({*kept, *counted})]
    return [Difference(UUID(site), before, now) for site, before, now in pairs if before != now]


async def rebuild() -> None:
    async with storage.transaction():
        await storage.execute("DELETE FROM hazard_site_count")
        await storage.execute(f"{_ENTER} {_ALL}")


async def recount(sites: Collection[UUID]) -> None:
    """Count the open hazards of these sites anew, inside a transaction."""
    ids = sorted(sites, key=str)
    some = f" AND site_id IN ({marks(ids)})"
    await storage.execute(f"DELETE FROM hazard_site_count WHERE site_id IN ({marks(ids)})", ids)
    await storage.execute(f"{_ENTER} {_COUNTED.format(some)}", ids)


async def _by_site(sql: str) -> dict[str, tuple[int, ...]]:
    return {str(row["site_id"]): tuple(int(row[name]) for name in COLUMNS) for row in await storage.fetch(sql)}
