"""研判: what a complaint is about, how urgent it is, and whose it is."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.complaints import clocking, placing, repeating
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.catalogue.categories import Category, unknown_category
from heating.complaints.catalogue.policies import CLOCKS, Clock, limit_for
from heating.complaints.records import Record
from heating.complaints.rules import Status
from heating.complaints.steps.schemas import Assessment, Reclassification
from heating.deadlines import actions as deadlines
from heating.deadlines.queries import Clock as RunningClock
from heating.lib.problems import FieldError
from heating.lib.wording import Text


class _Place(NamedTuple):
    """Where it is about: what the assessment says, else what was taken down."""

    building: UUID | None
    station: UUID | None
    organization: str | None
    area: str | None


async def assess(case: Case[Assessment]) -> Change:
    """The filing clock goes on until it is dispatched; the reply is counted from when the resident called."""
    body = case.body
    place, known = await _placed(case)
    refuse([*unknown_category(case.catalogue.categories, body.category), *placing.faults(place, case.who, known)])
    category = case.catalogue.categories[body.category]
    columns = {**_classified(category, body), **_place_columns(case, place, known)}
    after = msgspec.structs.replace(case.row, **columns)
    columns |= await repeating.find_again(case.row, after, case.catalogue.settings.repeat_days)
    await _start_replies(case, after, category)
    detail = {name: columns[name] for name in ("category", "matter_class", "urgency")}
    return Change(columns, Status.ASSESSED, "complaint.assessed", note=body.note, detail=detail)


async def reclassify(case: Case[Reclassification]) -> Change:
    """Its clocks are reckoned anew from where they began. Who changed the class, and from what, stays in the story."""
    body, row = case.body, case.row
    refuse([*unknown_category(case.catalogue.categories, body.category), *_change_faults(body)])
    columns: dict[str, object] = {
        "category": body.category or row.category,
        "matter_class": body.matter_class or row.matter_class,
        "urgency": body.urgency or row.urgency,
    }
    after = msgspec.structs.replace(row, **columns)
    await _reckon(case, after, await clocking.running(row.id))
    before = {f"{name}_before": getattr(row, name) for name in columns}
    repeated = await repeating.find_again(row, after, case.catalogue.settings.repeat_days)
    detail = {**columns, **before}
    return Change({**columns, **repeated}, row.status, "complaint.reclassified", body.reason, detail=detail)


def _change_faults(body: Reclassification) -> list[FieldError]:
    if not body.reason.strip():
        return [FieldError("/reason", "required", Text("须写明变更原因。", "Say why it changes."))]
    if body.category is None and body.matter_class is None and body.urgency is None:
        return [FieldError("/category", "required", Text("没有要变更的内容。", "Nothing is to change."))]
    return []


def _classified(category: Category, body: Assessment) -> dict[str, object]:
    return {
        "category": category.key,
        "matter_class": body.matter_class or category.matter_class,
        "urgency": body.urgency or category.urgency,
    }


async def _placed(case: Case[Assessment]) -> tuple[_Place, placing.Places]:
    body, row = case.body, case.row
    building = body.building or row.building_id
    place = _Place(
        building=building,
        station=body.station or (None if body.building else row.station_id),
        organization=body.organization,
        area=body.area,
    )
    return place, await placing.places([place])


def _place_columns(case: Case[Assessment], place: _Place, known: placing.Places) -> dict[str, object]:
    """The unit is the one named, else the station's, else the present one."""
    row, body = case.row, case.body
    building = known.assets.get(place.building) if place.building else None
    station = placing.station_of(place, known)
    unit = row.unit if body.unit is None else body.unit
    room = row.room if body.room is None else body.room
    return {
        **placing.place_columns(building, unit, room, row.address),
        **placing.station_columns(station),
        "organization_path": place.organization or (station.organization if station else row.organization_path),
        "area_path": place.area or (building.area if building else station.area if station else row.area_path),
    }


async def _start_replies(case: Case[Assessment], after: Record, category: Category) -> None:
    """Those that were not started with the receipt; the others are reckoned anew."""
    running = await clocking.running(case.row.id)
    names: tuple[Clock, ...] = ("reply", *clocking.OWN_CLOCKS)
    missing = [name for name in names if name not in running]
    timed = clocking.timed(after, category)
    await clocking.start(timed, missing, case.catalogue.policies, case.row.happened_at, case.zone)
    await _reckon(case, after, running)


async def _reckon(
    case: Case[Assessment] | Case[Reclassification], after: Record, running: Mapping[str, RunningClock]
) -> None:
    """Another category, class or urgency may mean another limit. Promises and calls keep theirs."""
    timed = clocking.timed(after, case.catalogue.category(after.category))
    for name in _BY_MATTER:
        limit = limit_for(case.catalogue.policies, name, timed.matter)
        if name in running and limit is not None and limit.amount != running[name].amount:
            await deadlines.reclassify(
                clocking.KIND,
                after.id,
                name,
                amount=limit.amount,
                calendar=limit.calendar,
                reason=case.step,
                actor=case.who,
                at=case.received_at,
                zone=case.zone,
            )


_BY_MATTER = tuple(name for name in CLOCKS if name not in ("promise", "call_back", "verification"))
