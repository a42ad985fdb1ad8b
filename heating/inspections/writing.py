"""The rows of accepted inspections: themselves, extracted answers, photo references, hazards, audit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.checklists.document import Document, Photo
from heating.checklists.rules import limits_of
from heating.hazards import actions as hazards
from heating.hazards.causes import Cause
from heating.hazards.evidence import HazardPhoto
from heating.hazards.rules import Grade
from heating.inspections.models import InspectionAnswerRow, InspectionRow
from heating.inspections.payload import InspectionPayload
from heating.inspections.reading import Earlier
from heating.inspections.rules import Decision, LabelMatch
from heating.inspections.wording import hazard_title
from heating.photos import actions as photos
from heating.photos.rules import Reference
from heating.registry.records import AssetFacts


class New(NamedTuple):
    """An accepted inspection, to be written. `hazards` are all by item; `raised` the items that raise theirs now."""

    actor: Actor
    payload: InspectionPayload
    device: UUID | None
    asset: AssetFacts
    document: Document
    decision: Decision
    happened_at: datetime
    happened_on: date
    received_at: datetime
    label_match: LabelMatch | None
    former: Earlier | None
    is_quarantined: bool
    hazards: dict[str, UUID]
    raised: frozenset[str]
    hazards_json: str
    site_day: str
    content_hash: str
    answers_json: str
    answers_digest: str


async def write(new: Sequence[New], zone: ZoneInfo) -> None:
    unit = storage.current_unit()
    replacements = {n.former.id: n.payload.id for n in new if n.former is not None and not n.is_quarantined}
    for inspection in new:
        unit.insert(InspectionRow, _row(inspection, replacements.get(inspection.payload.id)))
        for answer in _extracted(inspection):
            unit.insert(InspectionAnswerRow, answer)
        _record(unit, inspection)
    photos.reference([_reference(photo, inspection) for inspection in new for photo in _photos(inspection.payload)])
    await _mark_replaced(replacements, new)
    await hazards.raise_from_inspections([cause for inspection in new for cause in causes(inspection)], zone)


def _row(new: New, replaced_by: UUID | None) -> dict[str, object]:
    payload, decision = new.payload, new.decision
    label, position = payload.label, payload.position
    return {
        "id": payload.id,
        "visit_id": payload.visit,
        "asset_id": payload.asset,
        "household_id": payload.household,
        "site_id": new.asset.site,
        "kind": new.asset.kind,
        "organization_path": new.asset.organization,
        "area_path": new.asset.area,
        "checklist_version_id": payload.checklist_version,
        "author_id": new.actor.id,
        "author_name": new.actor.name,
        "device_id": new.device,
        "started_at": payload.started_at,
        "finished_at": payload.finished_at,
        "clock_offset_ms": payload.clock_offset_ms,
        "happened_at": new.happened_at,
        "happened_on": new.happened_on,
        "received_at": new.received_at,
        "outcome": decision.outcome.value,
        "answered": decision.tally.answered,
        "failed": decision.tally.failed,
        "tally_json": decision.tally_json,
        "failing_json": decision.failing_json,
        "gates_json": decision.gates_json,
        "hazards_json": new.hazards_json,
        "answers_json": new.answers_json,
        "label_code": label and label.code,
        "label_scanned_at": label and label.scanned_at,
        "label_match": new.label_match,
        "longitude": position and position.longitude,
        "latitude": position and position.latitude,
        "accuracy_m": position and position.accuracy_m,
        "position_at": position and position.at,
        "replaces_id": payload.replaces,
        "replaced_by_id": replaced_by,
        "quarantined_at": new.received_at if new.is_quarantined else None,
        "dismissed_at": None,
        "dismissed_by_id": None,
        "dismissed_by_name": None,
        "dismissal_reason": None,
        "content_hash": new.content_hash,
    }


def _extracted(new: New) -> Iterable[dict[str, object]]:
    """One row for each answer that failed or was measured."""
    failing = {failing.item: failing for failing in new.decision.failing}
    numbers = new.decision.measured
    inspection, asset, happened_at = new.payload.id, new.payload.asset, new.happened_at
    for item in {**failing, **numbers} if failing else numbers:
        bad = failing.get(item)
        yield {
            "inspection_id": inspection,
            "asset_id": asset,
            "item": item,
            "reason": None if bad is None else bad.reason,
            "grade": None if bad is None else bad.grade,
            "number": numbers.get(item),
            "happened_at": happened_at,
        }


def _photos(payload: InspectionPayload) -> list[Photo]:
    return [photo for answer in payload.answers if answer.photos for photo in answer.photos]


def _reference(photo: Photo, new: New) -> Reference:
    asset = new.asset
    return Reference(photo.sha256, "inspection", new.payload.id, asset.organization, asset.area, photo.role)


def _record(unit: storage.Unit, new: New) -> None:
    """The chained entry holds a digest of the answers, so that nobody can alter them unnoticed."""
    asset, payload = new.asset, new.payload
    unit.changed("inspection", payload.id, organization=asset.organization, area=asset.area)
    audit.record(
        new.actor,
        "inspection.quarantined" if new.is_quarantined else "inspection.submitted",
        subject_kind="inspection",
        subject_id=payload.id,
        organization=asset.organization,
        area=asset.area,
        detail={
            "site": asset.site,
            "asset": asset.id,
            "household": payload.household,
            "outcome": new.decision.outcome,
            "failed": new.decision.tally.failed,
            "replaces": payload.replaces,
            "answers": new.answers_digest,
        },
    )


async def _mark_replaced(replacements: Mapping[UUID, UUID], new: Sequence[New]) -> None:
    """Those in the database; rows of this group are written with it."""
    waiting = {inspection.payload.id for inspection in new}
    pairs = [[str(by), str(former)] for former, by in replacements.items() if former not in waiting]
    if pairs:
        await storage.execute_many("UPDATE inspection SET replaced_by_id = ? WHERE id = ?", pairs)


def causes(new: New) -> Iterable[Cause]:
    if not new.raised:
        return
    document, answers = new.document, {answer.item: answer for answer in new.payload.answers}
    for failing in new.decision.failing:
        if failing.item in new.raised:
            item, answer = document.items[failing.item], answers[failing.item]
            yield Cause(
                id=new.hazards[failing.item],
                actor=new.actor,
                asset=new.asset,
                inspection=new.payload.id,
                item=failing.item,
                title=hazard_title(item, failing, limits_of(item, new.asset.limits)),
                description=answer.note or "",
                grade=Grade(failing.grade),
                photos=tuple(
                    HazardPhoto(sha256=photo.sha256, role=photo.role, taken_at=photo.taken_at)
                    for photo in answer.photos
                ),
                position=new.payload.position,
                label=new.payload.label,
                happened_at=new.happened_at,
                received_at=new.received_at,
                device=new.device,
                household=new.payload.household,
            )
