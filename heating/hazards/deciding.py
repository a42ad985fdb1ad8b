"""The steps of those who decide: confirm, dismiss, extensions, listed supervision."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import storage
from heating.accounts import queries as accounts
from heating.deadlines.actions import NewClock
from heating.hazards import answering, clocking, codes_queries, needs, presenting
from heating.hazards.cases import Case, Change, refuse
from heating.hazards.clocking import Timed
from heating.hazards.codes import unknown_code
from heating.hazards.models import HazardExtension
from heating.hazards.policies import Clock
from heating.hazards.problems import NO_EXTENSION
from heating.hazards.rules import Status
from heating.hazards.step_schemas import Confirmation, Dismissal, ExtensionDecision, ExtensionRequest, Supervising
from heating.lib.problems import FieldError


async def confirm(case: Case[Confirmation]) -> Change:
    """The due date is the policy's, or an earlier one that the body names."""
    body = case.body
    refuse(await _confirmation_faults(case))
    hazard = case.timed._replace(
        grade=body.grade,
        code=body.code or case.row.code,
        weak_link=body.weak_link,
        unit=body.organization,
        responsible=body.responsible,
    )
    await clocking.stop(case.row.id, ["confirm"], case.happened_at)
    due_at = await clocking.begin(hazard.id, _first_clocks(case, hazard), case.zone)
    rectify_due_at = await clocking.due_of(hazard.id, "rectify")
    if body.due_on and rectify_due_at:
        latest = last_day(rectify_due_at, case.zone)
        refuse(list(needs.shorter_due(body.due_on, body.due_on, latest)))
    unit, names = (await presenting.units([hazard.unit]))[hazard.unit], await accounts.people([hazard.responsible])
    return Change(
        columns={
            "status": Status.RECTIFYING,
            "grade": hazard.grade,
            "code": hazard.code,
            "weak_link": hazard.weak_link,
            "unit_path": hazard.unit,
            "responsible_id": hazard.responsible,
            "confirmed_at": case.received_at,
            "rectify_due_at": rectify_due_at,
            "due_at": due_at,
        },
        note=body.note,
        detail={
            "grade": hazard.grade,
            "weak_link": hazard.weak_link,
            "code": hazard.code,
            "organization": hazard.unit,
            "organization_name": unit.name,
            "responsible": {"id": hazard.responsible, "name": names.get(hazard.responsible, "")},
            "due_at": rectify_due_at,
        },
    )


async def dismiss(case: Case[Dismissal]) -> Change:
    refuse(list(needs.words("/reason", case.body.reason)))
    due_at = await clocking.stop(case.row.id, None, case.happened_at)
    return Change({"status": Status.DISMISSED, "due_at": due_at}, reason=case.body.reason)


async def ask_extension(case: Case[ExtensionRequest]) -> Change:
    body, row = case.body, case.row
    present = last_day(row.rectify_due_at, case.zone) if row.rectify_due_at else None
    today = case.received_at.astimezone(case.zone).date()
    refuse([*needs.words("/reason", body.reason), *needs.later_due(body.due_on, present, today)])
    storage.current_unit().insert(
        HazardExtension,
        {
            "id": case.step_id,
            "hazard_id": row.id,
            "reason": body.reason,
            "due_on": body.due_on,
            "asked_by_id": case.actor.id,
            "asked_by_name": case.actor.name,
            "organization_path": case.actor.home_organization,
            "asked_at": case.received_at,
            "decision": None,
            "decided_by_id": None,
            "decided_by_name": None,
            "decided_at": None,
            "decision_reason": None,
        },
    )
    due_at = await clocking.start(case.timed, ["extension"], case.policies, case.received_at, case.zone)
    return Change(
        {"extension_id": case.step_id, "due_at": due_at or row.due_at},
        reason=body.reason,
        detail={"extension": case.step_id, "due_on": body.due_on},
    )


async def decide_extension(case: Case[ExtensionDecision]) -> Change:
    body, waiting = case.body, case.waiting
    if waiting is None or body.extension not in (None, waiting.id):
        raise NO_EXTENSION()
    refuse(list(needs.words("/reason", body.reason)))
    await _note_decision(case, waiting.id)
    due_at = await clocking.stop(case.row.id, ["extension"], case.received_at)
    detail = {
        "extension": waiting.id,
        "due_on": waiting.due_on,
        "asked_by": waiting.asked_by_id,
        "granted": body.granted,
    }
    columns: dict[str, object] = {"extension_id": None, "due_at": due_at}
    if body.granted:
        later = end_of(waiting.due_on, case.zone)
        due_at = await clocking.extend(case.row.id, later, body.reason, case.actor, case.received_at)
        columns |= {"due_at": due_at, "rectify_due_at": later}
    return Change(columns, reason=body.reason, detail=detail | {"due_at": columns.get("rectify_due_at")})


async def withdraw_extension(extension: UUID, at: datetime) -> None:
    """What nobody had decided when the hazard was rectified."""
    await storage.execute(
        "UPDATE hazard_extension SET decision = 'withdrawn', decided_at = ? WHERE id = ? AND decision IS NULL",
        [at, extension],
    )


async def supervise(case: Case[Supervising]) -> Change:
    body = case.body
    leader = (await accounts.persons([body.leader])).get(body.leader)
    refuse([*needs.words("/reason", body.reason), *answering.leader_faults(leader)])
    assert leader is not None  # a missing leader is a fault
    return Change(
        {"supervised_by_id": leader.id, "supervised_by_name": leader.name, "supervised_at": case.received_at},
        reason=body.reason,
        detail={"leader": {"id": leader.id, "name": leader.name}},
    )


async def _confirmation_faults(case: Case[Confirmation]) -> list[FieldError]:
    body = case.body
    today = case.received_at.astimezone(case.zone).date()
    return [
        *await answering.faults(case.actor, case.row, body.organization, body.responsible),
        *needs.shorter_due(body.due_on, today, None),
        *(unknown_code(await codes_queries.codes(), body.code) if body.code else ()),
    ]


def _first_clocks(case: Case[Confirmation], hazard: Timed) -> list[NewClock]:
    names: tuple[Clock, ...] = ("rectify", "plan", "progress")
    limits = {name: clocking.limit(hazard, name, case.policies, case.received_at) for name in names}
    return [
        clocking.clock(
            hazard, name, its_limit, case.received_at, due_on=case.body.due_on if name == "rectify" else None
        )
        for name, its_limit in limits.items()
        if its_limit is not None
    ]


async def _note_decision(case: Case[ExtensionDecision], extension: UUID) -> None:
    await storage.execute(
        "UPDATE hazard_extension SET decision = ?, decided_by_id = ?, decided_by_name = ?, decided_at = ?,"
        " decision_reason = ? WHERE id = ?",
        [
            "granted" if case.body.granted else "refused",
            case.actor.id,
            case.actor.name,
            case.received_at,
            case.body.reason,
            extension,
        ],
    )


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """24:00 local."""
    return datetime.combine(day + timedelta(days=1), time(0), zone)


def last_day(due_at: datetime, zone: ZoneInfo) -> date:
    """The local day on which something is due; 24:00 belongs to the day that ends."""
    return (due_at.astimezone(zone) - timedelta(microseconds=1)).date()
