"""Reads of inspections. Every list starts from what the actor may see."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.checklists.document import Answer
from heating.checklists.rules import Tally
from heating.hazards import queries as hazards
from heating.hazards.evidence import LabelScan, Position
from heating.http.paging import decode_cursor
from heating.inspections.problems import NOT_FOUND
from heating.inspections.rules import LabelMatch, Outcome
from heating.inspections.schemas import Inspection, InspectionFilter, InspectionSummary, Person, Place
from heating.inspections.states import IN_FORCE
from heating.registry import asset_queries, site_queries
from heating.registry.filtering import Conditions
from heating.registry.records import AssetFacts, SiteRecord

_SUMMARY = """i.id, i.visit_id, i.asset_id, i.household_id, i.site_id, i.organization_path, i.area_path,
    i.checklist_version_id, i.author_id, i.author_name, i.happened_at, i.received_at, i.outcome, i.answered, i.failed,
    i.failing_json, i.replaces_id, i.replaced_by_id, i.quarantined_at, i.dismissed_at"""
_REST = """i.device_id, i.started_at, i.finished_at, i.clock_offset_ms, i.tally_json, i.hazards_json, i.answers_json,
    i.label_code, i.label_scanned_at, i.label_match, i.longitude, i.latitude, i.accuracy_m, i.position_at,
    i.happened_on, i.gates_json,
    i.dismissed_by_id, i.dismissed_by_name, i.dismissal_reason"""
_HELD_BACK = "i.quarantined_at IS NOT NULL AND i.dismissed_at IS NULL"
_decode_keys = msgspec.json.Decoder(tuple[str, ...]).decode
_decode_hazards = msgspec.json.Decoder(dict[str, UUID]).decode
_decode_tally = msgspec.json.Decoder(Tally).decode
_decode_answers = msgspec.json.Decoder(tuple[Answer, ...]).decode


class Row(msgspec.Struct, frozen=True):
    """An inspection without its answers and evidence."""

    id: UUID
    visit_id: UUID
    asset_id: UUID
    household_id: UUID | None
    site_id: UUID
    organization_path: str
    area_path: str
    checklist_version_id: UUID
    author_id: UUID
    author_name: str
    happened_at: datetime
    received_at: datetime
    outcome: Outcome
    answered: int
    failed: int
    failing_json: str
    replaces_id: UUID | None
    replaced_by_id: UUID | None
    quarantined_at: datetime | None
    dismissed_at: datetime | None


class Whole(Row, frozen=True):
    device_id: UUID | None
    started_at: datetime
    finished_at: datetime
    clock_offset_ms: int | None
    tally_json: str
    hazards_json: str
    answers_json: str
    label_code: str | None
    label_scanned_at: datetime | None
    label_match: LabelMatch | None
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    position_at: datetime | None
    happened_on: date
    gates_json: str | None
    dismissed_by_id: UUID | None
    dismissed_by_name: str | None
    dismissal_reason: str | None


async def find(actor: Actor, inspection_id: UUID) -> Inspection:
    row = await whole(actor, inspection_id)
    summary = (await present([row]))[0]
    raised = await hazards.by_ids(_decode_hazards(row.hazards_json).values())
    return Inspection(
        **{name: getattr(summary, name) for name in InspectionSummary.__struct_fields__},
        device=row.device_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        clock_offset_ms=row.clock_offset_ms,
        answers=answers(row),
        tally=tally(row),
        label=label(row),
        label_match=row.label_match,
        position=position(row),
        hazards=tuple(raised),
        dismissed_by=_dismissed_by(row),
        dismissal_reason=row.dismissal_reason,
    )


async def whole(actor: Actor, inspection_id: UUID, *, lock: bool = False) -> Whole:
    """The row with everything; `lock` keeps it from other transactions. Raises inspection.not_found."""
    conditions = Conditions(actor, "i")
    conditions.equal("id", inspection_id)
    locking = " FOR UPDATE" if lock and storage.dialect() == "postgres" else ""
    rows = await storage.fetch_as(
        Whole, f"SELECT {_SUMMARY}, {_REST} FROM inspection i WHERE {conditions.sql}{locking}", conditions.params
    )
    if not rows:
        raise NOT_FOUND()
    return rows[0]


async def matching(actor: Actor, query: InspectionFilter) -> list[Row]:
    """Newest first; up to one more than the limit."""
    conditions = conditions_of(actor, query)
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        conditions.add("(i.happened_at, i.id) < (?, ?)", after)
    return await rows_where(conditions, f"ORDER BY i.happened_at DESC, i.id DESC LIMIT {query.limit + 1}")


def key(inspection: InspectionSummary) -> tuple[datetime, UUID]:
    """Where the next page begins."""
    return inspection.happened_at, inspection.id


def conditions_of(actor: Actor, query: InspectionFilter) -> Conditions:
    conditions = Conditions(actor, "i")
    for column, value in {
        "site_id": query.site,
        "asset_id": query.asset,
        "household_id": query.household,
        "visit_id": query.visit,
        "author_id": query.author,
        "kind": query.kind,
        "outcome": query.outcome,
    }.items():
        conditions.equal(column, value)
    conditions.within(query.organization, query.area)
    if query.gate is not None:
        conditions.add(f"i.gates_json LIKE '%\"{query.gate}\":%'")
    if query.since is not None:
        conditions.add("i.happened_at >= ?", [query.since])
    if query.until is not None:
        conditions.add("i.happened_at < ?", [query.until])
    if query.quarantined is not None:
        conditions.add(_HELD_BACK if query.quarantined else f"NOT ({_HELD_BACK})")
    if query.in_force is not None:
        conditions.add(IN_FORCE if query.in_force else f"NOT ({IN_FORCE})")
    return conditions


async def rows_where(conditions: Conditions, rest: str) -> list[Row]:
    return await storage.fetch_as(
        Row, f"SELECT {_SUMMARY} FROM inspection i WHERE {conditions.sql} {rest}", conditions.params
    )


async def present(rows: Sequence[Row]) -> list[InspectionSummary]:
    """With the names of sites and assets, read for all at once."""
    assets = await asset_queries.assets_for_inspection({row.asset_id for row in rows})
    sites = await site_queries.sites_by_ids({row.site_id for row in rows})
    return [_summary(row, assets, sites) for row in rows]


def _summary(row: Row, assets: Mapping[UUID, AssetFacts], sites: Mapping[UUID, SiteRecord]) -> InspectionSummary:
    return InspectionSummary(
        id=row.id,
        visit=row.visit_id,
        site=_place(sites[row.site_id]),
        asset=_place(assets[row.asset_id]),
        household=row.household_id,
        author=Person(row.author_id, row.author_name),
        checklist_version=row.checklist_version_id,
        happened_at=row.happened_at,
        received_at=row.received_at,
        outcome=row.outcome,
        answered=row.answered,
        failed=row.failed,
        failing=_decode_keys(row.failing_json),
        replaces=row.replaces_id,
        replaced_by=row.replaced_by_id,
        quarantined_at=row.quarantined_at,
        dismissed_at=row.dismissed_at,
        organization=row.organization_path,
        area=row.area_path,
    )


def _place(row: AssetFacts | SiteRecord) -> Place:
    return Place(id=row.id, code=row.code, name=row.name, name_en=row.name_en, kind=row.kind)


def answers(row: Whole) -> tuple[Answer, ...]:
    return _decode_answers(row.answers_json)


def tally(row: Whole) -> Tally:
    return _decode_tally(row.tally_json)


def label(row: Whole) -> LabelScan | None:
    if row.label_code is None or row.label_scanned_at is None:
        return None
    return LabelScan(code=row.label_code, scanned_at=row.label_scanned_at)


def position(row: Whole) -> Position | None:
    if row.longitude is None or row.latitude is None:
        return None
    return Position(longitude=row.longitude, latitude=row.latitude, accuracy_m=row.accuracy_m, at=row.position_at)


def _dismissed_by(row: Whole) -> Person | None:
    if row.dismissed_by_id is None or row.dismissed_by_name is None:
        return None
    return Person(row.dismissed_by_id, row.dismissed_by_name)
