"""The life of complaints as it was written down, step by step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.complaints import presenting, queries, recording
from heating.complaints.clocking import KIND
from heating.complaints.entering import Entered
from heating.complaints.filtering import AT_WORK_SQL, Seen
from heating.complaints.records import BRIEF_COLUMNS, Brief, Record
from heating.complaints.rules import Status
from heating.complaints.schemas import Complaint, Promise, Row, StepEntry, Teller, WholeComplaint
from heating.complaints.steps.judging import facts, stepper
from heating.complaints.steps.table import Step, allowed
from heating.complaints.visits.queries import signed_measurement
from heating.deadlines import queries as deadlines
from heating.hazards.evidence import StepPhoto
from heating.lib import clock

_decode_photos = msgspec.json.Decoder(tuple[StepPhoto, ...]).decode
_decode_detail = msgspec.json.Decoder(dict[str, Any]).decode

_MOST_RELATED = 50


class _StepRow(msgspec.Struct, frozen=True):
    id: UUID
    step: Step
    from_status: Status | None
    to_status: Status
    actor_id: UUID | None
    actor_name: str
    organization: str
    happened_at: datetime
    received_at: datetime
    reason: str
    note: str
    photos_json: str
    detail_json: str


class _PromiseRow(msgspec.Struct, frozen=True):
    id: UUID
    promised_on: date
    text: str
    organization: str
    made_by: str
    made_at: datetime
    ended_at: datetime | None
    outcome: Literal["kept", "late", "broken", "replaced"] | None


async def whole(actor: Actor, complaint_id: UUID) -> WholeComplaint:
    """Raises complaint.not_found."""
    return await _told(actor, await queries.row(actor, complaint_id))


async def after_step(actor: Actor, complaint_id: UUID) -> WholeComplaint:
    """For whoever has just taken a step, even one by which the complaint left his sight."""
    (row,) = await queries.of_ids([complaint_id])
    return await _told(actor, row)


async def of_new(actor: Actor, new: Entered) -> WholeComplaint:
    """For whoever has just had it entered: only what others have told is read."""
    row, now = new.row, clock.now()
    related = await _related(actor, row)
    return WholeComplaint(
        **_shown(presenting.complaint(row, new.leader, now), actor),
        allowed=allowed(facts(row, now), stepper(actor)),
        clocks=[deadlines.clock_row(one, now) for one in new.clocks],
        promises=[],
        measured=None,
        merged=[],
        neighbours=related["neighbours"],
        same_home=related["same_home"],
        steps=[recording.entry_of(told) for told in new.story],
    )


async def _told(actor: Actor, row: Record) -> WholeComplaint:
    complaint, now = await queries.presented(row), clock.now()
    clocks = (await deadlines.clocks_of(KIND, [row.id])).get(row.id, [])
    related = await _related(actor, row)
    return WholeComplaint(
        **_shown(complaint, actor),
        allowed=allowed(facts(row, now), stepper(actor)),
        clocks=[deadlines.clock_row(one, now) for one in clocks],
        promises=await promises(row.id),
        measured=await signed_measurement(row.id) if row.status is Status.HANDLING else None,
        merged=related["merged"],
        neighbours=related["neighbours"],
        same_home=related["same_home"],
        steps=await story(row.id),
    )


def _shown(complaint: Complaint, actor: Actor) -> dict[str, Any]:
    """Whoever has the tracking code confirms and rates as the resident: those who tell it to him, nobody else."""
    shown = {name: getattr(complaint, name) for name in Complaint.__struct_fields__}
    return shown if actor.may(Permission.COMPLAINTS_RECEIVE) else shown | {"tracking_code": ""}


async def story(complaint: UUID) -> list[StepEntry]:
    """In the order in which it was taken down. The caller has checked who may see it."""
    rows = await storage.fetch_as(
        _StepRow,
        "SELECT id, step, from_status, to_status, actor_id, actor_name, organization_path AS organization, happened_at,"
        " received_at, reason, note, photos_json, detail_json FROM complaint_step"
        " WHERE complaint_id = ? ORDER BY place, received_at, id",
        [complaint],
    )
    return [_entry(row) for row in rows]


async def promises(complaint: UUID) -> list[Promise]:
    rows = await storage.fetch_as(
        _PromiseRow,
        "SELECT id, promised_on, text, organization_path AS organization, made_by_name AS made_by, made_at, ended_at,"
        " outcome FROM complaint_promise WHERE complaint_id = ?"
        " ORDER BY made_at, CASE WHEN outcome = 'replaced' THEN 0 ELSE 1 END, id",
        [complaint],
    )
    return [Promise(**msgspec.structs.asdict(row)) for row in rows]


class _Related(Brief, frozen=True, kw_only=True):
    how: str


async def _related(actor: Actor, row: Record) -> Mapping[str, Sequence[Row]]:
    """What was merged into it, open ones under the same station, which are perhaps one fault, and others of the home;
    newest first. One read: each is a visit to another thread."""
    asked: list[tuple[str, str, object]] = [("merged", "c.merged_into_id = ?", row.id)]
    if row.station_id is not None:
        asked.append(
            ("neighbours", f"c.station_id = ? AND c.status IN {AT_WORK_SQL} AND NOT c.historical", row.station_id)
        )
    if row.home_key:
        asked.append(("same_home", "c.home_key = ?", row.home_key))
    selects, params = [], list[object]()
    for how, condition, value in asked:
        conditions = Seen(actor)
        conditions.add(f"{condition} AND c.id <> ?", [value, row.id])
        selects.append(
            f"SELECT * FROM (SELECT '{how}' AS how, {BRIEF_COLUMNS} FROM complaint c WHERE {conditions.sql}"
            f" ORDER BY c.received_at DESC, c.id DESC LIMIT {_MOST_RELATED}) AS {how}"
        )
        params += conditions.params
    found = await storage.fetch_as(_Related, " UNION ALL ".join(selects), params)
    related: dict[str, list[Row]] = {"merged": [], "neighbours": [], "same_home": []}
    now = clock.now()
    for one in sorted(found, key=lambda one: (one.received_at, one.id), reverse=True):
        related[one.how].append(presenting.brief(one, now))
    return related


def _entry(row: _StepRow) -> StepEntry:
    return StepEntry(
        id=row.id,
        step=row.step,
        from_=row.from_status,
        to=row.to_status,
        actor=Teller(row.actor_id, row.actor_name),
        organization=row.organization,
        happened_at=row.happened_at,
        received_at=row.received_at,
        reason=row.reason,
        note=row.note,
        photos=_decode_photos(row.photos_json),
        detail=_decode_detail(row.detail_json),
    )
