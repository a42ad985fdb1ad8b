"""Keeping the roll-ups in step, in the transaction of the inspections: one read and one write per table and group."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from heating import storage
from heating.checklists.document import Gate
from heating.inspections.rules import Outcome
from heating.inspections.state_rules import Evidence, InForce, comes_late, evidence_after, newest
from heating.inspections.writing import New
from heating.registry import asset_queries
from heating.registry.filtering import in_chunks, marks
from heating.registry.records import AssetFacts

IN_FORCE = "replaced_by_id IS NULL AND quarantined_at IS NULL"
IN_FORCE_COLUMNS = """id, COALESCE(household_id, asset_id) AS subject, asset_id AS asset, site_id AS site,
    organization_path AS organization, area_path AS area, checklist_version_id AS checklist_version, author_name,
    happened_at, happened_on, outcome, tally_json, failing_json, gates_json"""
EVIDENCE_COLUMNS = "asset_id AS asset, gate, inspection_id AS inspection, item, passed, at, passed_since, done_on"

_encode = msgspec.json.Encoder().encode
_Gates = Mapping[Gate, Evidence]


async def follow(unit: storage.Unit, new: Sequence[New]) -> None:
    counted = [inspection for inspection in new if not inspection.is_quarantined]
    if not counted:
        return
    replaced = {inspection.former.id for inspection in counted if inspection.former is not None}
    arrivals = [in_force(inspection) for inspection in counted if inspection.payload.id not in replaced]
    corrected = {inspection.payload.asset for inspection in counted if inspection.former is not None}
    known = await evidence({arrival.asset for arrival in arrivals if arrival.gates_json})
    late = {arrival.asset for arrival in arrivals if comes_late(known.get(arrival.asset, {}), arrival)}
    afresh = corrected | late
    history = await history_of(afresh, without=replaced)
    await _follow_states(unit, [arrival for arrival in arrivals if arrival.asset not in afresh])
    await _follow_gates([arrival for arrival in arrivals if arrival.asset not in afresh], known)
    await rewrite(unit, afresh, [*history, *(arrival for arrival in arrivals if arrival.asset in afresh)])
    await _follow_days(counted)


def in_force(new: New) -> InForce:
    payload, decision = new.payload, new.decision
    return InForce(
        id=payload.id,
        subject=payload.household or payload.asset,
        asset=payload.asset,
        site=new.asset.site,
        organization=new.asset.organization,
        area=new.asset.area,
        checklist_version=payload.checklist_version,
        author_name=new.actor.name,
        happened_at=new.happened_at,
        happened_on=new.happened_on,
        outcome=decision.outcome,
        tally_json=_encode(decision.tally).decode(),
        failing_json=_encode([failing.item for failing in decision.failing]).decode(),
        gates_json=_encode(decision.gates).decode() if decision.gates else None,
    )


async def evidence(assets: Iterable[UUID]) -> dict[UUID, dict[Gate, Evidence]]:
    found: dict[UUID, dict[Gate, Evidence]] = {}
    for some in in_chunks(list(assets)):
        rows = await storage.fetch_as(
            Evidence, f"SELECT {EVIDENCE_COLUMNS} FROM gate_evidence WHERE asset_id IN ({marks(some)})", some
        )
        for row in rows:
            found.setdefault(row.asset, {})[row.gate] = row
    return found


async def history_of(assets: Iterable[UUID], without: Iterable[UUID] = ()) -> list[InForce]:
    """Everything in force about these assets and their households."""
    excluded, found = set(without), list[InForce]()
    for some in in_chunks(list(assets)):
        rows = await storage.fetch_as(
            InForce,
            f"SELECT {IN_FORCE_COLUMNS} FROM inspection WHERE asset_id IN ({marks(some)}) AND {IN_FORCE}",
            some,
        )
        found += [row for row in rows if row.id not in excluded]
    return found


async def rewrite(unit: storage.Unit, assets: Iterable[UUID], history: Sequence[InForce]) -> None:
    """Make states and evidence of these assets anew from all that is in force about them. A state lies where its
    asset is now, wherever it was when it was inspected."""
    wanted = sorted(assets, key=str)
    places = await asset_queries.assets_for_inspection(wanted)
    for some in in_chunks(wanted):
        for table in ("subject_state", "gate_evidence"):
            await storage.execute(f"DELETE FROM {table} WHERE asset_id IN ({marks(some)})", some)
    by_asset: dict[UUID, list[InForce]] = {asset: [] for asset in wanted}
    for inspection in history:
        by_asset[inspection.asset].append(inspection)
    await _follow_states(unit, [_at_place(inspection, places[inspection.asset]) for inspection in history])
    await _write_gates({asset: evidence_after({}, inspections) for asset, inspections in by_asset.items()})


def _at_place(inspection: InForce, asset: AssetFacts) -> InForce:
    return msgspec.structs.replace(inspection, site=asset.site, organization=asset.organization, area=asset.area)


async def _follow_states(unit: storage.Unit, arrivals: Sequence[InForce]) -> None:
    subjects: dict[UUID, list[InForce]] = {}
    for arrival in arrivals:
        subjects.setdefault(arrival.subject, []).append(arrival)
    latest = [state for inspections in subjects.values() if (state := newest(inspections))]
    for state in latest:
        if state.subject == state.asset:
            unit.changed("asset_state", state.asset, organization=state.organization, area=state.area)
    if latest:
        await storage.execute_many(_UPSERT_STATE, [_state_row(state) for state in sorted(latest, key=_by_subject)])


def _by_subject(state: InForce) -> str:
    return str(state.subject)


_UPSERT_STATE = """
    INSERT INTO subject_state (subject_id, asset_id, site_id, organization_path, area_path, inspection_id,
        checklist_version_id, author_name, happened_at, outcome, tally_json, failing_json)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (subject_id) DO UPDATE SET asset_id = excluded.asset_id, site_id = excluded.site_id,
        organization_path = excluded.organization_path, area_path = excluded.area_path,
        inspection_id = excluded.inspection_id, checklist_version_id = excluded.checklist_version_id,
        author_name = excluded.author_name, happened_at = excluded.happened_at, outcome = excluded.outcome,
        tally_json = excluded.tally_json, failing_json = excluded.failing_json
    WHERE (excluded.happened_at, excluded.inspection_id) > (subject_state.happened_at, subject_state.inspection_id)"""


def _state_row(state: InForce) -> list[object]:
    return [
        state.subject,
        state.asset,
        state.site,
        state.organization,
        state.area,
        state.id,
        state.checklist_version,
        state.author_name,
        state.happened_at,
        state.outcome.value,
        state.tally_json,
        state.failing_json,
    ]


async def _follow_gates(arrivals: Sequence[InForce], known: Mapping[UUID, _Gates]) -> None:
    by_asset: dict[UUID, list[InForce]] = {}
    for arrival in arrivals:
        if arrival.gates_json:
            by_asset.setdefault(arrival.asset, []).append(arrival)
    await _write_gates({asset: evidence_after(known.get(asset, {}), those) for asset, those in by_asset.items()})


async def _write_gates(evidence: Mapping[UUID, _Gates]) -> None:
    rows = [_gate_row(proof) for asset in sorted(evidence, key=str) for proof in evidence[asset].values()]
    if rows:
        await storage.execute_many(_UPSERT_GATE, sorted(rows, key=lambda row: str(row[0])))


_UPSERT_GATE = """
    INSERT INTO gate_evidence (id, asset_id, gate, inspection_id, item, passed, at, passed_since, done_on)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET inspection_id = excluded.inspection_id, item = excluded.item,
        passed = excluded.passed, at = excluded.at, passed_since = excluded.passed_since, done_on = excluded.done_on"""


def _gate_row(proof: Evidence) -> list[object]:
    return [
        f"{proof.asset}:{proof.gate}",
        proof.asset,
        proof.gate,
        proof.inspection,
        proof.item,
        proof.passed,
        proof.at,
        proof.passed_since,
        proof.done_on,
    ]


async def _follow_days(counted: Sequence[New]) -> None:
    """A correction counts on its own day, and no longer on the day of what it replaces."""
    days: dict[str, Day] = {}
    for new in counted:
        _count(days, new.site_day, new, 1, new.decision.outcome)
        if new.former is not None:
            _count(days, new.former.site_day, new, -1, new.former.outcome)
    await storage.execute_many(ADD_TO_DAY, [day_row(key, days[key]) for key in sorted(days)])


class Day(msgspec.Struct):
    organization: str
    area: str
    inspections: int = 0
    failed: int = 0

    def count(self, step: int, outcome: Outcome) -> None:
        self.inspections += step
        self.failed += step if outcome is Outcome.FAILED else 0


def _count(days: dict[str, Day], key: str, new: New, step: int, outcome: Outcome) -> None:
    day = days.setdefault(key, Day(new.asset.organization, new.asset.area))
    day.count(step, outcome)


ADD_TO_DAY = """
    INSERT INTO site_day (id, site_id, organization_path, area_path, day, inspections, failed)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET inspections = site_day.inspections + excluded.inspections,
        failed = site_day.failed + excluded.failed"""


def day_row(key: str, day: Day) -> list[object]:
    """`key` is "site:day"."""
    site, _, on = key.partition(":")
    return [key, UUID(site), day.organization, day.area, date.fromisoformat(on), day.inspections, day.failed]
