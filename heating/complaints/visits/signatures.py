"""The signatures of a visit, as they were drawn: personal data, looked at with a trace."""

from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.complaints import queries
from heating.complaints.clocking import KIND
from heating.complaints.visits import queries as visit_queries

Strokes = tuple[tuple[float, ...], ...]
_decode = msgspec.json.Decoder(Strokes).decode


class Signatures(msgspec.Struct, frozen=True, kw_only=True):
    """x, y, x, y … of each stroke, in a box of 600 × 240. Null: not signed, or erased since."""

    resident: Strokes | None
    visitor: Strokes | None


class _Row(msgspec.Struct, frozen=True):
    resident_strokes_json: str | None
    visitor_strokes_json: str | None


async def view(actor: Actor, visit_id: UUID) -> Signatures:
    """Raises visit.not_found."""
    async with storage.transaction():
        visit = await visit_queries.visit_record(actor, visit_id)
        (row,) = await storage.fetch_as(
            _Row, "SELECT resident_strokes_json, visitor_strokes_json FROM household_visit WHERE id = ?", [visit.id]
        )
        (complaint,) = await queries.of_ids([visit.complaint_id])
        audit.record(
            actor,
            "person.viewed",
            subject_kind=KIND,
            subject_id=complaint.id,
            organization=complaint.organization_path,
            area=complaint.area_path,
            detail={"number": complaint.number, "visit": visit.id},
        )
    return Signatures(resident=_strokes(row.resident_strokes_json), visitor=_strokes(row.visitor_strokes_json))


def _strokes(text: str | None) -> Strokes | None:
    return None if text is None else _decode(text)
