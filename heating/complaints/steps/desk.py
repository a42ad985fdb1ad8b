"""The steps of the desk: dispatch, claim, reroute, take back what is given back."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.complaints import clocking, placing, posting
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.catalogue.entries import Catalogue
from heating.complaints.models import ComplaintReturn
from heating.complaints.recording import record
from heating.complaints.records import Record
from heating.complaints.routing import Rung, Target
from heating.complaints.rules import MOST_RETURNS, Status
from heating.complaints.steps import dispatching, needs
from heating.complaints.steps.schemas import Assessment, Claim, Dispatching, Rerouting, Return
from heating.complaints.steps.table import Step
from heating.deadlines import actions as deadlines
from heating.duty import queries as duty
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_GONE = Text("没有这名人员，或其不能承办诉求。", "There is no such person, or he cannot take complaints.")


async def dispatch(case: Case[Dispatching]) -> Change:
    """To the officer on duty now, or to the one that was named. Whoever gave it back does not get it again."""
    unit = case.body.organization or case.row.organization_path
    refuse(await _faults(case, case.body.organization, case.body.officer))
    target = await _target(case, unit, case.body.officer)
    return await _send(case, target, unit, note=case.body.note)


async def claim(case: Case[Claim]) -> Change:
    """At the desk: "I am at it". Of what was dispatched: the claimant takes it over and has acknowledged it."""
    row, at = case.row, case.received_at
    columns: dict[str, object] = {
        "officer_id": case.who.id,
        "officer_name": case.who.name,
        "claimed_by_id": case.who.id,
        "claimed_by_name": case.who.name,
        "claimed_at": at,
    }
    await hand(row, case.who.id, row.place, row.place_area)
    if row.status is not Status.DISPATCHED:
        return Change(columns, row.status, "complaint.claimed")
    await clocking.stop(row.id, ["acknowledgement"], at)
    return Change({**columns, "acknowledged_at": at}, Status.HANDLING, "complaint.claimed")


async def reroute(case: Case[Rerouting]) -> Change:
    """The time runs on: the resident waits no shorter for its being somebody else's, who has to acknowledge it."""
    body, row = case.body, case.row
    unit = body.organization or row.organization_path
    refuse([*needs.words("/reason", body.reason), *await _faults(case, body.organization, body.officer)])
    target = await _target(case, unit, body.officer)
    status, columns = await hand_on(row, target, unit, case.catalogue, case.received_at, case.zone)
    return Change(
        {**columns, "organization_path": unit},
        status,
        "complaint.rerouted",
        body.reason,
        detail={**dispatching.detail(target, unit), "before": row.officer_id},
        events=dispatching.events(target, unit),
    )


async def give_back(case: Case[Return]) -> Change:
    """退单: it is the desk's again, and has to be dispatched anew in the time that filing has."""
    body, row, at = case.body, case.row, case.received_at
    refuse([*needs.words("/reason", body.reason), *await _faults(case, body.organization, None)])
    _note_return(case)
    above = placing.desk_above(case.organization)
    back = msgspec.structs.replace(row, status=Status.ASSESSED, desk_path=above)
    posts = await posting.posting(at, [(back.place, back.place_area)])
    target = await posts.find(back.place, back.place_area)
    await clocking.stop(row.id, ["acknowledgement"], at, cancelled=True)
    await hand(row, target.officer, above, row.area_path)
    columns = {**dispatching.handed(target), "desk_path": above, "returns": row.returns + 1, **UNCLAIMED}
    if row.returns + 1 < MOST_RETURNS:
        timed = clocking.timed(row, case.category)._replace(responsible=target.officer, unit=above)
        await clocking.start(timed, ["filing"], case.catalogue.policies, at, case.zone)
    detail = {"unit": row.organization_path, "suggested": body.organization, "desk": target.officer}
    return Change(columns, Status.ASSESSED, "complaint.returned", body.reason, detail=detail)


async def dispatch_on(case: Case[Assessment], after: Record) -> None:
    """Assessed and placed: it goes at once."""
    if after.station_id is None and case.body.organization is None:
        return
    target = await _target(case, after.organization_path, None, row=after)
    await _by_itself(case, after, target, after.organization_path)


async def send_on(case: Case[Any], after: Record) -> None:
    """By the roster, to the complaint's own unit; what is not assessed yet waits at the desk."""
    if after.status is Status.ASSESSED:
        target = await _target(case, after.organization_path, None, row=after)
        await _by_itself(case, after, target, after.organization_path)


async def fall_back(case: Case[Any], after: Record) -> None:
    """Given back twice: it goes to the fallback owner, who keeps it."""
    if after.returns < MOST_RETURNS:
        return
    target = await _fallback(case, after)
    known = await accounts.persons([target.officer]) if target.officer else {}
    unit = known[target.officer].organization if target.officer in known else after.organization_path
    await _by_itself(case, after, target, unit)


async def hand_on(
    row: Record, target: Target, unit: str, known: Catalogue, at: datetime, zone: ZoneInfo
) -> tuple[Status, dict[str, object]]:
    """To another officer: what was being handled waits for him to acknowledge it; anything else stays what it is."""
    await hand(row, target.officer, unit, row.place_area)
    columns = {**dispatching.handed(target), **UNCLAIMED}
    if row.status is not Status.HANDLING:
        return row.status, columns
    timed = clocking.timed(row, known.category(row.category))._replace(responsible=target.officer, unit=unit)
    if "acknowledgement" not in await clocking.running(row.id):
        await clocking.start(timed, ["acknowledgement"], known.policies, at, zone)
    return Status.DISPATCHED, {**columns, "acknowledged_at": None}


async def hand(row: Record, officer: UUID | None, unit: str, area: str) -> None:
    """Its open clocks are his from now on."""
    await deadlines.reassign(clocking.KIND, [row.id], responsible=officer, organization=unit, area=area)


async def _send(case: Case[Any], target: Target, unit: str, *, note: str = "") -> Change:
    row, at = case.row, case.received_at
    await clocking.stop(row.id, ["filing"], at)
    await hand(row, target.officer, unit, row.area_path)
    after = msgspec.structs.replace(row, **dispatching.handed(target), organization_path=unit)
    running = await clocking.running(row.id)
    timed = clocking.timed(after, case.category)
    new = [name for name in dispatching.STARTED if name not in running]
    await clocking.start(timed, new, case.catalogue.policies, at, case.zone)
    return Change(
        {**dispatching.dispatched(target, at), "organization_path": unit},
        Status.DISPATCHED,
        "complaint.dispatched",
        note=note,
        detail=dispatching.detail(target, unit),
        events=dispatching.events(target, unit),
    )


async def _by_itself(case: Case[Any], row: Record, target: Target, unit: str) -> None:
    """A dispatch as a step of the product's own."""
    own = Case(
        who=audit.SYSTEM,
        organization="",
        step=Step.DISPATCH,
        step_id=new_id(),
        body=Dispatching(),
        row=row,
        catalogue=case.catalogue,
        happened_at=case.received_at,
        received_at=case.received_at,
        zone=case.zone,
    )
    await record(own, await _send(own, target, unit), "")


async def _target(case: Case[Any], unit: str, officer: UUID | None, row: Record | None = None) -> Target:
    complaint = row or case.row
    posts = await posting.posting(case.received_at, [(unit, complaint.area_path)])
    if officer is not None:
        (person,) = await duty.staff([officer])
        return Target(person.id, person.name, posts.leader(unit, complaint.area_path), Rung.NAMED)
    category = case.catalogue.category(complaint.category)
    skill = category.needed_skill if category else None
    return await posts.find(unit, complaint.area_path, skill, await returners(complaint))


async def _fallback(case: Case[Any], row: Record) -> Target:
    """The owner that the settings name, else whoever answers for the area above all companies."""
    if owner := case.catalogue.settings.fallback_owner:
        people = [person for person in await duty.staff([owner]) if not person.disabled]
        if people:
            return Target(people[0].id, people[0].name, None, Rung.NAMED)
    city = placing.city_of(row.organization_path)
    posts = await posting.posting(case.received_at, [(city, row.area_path)])
    return (await posts.find(city, row.area_path))._replace(rung=Rung.NAMED)


async def _faults(case: Case[Any], organization: str | None, officer: UUID | None) -> list[FieldError]:
    errors = await placing.unit_faults(organization, case.row.area_path, case.who)
    if officer is not None and not await _may_handle(officer):
        errors.append(FieldError("/officer", "not_found", _GONE))
    return errors


async def _may_handle(officer: UUID) -> bool:
    return any(not person.disabled and person.role in needs.HANDLERS for person in await duty.staff([officer]))


async def returners(row: Record) -> frozenset[UUID]:
    if not row.returns:
        return frozenset()
    rows = await storage.fetch("SELECT returned_by_id FROM complaint_return WHERE complaint_id = ?", [row.id])
    return frozenset(UUID(str(one["returned_by_id"])) for one in rows)


def _note_return(case: Case[Return]) -> None:
    storage.current_unit().insert(
        ComplaintReturn,
        {
            "id": case.step_id,
            "complaint_id": case.row.id,
            "organization_path": case.row.organization_path,
            "returned_by_id": case.who.id,
            "returned_by_name": case.who.name,
            "returned_at": case.received_at,
            "reason": case.body.reason.strip(),
            "suggested_path": case.body.organization,
        },
    )


UNCLAIMED: dict[str, object] = {"claimed_by_id": None, "claimed_by_name": None, "claimed_at": None}
