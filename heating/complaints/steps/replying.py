"""反馈: the reply, its review, and the sign-off of a head of unit."""

from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.complaints import clocking
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.presenting import reply as decoded
from heating.complaints.records import Record
from heating.complaints.rules import Disposition, Status
from heating.complaints.steps import needs, promising
from heating.complaints.steps.replies import REVIEWED, Reply, faults
from heating.complaints.steps.schemas import Replying, ReplyReview

_encode = msgspec.json.Encoder().encode

_NO_DRAFT: dict[str, object] = {"draft_json": None, "drafted_by_id": None, "drafted_by_name": None}


async def reply(case: Case[Replying]) -> Change:
    """Sent at once, or laid before a second person where its disposition or the city's rules ask for one."""
    body = Reply(**{name: getattr(case.body, name) for name in Reply.__struct_fields__})
    refuse(faults(body, case.today, proven=await _is_proven(case.row, body.proof)))
    detail = {"disposition": body.disposition, "promised_on": body.promised_on, "proof": body.proof}
    if needs_review(case, body):
        draft = {"draft_json": _text(body), "drafted_by_id": case.who.id, "drafted_by_name": case.who.name}
        return Change(draft, case.row.status, "complaint.reply_drafted", note=body.text, detail=detail)
    columns = await _send(case, body, case.who.id, case.who.name)
    return Change(columns, Status.REPLIED, "complaint.replied", note=body.text, detail=detail)


async def review(case: Case[ReplyReview]) -> Change:
    """批示: approved it goes out under its author's name; refused it is written anew."""
    body, row = case.body, case.row
    draft = decoded(row.draft_json)
    assert draft is not None  # the state table lets nobody review what is not there
    detail = {"approved": body.approved, "author": row.drafted_by_id, "disposition": draft.disposition}
    if not body.approved:
        refuse(list(needs.words("/note", body.note)))
        return Change(_NO_DRAFT, row.status, "complaint.reply_reviewed", body.note, detail=detail)
    columns = {**_NO_DRAFT, **await _send(case, draft, row.drafted_by_id, row.drafted_by_name)}
    sent = ("complaint.replied", {"disposition": draft.disposition})
    return Change(columns, Status.REPLIED, "complaint.reply_reviewed", body.note, detail=detail, events=[sent])


def needs_review(case: Case[Any], body: Reply) -> bool:
    settings = case.catalogue.settings
    return body.disposition in REVIEWED or settings.needs_sign_off(case.row.matter_class, case.row.channel)


async def _send(case: Case[Any], body: Reply, author: UUID | None, name: str | None) -> dict[str, object]:
    row, at = case.row, case.received_at
    await clocking.stop(row.id, ["reply", *clocking.OWN_CLOCKS], at)
    await clocking.start(case.timed, ["call_back"], case.catalogue.policies, at, case.zone)
    if body.disposition is Disposition.PROMISED and body.promised_on is not None:
        await promising.promise(case, body.promised_on, body.measure)
    call = (await clocking.running(row.id)).get("call_back")  # the city's policies may ask for none
    return {
        "reply_json": _text(body),
        "disposition": body.disposition,
        "promised_on": body.promised_on,
        "replied_by_id": author,
        "replied_by_name": name,
        "replied_at": at,
        "call_back_at": call.due_at if call else None,
        "call_backs": 0,
    }


async def _is_proven(row: Record, proof: UUID | None) -> bool:
    """An earlier one of the same matter and the same home or telephone, resolved and verified."""
    if proof is None or proof == row.id:
        return False
    rows = await storage.fetch(
        "SELECT 1 AS n FROM complaint WHERE id = ? AND category = ? AND verified_at IS NOT NULL AND received_at < ?"
        " AND (home_key = ? OR phone_key = ?)",
        [proof, row.category, row.received_at, row.home_key or "-", row.phone_key or "-"],
    )
    return bool(rows)


def _text(body: Reply) -> str:
    return _encode(body).decode()
