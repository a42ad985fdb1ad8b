"""Writing a step down: the complaint's row, its story, photos, change log and audit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.audit import Who
from heating.complaints import clocking, elsewhere
from heating.complaints.cases import Case, Change
from heating.complaints.models import ComplaintStepRow
from heating.complaints.problems import VERSION_CONFLICT
from heating.complaints.records import Record
from heating.complaints.rules import STATUS_NAMES, Status
from heating.complaints.schemas import StepEntry, Teller
from heating.complaints.steps.table import Step
from heating.hazards.evidence import StepPhoto
from heating.photos import actions as photos
from heating.photos.rules import Reference

_encode = msgspec.json.Encoder().encode

_TOLD = frozenset({
    "step", "category", "matter_class", "urgency", "category_before", "matter_class_before", "urgency_before",
    "channel", "from_resident", "repeat_of", "officer", "officer_name", "unit", "rung", "passed", "before", "desk",
    "suggested",
    "hours", "until", "clocks", "promised_on", "contacted", "indoor_c", "method", "label", "disposition", "proof",
    "approved", "author", "score", "solved", "times", "by", "unrated", "system", "into", "into_number", "from",
    "member", "number", "visit", "visited", "starts_at", "ends_at", "visitor", "until_at", "room", "signed",
    "absences",
})  # fmt: skip
"""Of the details of steps: keys, times, numbers of cases, posts and people of the house; no reasons, causes, positions
or other words."""


class Told(NamedTuple):
    """A step for the story. `before` is None for the receipt; `place` is the complaint's version after the step."""

    id: UUID
    complaint: UUID
    step: Step
    before: Status | None
    after: Status
    who: Who
    organization: str
    happened_at: datetime
    received_at: datetime
    place: int
    reason: str = ""
    note: str = ""
    photos: Sequence[StepPhoto] = ()
    detail: Mapping[str, Any] = {}
    content_hash: str = ""


async def record(case: Case[Any], change: Change, content_hash: str) -> Record:
    """The complaint as it is after the step. Raises complaint.version_conflict."""
    tightest = await clocking.tightest(case.row.id)
    columns = {"status": change.to, **tightest.columns(), **change.columns}
    after = msgspec.structs.replace(case.row, **columns, version=case.row.version + 1)
    await update(case.row, columns)
    tell_story(_told(case, change, after, content_hash))
    refer(after, change.photos)
    tell(case.row, after)
    await elsewhere.tell([case.row, after])
    note(case.who, change.action, after, {"step": case.step_id, **change.detail})
    for action, detail in change.events:
        note(audit.SYSTEM, action, after, detail)
    return after


async def update(row: Record, columns: Mapping[str, object]) -> None:
    """Only if nobody was first. Raises complaint.version_conflict."""
    changed = ", ".join(f"{column} = ?" for column in columns)
    met = await storage.execute(
        f"UPDATE complaint SET {changed}, version = version + 1 WHERE id = ? AND version = ?",
        [*columns.values(), row.id, row.version],
    )
    if not met:
        raise VERSION_CONFLICT(status=STATUS_NAMES[row.status])


def entry_of(told: Told) -> StepEntry:
    """As the story shows it once it is written."""
    return StepEntry(
        id=told.id,
        step=told.step,
        from_=told.before,
        to=told.after,
        actor=Teller(told.who.id, told.who.name),
        organization=told.organization,
        happened_at=told.happened_at,
        received_at=told.received_at,
        reason=told.reason.strip(),
        note=told.note.strip(),
        photos=tuple(told.photos),
        detail=told.detail,
    )


def tell_story(told: Told) -> None:
    storage.current_unit().insert(
        ComplaintStepRow,
        {
            "id": told.id,
            "complaint_id": told.complaint,
            "step": told.step,
            "from_status": told.before,
            "to_status": told.after,
            "actor_id": told.who.id,
            "actor_name": told.who.name,
            "organization_path": told.organization,
            "happened_at": told.happened_at,
            "received_at": told.received_at,
            "reason": told.reason.strip(),
            "note": told.note.strip(),
            "photos_json": _encode(told.photos).decode(),
            "detail_json": _encode(told.detail).decode(),
            "content_hash": told.content_hash,
            "place": told.place,
        },
    )


def tell(before: Record | None, after: Record) -> None:
    """Desks and phones of the unit read it anew; those of a unit that it left find it gone. What was taken over from
    the past is on no desk."""
    if after.historical:
        return
    unit = storage.current_unit()
    rows = [after] if before is None else [before, after]
    for organization, area in dict.fromkeys((row.organization_path, row.area_path) for row in rows):
        unit.changed(clocking.KIND, after.id, organization=organization, area=area)


def refer(row: Record, shown: Sequence[StepPhoto]) -> None:
    """Whoever sees the complaint sees its pictures."""
    photos.reference(
        Reference(photo.sha256, clocking.KIND, row.id, row.organization_path, row.area_path, photo.role)
        for photo in shown
    )


def note(who: Who, action: str, row: Record, detail: Mapping[str, object]) -> None:
    """For the audit, where nothing is ever erased: what is not known to say nothing of a person or of what was said
    stands in the story alone."""
    about = {
        "number": row.number,
        "category": row.category,
        "urgency": row.urgency,
        "status": row.status,
        "officer": row.officer_id,
        "station": row.station_id,
    }
    audit.record(
        who,
        action,
        subject_kind=clocking.KIND,
        subject_id=row.id,
        organization=row.organization_path,
        area=row.area_path,
        detail={**about, **{key: value for key, value in detail.items() if key in _TOLD}},
    )


def _told(case: Case[Any], change: Change, after: Record, content_hash: str) -> Told:
    return Told(
        id=case.step_id,
        complaint=after.id,
        step=case.step,
        before=case.row.status,
        after=after.status,
        who=case.who,
        organization=case.organization,
        happened_at=case.happened_at,
        received_at=case.received_at,
        place=after.version,
        reason=change.reason,
        note=change.note,
        photos=change.photos,
        detail=change.detail,
        content_hash=content_hash,
    )
