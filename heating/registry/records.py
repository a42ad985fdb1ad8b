"""Rows as they are read, before names are put beside ids; and what lower code asks of them."""

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

import msgspec

from heating.registry.kinds import FieldValue
from heating.registry.schemas import Limits, Status

SITE_COLUMNS = (
    "s.id, s.code, s.name, s.name_en, s.kind, s.organization_path AS organization, s.area_path AS area, s.address,"
    " s.longitude, s.latitude, s.position_source, s.heated_area_m2, s.households, s.responsible_id, s.safety_owner_id,"
    " s.source, s.source_id, s.version, s.updated_at"
)
ASSET_COLUMNS = (
    "a.id, a.code, a.name, a.name_en, a.kind, a.site_id AS site, s.name AS site_name, s.name_en AS site_name_en,"
    " a.parent_id AS parent,"
    " a.organization_path AS organization, a.area_path AS area, a.status, a.address, a.longitude, a.latitude,"
    " a.position_source, a.heated_area_m2, a.households, a.responsible_id, a.safety_owner_id, a.in_service_on,"
    " a.fields_json, a.limits_json, a.source, a.source_id, a.version, a.updated_at"
)
FACT_COLUMNS = (
    "a.id, a.code, a.name, a.name_en, a.kind, a.site_id AS site, s.name AS site_name, s.name_en AS site_name_en,"
    " s.kind AS site_kind,"
    " a.organization_path AS organization, a.area_path AS area, a.status, a.responsible_id, a.safety_owner_id,"
    " a.limits_json"
)


class SiteRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    organization: str
    area: str
    address: str
    longitude: float | None
    latitude: float | None
    position_source: str
    heated_area_m2: float | None
    households: int | None
    responsible_id: UUID
    safety_owner_id: UUID
    source: str
    source_id: str
    version: int
    updated_at: datetime


class AssetRecord(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    site: UUID
    site_name: str
    site_name_en: str
    parent: UUID | None
    organization: str
    area: str
    status: Status
    address: str
    longitude: float | None
    latitude: float | None
    position_source: str
    heated_area_m2: float | None
    households: int | None
    responsible_id: UUID
    safety_owner_id: UUID
    in_service_on: date | None
    fields_json: str
    limits_json: str
    source: str
    source_id: str
    version: int
    updated_at: datetime

    @property
    def fields(self) -> dict[str, FieldValue]:
        return _decode_fields(self.fields_json)

    @property
    def limits(self) -> dict[str, Limits]:
        return decode_limits(self.limits_json)


class AssetFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What an inspection, a hazard or a readiness has to know about an asset."""

    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    site: UUID
    site_name: str
    site_name_en: str
    site_kind: str
    organization: str
    area: str
    status: Status
    responsible_id: UUID
    safety_owner_id: UUID
    limits_json: str

    @property
    def limits(self) -> dict[str, Limits]:
        """By key of the checklist's item. Do not change it: equal texts share it."""
        return decode_limits(self.limits_json)


_decode_fields = msgspec.json.Decoder(dict[str, FieldValue]).decode


@lru_cache(maxsize=10_000)
def decode_limits(document: str) -> dict[str, Limits]:
    return msgspec.json.decode(document, type=dict[str, Limits])
