"""Correcting who answers for a hazard while it is rectified: another unit or person, and its clocks go along. No turn
in its life: the status, the due dates and what was done so far stay."""

from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.deadlines import actions as deadlines
from heating.hazards import answering, clocking, needs, presenting, queries, stepping
from heating.hazards.actions import Accepted
from heating.hazards.assignment_schemas import Assignment
from heating.hazards.cases import Case, Change, Taking, refuse
from heating.hazards.plans import Responsibility
from heating.hazards.recording import record
from heating.hazards.rules import Status
from heating.hazards.standing import wrong_status
from heating.hazards.story_queries import plan_of
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_SAME = Text("责任单位和责任人都没有变化。", "Neither the unit nor the person is another one.")


async def reassign(taking: Taking, zone: ZoneInfo) -> Accepted:
    """Raises hazard.not_found, hazard.wrong_status, hazard.version_conflict, hazard.step_invalid, hazard.id_taken."""
    async with storage.transaction():
        row = await queries.row(taking.actor, taking.hazard, lock=True)
        step_id = taking.body.id or new_id()
        content_hash = stepping.hash_of(taking, row.id)
        if await stepping.is_replay(step_id, content_hash):
            return Accepted(row.id, replayed=True)
        if row.status is not Status.RECTIFYING:
            raise wrong_status(row.status)
        stepping.check_version(taking.body, row)
        case: Case[Assignment] = await stepping.case_of(taking, row, None, step_id, zone)
        await record(case, await _change(case), taking.device, content_hash)
    return Accepted(row.id, replayed=False)


async def _change(case: Case[Assignment]) -> Change:
    body, row = case.body, case.row
    refuse(await _faults(case))
    await deadlines.reassign(
        clocking.KIND, [row.id], responsible=body.responsible, organization=body.organization, area=row.area_path
    )
    columns: dict[str, object] = {"unit_path": body.organization, "responsible_id": body.responsible}
    return Change(columns | _in_the_plan(case), reason=body.reason, detail=await _detail(case))


async def _faults(case: Case[Assignment]) -> list[FieldError]:
    body, row = case.body, case.row
    errors = [*needs.words("/reason", body.reason)]
    if (body.organization, body.responsible) == (row.unit, row.responsible_id):
        return [*errors, FieldError("/responsible", "same", _SAME)]
    return [*errors, *await answering.faults(case.actor, row, body.organization, body.responsible)]


def _in_the_plan(case: Case[Assignment]) -> dict[str, str]:
    """A plan that names somebody names the same as the hazard."""
    plan = plan_of(case.row)
    if plan is None or plan.responsibility is None:
        return {}
    named = Responsibility(organization=case.body.organization, person=case.body.responsible)
    return {"plan_json": msgspec.json.encode(msgspec.structs.replace(plan, responsibility=named)).decode()}


async def _detail(case: Case[Assignment]) -> dict[str, object]:
    """`former` is who answered for it until now."""
    body, row = case.body, case.row
    units = await presenting.units({body.organization, row.unit})
    names = await accounts.people([body.responsible, row.responsible_id])

    def answering_for(unit: str, person: UUID) -> dict[str, object]:
        return {
            "organization": unit,
            "organization_name": units[unit].name,
            "organization_name_en": units[unit].name_en,
            "responsible": {"id": person, "name": names.get(person, "")},
        }

    former = answering_for(row.unit, row.responsible_id)
    return {**answering_for(body.organization, body.responsible), "former": former, "handed_to": body.responsible}
