"""Reads of household visits. A visit is seen by whoever sees its complaint, and by who goes there."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints.filtering import Seen
from heating.complaints.schemas import MeasuredAtVisit, Person
from heating.complaints.steps.table import Step
from heating.complaints.visits.problems import NOT_FOUND
from heating.complaints.visits.rules import Room, VisitState
from heating.complaints.visits.schemas import Key, Measured, Visit, VisitFilter
from heating.hazards.evidence import StepPhoto
from heating.http.paging import decode_cursor
from heating.registry.filtering import in_chunks, marks

_decode_photos = msgspec.json.Decoder(tuple[StepPhoto, ...]).decode


class VisitRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The row as it is stored, without the strokes of the signatures."""

    id: UUID
    complaint_id: UUID
    number: str
    address: str
    content_hash: str
    state: VisitState
    version: int
    starts_at: datetime
    ends_at: datetime
    visitor_id: UUID
    visitor_name: str
    note: str
    arranged_by_id: UUID
    arranged_by_name: str
    arranged_at: datetime
    absences: int
    key_relation: str | None
    key_from_at: datetime | None
    key_until_at: datetime | None
    key_consented_at: datetime | None
    key_returned_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    indoor_c: float | None
    room: Room | None
    measured_at: datetime | None
    resident_signed: bool | None
    unsigned_reason: str | None
    photos_json: str

    @property
    def key_is_out(self) -> bool:
        return self.key_from_at is not None and self.key_returned_at is None


class _Signed(MeasuredAtVisit, frozen=True):
    complaint_id: UUID


_BEGUN_AGAIN = (Step.SEND_BACK, Step.REOPEN, Step.RATE)
OPEN_SQL = "v.state IN ('arranged', 'nobody_home')"
"""Still to come."""
_COLUMNS = ", ".join(f"v.{name}" for name in VisitRecord.__struct_fields__)
_FROM = f"SELECT {_COLUMNS} FROM household_visit v JOIN complaint c ON c.id = v.complaint_id"


async def visit_record(actor: Actor, visit_id: UUID) -> VisitRecord:
    """Raises visit.not_found."""
    seen, params = _seen(actor)
    lock = " FOR UPDATE OF v" if storage.dialect() == "postgres" else ""
    rows = await storage.fetch_as(VisitRecord, f"{_FROM} WHERE v.id = ? AND {seen}{lock}", [visit_id, *params])
    if not rows:
        raise NOT_FOUND()
    return rows[0]


async def visit(actor: Actor, visit_id: UUID) -> Visit:
    """Raises visit.not_found."""
    seen, params = _seen(actor)
    rows = await storage.fetch_as(VisitRecord, f"{_FROM} WHERE v.id = ? AND {seen}", [visit_id, *params])
    if not rows:
        raise NOT_FOUND()
    return presented(rows[0])


async def content_hash(visit_id: UUID) -> str | None:
    """Of whatever has this id, seen or not."""
    rows = await storage.fetch("SELECT content_hash FROM household_visit WHERE id = ?", [visit_id])
    return str(rows[0]["content_hash"]) if rows else None


async def of_complaint(complaint: UUID) -> list[Visit]:
    """Newest appointment first; for whoever sees the complaint."""
    sql = f"{_FROM} WHERE v.complaint_id = ? ORDER BY v.starts_at DESC, v.id DESC"
    return [presented(row) for row in await storage.fetch_as(VisitRecord, sql, [complaint])]


async def signed_measurement(complaint: UUID) -> MeasuredAtVisit | None:
    return (await signed_measurements([complaint])).get(complaint)


async def signed_measurements(complaints: Sequence[UUID]) -> dict[UUID, MeasuredAtVisit]:
    """Of each the last one for which the household has signed. What was measured before a complaint was sent back or
    opened again proves nothing of what is done now."""
    rows = await storage.fetch_as(
        _Signed,
        "SELECT v.complaint_id, v.id AS visit, v.indoor_c, v.room, v.measured_at FROM household_visit v"
        f" WHERE v.complaint_id IN ({marks(complaints)}) AND v.state = ? AND v.indoor_c IS NOT NULL"
        " AND v.resident_signed AND NOT EXISTS (SELECT 1 FROM complaint_step s WHERE s.complaint_id = v.complaint_id"
        " AND s.step IN (?, ?, ?) AND s.received_at >= v.measured_at) ORDER BY v.measured_at, v.id DESC",
        [*complaints, VisitState.DONE, *_BEGUN_AGAIN],
    )
    return {
        row.complaint_id: MeasuredAtVisit(
            visit=row.visit, indoor_c=row.indoor_c, room=row.room, measured_at=row.measured_at
        )
        for row in rows
    }


async def open_of(complaints: Sequence[UUID]) -> dict[UUID, list[Visit]]:
    """Those still to come of several complaints, the earliest first; for whoever sees the complaints."""
    found: dict[UUID, list[Visit]] = {}
    for some in in_chunks(complaints):
        sql = f"{_FROM} WHERE v.complaint_id IN ({marks(some)}) AND {OPEN_SQL} ORDER BY v.starts_at, v.id"
        for row in await storage.fetch_as(VisitRecord, sql, some):
            found.setdefault(row.complaint_id, []).append(presented(row))
    return found


async def matching(actor: Actor, query: VisitFilter, zone: ZoneInfo) -> list[Visit]:
    """The earliest first, of those that are over the latest; up to one more than the limit."""
    seen, params = _seen(actor)
    conditions = [seen, *(["v.visitor_id = ?"] if query.mine else [])]
    params += [actor.id] if query.mine else []
    if query.open is not None:
        conditions.append(OPEN_SQL if query.open else f"NOT {OPEN_SQL}")
    if query.on is not None:
        conditions.append("v.starts_at >= ? AND v.starts_at < ?")
        params += [_midnight(query.on, zone), _midnight(query.on + timedelta(days=1), zone)]
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        conditions.append(f"(v.starts_at, v.id) {'<' if query.open is False else '>'} (?, ?)")
        params += after
    order = "v.starts_at DESC, v.id DESC" if query.open is False else "v.starts_at, v.id"
    sql = f"{_FROM} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT {query.limit + 1}"
    return [presented(row) for row in await storage.fetch_as(VisitRecord, sql, params)]


def key(shown: Visit) -> tuple[datetime, UUID]:
    """Where the next page begins."""
    return shown.starts_at, shown.id


def presented(row: VisitRecord) -> Visit:
    return Visit(
        id=row.id,
        complaint=row.complaint_id,
        number=row.number,
        address=row.address,
        state=row.state,
        version=row.version,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        visitor=Person(row.visitor_id, row.visitor_name),
        note=row.note,
        arranged_by=Person(row.arranged_by_id, row.arranged_by_name),
        arranged_at=row.arranged_at,
        absences=row.absences,
        key=_key(row),
        ended_at=row.ended_at,
        outcome=row.outcome,
        measured=_measured(row),
        signed_by_resident=row.resident_signed,
        unsigned_reason=row.unsigned_reason,
        photos=_decode_photos(row.photos_json),
    )


def _key(row: VisitRecord) -> Key | None:
    if row.key_from_at is None or row.key_until_at is None or row.key_consented_at is None:
        return None
    return Key(
        relation=row.key_relation or "",
        from_at=row.key_from_at,
        until_at=row.key_until_at,
        consented_at=row.key_consented_at,
        returned_at=row.key_returned_at,
        is_out=row.key_is_out,
    )


def _measured(row: VisitRecord) -> Measured | None:
    if row.indoor_c is None or row.room is None or row.measured_at is None:
        return None
    return Measured(indoor_c=row.indoor_c, room=row.room, measured_at=row.measured_at)


def _seen(actor: Actor) -> tuple[str, list[object]]:
    seen = Seen(actor)
    return f"({seen.sql} OR v.visitor_id = ?)", [*seen.params, actor.id]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)
