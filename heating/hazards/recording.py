"""Writing a step down: the hazard's row, its story, photos, counts, change log and audit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.hazards import ledger
from heating.hazards.cases import Case, Change
from heating.hazards.models import HazardStepRow
from heating.hazards.presenting import Row
from heating.hazards.rules import OPEN
from heating.hazards.standing import version_conflict
from heating.hazards.steps import Step
from heating.photos import actions as photos
from heating.photos.rules import Reference

_encode = msgspec.json.Encoder().encode

ACTIONS: Mapping[Step, str] = {
    Step.REPORT: "hazard.reported",
    Step.CONFIRM: "hazard.confirmed",
    Step.DISMISS: "hazard.dismissed",
    Step.FIX_ON_THE_SPOT: "hazard.fixed_on_the_spot",
    Step.PLAN: "hazard.planned",
    Step.ASK_EXTENSION: "hazard.extension_asked",
    Step.DECIDE_EXTENSION: "hazard.extension_decided",
    Step.PROGRESS: "hazard.progressed",
    Step.RECTIFY: "hazard.rectified",
    Step.ACCEPT: "hazard.accepted",
    Step.SEND_BACK: "hazard.sent_back",
    Step.REOPEN: "hazard.reopened",
    Step.SUPERVISE: "hazard.supervised",
    Step.SEE_AGAIN: "hazard.seen_again",
    Step.REPLACE_PHOTO: "hazard.photo_replaced",
    Step.REASSIGN: "hazard.reassigned",
}


async def record(case: Case[Any], change: Change, device: UUID | None, content_hash: str) -> None:
    after = msgspec.structs.replace(case.row, **change.columns)
    await _update(case.row, change.columns)
    _tell_story(case, change, after, device, content_hash)
    await ledger.count(_moved(case.row, after))
    _refer(case, change, after)
    tell(case.row, after)
    _audit(case, change, after)


def tell(before: Row, after: Row) -> None:
    """Phones of the place and of the unit read it anew; those of a unit that it left find it gone."""
    unit = storage.current_unit()
    for organization in {before.organization_path, before.unit, after.organization_path, after.unit}:
        unit.changed("hazard", after.id, organization=organization, area=after.area_path)


async def _update(row: Row, columns: Mapping[str, object]) -> None:
    changed = ", ".join(f"{column} = ?" for column in columns)
    met = await storage.execute(
        f"UPDATE hazard SET {changed}, version = version + 1 WHERE id = ? AND version = ?",
        [*columns.values(), row.id, row.version],
    )
    if not met:
        raise version_conflict(row.status)


def _tell_story(case: Case[Any], change: Change, after: Row, device: UUID | None, content_hash: str) -> None:
    position, label = change.position, change.label
    storage.current_unit().insert(
        HazardStepRow,
        {
            "id": case.step_id,
            "hazard_id": case.row.id,
            "step": case.step,
            "from_status": case.row.status,
            "to_status": after.status,
            "actor_id": case.actor.id,
            "actor_name": case.actor.name,
            "organization_path": case.actor.home_organization,
            "happened_at": case.happened_at,
            "received_at": case.received_at,
            "reason": change.reason.strip(),
            "note": change.note.strip(),
            "photos_json": _encode(change.photos).decode(),
            "label_code": label and label.code,
            "label_match": change.label_match,
            "longitude": position and position.longitude,
            "latitude": position and position.latitude,
            "accuracy_m": position and position.accuracy_m,
            "device_id": device,
            "detail_json": _encode(change.detail).decode(),
            "content_hash": content_hash,
            "place": case.row.version + 1,
        },
    )


def _moved(before: Row, after: Row) -> dict[UUID, Counter[str]]:
    """From one count of its site to another."""
    moved = Counter([column_of(after)] if after.status in OPEN else [])
    moved.subtract([column_of(before)] if before.status in OPEN else [])
    return {after.site_id: moved}


def column_of(row: Row) -> str:
    return ledger.column(row.grade, row.weak_link)


def _refer(case: Case[Any], change: Change, after: Row) -> None:
    """Pictures of the step are for all who see the hazard; a unit that is new to it sees the earlier ones too."""
    organizations = {after.organization_path, after.unit}
    references = [(photo.sha256, photo.role) for photo in change.photos]
    photos.reference(_references(after, organizations, references))
    if after.unit not in (case.row.unit, after.organization_path):
        earlier = msgspec.json.decode(case.row.photos_json, type=list[dict[str, Any]])
        photos.reference(_references(after, {after.unit}, [(photo["sha256"], photo["role"]) for photo in earlier]))


def _references(row: Row, organizations: set[str], shown: Sequence[tuple[str, str]]) -> list[Reference]:
    return [
        Reference(sha256, "hazard", row.id, organization, row.area_path, role)
        for organization in sorted(organizations)
        for sha256, role in shown
    ]


def _audit(case: Case[Any], change: Change, after: Row) -> None:
    detail = {
        "number": after.number,
        "site": after.site_id,
        "asset": after.asset_id,
        "grade": after.grade,
        "status": after.status,
        "step": case.step_id,
        "reason": change.reason,
        **change.detail,
    }
    audit.record(
        case.actor,
        ACTIONS[case.step],
        subject_kind="hazard",
        subject_id=after.id,
        organization=after.organization_path,
        area=after.area_path,
        detail=detail,
    )
