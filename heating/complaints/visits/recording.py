"""Writing down what became of a visit: its row, and a line in the story of its complaint."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.checklists.document import Signature
from heating.complaints import queries
from heating.complaints.cases import Case, Change
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.recording import record
from heating.complaints.records import Record
from heating.complaints.steps.schemas import StepBody
from heating.complaints.steps.table import Step
from heating.complaints.visits import problems as visit_problems
from heating.complaints.visits import queries as visit_queries
from heating.complaints.visits.queries import VisitRecord
from heating.complaints.visits.rules import MOVES, STATE_NAMES, VisitState, VisitVerb
from heating.complaints.visits.schemas import Completion, NewVisit
from heating.hazards.evidence import StepPhoto
from heating.lib import clock
from heating.lib.ids import new_id

_encode = msgspec.json.Encoder().encode


class Told(NamedTuple):
    """What the complaint's story says of a verb, and when it happened."""

    verbed: str
    at: datetime
    note: str = ""
    photos: Sequence[StepPhoto] = ()
    detail: Mapping[str, object] = {}


async def update(row: VisitRecord, verb: VisitVerb, columns: Mapping[str, object]) -> None:
    """Only if nobody was first. Raises visit.version_conflict."""
    changed = {"state": MOVES[verb][row.state], **columns}
    assignments = ", ".join(f"{column} = ?" for column in changed)
    met = await storage.execute(
        f"UPDATE household_visit SET {assignments}, version = version + 1 WHERE id = ? AND version = ?",
        [*changed.values(), row.id, row.version],
    )
    if not met:
        raise visit_problems.VERSION_CONFLICT(state=STATE_NAMES[row.state])


async def tell(actor: Actor, complaint: UUID, visit_id: UUID, told: Told, zone: ZoneInfo) -> None:
    """In the complaint's story; a visit that ends after its complaint's end is told there too."""
    (row,) = await queries.of_ids([complaint], lock=True)
    case = Case(
        who=actor,
        organization=actor.home_organization,
        step=Step.VISIT,
        step_id=new_id(),
        body=StepBody(),
        row=row,
        catalogue=await catalogue.current(),
        happened_at=told.at,
        received_at=clock.now(),
        zone=zone,
    )
    detail = {"visit": visit_id, "visited": told.verbed, **told.detail}
    change = Change({}, row.status, f"visit.{told.verbed}", note=told.note, photos=told.photos, detail=detail)
    await record(case, change, "")


def arranged(
    row: Record, new: NewVisit, actor: Actor, visit_id: UUID, visitor: str, content: str, at: datetime
) -> dict[str, object]:
    return {
        "id": visit_id,
        "complaint_id": row.id,
        "number": row.number,
        "address": row.address,
        "content_hash": content,
        "state": VisitState.ARRANGED,
        "version": 1,
        "starts_at": new.starts_at,
        "ends_at": new.ends_at,
        "visitor_id": new.visitor,
        "visitor_name": visitor,
        "note": new.note.strip(),
        "arranged_by_id": actor.id,
        "arranged_by_name": actor.name,
        "arranged_at": at,
        "absences": 0,
        "photos_json": "[]",
    }


def completed(row: VisitRecord, body: Completion, at: datetime) -> dict[str, object]:
    measured = body.measurement
    return {
        "ended_at": at,
        "outcome": body.note.strip(),
        "indoor_c": measured and measured.indoor_c,
        "room": measured and measured.room,
        "measured_at": measured and measured.measured_at,
        "resident_signed": body.resident_signature is not None,
        "resident_strokes_json": _strokes(body.resident_signature),
        "visitor_strokes_json": _strokes(body.visitor_signature),
        "unsigned_reason": body.unsigned_reason.strip() or None,
        "photos_json": photos_of(row, body.photos),
    }


def photos_of(row: VisitRecord, more: Sequence[StepPhoto]) -> str:
    """As JSON: those that the visit has already, and more."""
    return _encode([*visit_queries.presented(row).photos, *more]).decode()


def _strokes(signature: Signature | None) -> str | None:
    return None if signature is None else _encode(signature.strokes).decode()
