"""The steps of those who repair: fix on the spot, plan, report progress, rectify."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from heating.deadlines import actions as deadlines
from heating.hazards import answering, clocking, needs
from heating.hazards.cases import Case, Change, refuse
from heating.hazards.deciding import last_day, withdraw_extension
from heating.hazards.labelling import match_of
from heating.hazards.plans import Plan, gaps
from heating.hazards.rules import Status
from heating.hazards.step_schemas import OnTheSpotFix, Planning, Progress, Rectification
from heating.lib.problems import FieldError
from heating.lib.wording import Text

Repair = Case[OnTheSpotFix] | Case[Rectification]

_encode = msgspec.json.Encoder().encode


async def fix_on_the_spot(case: Case[OnTheSpotFix]) -> Change:
    refuse([*needs.words("/done", case.body.done), *needs.fixed_photos(case.body.photos)])
    await clocking.stop(case.row.id, None, case.happened_at)
    return await _rectified(case, case.body, late=None)


async def rectify(case: Case[Rectification]) -> Change:
    """What else was running ends with it: a plan that was never completed, an extension that nobody decided."""
    refuse([*needs.words("/done", case.body.done), *needs.after_photo(case.body.photos)])
    await clocking.stop(case.row.id, ["rectify", "progress"], case.happened_at)
    await clocking.stop(case.row.id, ["plan", "extension"], case.happened_at, cancelled=True)
    if case.waiting is not None:
        await withdraw_extension(case.waiting.id, case.received_at)
    due_at = case.row.rectify_due_at
    return await _rectified(case, case.body, late=due_at is not None and due_at < case.happened_at)


async def plan(case: Case[Planning]) -> Change:
    """A plan that is complete may be changed, but stays complete."""
    new = Plan(**{name: getattr(case.body, name) for name in Plan.__struct_fields__})
    missing = gaps(new)
    refuse([*_plan_faults(case, new), *await _responsibility_faults(case, new)])
    columns: dict[str, object] = {"plan_json": _encode(new).decode(), "due_at": case.row.due_at}
    if not missing:
        columns["planned_at"] = case.row.planned_at or case.received_at
        columns["due_at"] = await clocking.stop(case.row.id, ["plan"], case.happened_at)
    handed_over = await _handed_over(case, new)
    detail = {"complete": not missing, "gaps": missing, "handed_to": handed_over.get("responsible_id")}
    return Change(columns | handed_over, detail=detail)


async def progress(case: Case[Progress]) -> Change:
    """The next report is due a week from now, as the policy says."""
    refuse(list(needs.words("/text", case.body.text)))
    due_at = await clocking.stop(case.row.id, ["progress"], case.happened_at)
    following = await clocking.start(case.timed, ["progress"], case.policies, case.received_at, case.zone)
    return Change(
        {"due_at": following or due_at},
        note=case.body.text,
        photos=case.body.photos,
        detail={"percent": case.body.percent},
    )


async def _rectified(case: Repair, body: OnTheSpotFix | Rectification, *, late: bool | None) -> Change:
    due_at = await _start_verification(case)
    return Change(
        columns={
            "status": Status.RECTIFIED,
            "rectified_by_id": case.actor.id,
            "rectified_by_name": case.actor.name,
            "rectified_crew": case.actor.home_organization,
            "rectified_at": case.happened_at,
            "rectified_late": late,
            "extension_id": None,
            "due_at": due_at,
        },
        note=body.done,
        photos=body.photos,
        label=body.label,
        label_match=await match_of(case.row, body.label),
        position=body.position,
        detail={"late": late},
    )


async def _start_verification(case: Repair) -> datetime | None:
    """Counted from when the server heard of it: no verifier could know before. The place's safety owner is asked
    first, unless it was he who rectified."""
    owner = case.row.safety_owner_id
    limit = clocking.limit(case.timed, "verify", case.policies, case.received_at)
    if limit is None:
        return None
    verify = clocking.clock(case.timed, "verify", limit, case.received_at)
    asked = msgspec.structs.replace(verify, responsible=None if owner == case.actor.id else owner)
    return await clocking.begin(case.row.id, [asked], case.zone)


def _plan_faults(case: Case[Planning], new: Plan) -> Iterator[FieldError]:
    if case.row.planned_at is not None:
        for part in gaps(new):
            text = Text("已完成的方案不能缺项。", "A plan that was complete must stay complete.")
            yield FieldError(f"/{_FIELDS.get(part, part)}", "required", text)
    due_at = case.row.rectify_due_at
    if new.time_limit_on and due_at and new.time_limit_on > last_day(due_at, case.zone):
        text = Text("完成时限不得晚于整改期限。", "The time limit is later than the hazard is due.")
        yield FieldError("/time_limit_on", "later_than_due", text)


_FIELDS = {"time_limit": "time_limit_on"}


async def _responsibility_faults(case: Case[Planning], new: Plan) -> list[FieldError]:
    named = new.responsibility
    if named is None:
        return []
    return await answering.faults(case.actor, case.row, named.organization, named.person, "/responsibility")


async def _handed_over(case: Case[Planning], new: Plan) -> dict[str, UUID | str]:
    """Who is named in the plan answers for the hazard from then on, and for its clocks."""
    named = new.responsibility
    if named is None or (named.organization, named.person) == (case.row.unit, case.row.responsible_id):
        return {}
    await deadlines.reassign(
        clocking.KIND,
        [case.row.id],
        responsible=named.person,
        organization=named.organization,
        area=case.row.area_path,
    )
    return {"unit_path": named.organization, "responsible_id": named.person}
