"""Keeping the roll-ups in step, in the transaction of the inspections: one read and one write per table and group."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from heating import storage
from heating.checklists.document import Gate
from heating.inspections.models import GateEvidence, SiteDay, SubjectState
from heating.inspections.rules import Outcome
from heating.inspections.state_rules import Evidence, InForce, comes_late, evidence_after, newest
from heating.inspections.writing import New
from heating.lib.ids import text_of
from heating.registry import asset_queries
from heating.registry.filtering import in_chunks, marks
from heating.registry.records import AssetFacts

IN_FORCE = "replaced_by_id IS NULL AND quarantined_at IS NULL"
IN_FORCE_COLUMNS = """id, COALESCE(household_id, asset_id) AS subject, asset_id AS asset, site_id AS site,
    organization_path AS organization, area_path AS area, checklist_version_id AS checklist_version, author_name,
    happened_at, happened_on, outcome, tally_json, failing_json, gates_json"""
EVIDENCE_COLUMNS = "asset_id AS asset, gate, inspection_id AS inspection, item, passed, at, passed_since, done_on"

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
    _follow_states(unit, [arrival for arrival in arrivals if arrival.asset not in afresh])
    _follow_gates(unit, [arrival for arrival in arrivals if arrival.asset not in afresh], known)
    await rewrite(unit, afresh, [*history, *(arrival for arrival in arrivals if arrival.asset in afresh)])
    count_days(unit, counted)


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
        tally_json=decision.tally_json,
        failing_json=decision.failing_json,
        gates_json=decision.gates_json,
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
    _follow_states(unit, [_at_place(inspection, places[inspection.asset]) for inspection in history])
    _put_gates(unit, {asset: evidence_after({}, inspections) for asset, inspections in by_asset.items()})


def _at_place(inspection: InForce, asset: AssetFacts) -> InForce:
    return msgspec.structs.replace(inspection, site=asset.site, organization=asset.organization, area=asset.area)


def _follow_states(unit: storage.Unit, arrivals: Sequence[InForce]) -> None:
    subjects: dict[UUID, list[InForce]] = {}
    for arrival in arrivals:
        subjects.setdefault(arrival.subject, []).append(arrival)
    latest = [state for inspections in subjects.values() if (state := newest(inspections))]
    for state in latest:
        if state.subject == state.asset:
            unit.changed("asset_state", state.asset, organization=state.organization, area=state.area)
    for state in sorted(latest, key=_by_subject):
        unit.insert(SubjectState, _state_row(state), _IF_NEWER)


def _by_subject(state: InForce) -> str:
    return text_of(state.subject)


_IF_NEWER = """
    ON CONFLICT (subject_id) DO UPDATE SET asset_id = excluded.asset_id, site_id = excluded.site_id,
        organization_path = excluded.organization_path, area_path = excluded.area_path,
        inspection_id = excluded.inspection_id, checklist_version_id = excluded.checklist_version_id,
        author_name = excluded.author_name, happened_at = excluded.happened_at, outcome = excluded.outcome,
        tally_json = excluded.tally_json, failing_json = excluded.failing_json
    WHERE (excluded.happened_at, excluded.inspection_id) > (subject_state.happened_at, subject_state.inspection_id)"""


def _state_row(state: InForce) -> dict[str, object]:
    return {
        "subject_id": state.subject,
        "asset_id": state.asset,
        "site_id": state.site,
        "organization_path": state.organization,
        "area_path": state.area,
        "inspection_id": state.id,
        "checklist_version_id": state.checklist_version,
        "author_name": state.author_name,
        "happened_at": state.happened_at,
        "outcome": state.outcome.value,
        "tally_json": state.tally_json,
        "failing_json": state.failing_json,
    }


def _follow_gates(unit: storage.Unit, arrivals: Sequence[InForce], known: Mapping[UUID, _Gates]) -> None:
    by_asset: dict[UUID, list[InForce]] = {}
    for arrival in arrivals:
        if arrival.gates_json:
            by_asset.setdefault(arrival.asset, []).append(arrival)
    _put_gates(unit, {asset: evidence_after(known.get(asset, {}), those) for asset, those in by_asset.items()})


def _put_gates(unit: storage.Unit, evidence: Mapping[UUID, _Gates]) -> None:
    rows = {f"{proof.asset}:{proof.gate}": proof for gates in evidence.values() for proof in gates.values()}
    for id in sorted(rows):
        unit.insert(GateEvidence, _gate_row(id, rows[id]), _AS_NEWEST)


_AS_NEWEST = """
    ON CONFLICT (id) DO UPDATE SET inspection_id = excluded.inspection_id, item = excluded.item,
        passed = excluded.passed, at = excluded.at, passed_since = excluded.passed_since, done_on = excluded.done_on"""


def _gate_row(id: str, proof: Evidence) -> dict[str, object]:
    return {
        "id": id,
        "asset_id": proof.asset,
        "gate": proof.gate,
        "inspection_id": proof.inspection,
        "item": proof.item,
        "passed": proof.passed,
        "at": proof.at,
        "passed_since": proof.passed_since,
        "done_on": proof.done_on,
    }


def count_days(unit: storage.Unit, counted: Sequence[New]) -> None:
    """A correction counts on its own day, and no longer on the day of what it replaces."""
    days: dict[str, Day] = {}
    for new in counted:
        _count(days, new.site_day, new, 1, new.decision.outcome)
        if new.former is not None:
            _count(days, new.former.site_day, new, -1, new.former.outcome)
    add_to_days(unit, days)


class Day(msgspec.Struct):
    organization: str
    area: str
    inspections: int = 0
    failed: int = 0

    def count(self, step: int, outcome: Outcome) -> None:
        self.inspections += step
        self.failed += step if outcome is Outcome.FAILED else 0


def _count(days: dict[str, Day], key: str, new: New, step: int, outcome: Outcome) -> None:
    day = days.get(key)
    if day is None:
        day = days[key] = Day(new.asset.organization, new.asset.area)
    day.count(step, outcome)


def add_to_days(unit: storage.Unit, days: Mapping[str, Day]) -> None:
    """`days` are by "site:day"."""
    for key in sorted(days):
        unit.insert(SiteDay, _day_row(key, days[key]), _ADD)


_ADD = """
    ON CONFLICT (id) DO UPDATE SET inspections = site_day.inspections + excluded.inspections,
        failed = site_day.failed + excluded.failed"""


def _day_row(key: str, day: Day) -> dict[str, object]:
    site, _, on = key.partition(":")
    return {
        "id": key,
        "site_id": UUID(site),
        "organization_path": day.organization,
        "area_path": day.area,
        "day": date.fromisoformat(on),
        "inspections": day.inspections,
        "failed": day.failed,
    }
