"""The first row of a hazard: what a report or an inspection says, and nothing yet of what later steps fill in."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from heating.accounts.actor import Actor
from heating.hazards.causes import Cause
from heating.hazards.evidence import HazardPhoto, LabelScan, Position
from heating.hazards.ledger import NewEntry
from heating.hazards.rules import Grade, Source, Status
from heating.hazards.schemas import HazardReport
from heating.lib.wording import Text
from heating.registry.records import AssetFacts, SiteRecord

Place = AssetFacts | SiteRecord

_encode = msgspec.json.Encoder().encode


class Came(Protocol):
    """By whom, when and over which phone a report came."""

    @property
    def actor(self) -> Actor: ...
    @property
    def happened_at(self) -> datetime: ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def device(self) -> UUID | None: ...


def reported(payload: HazardReport, came: Came, place: Place, title: Text, content_hash: str) -> NewEntry:
    values = _values(
        payload.id,
        came.actor,
        place,
        payload.grade,
        payload.photos,
        payload.position,
        payload.label,
        min(came.happened_at, came.received_at),
        came.received_at,
        came.device,
    )
    values |= {
        "source": Source.REPORT,
        "inspection_id": None,
        "item": None,
        "title": title.zh,
        "title_en": title.en,
        "description": payload.description.strip(),
        "content_hash": content_hash,
        "household_id": None,
        "code": payload.code or (payload.described.code if payload.described else None),
        "described_json": _encode(payload.described).decode() if payload.described else None,
        "repeat_of_id": None,
    }
    return NewEntry(came.actor, values, payload.photos)


def caused(cause: Cause, repeat_of: UUID | None) -> NewEntry:
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
        "household_id": cause.household,
        "code": None,
        "described_json": None,
        "repeat_of_id": repeat_of,
    }
    return NewEntry(cause.actor, values, cause.photos)


def _values(
    hazard_id: UUID,
    actor: Actor,
    place: Place,
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
        **_NOTHING_YET,
        "safety_owner_id": place.safety_owner_id,
        "unit_path": place.organization,
    }


_NOTHING_YET: dict[str, object] = dict.fromkeys(
    (
        "due_at", "confirmed_at", "rectify_due_at", "rectified_by_id", "rectified_by_name", "rectified_crew",
        "rectified_at", "rectified_late", "closed_by_id", "closed_by_name", "closed_at", "plan_json", "planned_at",
        "supervised_by_id", "supervised_by_name", "supervised_at", "extension_id",
    )
) | {"weak_link": False, "reworks": 0, "sightings": 1}  # fmt: skip
"""What only later steps fill in."""
