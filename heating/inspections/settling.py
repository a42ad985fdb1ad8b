"""Settling what is held back: an inspection whose author may not submit (any more) is released, and counts from then on
like any other, or it is set aside for good. The author himself cannot do either."""

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.checklists import queries as checklists
from heating.checklists.document import Gate
from heating.checklists.rules import Failing
from heating.hazards import actions as hazard_actions
from heating.inspections import problems, queries, reading, states
from heating.inspections.payload import InspectionPayload
from heating.inspections.queries import Whole
from heating.inspections.reading import Earlier
from heating.inspections.rules import Decision, GateAnswer
from heating.inspections.writing import New, causes
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import asset_queries

_decode_gates = msgspec.json.Decoder(dict[Gate, GateAnswer]).decode
_decode_hazards = msgspec.json.Decoder(dict[str, UUID]).decode
_encode = msgspec.json.Encoder().encode


async def release(actor: Actor, inspection_id: UUID, reason: str, zone: ZoneInfo) -> None:
    """It judges its gates and raises its hazards now, as of when it happened. Raises inspection.not_found,
    inspection.not_held_back, inspection.own_inspection, inspection.already_replaced."""
    async with storage.transaction() as unit:
        row = await _held_back(actor, inspection_id)
        released = await _as_new(row)
        await storage.execute(
            "UPDATE inspection SET quarantined_at = NULL, hazards_json = ? WHERE id = ?",
            [released.hazards_json, row.id],
        )
        if released.former is not None:
            await storage.execute("UPDATE inspection SET replaced_by_id = ? WHERE id = ?", [row.id, released.former.id])
        await hazard_actions.raise_from_inspections(list(causes(released)), zone)
        await states.rewrite(unit, [row.asset_id], await states.history_of([row.asset_id]))
        states.count_days(unit, [released])
        _tell(actor, "inspection.released", row, reason)


async def dismiss(actor: Actor, inspection_id: UUID, reason: str) -> None:
    """It stays on record and counts for nothing. Raises inspection.not_found, inspection.not_held_back,
    inspection.own_inspection."""
    async with storage.transaction():
        row = await _held_back(actor, inspection_id)
        await storage.execute(
            "UPDATE inspection SET dismissed_at = ?, dismissed_by_id = ?, dismissed_by_name = ?, dismissal_reason = ?"
            " WHERE id = ?",
            [clock.now(), actor.id, actor.name, reason, row.id],
        )
        _tell(actor, "inspection.dismissed", row, reason)


async def _held_back(actor: Actor, inspection_id: UUID) -> Whole:
    """Locked until the end of the transaction: two who settle it settle it once."""
    row = await queries.whole(actor, inspection_id, lock=True)
    if row.quarantined_at is None or row.dismissed_at is not None:
        raise problems.NOT_HELD_BACK()
    if row.author_id == actor.id:
        raise problems.OWN_INSPECTION()
    return row


async def _as_new(row: Whole) -> New:
    """As it was accepted, at the place where it was made."""
    former = await _former(row)
    facts = (await asset_queries.assets_for_inspection([row.asset_id]))[row.asset_id]
    place = msgspec.structs.replace(facts, site=row.site_id, organization=row.organization_path, area=row.area_path)
    failing = await _failing(row)
    inherited: Mapping[str, UUID] = _decode_hazards(former.hazards_json) if former else {}
    raised = frozenset({one.item for one in failing} - inherited.keys())
    hazards = {**inherited, **{item: new_id() for item in sorted(raised)}}
    published = (await checklists.versions({row.checklist_version_id}))[row.checklist_version_id]
    return New(
        actor=accounts.actor_of(await accounts.user(row.author_id)),
        payload=_payload(row),
        device=row.device_id,
        asset=place,
        document=published.document,
        decision=Decision(
            row.outcome, failing, queries.tally(row), _gates(row), {}, row.tally_json, row.failing_json, row.gates_json
        ),
        happened_at=row.happened_at,
        happened_on=row.happened_on,
        received_at=row.received_at,
        label_match=row.label_match,
        former=former,
        is_quarantined=False,
        hazards=hazards,
        raised=raised,
        hazards_json=_encode(hazards).decode(),
        site_day=f"{row.site_id}:{row.happened_on}",
        content_hash="",
        answers_json=row.answers_json,
        answers_digest="",
    )


async def _former(row: Whole) -> Earlier | None:
    if row.replaces_id is None:
        return None
    former = (await reading.earlier([row.replaces_id]))[row.replaces_id]
    if former.replaced_by is not None:
        raise problems.ALREADY_REPLACED()
    return former


async def _failing(row: Whole) -> list[Failing]:
    """As it was judged then, whatever the limits are now."""
    values = {answer.item: answer.value for answer in queries.answers(row)}
    rows = await storage.fetch(
        "SELECT item, reason, grade FROM inspection_answer WHERE inspection_id = ? AND reason IS NOT NULL"
        " ORDER BY item",
        [row.id],
    )
    return [
        msgspec.convert({**found, "value": values[found["item"]]}, Failing) for found in rows if found["item"] in values
    ]


def _gates(row: Whole) -> dict[Gate, GateAnswer]:
    return _decode_gates(row.gates_json) if row.gates_json else {}


def _payload(row: Whole) -> InspectionPayload:
    return InspectionPayload(
        id=row.id,
        visit=row.visit_id,
        asset=row.asset_id,
        checklist_version=row.checklist_version_id,
        answers=queries.answers(row),
        started_at=row.started_at,
        finished_at=row.finished_at,
        household=row.household_id,
        label=queries.label(row),
        position=queries.position(row),
        clock_offset_ms=row.clock_offset_ms,
        replaces=row.replaces_id,
    )


def _tell(actor: Actor, action: str, row: Whole, reason: str) -> None:
    organization, area = row.organization_path, row.area_path
    storage.current_unit().changed("inspection", row.id, organization=organization, area=area)
    audit.record(
        actor,
        action,
        subject_kind="inspection",
        subject_id=row.id,
        organization=organization,
        area=area,
        detail={"site": row.site_id, "asset": row.asset_id, "reason": reason},
    )
