"""Records as JSON rows: the names of the responsible persons beside their ids."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from heating.accounts.queries import people
from heating.registry.records import AssetRecord, SiteRecord
from heating.registry.schemas import Asset, Person, Site


async def sites(records: Sequence[SiteRecord]) -> list[Site]:
    names = await _names(records)
    return [_site(record, names) for record in records]


async def assets(records: Sequence[AssetRecord]) -> list[Asset]:
    names = await _names(records)
    return [_asset(record, names) for record in records]


async def _names(records: Iterable[SiteRecord | AssetRecord]) -> Mapping[UUID, str]:
    return await people({id for record in records for id in (record.responsible_id, record.safety_owner_id)})


def _person(id: UUID, names: Mapping[UUID, str]) -> Person | None:
    return Person(id, names[id]) if id in names else None


def _site(record: SiteRecord, names: Mapping[UUID, str]) -> Site:
    return Site(
        id=record.id,
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        organization=record.organization,
        area=record.area,
        address=record.address,
        longitude=record.longitude,
        latitude=record.latitude,
        position_source=record.position_source,
        heated_area_m2=record.heated_area_m2,
        households=record.households,
        responsible=_person(record.responsible_id, names),
        safety_owner=_person(record.safety_owner_id, names),
        source=record.source,
        source_id=record.source_id,
        version=record.version,
        updated_at=record.updated_at,
    )


def _asset(record: AssetRecord, names: Mapping[UUID, str]) -> Asset:
    return Asset(
        id=record.id,
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        site=record.site,
        site_name=record.site_name,
        site_name_en=record.site_name_en,
        parent=record.parent,
        organization=record.organization,
        area=record.area,
        status=record.status,
        address=record.address,
        longitude=record.longitude,
        latitude=record.latitude,
        position_source=record.position_source,
        heated_area_m2=record.heated_area_m2,
        households=record.households,
        responsible=_person(record.responsible_id, names),
        safety_owner=_person(record.safety_owner_id, names),
        in_service_on=record.in_service_on,
        fields=record.fields,
        limits=record.limits,
        source=record.source,
        source_id=record.source_id,
        version=record.version,
        updated_at=record.updated_at,
    )
