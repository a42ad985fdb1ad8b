"""核查: somebody else looked on site, or the resident says that it is done."""

from heating.complaints import clocking
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.rules import Status
from heating.complaints.steps import desk, needs, promising
from heating.complaints.steps.schemas import Verification
from heating.deadlines import queries as deadlines
from heating.lib.problems import FieldError

NOT_RESOLVED: dict[str, object] = {
    "resolved_by_id": None,
    "resolved_by_name": None,
    "resolved_crew": None,
    "resolved_at": None,
    "verified_by_id": None,
    "verified_by_name": None,
    "verified_at": None,
    "draft_json": None,
    "drafted_by_id": None,
    "drafted_by_name": None,
}
"""Nor does a reply to it wait for its review."""


async def verify(case: Case[Verification]) -> Change:
    refuse(_faults(case))
    await clocking.stop(case.row.id, ["verification"], case.received_at)
    columns: dict[str, object] = {
        "verified_by_id": case.who.id,
        "verified_by_name": case.who.name,
        "verified_at": case.received_at,
    }
    return _change(case, columns, Status.VERIFIED, "complaint.verified")


async def send_back(case: Case[Verification]) -> Change:
    """返工: the resolution goes on with the time that it had, and so does a promise; rework wins none."""
    row = case.row
    refuse(list(needs.words("/note", case.body.note)))
    await clocking.stop(row.id, ["verification"], case.received_at)
    await go_on(case)
    promised = await promising.not_kept(case)
    if row.merged_into_id is not None:  # it leaves its principal, whose officer keeps it
        await desk.hand(row, row.officer_id, row.organization_path, row.area_path)
    columns = {**NOT_RESOLVED, **promised, "reworks": row.reworks + 1}
    return _change(case, columns, Status.HANDLING, "complaint.sent_back")


async def go_on(case: Case[Verification]) -> None:
    """The resolution's clock runs again, due when it was due before."""
    clocks = (await deadlines.clocks_of(clocking.KIND, [case.row.id])).get(case.row.id, [])
    due_at = next((one.due_at for one in clocks if one.name == "resolution"), None)
    new = clocking.clock(case.timed, "resolution", case.catalogue.policies, case.received_at, due_at=due_at)
    await clocking.begin([new] if new else [], case.zone)


def _faults(case: Case[Verification]) -> list[FieldError]:
    body = case.body
    if body.method == "resident":
        return list(needs.words("/note", body.note))
    return [*needs.on_site(body.label, body.position, body.photos), *needs.temperature(case.category, body.indoor_c)]


def _change(case: Case[Verification], columns: dict[str, object], to: Status, action: str) -> Change:
    body = case.body
    detail = {
        "method": body.method,
        "indoor_c": body.indoor_c,
        "position": body.position,
        "label": body.label and body.label.code,
    }
    return Change(columns, to, action, note=body.note, photos=body.photos, detail=detail)
