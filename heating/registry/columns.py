"""Between drafts and columns: what is written, and what of it has changed."""

import hashlib
from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec

from heating.registry import pinyin
from heating.registry.kinds import given
from heating.registry.positions import Position, to_wgs84
from heating.registry.records import AssetRecord, SiteRecord
from heating.registry.schemas import (
    AssetChanges,
    GivenPosition,
    NewAsset,
    NewSeason,
    NewSite,
    SeasonChanges,
    SiteChanges,
)

Columns = dict[str, object]


def site_columns(draft: NewSite) -> Columns:
    return {
        "code": draft.code,
        "name": draft.name.strip(),
        "name_en": draft.name_en.strip(),
        "kind": draft.kind,
        "organization_path": draft.organization,
        "area_path": draft.area,
        "address": draft.address.strip(),
        **_position_columns(draft.position),
        "heated_area_m2": _as_float(draft.heated_area_m2),
        "households": draft.households,
        "responsible_id": draft.responsible_id,
        "safety_owner_id": draft.safety_owner_id,
    }


def asset_columns(draft: NewAsset) -> Columns:
    """Of a draft that `with_defaults` has completed."""
    return {
        "code": draft.code,
        "name": draft.name.strip(),
        "name_en": draft.name_en.strip(),
        "kind": draft.kind,
        "site_id": draft.site,
        "parent_id": draft.parent,
        "organization_path": draft.organization,
        "area_path": draft.area,
        "status": draft.status,
        "address": draft.address.strip(),
        **_position_columns(draft.position),
        "heated_area_m2": _as_float(draft.heated_area_m2),
        "households": draft.households,
        "responsible_id": draft.responsible_id,
        "safety_owner_id": draft.safety_owner_id,
        "in_service_on": draft.in_service_on,
        "fields_json": _document(given(draft.fields)),
        "limits_json": _document(draft.limits),
    }


def with_defaults(draft: NewAsset, site: SiteRecord | None) -> NewAsset:
    """What the asset leaves out is as at its site."""
    if site is None:
        return draft
    return msgspec.structs.replace(
        draft,
        organization=draft.organization or site.organization,
        area=draft.area or site.area,
        responsible_id=draft.responsible_id or site.responsible_id,
        safety_owner_id=draft.safety_owner_id or site.safety_owner_id,
    )


def site_draft(record: SiteRecord) -> NewSite:
    """The draft that would make this very row."""
    return NewSite(
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        organization=record.organization,
        area=record.area,
        address=record.address,
        position=_given_position(record),
        heated_area_m2=record.heated_area_m2,
        households=record.households,
        responsible_id=record.responsible_id,
        safety_owner_id=record.safety_owner_id,
        source=record.source,
        source_id=record.source_id,
    )


def asset_draft(record: AssetRecord) -> NewAsset:
    return NewAsset(
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        site=record.site,
        parent=record.parent,
        organization=record.organization,
        area=record.area,
        status="standby" if record.status == "standby" else "in_service",
        address=record.address,
        position=_given_position(record),
        heated_area_m2=record.heated_area_m2,
        households=record.households,
        responsible_id=record.responsible_id,
        safety_owner_id=record.safety_owner_id,
        in_service_on=record.in_service_on,
        fields=dict(record.fields),
        limits=dict(record.limits),
        source=record.source,
        source_id=record.source_id,
    )


def given_changes(changes: SiteChanges | AssetChanges | SeasonChanges) -> dict[str, object]:
    """The fields a PATCH names, without the version."""
    fields = msgspec.structs.asdict(changes)
    return {key: value for key, value in fields.items() if value is not msgspec.UNSET and key != "version"}


def differing(before: Columns, after: Columns) -> Columns:
    return {column: value for column, value in after.items() if before[column] != value}


def told(before: Columns, changed: Columns) -> dict[str, list[object]]:
    """Column → [before, after], as the audit keeps it."""
    return {column: [_plain(before[column]), _plain(value)] for column, value in changed.items()}


def content_hash(draft: NewSite | NewAsset | NewSeason) -> str:
    """Equal bodies have equal hashes: creating again with the same id is harmless, with other content a conflict."""
    return hashlib.sha256(msgspec.json.encode(draft, order="sorted")).hexdigest()[:32]


def origin(source: str, source_id: str) -> str | None:
    return f"{source}:{source_id}" if source else None


def search_columns(columns: Mapping[str, object]) -> Columns:
    """Of the entry in the search table that belongs to a site or asset with these columns."""
    names = (str(columns[key]) for key in ("name", "name_en", "code"))
    return {
        "organization_path": columns["organization_path"],
        "area_path": columns["area_path"],
        "code": pinyin.fold(str(columns["code"])),
        "text": pinyin.search_text(*names),
    }


def _position_columns(position: GivenPosition | None) -> Columns:
    if position is None:
        return {"longitude": None, "latitude": None, "position_source": ""}
    stored = to_wgs84(Position(float(position.longitude), float(position.latitude)), position.system)
    converted = position.system != "wgs84"
    source = " ".join(filter(None, [position.source.strip(), f"({position.system})" if converted else ""]))
    return {"longitude": stored.longitude, "latitude": stored.latitude, "position_source": source}


def _given_position(record: SiteRecord | AssetRecord) -> GivenPosition | None:
    if record.longitude is None or record.latitude is None:
        return None
    return GivenPosition(record.longitude, record.latitude, source=record.position_source)


def _document(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _as_float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID | date) else value
