"""The steps of whoever handles a complaint: acknowledge, pause, reply meanwhile, resolve, note."""

from datetime import timedelta

from heating.complaints import clocking
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.catalogue.policies import pausable
from heating.complaints.rules import Status
from heating.complaints.steps import needs, promising
from heating.complaints.steps.replies import promise_faults
from heating.complaints.steps.schemas import (
    Acknowledgement,
    InterimReply,
    Noting,
    Pausing,
    Resolution,
    Resumption,
)
from heating.complaints.visits.queries import signed_measurement
from heating.deadlines import actions as deadlines
from heating.deadlines.rules import State, is_overdue, state
from heating.hazards.policies_queries import is_rural

_WHY = "complaint.paused"
"""Clocks and their audit point to the story: what was said stands there, and is erased there."""


async def acknowledge(case: Case[Acknowledgement]) -> Change:
    """接单: it is his who acknowledges it, whoever it was sent to."""
    row, at = case.row, case.received_at
    await clocking.stop(row.id, ["acknowledgement"], at)
    if row.officer_id != case.who.id:
        await deadlines.reassign(
            clocking.KIND,
            [row.id],
            responsible=case.who.id,
            organization=row.organization_path,
            area=row.area_path,
        )
    columns: dict[str, object] = {
        "officer_id": case.who.id,
        "officer_name": case.who.name,
        "claimed_by_id": case.who.id,
        "claimed_by_name": case.who.name,
        "claimed_at": at,
        "acknowledged_at": at,
    }
    return Change(columns, Status.HANDLING, "complaint.acknowledged", note=case.body.note)


async def pause(case: Case[Pausing]) -> Change:
    """Only the clocks that the policies let stand still do, each for as long as it may; what is late stays late."""
    body, most = case.body, pausable(case.catalogue.policies)
    refuse([*needs.words("/reason", body.reason), *needs.pause(body.hours, max(most.values(), default=0))])
    stopped = []
    for name, clock in sorted((await clocking.running(case.row.id)).items()):
        hours = min(body.hours, most.get(name, 0))  # type: ignore[call-overload]  # the others' names are no policies
        if hours and not is_overdue(clock, case.received_at) and state(clock, case.received_at) is State.RUNNING:
            stopped.append(name)
            await deadlines.pause(
                clocking.KIND,
                case.row.id,
                name,
                reason=_WHY,
                cap=timedelta(hours=hours),
                at=case.received_at,
                actor=case.who,
                zone=case.zone,
            )
    until = case.received_at + timedelta(hours=body.hours)
    detail = {"hours": body.hours, "until": until, "clocks": stopped}
    return Change({"paused_until": until}, Status.PAUSED, "complaint.paused", body.reason, detail=detail)


async def resume(case: Case[Resumption]) -> Change:
    for name, clock in sorted((await clocking.running(case.row.id)).items()):
        if state(clock, case.received_at) is State.PAUSED:
            await deadlines.resume(
                clocking.KIND, case.row.id, name, at=case.received_at, actor=case.who, zone=case.zone
            )
    return Change({"paused_until": None}, Status.HANDLING, "complaint.resumed", note=case.body.note)


async def reply_meanwhile(case: Case[InterimReply]) -> Change:
    """A plan exists: the resident was told by when, and that is tracked as a promise."""
    body, row = case.body, case.row
    refuse([*needs.words("/text", body.text), *promise_faults(body.promised_on, case.today)])
    await clocking.stop(row.id, ["response"], case.received_at)
    await promising.promise(case, body.promised_on, body.text, body.organization)
    detail = {"promised_on": body.promised_on, "unit": body.organization or row.organization_path}
    columns = {"promised_on": body.promised_on}
    return Change(columns, row.status, "complaint.promised", note=body.text, detail=detail)


async def resolve(case: Case[Resolution]) -> Change:
    """处置: the verification clock starts, for somebody else. What a household visit measured and was signed for need
    not be said again."""
    body, row, at = case.body, case.row, case.received_at
    measured = await signed_measurement(row.id)
    indoor_c = measured.indoor_c if measured and body.indoor_c is None else body.indoor_c
    refuse([*needs.words("/done", body.done), *needs.temperature(case.category, indoor_c)])
    await clocking.stop(row.id, ["acknowledgement", "response", "resolution"], at)
    promised = await promising.end(row.id, at, case.zone)
    rural = await is_rural(row.area_path)
    leader = row.leader_id if row.leader_id != case.who.id else None
    timed = clocking.timed(row, case.category, rural=rural)._replace(responsible=leader)
    await clocking.start(timed, ["verification"], case.catalogue.policies, at, case.zone)
    columns: dict[str, object] = {
        **promised,
        "resolved_by_id": case.who.id,
        "resolved_by_name": case.who.name,
        "resolved_crew": case.organization,
        "resolved_at": at,
    }
    detail: dict[str, object] = {"cause": body.cause, "indoor_c": indoor_c, "position": body.position}
    if measured and measured.indoor_c == indoor_c:
        detail["visit"] = measured.visit
    return Change(columns, Status.RESOLVED, "complaint.resolved", note=body.done, photos=body.photos, detail=detail)


async def note(case: Case[Noting]) -> Change:
    """Whoever has spoken to the resident has responded."""
    refuse(list(needs.words("/text", case.body.text)))
    if case.body.contacted:
        await clocking.stop(case.row.id, ["response"], case.received_at)
    detail = {"contacted": case.body.contacted}
    if case.who.id is None:
        detail["from_resident"] = True
    return Change({}, case.row.status, "complaint.noted", note=case.body.text, photos=case.body.photos, detail=detail)
