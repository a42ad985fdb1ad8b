"""The verbs of household visits. Each also stands in the story of its complaint."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.checklists.values import is_signature
from heating.complaints import queries
from heating.complaints.cases import refuse
from heating.complaints.persons.keeping import KEY_CONSENTER, KEY_HOLDER, KEY_RECEIVER, SIGNATORY, add_person
from heating.complaints.rules import OPEN
from heating.complaints.schemas import Caller
from heating.complaints.steps.needs import HANDLERS
from heating.complaints.steps.stepping import wrong_status
from heating.complaints.visits import problems as visit_problems
from heating.complaints.visits import queries as visit_queries
from heating.complaints.visits import telling as visit_telling
from heating.complaints.visits.models import HouseholdVisitRow
from heating.complaints.visits.queries import VisitRecord
from heating.complaints.visits.recording import Told, arranged, completed, photos_of, tell, update
from heating.complaints.visits.rules import (
    MOVES,
    STATE_NAMES,
    VisitVerb,
    completion_faults,
    key_faults,
    slot_faults,
)
from heating.complaints.visits.schemas import (
    Absence,
    Appointment,
    Cancellation,
    Completion,
    KeyHandOver,
    KeyReturn,
    NewVisit,
    VisitStep,
)
from heating.duty import queries as duty
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_NOBODY = Text("没有这名人员，或其不能入户。", "There is no such person, or he makes no visits.")

_encode = msgspec.json.Encoder().encode


async def arrange(actor: Actor, complaint: UUID, new: NewVisit, zone: ZoneInfo) -> UUID:
    """Raises complaint.not_found, complaint.wrong_status, complaint.step_invalid, visit.id_taken. The same visit again
    is harmless."""
    async with storage.transaction() as unit:
        await unit.write_rows()
        row = await queries.row(actor, complaint, lock=True)
        content = sha256(_encode([complaint, actor.id, new])).hexdigest()
        if new.id is not None and (known := await visit_queries.content_hash(new.id)) is not None:
            if known != content:
                raise visit_problems.ID_TAKEN()
            return new.id
        if row.status not in OPEN:
            raise wrong_status(row)
        at, visitor = _turn(new.happened_at, row.received_at), await _visitor(new.visitor)
        refuse([*slot_faults(new.starts_at, new.ends_at, at), *visitor.errors])
        visit_id = new.id or new_id()
        unit.insert(HouseholdVisitRow, arranged(row, new, actor, visit_id, visitor.name, content, at))
        await unit.write_rows()
        detail = {"starts_at": new.starts_at, "ends_at": new.ends_at, "visitor": visitor.name}
        await tell(actor, row.id, visit_id, Told("arranged", at, new.note, (), detail), zone)
        await visit_telling.expect(visit_id, row, new.visitor, at, new.starts_at, new.ends_at, zone)
    return visit_id


async def move(actor: Actor, visit_id: UUID, body: Appointment, zone: ZoneInfo) -> None:
    """改约. Raises visit.not_found, visit.wrong_state, visit.version_conflict, complaint.step_invalid."""
    async with storage.transaction():
        row = await _judged(actor, visit_id, VisitVerb.MOVE, body)
        at, visitor = _turn(body.happened_at, row.arranged_at), await _visitor(body.visitor or row.visitor_id)
        refuse([*slot_faults(body.starts_at, body.ends_at, at), *visitor.errors])
        columns = {
            "starts_at": body.starts_at,
            "ends_at": body.ends_at,
            "visitor_id": body.visitor or row.visitor_id,
            "visitor_name": visitor.name,
        }
        await update(row, VisitVerb.MOVE, columns)
        detail = {"starts_at": body.starts_at, "ends_at": body.ends_at, "visitor": visitor.name}
        await tell(actor, row.complaint_id, row.id, Told("moved", at, body.reason, (), detail), zone)
        (complaint,) = await queries.of_ids([row.complaint_id])
        await visit_telling.expect_anew(
            row.id, complaint, body.visitor or row.visitor_id, at, body.starts_at, body.ends_at, zone
        )


async def miss(actor: Actor, visit_id: UUID, body: Absence, zone: ZoneInfo) -> None:
    """Nobody at home: it waits for another appointment. Raises as `move` does."""
    async with storage.transaction():
        row = await _judged(actor, visit_id, VisitVerb.MISS, body)
        at, absences = _turn(body.happened_at, row.arranged_at), row.absences + 1
        await update(row, VisitVerb.MISS, {"absences": absences, "photos_json": photos_of(row, body.photos)})
        told = Told("missed", at, body.note, body.photos, {"absences": absences})
        await tell(actor, row.complaint_id, row.id, told, zone)
        await visit_telling.over(row.id, at)


async def hand_over_key(actor: Actor, visit_id: UUID, body: KeyHandOver, zone: ZoneInfo) -> None:
    """委托: somebody else opens the door, with the household's consent. Raises visit.key_out, and as `move` does."""
    async with storage.transaction():
        row = await _judged(actor, visit_id, VisitVerb.HAND_OVER_KEY, body)
        if row.key_is_out:
            raise visit_problems.KEY_OUT()
        refuse([*_named(body.holder), *key_faults(body.from_at, body.until_at)])
        at, now = _turn(body.happened_at, row.arranged_at), clock.now()
        add_person(row.complaint_id, KEY_HOLDER, body.holder, now)
        add_person(row.complaint_id, KEY_CONSENTER, Caller(name=body.consented_by), now)
        columns = {
            "key_relation": body.relation.strip(),
            "key_from_at": body.from_at,
            "key_until_at": body.until_at,
            "key_consented_at": at,
            "key_returned_at": None,
        }
        await update(row, VisitVerb.HAND_OVER_KEY, columns)
        detail = {"relation": body.relation, "until_at": body.until_at}
        await tell(actor, row.complaint_id, row.id, Told("key_handed_over", at, detail=detail), zone)


async def return_key(actor: Actor, visit_id: UUID, body: KeyReturn, zone: ZoneInfo) -> None:
    """Raises visit.no_key, visit.not_found, visit.version_conflict."""
    async with storage.transaction():
        row = await _judged(actor, visit_id, VisitVerb.RETURN_KEY, body)
        if not row.key_is_out:
            raise visit_problems.NO_KEY()
        at = _turn(body.happened_at, row.arranged_at)
        add_person(row.complaint_id, KEY_RECEIVER, Caller(name=body.received_by), clock.now())
        await update(row, VisitVerb.RETURN_KEY, {"key_returned_at": at})
        await tell(actor, row.complaint_id, row.id, Told("key_returned", at), zone)


async def complete(actor: Actor, visit_id: UUID, body: Completion, zone: ZoneInfo) -> None:
    """What was found, the temperature, both signatures. Raises as `move` does."""
    async with storage.transaction():
        row, now = await _judged(actor, visit_id, VisitVerb.COMPLETE, body), clock.now()
        at = _turn(body.happened_at, row.arranged_at)
        refuse(_completion_faults(body, now))
        if body.resident_signature is not None:
            add_person(row.complaint_id, SIGNATORY, Caller(name=body.resident_signature.name), now)
        await update(row, VisitVerb.COMPLETE, completed(row, body, at))
        measured = body.measurement
        detail = {
            "indoor_c": measured and measured.indoor_c,
            "room": measured and measured.room,
            "signed": body.resident_signature is not None,
        }
        await tell(actor, row.complaint_id, row.id, Told("completed", at, body.note, body.photos, detail), zone)
        await visit_telling.over(row.id, at)


async def cancel(actor: Actor, visit_id: UUID, body: Cancellation, zone: ZoneInfo) -> None:
    """Raises as `move` does."""
    async with storage.transaction():
        row = await _judged(actor, visit_id, VisitVerb.CANCEL, body)
        at = _turn(body.happened_at, row.arranged_at)
        await update(row, VisitVerb.CANCEL, {"ended_at": at, "outcome": body.reason.strip()})
        await tell(actor, row.complaint_id, row.id, Told("cancelled", at, body.reason), zone)
        await visit_telling.over(row.id, at, cancelled=True)


class _Visitor(NamedTuple):
    name: str
    errors: Sequence[FieldError]


async def _visitor(person: UUID) -> _Visitor:
    """Anyone who may handle complaints."""
    for found in await duty.staff([person]):
        if not found.disabled and found.role in HANDLERS:
            return _Visitor(found.name, ())
    return _Visitor("", [FieldError("/visitor", "not_found", _NOBODY)])


async def _judged(actor: Actor, visit_id: UUID, verb: VisitVerb, body: VisitStep) -> VisitRecord:
    shown = await visit_queries.visit(actor, visit_id)
    await queries.of_ids([shown.complaint], lock=True)  # first, as whoever ends the complaint, who then waits for it
    row = await visit_queries.visit_record(actor, visit_id)
    if row.state not in MOVES[verb]:
        name = STATE_NAMES[row.state]
        raise visit_problems.WRONG_STATE(errors=[FieldError("/visit", row.state.value, name)], state=name)
    if body.version not in (None, row.version):
        raise visit_problems.VERSION_CONFLICT(state=STATE_NAMES[row.state])
    return row


def _turn(happened_at: datetime | None, since: datetime) -> datetime:
    """When it happened, whatever the phone's clock says: not before the last turn, and not after now. An appointment is
    kept when it is kept, not when a phone finds a signal to tell of it."""
    now = clock.now()
    return min(max(happened_at or now, since), now)


def _completion_faults(body: Completion, now: datetime) -> list[FieldError]:
    signature, measured = body.resident_signature, body.measurement
    return completion_faults(
        resident_signed=None if signature is None else is_signature(signature),
        visitor_signed=is_signature(body.visitor_signature),
        unsigned_reason=body.unsigned_reason,
        measured_at=None if measured is None else measured.measured_at,
        now=now,
    )


def _named(holder: Caller) -> list[FieldError]:
    """Somebody has to be found when the door is to be opened."""
    return [
        FieldError(
            f"/holder/{field}", "required", Text("须填写保管人姓名和电话。", "Give the holder's name and number.")
        )
        for field in ("name", "phone")
        if not getattr(holder, field).strip()
    ]
