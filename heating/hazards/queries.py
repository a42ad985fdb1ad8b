"""Reads of the hazard ledger. Every list starts from what the actor may see."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import filtering, presenting
from heating.hazards.filtering import OPEN_SQL, Seen
from heating.hazards.presenting import Row
from heating.hazards.problems import NOT_FOUND
from heating.hazards.rules import Grade, Status
from heating.hazards.schemas import Hazard, HazardFilter, Sort
from heating.lib import clock
from heating.registry.filtering import in_chunks, marks


class Raised(msgspec.Struct, frozen=True):
    """A hazard as its inspection shows it."""

    id: UUID
    number: str
    inspection: UUID
    item: str
    grade: Grade
    status: Status


class OpenHazard(msgspec.Struct, frozen=True):
    id: UUID
    site: UUID
    asset: UUID | None
    grade: Grade
    title: str
    title_en: str
    happened_at: datetime
    weak_link: bool
    planned_at: datetime | None

    @property
    def plan_complete(self) -> bool:
        return self.planned_at is not None


class SiteCount(msgspec.Struct, frozen=True):
    """Open hazards of a site by grade; weak links apart."""

    site: UUID
    minor: int
    general: int
    larger: int
    major: int
    weak_links: int

    @property
    def open(self) -> int:
        return self.minor + self.general + self.larger + self.major


async def row(actor: Actor, hazard_id: UUID, *, lock: bool = False) -> Row:
    """By its id, or by the id under which it was seen again. Raises hazard.not_found.

    `lock` holds the row until the transaction ends; SQLite has one writer at a time anyway.
    """
    rest = "FOR UPDATE" if lock and storage.dialect() == "postgres" else ""
    for known_as in (hazard_id, await _seen_again_as(hazard_id)):
        if known_as is None:
            break
        conditions = Seen(actor)
        conditions.equal("id", known_as)
        if rows := await presenting.rows(conditions, rest):
            return rows[0]
    raise NOT_FOUND()


async def find(actor: Actor, hazard_id: UUID) -> Hazard:
    """Raises hazard.not_found."""
    return (await presenting.present([await row(actor, hazard_id)]))[0]


async def matching(actor: Actor, query: HazardFilter) -> list[Hazard]:
    """In the order that the query names; up to one more than the limit."""
    wide = await filtering.wide({actor.organization, query.unit})
    conditions = filtering.conditions(actor, query, clock.now(), wide)
    order = filtering.order(query, conditions)
    return await presenting.present(await presenting.rows(conditions, f"{order} LIMIT {query.limit + 1}"))


def key(hazard: Hazard, sort: Sort = "newest") -> tuple[datetime | None, UUID]:
    """Where the next page begins."""
    return (hazard.due_at if sort == "due" else hazard.happened_at), hazard.id


async def mirror_hazards(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, dict[str, Any]]:
    """What phones hold, by id, without what changes by the mere passing of time."""
    conditions = Seen(actor)
    conditions.add(*filtering.on_phones(clock.now()))
    if ids is not None:
        conditions.add(f"h.id IN ({marks(ids)})", [UUID(text) for text in ids])
    elif after:
        conditions.add("h.id > ?", [UUID(after)])
    rows = await presenting.rows(conditions, f"ORDER BY h.id LIMIT {limit}") if ids is None or ids else []
    return {str(hazard.id): _timeless(hazard) for hazard in await presenting.present(rows)}


async def existing(hazard_ids: Collection[UUID]) -> dict[UUID, str]:
    """Which of these ids are in use, with the hash of what they stand for."""
    found: dict[UUID, str] = {}
    for some in in_chunks(list(hazard_ids)):
        ids = marks(some)
        sql = (
            f"SELECT id, content_hash FROM hazard WHERE id IN ({ids})"
            f" UNION ALL SELECT id, content_hash FROM hazard_step WHERE id IN ({ids})"
        )
        found.update((UUID(str(row["id"])), row["content_hash"]) for row in await storage.fetch(sql, [*some, *some]))
    return found


async def by_ids(hazard_ids: Iterable[UUID]) -> list[Raised]:
    """The hazards of an inspection, in the order of their numbers, those it only saw again too. The caller has checked
    who may see them."""
    raised: list[Raised] = []
    for some in in_chunks(list(hazard_ids)):
        ids = marks(some)
        raised += await storage.fetch_as(
            Raised,
            "SELECT id, number, inspection_id AS inspection, item, grade, status FROM hazard"
            f" WHERE id IN (SELECT id FROM hazard WHERE id IN ({ids})"
            f" UNION SELECT hazard_id FROM hazard_step WHERE id IN ({ids}))"
            " AND inspection_id IS NOT NULL ORDER BY number",
            [*some, *some],
        )
    return raised


async def open_of_sites(site_ids: Iterable[UUID]) -> list[OpenHazard]:
    """Gravest first within a site is left to the caller. For roll-ups: no actor."""
    found: list[OpenHazard] = []
    for some in in_chunks(list(site_ids)):
        found += await storage.fetch_as(
            OpenHazard,
            "SELECT id, site_id AS site, asset_id AS asset, grade, title, title_en, happened_at, weak_link, planned_at"
            f" FROM hazard WHERE site_id IN ({marks(some)}) AND status IN {OPEN_SQL} ORDER BY happened_at, id",
            some,
        )
    return found


async def site_counts(site_ids: Iterable[UUID]) -> dict[UUID, SiteCount]:
    """From the roll-up; sites that never had a hazard are missing."""
    found: dict[UUID, SiteCount] = {}
    for some in in_chunks(list(site_ids)):
        rows = await storage.fetch_as(
            SiteCount,
            "SELECT site_id AS site, minor, general, larger, major, weak_links FROM hazard_site_count"
            f" WHERE site_id IN ({marks(some)})",
            some,
        )
        found.update((row.site, row) for row in rows)
    return found


def _timeless(hazard: Hazard) -> dict[str, Any]:
    """A phone reckons by its own clock whether something is overdue."""
    row = msgspec.structs.asdict(hazard)
    del row["overdue"]
    clocks = [{name: getattr(one, name) for name in _CLOCK_FIELDS} for one in hazard.clocks]
    return row | {"clocks": clocks}


_CLOCK_FIELDS = ("id", "name", "started_at", "due_at", "paused_until")


async def _seen_again_as(step_id: UUID) -> UUID | None:
    rows = await storage.fetch("SELECT hazard_id FROM hazard_step WHERE id = ? AND step = 'see_again'", [step_id])
    return UUID(str(rows[0]["hazard_id"])) if rows else None
