"""The steps of those who verify: accept, send back, reopen."""

from heating.hazards import clocking, needs
from heating.hazards.cases import Case, Change, refuse
from heating.hazards.labelling import match_of, on_site_faults
from heating.hazards.policies import Clock
from heating.hazards.rules import Status
from heating.hazards.step_schemas import Acceptance, Reopening, Rework

_NOT_RECTIFIED: dict[str, object] = {
    "status": Status.RECTIFYING,
    "rectified_by_id": None,
    "rectified_by_name": None,
    "rectified_crew": None,
    "rectified_at": None,
    "rectified_late": None,
    "closed_by_id": None,
    "closed_by_name": None,
    "closed_at": None,
}


async def accept(case: Case[Acceptance]) -> Change:
    body = case.body
    match = await match_of(case.row, body.label)
    refuse(
        [
            *needs.after_photo(body.photos),
            *needs.on_site(body.label, body.position),
            *on_site_faults(match, body.position),
        ]
    )
    due_at = await clocking.stop(case.row.id, None, case.happened_at)
    columns = {
        "status": Status.CLOSED,
        "closed_by_id": case.actor.id,
        "closed_by_name": case.actor.name,
        "closed_at": case.happened_at,
        "due_at": due_at,
    }
    return Change(columns, "", body.note, body.photos, body.label, match, body.position)


async def send_back(case: Case[Rework]) -> Change:
    """The repair goes on with the due date it had: rework wins no time. What was fixed on the spot in vain has had none
    yet, and gets the policy's."""
    body = case.body
    match = await match_of(case.row, body.label)
    refuse([*needs.words("/reason", body.reason), *on_site_faults(match, body.position)])
    await clocking.stop(case.row.id, None, case.happened_at)
    columns = _NOT_RECTIFIED | await _clocks(case, goes_on=True) | {"reworks": case.row.reworks + 1}
    return Change(columns, body.reason, "", body.photos, body.label, match, body.position)


async def reopen(case: Case[Reopening]) -> Change:
    """As if it were confirmed anew today."""
    refuse(list(needs.words("/reason", case.body.reason)))
    columns = _NOT_RECTIFIED | await _clocks(case, goes_on=False) | {"confirmed_at": case.received_at}
    return Change(columns, case.body.reason, photos=case.body.photos)


async def _clocks(case: Case[Rework] | Case[Reopening], *, goes_on: bool) -> dict[str, object]:
    """Starts the clocks of a repair; `goes_on` keeps the due date that there was."""
    hazard, at = case.timed, case.received_at
    names: list[Clock] = ["rectify", "progress"] if case.row.planned_at else ["rectify", "plan", "progress"]
    limits = {name: clocking.limit(hazard, name, case.policies, at) for name in names}
    kept = case.row.rectify_due_at if goes_on else None
    clocks = [
        clocking.clock(hazard, name, limit, at, due_at=kept if name == "rectify" else None)
        for name, limit in limits.items()
        if limit is not None
    ]
    due_at = await clocking.begin(hazard.id, clocks, case.zone)
    return {"due_at": due_at, "rectify_due_at": await clocking.due_of(hazard.id, "rectify")}
