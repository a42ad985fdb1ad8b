"""When an asset or a site moves to another company, area or site, its open hazards go with it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.audit import SYSTEM, Entry
from heating.deadlines import actions as deadlines
from heating.hazards import answering, clocking
from heating.hazards.evidence import HazardPhoto
from heating.hazards.rollups import recount
from heating.hazards.rules import OPEN, Status
from heating.lib import areas
from heating.photos import actions as photos
from heating.photos.rules import Reference
from heating.registry import asset_queries, site_queries
from heating.registry.filtering import marks
from heating.registry.records import AssetFacts, SiteRecord

CAUSES = ("asset.moved", "site.moved")

_OPEN = ", ".join(f"'{status}'" for status in sorted(OPEN))
_decode_photos = msgspec.json.Decoder(tuple[HazardPhoto, ...]).decode


class _Moving(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    site: UUID
    asset: UUID | None
    status: Status
    organization: str
    unit: str
    responsible: UUID
    area: str
    photos_json: str


async def follow_moves(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES."""
    assets = await asset_queries.assets_for_inspection(_subjects(entries, "asset"))
    sites = await site_queries.sites_by_ids(_subjects(entries, "site"))
    places: Mapping[UUID, AssetFacts | SiteRecord] = {**assets, **sites}
    moved = [
        (hazard, place)
        for hazard in [*await _open_of("asset_id", assets), *await _open_of("asset_id IS NULL AND site_id", sites)]
        if _has_moved(hazard, place := places[hazard.asset or hazard.site])
    ]
    for hazard, place in moved:
        await _move(hazard, place)
    if moved:
        await recount({hazard.site for hazard, _ in moved} | {_site(place) for _, place in moved})


def _subjects(entries: Iterable[Entry], kind: str) -> set[UUID]:
    return {UUID(entry.subject_id) for entry in entries if entry.subject_kind == kind}


async def _open_of(condition: str, ids: Iterable[UUID]) -> list[_Moving]:
    wanted = list(ids)
    if not wanted:
        return []
    return await storage.fetch_as(
        _Moving,
        "SELECT id, number, site_id AS site, asset_id AS asset, status, organization_path AS organization,"
        " coalesce(unit_path, organization_path) AS unit, responsible_id AS responsible, area_path AS area, photos_json"
        f" FROM hazard WHERE {condition} IN ({marks(wanted)})"
        f" AND status IN ({_OPEN}) ORDER BY id",
        wanted,
    )


def _site(place: AssetFacts | SiteRecord) -> UUID:
    return place.site if isinstance(place, AssetFacts) else place.id


def _has_moved(hazard: _Moving, place: AssetFacts | SiteRecord) -> bool:
    return (hazard.site, hazard.organization, hazard.area) != (_site(place), place.organization, place.area)


async def _move(hazard: _Moving, place: AssetFacts | SiteRecord) -> None:
    """Another unit that has been told to rectify it keeps it, unless its person would not see the hazard any more; who
    answered for the old place does not."""
    unit, responsible = place.organization, place.responsible_id
    if hazard.unit != hazard.organization and await _is_still_seen(hazard, place):
        unit, responsible = hazard.unit, hazard.responsible
    await storage.execute(
        "UPDATE hazard SET site_id = ?, organization_path = ?, area_path = ?, unit_path = ?, responsible_id = ?,"
        " safety_owner_id = ?, version = version + 1 WHERE id = ?",
        [_site(place), place.organization, place.area, unit, responsible, place.safety_owner_id, hazard.id],
    )
    looks_after = responsible if hazard.status is Status.RECTIFYING else place.safety_owner_id
    await deadlines.reassign(clocking.KIND, [hazard.id], responsible=looks_after, organization=unit, area=place.area)
    _tell(hazard, place, unit)


async def _is_still_seen(hazard: _Moving, place: AssetFacts | SiteRecord) -> bool:
    person = (await accounts.persons([hazard.responsible])).get(hazard.responsible)
    return person is not None and (
        answering.sees(person, hazard.unit, place.organization) and areas.within(place.area, person.area)
    )


def _tell(hazard: _Moving, place: AssetFacts | SiteRecord, its_unit: str) -> None:
    unit = storage.current_unit()
    for organization in {hazard.organization, hazard.unit}:
        unit.changed("hazard", hazard.id, organization=organization, area=hazard.area, op="delete")
    for organization in {place.organization, its_unit}:
        unit.changed("hazard", hazard.id, organization=organization, area=place.area)
    photos.reference(
        Reference(photo.sha256, "hazard", hazard.id, organization, place.area, photo.role)
        for organization in sorted({place.organization, its_unit})
        for photo in _decode_photos(hazard.photos_json)
    )
    audit.record(
        SYSTEM,
        "hazard.moved",
        subject_kind="hazard",
        subject_id=hazard.id,
        organization=place.organization,
        area=place.area,
        detail={"number": hazard.number, "site": _site(place), "from_site": hazard.site},
    )
