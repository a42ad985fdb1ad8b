"""Reads of the hazard ledger. Every list starts from what the actor may see."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.queries import people
from heating.hazards.evidence import HazardPhoto, Position
from heating.hazards.problems import NOT_FOUND
from heating.hazards.rules import OPEN, Grade, Source, Status
from heating.hazards.schemas import Hazard, HazardFilter, Person, Place
from heating.http.paging import decode_cursor
from heating.registry import asset_queries, site_queries
from heating.registry.filtering import Conditions, in_chunks, marks, text_contains
from heating.registry.records import AssetFacts, SiteRecord

_COLUMNS = """h.id, h.number, h.site_id, h.asset_id, h.source, h.inspection_id, h.item, h.title, h.title_en,
    h.description, h.grade, h.status, h.photos_json, h.reporter_id, h.reporter_name, h.responsible_id,
    h.organization_path, h.area_path, h.longitude, h.latitude, h.accuracy_m, h.label_code, h.happened_at,
    h.received_at, h.version"""
_OPEN = "(" + ", ".join(f"'{status}'" for status in sorted(OPEN)) + ")"
_decode_photos = msgspec.json.Decoder(tuple[HazardPhoto, ...]).decode


class _Row(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    site_id: UUID
    asset_id: UUID | None
    source: Source
    inspection_id: UUID | None
    item: str | None
    title: str
    title_en: str
    description: str
    grade: Grade
    status: Status
    photos_json: str
    reporter_id: UUID
    reporter_name: str
    responsible_id: UUID
    organization_path: str
    area_path: str
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    label_code: str | None
    happened_at: datetime
    received_at: datetime
    version: int


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


class SiteCount(msgspec.Struct, frozen=True):
    """Open hazards of a site by grade."""

    site: UUID
    minor: int
    general: int
    larger: int
    major: int

    @property
    def open(self) -> int:
        return self.minor + self.general + self.larger + self.major


async def find(actor: Actor, hazard_id: UUID) -> Hazard:
    conditions = Conditions(actor, "h")
    conditions.equal("id", hazard_id)
    rows = await _rows(conditions)
    if not rows:
        raise NOT_FOUND()
    return (await _present(rows))[0]


async def matching(actor: Actor, query: HazardFilter) -> list[Hazard]:
    """Newest first; up to one more than the limit."""
    conditions = Conditions(actor, "h")
    for column, value in {
        "site_id": query.site,
        "asset_id": query.asset,
        "inspection_id": query.inspection,
        "grade": query.grade,
        "status": query.status,
        "source": query.source,
    }.items():
        conditions.equal(column, value)
    conditions.within(query.organization, query.area)
    if query.open is not None:
        conditions.add(f"h.status {'' if query.open else 'NOT '}IN {_OPEN}")
    if query.since is not None:
        conditions.add("h.happened_at >= ?", [query.since])
    if words := query.q.split():
        conditions.add(*text_contains("h.number || ' ' || h.title || ' ' || h.title_en || ' ' || h.description", words))
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        conditions.add("(h.happened_at, h.id) < (?, ?)", after)
    return await _present(await _rows(conditions, f"ORDER BY h.happened_at DESC, h.id DESC LIMIT {query.limit + 1}"))


def key(hazard: Hazard) -> tuple[datetime, UUID]:
    """Where the next page begins."""
    return hazard.happened_at, hazard.id


async def mirror_hazards(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, Hazard]:
    """What phones hold: the open ones, by id."""
    conditions = Conditions(actor, "h")
    conditions.add(f"h.status IN {_OPEN}")
    if ids is not None:
        conditions.add(f"h.id IN ({marks(ids)})", [UUID(text) for text in ids])
    elif after:
        conditions.add("h.id > ?", [UUID(after)])
    rows = await _rows(conditions, f"ORDER BY h.id LIMIT {limit}") if ids is None or ids else []
    return {str(hazard.id): hazard for hazard in await _present(rows)}


async def existing(hazard_ids: Collection[UUID]) -> dict[UUID, str]:
    """Which of these ids are in use, with the hash of what they stand for."""
    found: dict[UUID, str] = {}
    for some in in_chunks(list(hazard_ids)):
        rows = await storage.fetch(f"SELECT id, content_hash FROM hazard WHERE id IN ({marks(some)})", some)
        found.update((UUID(str(row["id"])), row["content_hash"]) for row in rows)
    return found


async def by_ids(hazard_ids: Iterable[UUID]) -> list[Raised]:
    """The hazards of an inspection, in the order of their numbers. The caller has checked who may see them."""
    raised: list[Raised] = []
    for some in in_chunks(list(hazard_ids)):
        raised += await storage.fetch_as(
            Raised,
            "SELECT id, number, inspection_id AS inspection, item, grade, status FROM hazard"
            f" WHERE id IN ({marks(some)}) AND inspection_id IS NOT NULL ORDER BY number",
            some,
        )
    return raised


async def open_of_sites(site_ids: Iterable[UUID]) -> list[OpenHazard]:
    """Gravest first within a site is left to the caller. For roll-ups: no actor."""
    found: list[OpenHazard] = []
    for some in in_chunks(list(site_ids)):
        found += await storage.fetch_as(
            OpenHazard,
            "SELECT id, site_id AS site, asset_id AS asset, grade, title, title_en, happened_at FROM hazard"
            f" WHERE site_id IN ({marks(some)}) AND status IN {_OPEN} ORDER BY happened_at, id",
            some,
        )
    return found


async def site_counts(site_ids: Iterable[UUID]) -> dict[UUID, SiteCount]:
    """From the roll-up; sites that never had a hazard are missing."""
    found: dict[UUID, SiteCount] = {}
    for some in in_chunks(list(site_ids)):
        rows = await storage.fetch_as(
            SiteCount,
            "SELECT site_id AS site, minor, general, larger, major FROM hazard_site_count"
            f" WHERE site_id IN ({marks(some)})",
            some,
        )
        found.update((row.site, row) for row in rows)
    return found


async def _rows(conditions: Conditions, rest: str = "") -> list[_Row]:
    return await storage.fetch_as(
        _Row, f"SELECT {_COLUMNS} FROM hazard h WHERE {conditions.sql} {rest}", conditions.params
    )


async def _present(rows: Sequence[_Row]) -> list[Hazard]:
    if not rows:
        return []
    assets = await asset_queries.assets_for_inspection({row.asset_id for row in rows if row.asset_id})
    sites = await site_queries.sites_by_ids({row.site_id for row in rows})
    names = await people(row.responsible_id for row in rows)
    return [_hazard(row, assets, sites, names) for row in rows]


def _hazard(
    row: _Row, assets: Mapping[UUID, AssetFacts], sites: Mapping[UUID, SiteRecord], names: Mapping[UUID, str]
) -> Hazard:
    position = None
    if row.longitude is not None and row.latitude is not None:
        position = Position(longitude=row.longitude, latitude=row.latitude, accuracy_m=row.accuracy_m)
    return Hazard(
        id=row.id,
        number=row.number,
        site=_place(sites[row.site_id]),
        asset=_place(assets[row.asset_id]) if row.asset_id else None,
        source=row.source,
        inspection=row.inspection_id,
        item=row.item,
        title=row.title,
        title_en=row.title_en,
        description=row.description,
        grade=row.grade,
        status=row.status,
        photos=_decode_photos(row.photos_json),
        reporter=Person(row.reporter_id, row.reporter_name),
        responsible=Person(row.responsible_id, names[row.responsible_id]) if row.responsible_id in names else None,
        organization=row.organization_path,
        area=row.area_path,
        position=position,
        label=row.label_code,
        happened_at=row.happened_at,
        received_at=row.received_at,
        version=row.version,
    )


def _place(row: AssetFacts | SiteRecord) -> Place:
    return Place(id=row.id, code=row.code, name=row.name, kind=row.kind)
