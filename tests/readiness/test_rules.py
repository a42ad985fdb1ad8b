"""The table of cases (shared vectors) and what must hold whatever the evidence."""

import copy
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heating.lib.wording import Text
from heating.readiness import wording
from heating.readiness.facts import AssetFacts, Evidence, Gate, HazardFacts, OverrideFacts, Seen, SiteFacts
from heating.readiness.rules import EVIDENCE_GATES, Readiness, Reason, Score, State, Status, assess, stands_in_the_way


class Expected(msgspec.Struct, forbid_unknown_fields=True):
    state: State
    gates: dict[Gate, Status]
    on_time: Score
    quality: Score
    safety: Score
    reasons: list[Reason]
    dates: dict[Gate, date] = {}
    missing: dict[Gate, int] = {}
    inspections: dict[Gate, UUID] = {}
    hazard_of: dict[Gate, UUID] = {}
    open_hazards: int | None = None
    open_major: int | None = None
    weak_links: int = 0
    overridden: bool = False


class Case(msgspec.Struct):
    name: str
    today: date
    was_ready: bool
    facts: SiteFacts
    expect: dict[str, object]


class Vectors(msgspec.Struct):
    due: dict[Gate, date]
    cases: list[Case]


VECTORS = msgspec.json.decode(
    (Path(__file__).parents[1] / "shared_rules" / "readiness.json").read_bytes(), type=Vectors
)
DUE = VECTORS.due


def expected_of(case: Case) -> Expected:
    raw = copy.deepcopy(case.expect)
    for score in ("on_time", "quality", "safety"):
        met, of = msgspec.convert(raw[score], tuple[int, int])
        raw[score] = {"met": met, "of": of}
    reasons = msgspec.convert(raw["reasons"], list[tuple[str, int, str | None]])
    raw["reasons"] = [{"code": code, "count": count, "gate": gate} for code, count, gate in reasons]
    return msgspec.convert(raw, Expected)


@pytest.mark.parametrize("case", VECTORS.cases, ids=lambda case: case.name)
def test_it_assesses(case: Case) -> None:
    found = assess(case.facts, DUE, case.today, was_ready=case.was_ready)
    expected = expected_of(case)
    by_gate = {result.gate: result for result in found.gates}
    assert {gate: result.status for gate, result in by_gate.items()} == expected.gates
    assert found.state == expected.state
    assert (found.on_time, found.quality, found.safety) == (expected.on_time, expected.quality, expected.safety)
    assert list(found.reasons) == expected.reasons
    for gate, day in expected.dates.items():
        assert by_gate[gate].passed_on == day
    for gate, missing in expected.missing.items():
        assert by_gate[gate].missing == missing
    for gate, inspection in expected.inspections.items():
        evidence = by_gate[gate].evidence
        assert evidence is not None
        assert evidence.inspection == inspection
    for gate, hazard in expected.hazard_of.items():
        evidence = by_gate[gate].evidence
        assert evidence is not None
        assert evidence.hazard == hazard
    assert expected.open_hazards in (None, found.open_hazards)
    assert expected.open_major in (None, found.open_major)
    assert (found.weak_links, found.overridden) == (expected.weak_links, expected.overridden)


AT_LEISURE = settings(deadline=None)
TODAY = date(2026, 10, 24)
ids = st.integers(1, 2**40).map(lambda number: UUID(int=number))
days = st.dates(date(2026, 4, 1), TODAY)
aspects = st.frozensets(st.sampled_from(["on_time", "quality", "safety"]))


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    passed = draw(st.booleans())
    return Evidence(draw(ids), "run", passed, draw(days) if passed else None)


@st.composite
def assets(draw: st.DrawFn) -> AssetFacts:
    gates = draw(st.frozensets(st.sampled_from(EVIDENCE_GATES)))
    seen = draw(st.none() | st.builds(Seen, ids, days, aspects))
    found: Mapping[Gate, Evidence] = {}
    if gates and seen:
        found = draw(st.dictionaries(st.sampled_from(sorted(gates)), evidence()))
    return AssetFacts(draw(ids), gates, seen, found)


@st.composite
def sites(draw: st.DrawFn) -> SiteFacts:
    of_site = tuple(draw(st.lists(assets(), max_size=4, unique_by=lambda asset: asset.id)))
    place = st.none() | st.sampled_from([asset.id for asset in of_site]) if of_site else st.none()
    grades = st.sampled_from(["minor", "general", "larger", "major"])
    found = st.builds(HazardFacts, ids, grades, place, st.none() | days, st.booleans(), st.booleans())
    hazards = draw(st.lists(found, max_size=3, unique_by=lambda hazard: hazard.id))
    return SiteFacts(of_site, tuple(hazards), draw(st.none() | overrides(hazards)))


def overrides(hazards: list[HazardFacts]) -> st.SearchStrategy[OverrideFacts]:
    """Of some of these hazards, some of which have another grade now."""
    named = st.sampled_from(hazards).map(lambda hazard: hazard.id) if hazards else st.nothing()
    return st.builds(OverrideFacts, ids, days, st.dictionaries(named, st.sampled_from(["larger", "major"])))


def judge(facts: SiteFacts, *, was_ready: bool = False) -> Readiness:
    return assess(facts, DUE, TODAY, was_ready=was_ready)


def with_passing_inspection(facts: SiteFacts, chosen: int, on: date) -> SiteFacts:
    """The same site after one more inspection of one asset in which every item passed."""
    asset = facts.assets[chosen]
    inspection = UUID(int=2**50)
    first = asset.seen.first_on if asset.seen else on
    runs = {gate: asset.evidence.get(gate) for gate in asset.gates}
    passed = {gate: Evidence(inspection, "run", True, (run.since if run else None) or on) for gate, run in runs.items()}
    better = AssetFacts(asset.id, asset.gates, Seen(inspection, first), passed)
    return SiteFacts((*facts.assets[:chosen], better, *facts.assets[chosen + 1 :]), facts.hazards, facts.override)


@AT_LEISURE
@given(sites(), st.booleans())
def test_it_is_never_ready_with_an_open_major_hazard(facts: SiteFacts, was_ready: bool) -> None:
    major = HazardFacts(UUID(int=2**41), "major", None, TODAY)
    with_major = SiteFacts(facts.assets, (*facts.hazards, major), facts.override)
    found = judge(with_major, was_ready=was_ready)
    assert found.state == (State.LAPSED if was_ready else State.BLOCKED)
    assert found.safety.percent == 0
    assert any(reason.code == "major_hazard" for reason in found.reasons)


@AT_LEISURE
@given(sites(), st.booleans())
def test_it_is_never_ready_with_a_hazard_in_the_way_that_no_override_names(facts: SiteFacts, was_ready: bool) -> None:
    found = judge(facts, was_ready=was_ready)
    in_the_way = [hazard for hazard in facts.hazards if stands_in_the_way(hazard)]
    if found.state == State.READY and in_the_way:
        assert found.overridden
        assert facts.override is not None
        assert all(facts.override.covers(hazard) for hazard in in_the_way)
    if found.overridden:
        without = SiteFacts(facts.assets, facts.hazards)
        assert judge(without, was_ready=was_ready).state in (State.BLOCKED, State.LAPSED)


@AT_LEISURE
@given(sites(), st.booleans())
def test_an_override_changes_no_gate_no_score_and_no_count(facts: SiteFacts, was_ready: bool) -> None:
    found = judge(facts, was_ready=was_ready)
    without = judge(SiteFacts(facts.assets, facts.hazards), was_ready=was_ready)
    unmoved = msgspec.structs.replace(found, state=without.state, reasons=without.reasons, overridden=False)
    assert unmoved == without


@AT_LEISURE
@given(sites(), st.booleans())
def test_weak_links_make_no_difference_but_their_count(facts: SiteFacts, was_ready: bool) -> None:
    strong = tuple(hazard for hazard in facts.hazards if not hazard.weak_link)
    found = judge(facts, was_ready=was_ready)
    without = judge(SiteFacts(facts.assets, strong, facts.override), was_ready=was_ready)
    assert found == msgspec.structs.replace(without, weak_links=len(facts.hazards) - len(strong))


@AT_LEISURE
@given(sites(), st.booleans())
def test_it_is_ready_only_when_every_asset_in_service_was_inspected(facts: SiteFacts, was_ready: bool) -> None:
    if judge(facts, was_ready=was_ready).state == State.READY:
        assert facts.assets
        assert all(asset.seen for asset in facts.assets)
        assert all(asset.evidence[gate].passed for asset in facts.assets for gate in asset.gates)


@AT_LEISURE
@given(sites(), st.data(), days, st.booleans())
def test_it_never_gets_worse_by_passing_evidence(facts: SiteFacts, data: st.DataObject, on: date, was: bool) -> None:
    if not facts.assets:
        return
    before = judge(facts, was_ready=was)
    after = judge(with_passing_inspection(facts, data.draw(st.integers(0, len(facts.assets) - 1)), on), was_ready=was)
    for old, new in ((before.on_time, after.on_time), (before.quality, after.quality), (before.safety, after.safety)):
        assert new.met * max(old.of, 1) >= old.met * max(new.of, 1) or not old.of
    for was_gate, is_gate in zip(before.gates, after.gates, strict=True):
        assert was_gate.status != Status.PASSED or is_gate.status == Status.PASSED
        assert is_gate.missing <= was_gate.missing
    order = [State.NOT_STARTED, State.BLOCKED, State.LAPSED, State.IN_PROGRESS, State.READY]
    assert order.index(after.state) >= order.index(before.state)


@AT_LEISURE
@given(sites(), st.booleans())
def test_it_says_why_exactly_when_a_site_is_blocked_or_lapsed(facts: SiteFacts, was_ready: bool) -> None:
    found = judge(facts, was_ready=was_ready)
    assert bool(found.reasons) == (found.state in (State.BLOCKED, State.LAPSED))
    for reason in found.reasons:
        said = wording.text(reason)
        assert said.zh
        assert said.en


@AT_LEISURE
@given(sites())
def test_it_never_lapses_without_having_been_ready(facts: SiteFacts) -> None:
    assert judge(facts).state != State.LAPSED


@AT_LEISURE
@given(sites())
def test_it_does_not_depend_on_the_order_of_what_is_known(facts: SiteFacts) -> None:
    turned = SiteFacts(tuple(reversed(facts.assets)), tuple(reversed(facts.hazards)), facts.override)
    assert judge(turned) == judge(facts)


@AT_LEISURE
@given(sites(), st.integers(1, 60))
def test_it_gains_nothing_by_waiting(facts: SiteFacts, wait: int) -> None:
    later = assess(facts, DUE, TODAY + timedelta(days=wait), was_ready=False)
    now = judge(facts)
    assert later.on_time.met <= now.on_time.met or later.on_time.of > now.on_time.of
    assert later.on_time.met == now.on_time.met


@pytest.mark.parametrize(("met", "of", "percent"), [(0, 0, None), (0, 3, 0), (2, 3, 66), (2199, 2200, 99), (3, 3, 100)])
def test_it_shows_one_hundred_only_when_nothing_is_missing(met: int, of: int, percent: int | None) -> None:
    assert Score(met, of).percent == percent


@pytest.mark.parametrize("names", [wording.GATES, wording.STATES, wording.STATUSES])
def test_it_names_every_code_in_both_languages(names: Mapping[str, Text]) -> None:
    assert all(said.zh and said.en for said in names.values())
    kinds = {type(code) for code in names}
    assert all(set(kind) == set(names) for kind in kinds if issubclass(kind, (Gate, State, Status)))
