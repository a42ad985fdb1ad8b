"""Reporting hazards, many at once: few statements for a whole group, inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import problems as account_problems
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.hazards import ledger, problems, queries
from heating.hazards.evidence import HazardPhoto, LabelScan, Position
from heating.hazards.ledger import NewEntry
from heating.hazards.rules import Grade, Source, Status, report_faults
from heating.hazards.schemas import HazardReport
from heating.lib.problems import FieldError, Problem
from heating.lib.wording import Text
from heating.registry import asset_queries, site_queries
from heating.registry.records import AssetFacts, SiteRecord

Place = TypeVar("Place", AssetFacts, SiteRecord)

_encode = msgspec.json.Encoder().encode


class Reporting(NamedTuple):
    """A report as it arrived. `actor` saw the hazard; `device` is the phone that sent it, if it was one."""

    actor: Actor
    payload: HazardReport
    happened_at: datetime
    received_at: datetime
    device: UUID | None = None


class Accepted(NamedTuple):
    id: UUID
    replayed: bool


class Cause(NamedTuple):
    """A failing answer of an inspection. The id is the phone's, or new."""

    id: UUID
    actor: Actor
    asset: AssetFacts
    inspection: UUID
    item: str
    title: Text
    description: str
    grade: Grade
    photos: tuple[HazardPhoto, ...]
    position: Position | None
    label: LabelScan | None
    happened_at: datetime
    received_at: datetime
    device: UUID | None


class _Known(NamedTuple):
    hashes: dict[UUID, str]
    assets: Mapping[UUID, AssetFacts]
    sites: Mapping[UUID, SiteRecord]


async def report(batch: Sequence[Reporting], zone: ZoneInfo) -> list[Accepted | Problem]:
    """Inside a transaction: accept what is complete, answer in order. Nothing of a refused report is written."""
    await storage.current_unit().write_rows()  # an id may have come earlier in the same transaction
    known = await _read(batch)
    new: list[NewEntry] = []
    answers = [_decide(reporting, known, new) for reporting in batch]
    await ledger.write(new, zone)
    return answers


async def raise_from_inspections(causes: Sequence[Cause], zone: ZoneInfo) -> None:
    """Inside the inspections' transaction. The caller has seen to it that the ids are free."""
    await ledger.write([_caused(cause) for cause in causes], zone)


async def _read(batch: Sequence[Reporting]) -> _Known:
    payloads = [reporting.payload for reporting in batch]
    hashes = await queries.existing({payload.id for payload in payloads})
    assets = await asset_queries.assets_for_inspection({payload.asset for payload in payloads if payload.asset})
    site_ids = {payload.site for payload in payloads if payload.site}
    return _Known(hashes, assets, await site_queries.sites_by_ids(site_ids) if site_ids else {})


def _decide(reporting: Reporting, known: _Known, new: list[NewEntry]) -> Accepted | Problem:
    payload = reporting.payload
    content_hash = _hash_of(payload)
    if payload.id in known.hashes:
        is_same = known.hashes[payload.id] == content_hash
        return Accepted(payload.id, replayed=True) if is_same else problems.ID_TAKEN()
    if not reporting.actor.may(Permission.HAZARDS_REPORT):
        return account_problems.FORBIDDEN()
    asset, site = _places(reporting, known)
    place = asset or site
    if errors := [
        *_place_faults(payload, asset, site),
        *report_faults(_has_place(payload), payload.title, payload.photos),
    ]:
        return problems.INVALID(errors=errors)
    assert place is not None  # a report without a place has a fault
    known.hashes[payload.id] = content_hash
    new.append(_reported(reporting, place, content_hash))
    return Accepted(payload.id, replayed=False)


def _has_place(payload: HazardReport) -> bool:
    return payload.asset is not None or payload.site is not None


def _places(reporting: Reporting, known: _Known) -> tuple[AssetFacts | None, SiteRecord | None]:
    """What the payload names, if the reporter sees it."""
    asset = known.assets.get(reporting.payload.asset) if reporting.payload.asset else None
    site = known.sites.get(reporting.payload.site) if reporting.payload.site else None
    return _seen(reporting.actor, asset), _seen(reporting.actor, site)


def _seen(actor: Actor, place: Place | None) -> Place | None:
    return place if place is not None and scope.sees(actor, place.organization, place.area) else None


def _place_faults(payload: HazardReport, asset: AssetFacts | None, site: SiteRecord | None) -> Iterable[FieldError]:
    if payload.asset and asset is None:
        yield FieldError("/asset", "not_found", Text("没有这台设备。", "There is no such asset."))
    if payload.site and site is None:
        yield FieldError("/site", "not_found", Text("没有这个场站。", "There is no such site."))
    if asset and site and asset.site != site.id:
        yield FieldError("/site", "other_site", Text("该设备不在这个场站。", "The asset is not at this site."))


def _reported(reporting: Reporting, place: AssetFacts | SiteRecord, content_hash: str) -> NewEntry:
    payload = reporting.payload
    values = _values(
        payload.id,
        reporting.actor,
        place,
        payload.grade,
        payload.photos,
        payload.position,
        payload.label,
        min(reporting.happened_at, reporting.received_at),
        reporting.received_at,
        reporting.device,
    )
    values |= {
        "source": Source.REPORT,
        "inspection_id": None,
        "item": None,
        "title": payload.title.strip(),
        "title_en": "",
        "description": payload.description.strip(),
        "content_hash": content_hash,
    }
    return NewEntry(reporting.actor, values, payload.photos)


def _caused(cause: Cause) -> NewEntry:
    values = _values(
        cause.id,
        cause.actor,
        cause.asset,
        cause.grade,
        cause.photos,
        cause.position,
        cause.label,
        cause.happened_at,
        cause.received_at,
        cause.device,
    )
    values |= {
        "source": Source.INSPECTION,
        "inspection_id": cause.inspection,
        "item": cause.item,
        "title": cause.title.zh,
        "title_en": cause.title.en,
        "description": cause.description,
        "content_hash": "",
    }
    return NewEntry(cause.actor, values, cause.photos)


def _values(
    hazard_id: UUID,
    actor: Actor,
    place: AssetFacts | SiteRecord,
    grade: Grade,
    photos: tuple[HazardPhoto, ...],
    position: Position | None,
    label: LabelScan | None,
    happened_at: datetime,
    received_at: datetime,
    device: UUID | None,
) -> dict[str, object]:
    """What both kinds of hazards have."""
    is_asset = isinstance(place, AssetFacts)
    return {
        "id": hazard_id,
        "site_id": place.site if isinstance(place, AssetFacts) else place.id,
        "asset_id": place.id if is_asset else None,
        "grade": grade,
        "status": Status.REPORTED,
        "photos_json": _encode(photos).decode(),
        "reporter_id": actor.id,
        "reporter_name": actor.name,
        "responsible_id": place.responsible_id,
        "organization_path": place.organization,
        "area_path": place.area,
        "longitude": position and position.longitude,
        "latitude": position and position.latitude,
        "accuracy_m": position and position.accuracy_m,
        "label_code": label and label.code,
        "device_id": device,
        "happened_at": happened_at,
        "received_at": received_at,
        "version": 1,
    }


def _hash_of(payload: HazardReport) -> str:
    return sha256(_encode(payload)).hexdigest()
