"""The life of hazards as it was written down, step by step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import presenting
from heating.hazards.evidence import StepPhoto
from heating.hazards.plans import Plan, gaps
from heating.hazards.presenting import Asked, Row, person, position
from heating.hazards.queries import mirror_hazards
from heating.hazards.queries import row as visible_row
from heating.hazards.rules import Status
from heating.hazards.schemas import Hazard, Person, Unit
from heating.hazards.steps import Facts, Step, Stepper, allowed
from heating.hazards.story_schemas import Decision, Extension, LabelMatch, StepEntry, WholeHazard
from heating.registry.filtering import in_chunks, marks

_decode_photos = msgspec.json.Decoder(tuple[StepPhoto, ...]).decode
_decode_detail = msgspec.json.Decoder(dict[str, Any]).decode
_decode_plan = msgspec.json.Decoder(Plan).decode

_STEP_COLUMNS = (
    "id, hazard_id AS hazard, step, from_status, to_status, actor_id, actor_name, organization_path AS organization,"
    " happened_at, received_at, reason, note, photos_json, label_code, label_match, longitude, latitude, accuracy_m,"
    " detail_json"
)


class _StepRow(msgspec.Struct, frozen=True):
    id: UUID
    hazard: UUID
    step: Step
    from_status: Status
    to_status: Status
    actor_id: UUID
    actor_name: str
    organization: str
    happened_at: datetime
    received_at: datetime
    reason: str
    note: str
    photos_json: str
    label_code: str | None
    label_match: LabelMatch | None
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    detail_json: str


class _ExtensionRow(msgspec.Struct, frozen=True):
    id: UUID
    reason: str
    due_on: date
    asked_by_id: UUID
    asked_by_name: str
    asked_at: datetime
    decision: Decision | None
    decided_by_id: UUID | None
    decided_by_name: str | None
    decided_at: datetime | None
    decision_reason: str | None


async def whole(actor: Actor, hazard_id: UUID) -> WholeHazard:
    """Raises hazard.not_found."""
    row = await visible_row(actor, hazard_id)
    (hazard,) = await presenting.present([row])
    waiting = (await presenting.asked([row.extension_id])).get(row.extension_id) if row.extension_id else None
    plan = plan_of(row)
    return WholeHazard(
        **{name: getattr(hazard, name) for name in Hazard.__struct_fields__},
        allowed=allowed(facts(row, waiting), stepper(actor)),
        plan=plan,
        plan_gaps=gaps(plan),
        extensions=await _extensions(row.id),
        steps=await _story(hazard, await _steps_of(row.id)),
    )


async def mirror_stories(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, dict[str, Any]]:
    """What phones hold, by id, with the plan and the steps that were taken after the report."""
    rows = await mirror_hazards(actor, ids=ids, after=after, limit=limit)
    hazards = [row["id"] for row in rows.values()]
    taken, plans = await _steps_by_hazard(hazards), await _plans(hazards)
    units = await presenting.units({step.organization for steps in taken.values() for step in steps})
    return {
        id: row | {"plan": plans.get(row["id"]), "steps": [_entry(step, units) for step in taken[row["id"]]]}
        for id, row in rows.items()
    }


def facts(row: Row, waiting: Asked | None) -> Facts:
    """What the state table asks of a hazard."""
    return Facts(
        status=row.status,
        grade=row.grade,
        reporter=row.reporter_id,
        responsible=row.responsible_id,
        unit=row.unit,
        rectified_by=row.rectified_by_id,
        rectified_crew=row.rectified_crew,
        extension_asked_by=waiting.asked_by_id if waiting else None,
        extension_organization=waiting.organization if waiting else None,
    )


def stepper(actor: Actor) -> Stepper:
    return Stepper(id=actor.id, role=actor.role, organization=actor.home_organization, permissions=actor.permissions)


def plan_of(row: Row) -> Plan | None:
    return _decode_plan(row.plan_json) if row.plan_json else None


async def _story(hazard: Hazard, steps: Sequence[_StepRow]) -> list[StepEntry]:
    units = await presenting.units({hazard.organization, *(step.organization for step in steps)})
    return [_report(hazard, units), *[_entry(step, units) for step in steps]]


def _report(hazard: Hazard, units: Mapping[str, Unit]) -> StepEntry:
    """How it began, told by the hazard itself."""
    return StepEntry(
        id=hazard.id,
        step=Step.REPORT,
        from_=None,
        to=Status.REPORTED,
        actor=hazard.reporter,
        organization=hazard.organization,
        organization_name=units[hazard.organization].name,
        organization_name_en=units[hazard.organization].name_en,
        happened_at=hazard.happened_at,
        received_at=hazard.received_at,
        reason="",
        note=hazard.description,
        photos=tuple(
            StepPhoto(sha256=photo.sha256, role=photo.role, taken_at=photo.taken_at) for photo in hazard.photos
        ),
        label=hazard.label,
        label_match="none",
        position=hazard.position,
        detail={"source": hazard.source, "inspection": hazard.inspection, "item": hazard.item},
    )


def _entry(row: _StepRow, units: Mapping[str, Unit]) -> StepEntry:
    return StepEntry(
        id=row.id,
        step=row.step,
        from_=row.from_status,
        to=row.to_status,
        actor=Person(row.actor_id, row.actor_name),
        organization=row.organization,
        organization_name=units[row.organization].name,
        organization_name_en=units[row.organization].name_en,
        happened_at=row.happened_at,
        received_at=row.received_at,
        reason=row.reason,
        note=row.note,
        photos=_decode_photos(row.photos_json),
        label=row.label_code,
        label_match=row.label_match or "none",
        position=position(row.longitude, row.latitude, row.accuracy_m),
        detail=_decode_detail(row.detail_json),
    )


async def _steps_of(hazard: UUID) -> list[_StepRow]:
    """In the order in which they were taken down."""
    sql = f"SELECT {_STEP_COLUMNS} FROM hazard_step WHERE hazard_id = ? ORDER BY place, received_at, id"
    return await storage.fetch_as(_StepRow, sql, [hazard])


async def _steps_by_hazard(hazards: Sequence[UUID]) -> dict[UUID, list[_StepRow]]:
    found: dict[UUID, list[_StepRow]] = defaultdict(list)
    for some in in_chunks(list(hazards)):
        sql = f"SELECT {_STEP_COLUMNS} FROM hazard_step WHERE hazard_id IN ({marks(some)})"
        for row in await storage.fetch_as(_StepRow, f"{sql} ORDER BY place, received_at, id", some):
            found[row.hazard].append(row)
    return found


async def _plans(hazards: Sequence[UUID]) -> dict[UUID, Plan]:
    found: dict[UUID, Plan] = {}
    for some in in_chunks(list(hazards)):
        sql = f"SELECT id, plan_json FROM hazard WHERE id IN ({marks(some)}) AND plan_json IS NOT NULL"
        found.update((UUID(str(row["id"])), _decode_plan(row["plan_json"])) for row in await storage.fetch(sql, some))
    return found


async def _extensions(hazard: UUID) -> list[Extension]:
    rows = await storage.fetch_as(
        _ExtensionRow,
        "SELECT id, reason, due_on, asked_by_id, asked_by_name, asked_at, decision, decided_by_id, decided_by_name,"
        " decided_at, decision_reason FROM hazard_extension WHERE hazard_id = ? ORDER BY asked_at, id",
        [hazard],
    )
    return [_extension(row) for row in rows]


def _extension(row: _ExtensionRow) -> Extension:
    return Extension(
        id=row.id,
        reason=row.reason,
        due_on=row.due_on,
        asked_by=Person(row.asked_by_id, row.asked_by_name),
        asked_at=row.asked_at,
        decision=row.decision,
        decided_by=person(row.decided_by_id, row.decided_by_name),
        decided_at=row.decided_at,
        decision_reason=row.decision_reason or "",
    )
