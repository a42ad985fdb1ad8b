"""Promises to residents: one is open at a time, with a clock of its own."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.complaints import clocking
from heating.complaints.cases import Case
from heating.complaints.models import ComplaintPromise
from heating.lib.ids import new_id


async def promise(case: Case[Any], on: date, text: str, organization: str | None = None) -> None:
    """A new one takes the place of an open one, which was not kept and not broken either."""
    await _end(case.row.id, "replaced", case.received_at)
    storage.current_unit().insert(
        ComplaintPromise,
        {
            "id": new_id(),
            "complaint_id": case.row.id,
            "promised_on": on,
            "text": text.strip(),
            "organization_path": organization or case.row.organization_path,
            "made_by_id": case.who.id,
            "made_by_name": case.who.name,
            "made_at": case.received_at,
            "ended_at": None,
            "outcome": None,
        },
    )
    due_at = clocking.end_of(on, case.zone)
    new = clocking.clock(case.timed, "promise", case.catalogue.policies, case.received_at, due_at=due_at)
    await clocking.stop(case.row.id, ["promise"], case.received_at, cancelled=True)
    await clocking.begin([new] if new else [], case.zone)


async def end(complaint: UUID, at: datetime, zone: ZoneInfo) -> dict[str, object]:
    """What was promised is done: kept if the day is not over. Answers the columns of the complaint."""
    await clocking.stop(complaint, ["promise"], at)
    day = at.astimezone(zone).date()
    await storage.current_unit().write_rows()
    await storage.execute(
        "UPDATE complaint_promise SET ended_at = ?, outcome = CASE WHEN promised_on < ? THEN 'late' ELSE 'kept' END"
        " WHERE complaint_id = ? AND ended_at IS NULL",
        [at, day, complaint],
    )
    return {"promised_on": None}


async def give_up(case: Case[Any]) -> dict[str, object]:
    """Nobody ever said that it was kept, and its day is over. Answers the columns of the complaint."""
    await clocking.stop(case.row.id, ["promise"], case.received_at)
    await _end(case.row.id, "broken", case.received_at)
    return {"promised_on": None}


async def not_kept(case: Case[Any]) -> dict[str, object]:
    """What was promised is not done after all: it is open until its day is over, then it was broken. One that ended
    with the resolution that is undone now is open again. Answers the columns of the complaint."""
    await storage.current_unit().write_rows()
    last = await _last(case)
    if last is None:
        return {}
    if last.promised_on < case.today:
        await clocking.stop(case.row.id, ["promise"], case.received_at)
        await _put(last.id, case.received_at, "broken")
        return {"promised_on": None}
    await _put(last.id, None, None)
    if "promise" not in await clocking.running(case.row.id):
        due_at = clocking.end_of(last.promised_on, case.zone)
        new = clocking.clock(case.timed, "promise", case.catalogue.policies, case.received_at, due_at=due_at)
        await clocking.begin([new] if new else [], case.zone)
    return {"promised_on": last.promised_on}


class _Promise(msgspec.Struct, frozen=True):
    id: UUID
    promised_on: date


async def _last(case: Case[Any]) -> _Promise | None:
    """The open one, else the one that ended with the resolution; a merged one's ended with the verification."""
    rows = await storage.fetch_as(
        _Promise,
        "SELECT id, promised_on FROM complaint_promise WHERE complaint_id = ?"
        " AND (ended_at IS NULL OR (ended_at IN (?, ?) AND outcome IN ('kept', 'late')))"
        " ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, made_at DESC LIMIT 1",
        [case.row.id, case.row.resolved_at, case.row.verified_at],
    )
    return rows[0] if rows else None


async def _put(promise: UUID, ended_at: datetime | None, outcome: str | None) -> None:
    await storage.execute(
        "UPDATE complaint_promise SET ended_at = ?, outcome = ? WHERE id = ?", [ended_at, outcome, promise]
    )


async def _end(complaint: UUID, outcome: str, at: datetime) -> None:
    await storage.current_unit().write_rows()
    await storage.execute(
        "UPDATE complaint_promise SET ended_at = ?, outcome = ? WHERE complaint_id = ? AND ended_at IS NULL",
        [at, outcome, complaint],
    )
