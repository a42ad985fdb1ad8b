"""When is a site ready? Decided by field evidence alone, inspections and open hazards, never by a typed statement.

A leader may set aside hazards that he names, for a time. He cannot set aside missing evidence, and no score forgets
what he set aside.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from heating.readiness.facts import AssetFacts, Gate, HazardFacts, SiteFacts

EVIDENCE_GATES = (Gate.FILLED, Gate.COLD_RUN, Gate.HOT_RUN, Gate.AT_TEMPERATURE)
MAJOR = "major"
_GRAVE = frozenset({"larger", MAJOR})


class Status(StrEnum):
    PASSED = "passed"
    PENDING = "pending"
    LATE = "late"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"


class State(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    READY = "ready"
    LAPSED = "lapsed"


class Source(msgspec.Struct, frozen=True):
    """The single record behind a gate's status: an inspection, or the hazard that stands in the way."""

    inspection: UUID | None = None
    asset: UUID | None = None
    item: str | None = None
    hazard: UUID | None = None


class GateResult(msgspec.Struct, frozen=True):
    """`passed_on` is the day the gate was passed; `missing` counts the assets or hazards that still keep it open."""

    gate: Gate
    status: Status
    due: date
    passed_on: date | None = None
    evidence: Source | None = None
    missing: int = 0


class Score(msgspec.Struct, frozen=True):
    met: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 is shown only when nothing is missing; None when there is nothing to judge."""
        return self.met * 100 // self.of if self.of else None


class Reason(msgspec.Struct, frozen=True):
    """Why a site is blocked or lapsed; the texts are in `wording`."""

    code: str
    count: int
    gate: Gate | None = None


class Readiness(msgspec.Struct, frozen=True):
    """`overridden`: it counts as ready, but only because of an override."""

    state: State
    gates: tuple[GateResult, ...]
    on_time: Score
    quality: Score
    safety: Score
    reasons: tuple[Reason, ...]
    assets: int
    inspected: int
    open_hazards: int
    open_major: int
    weak_links: int
    overridden: bool


def assess(facts: SiteFacts, due: Mapping[Gate, date], today: date, *, was_ready: bool) -> Readiness:
    """`today` is the city's date; `was_ready` tells that the site was ready earlier in this season."""
    hazards = [hazard for hazard in facts.hazards if not hazard.weak_link]
    in_the_way = [hazard for hazard in hazards if not (facts.override and facts.override.covers(hazard))]
    gates = _gates(facts.assets, hazards, due, today)
    counted = gates if len(in_the_way) == len(hazards) else _gates(facts.assets, in_the_way, due, today)
    state = _state(facts.assets, in_the_way, counted, was_ready)
    inspected = sum(asset.seen is not None for asset in facts.assets)
    return Readiness(
        state=state,
        gates=gates,
        on_time=_on_time(gates, today),
        quality=Score(_sound(facts.assets, "quality"), inspected),
        safety=_safety(facts.assets, hazards, inspected),
        reasons=_reasons(state, counted, in_the_way),
        assets=len(facts.assets),
        inspected=inspected,
        open_hazards=len(hazards),
        open_major=len(_majors(hazards)),
        weak_links=len(facts.hazards) - len(hazards),
        overridden=state == State.READY and _state(facts.assets, hazards, gates, was_ready) != State.READY,
    )


def stands_in_the_way(hazard: HazardFacts) -> bool:
    """Does this open hazard alone keep its site from being ready?"""
    return not hazard.weak_link and (hazard.grade == MAJOR or _lacks_plan(hazard))


def _majors(hazards: Iterable[HazardFacts]) -> list[HazardFacts]:
    return [hazard for hazard in hazards if hazard.grade == MAJOR]


def _lacks_plan(hazard: HazardFacts) -> bool:
    return hazard.needs_plan and hazard.planned_on is None


def _gates(
    assets: Collection[AssetFacts], hazards: Collection[HazardFacts], due: Mapping[Gate, date], today: date
) -> tuple[GateResult, ...]:
    inspected = _inspected(assets, due[Gate.INSPECTED], today)
    planned = _hazards_planned(hazards, inspected, due[Gate.HAZARDS_PLANNED], today)
    return (inspected, planned, *(_evidenced(gate, assets, due[gate], today) for gate in EVIDENCE_GATES))


def _inspected(assets: Collection[AssetFacts], due: date, today: date) -> GateResult:
    if not assets:
        return GateResult(Gate.INSPECTED, Status.NOT_NEEDED, due)
    missing = sum(asset.seen is None for asset in assets)
    if missing:
        return GateResult(Gate.INSPECTED, _unmet(due, today), due, missing=missing)
    day, inspection, asset = max((a.seen.first_on, a.seen.inspection, a.id) for a in assets if a.seen)
    return GateResult(Gate.INSPECTED, Status.PASSED, due, day, Source(inspection, asset))


def _hazards_planned(hazards: Collection[HazardFacts], inspected: GateResult, due: date, today: date) -> GateResult:
    """Every open hazard that needs a plan has it; until all is inspected nobody knows what there is to plan."""
    if inspected.status == Status.NOT_NEEDED and not hazards:
        return GateResult(Gate.HAZARDS_PLANNED, Status.NOT_NEEDED, due)
    unplanned = [hazard for hazard in hazards if _lacks_plan(hazard)]
    if unplanned:
        worst = min(unplanned, key=lambda h: (h.grade != MAJOR, h.id))
        source = Source(asset=worst.asset, hazard=worst.id)
        return GateResult(Gate.HAZARDS_PLANNED, _unmet(due, today), due, evidence=source, missing=len(unplanned))
    if inspected.status != Status.PASSED:
        return GateResult(Gate.HAZARDS_PLANNED, _unmet(due, today), due)
    days = [inspected.passed_on, *(hazard.planned_on for hazard in hazards)]
    return GateResult(
        Gate.HAZARDS_PLANNED, Status.PASSED, due, max(day for day in days if day), evidence=inspected.evidence
    )


def _evidenced(gate: Gate, assets: Iterable[AssetFacts], due: date, today: date) -> GateResult:
    carriers = [asset for asset in assets if gate in asset.gates]
    if not carriers:
        return GateResult(gate, Status.NOT_NEEDED, due)
    found = [(asset, asset.evidence[gate]) for asset in carriers if gate in asset.evidence]
    passes = [(evidence.since, asset.id, evidence) for asset, evidence in found if evidence.passed and evidence.since]
    missing = len(carriers) - len(passes)
    failures = [(asset.id, evidence) for asset, evidence in found if not evidence.passed]
    if failures:
        asset_id, failure = min(failures, key=lambda one: one[0])
        source = Source(failure.inspection, asset_id, failure.item)
        return GateResult(gate, Status.FAILED, due, evidence=source, missing=missing)
    if missing:
        return GateResult(gate, _unmet(due, today), due, missing=missing)
    day, last, evidence = max(passes, key=lambda one: (one[0], one[1]))
    return GateResult(gate, Status.PASSED, due, day, Source(evidence.inspection, last, evidence.item))


def _unmet(due: date, today: date) -> Status:
    return Status.LATE if due < today else Status.PENDING


def _state(
    assets: Collection[AssetFacts], hazards: Collection[HazardFacts], gates: Iterable[GateResult], was_ready: bool
) -> State:
    statuses = {result.status for result in gates}
    hazardous = any(stands_in_the_way(hazard) for hazard in hazards)
    complete = Status.PASSED in statuses and statuses <= {Status.PASSED, Status.NOT_NEEDED}
    if complete and not hazardous:
        return State.READY
    if was_ready and (hazardous or assets):
        return State.LAPSED
    if hazardous or Status.FAILED in statuses:
        return State.BLOCKED
    started = any(asset.seen or asset.evidence for asset in assets)
    return State.IN_PROGRESS if started else State.NOT_STARTED


def _reasons(state: State, gates: Iterable[GateResult], hazards: Collection[HazardFacts]) -> tuple[Reason, ...]:
    """Each says something of its own: hazards without a plan are not told again as an open gate."""
    if state not in (State.BLOCKED, State.LAPSED):
        return ()
    majors, unplanned = len(_majors(hazards)), sum(_lacks_plan(hazard) for hazard in hazards)
    reasons = [Reason("major_hazard", majors)] if majors else []
    reasons += [Reason("plan_missing", unplanned, Gate.HAZARDS_PLANNED)] if unplanned else []
    for result in gates:
        if result.status == Status.FAILED:
            reasons.append(Reason("gate_failed", result.missing, result.gate))
        elif result.gate == Gate.HAZARDS_PLANNED and unplanned:
            continue
        elif state == State.LAPSED and result.status in (Status.PENDING, Status.LATE):
            reasons.append(Reason("gate_open", result.missing, result.gate))
    return tuple(reasons)


def _on_time(gates: Iterable[GateResult], today: date) -> Score:
    """Gates passed by their day, of the gates that are passed or whose day is over."""
    counted = [g for g in gates if g.status != Status.NOT_NEEDED and (g.status == Status.PASSED or g.due < today)]
    return Score(sum(g.passed_on is not None and g.passed_on <= g.due for g in counted), len(counted))


def _sound(assets: Iterable[AssetFacts], aspect: str) -> int:
    """Assets whose newest inspection found nothing wanting in this aspect."""
    return sum(asset.seen is not None and aspect not in asset.seen.failing for asset in assets)


def _safety(assets: Collection[AssetFacts], hazards: Collection[HazardFacts], inspected: int) -> Score:
    """Sound assets, of those inspected or known to be hazardous; one open major hazard vetoes the site (一票否决)."""
    if _majors(hazards):
        return Score(0, max(inspected, 1))
    hazardous = {hazard.asset for hazard in hazards if hazard.grade in _GRAVE}
    others = [asset for asset in assets if asset.id not in hazardous]
    judged = sum(asset.seen is not None or asset.id in hazardous for asset in assets)
    return Score(_sound(others, "safety"), judged)
