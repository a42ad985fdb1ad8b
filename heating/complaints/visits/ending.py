"""A complaint that is closed needs no more visits."""

from datetime import datetime
from uuid import UUID

from heating import storage
from heating.complaints.visits.rules import VisitState
from heating.complaints.visits.telling import KIND
from heating.deadlines import actions as deadlines


async def end_open(complaint: UUID, at: datetime) -> None:
    """Those still to come are cancelled, and their clocks with them."""
    await storage.current_unit().write_rows()
    rows = await storage.fetch(
        "UPDATE household_visit SET state = ?, ended_at = ?, version = version + 1"
        " WHERE complaint_id = ? AND state IN (?, ?) RETURNING id",
        [VisitState.CANCELLED, at, complaint, VisitState.ARRANGED, VisitState.NOBODY_HOME],
    )
    await deadlines.stop(KIND, [UUID(str(row["id"])) for row in rows], at=at, cancelled=True)
