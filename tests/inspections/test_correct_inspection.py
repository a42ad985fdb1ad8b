"""Corrections, late arrivals and what they make of states, gates and counts."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from heating import storage
from heating.inspections import queries, rollups, state_queries
from heating.inspections.schemas import VisitFilter
from heating.lib.problems import Problem
from tests.inspections.world import BOTH, MORNING, World, accepted, payload, refusal, send

FAILS: dict[str, Any] = {"changes": {"gauges": "fail"}, "photos": {"gauges": BOTH}}
HOUR = timedelta(hours=1)


async def state(world: World) -> tuple[str, str]:
    found = (await state_queries.states([world.station]))[world.station]
    return str(found.inspection), found.outcome


async def days() -> list[tuple[str, int, int]]:
    rows = await storage.fetch("SELECT day, inspections, failed FROM site_day ORDER BY day")
    return [(str(row["day"]), row["inspections"], row["failed"]) for row in rows]


async def test_it_refuses_to_correct_what_is_not_there_or_not_the_same_thing(world: World) -> None:
    first = await payload(world.station)
    await accepted(world.actor("bob"), first)
    other = await payload(world.building, "building", replaces=first["id"])
    visit = await payload(world.building, "household", household=str(world.household), replaces=first["id"])
    own = await payload(world.station)
    answers = await send(world.actor("bob"), other, visit, {**own, "replaces": own["id"]})
    assert [refusal(answer) for answer in answers] == [
        {("/replaces", "other_asset")},
        {("/replaces", "other_asset")},
        {("/replaces", "not_found")},
    ]


async def test_a_second_correction_of_the_same_inspection_is_a_conflict(world: World) -> None:
    first = await payload(world.station)
    corrections = [await payload(world.station, replaces=first["id"]) for _ in range(3)]
    await accepted(world.actor("bob"), first, corrections[0])
    for answer in [*await send(world.actor("bob"), corrections[1]), *await send(world.actor("bob"), corrections[2])]:
        assert isinstance(answer, Problem)
        assert (answer.code, answer.status) == ("inspection.already_replaced", 409)
        assert refusal(answer) == {("/replaces", "already_replaced")}


@pytest.mark.parametrize("together", [True, False])
async def test_a_correction_takes_the_place_of_what_it_names(world: World, together: bool) -> None:
    wrong = await payload(world.station, **FAILS)
    right = await payload(world.station, at=MORNING + HOUR, replaces=wrong["id"])
    if together:
        await accepted(world.actor("bob"), wrong, right)
    else:
        await accepted(world.actor("bob"), wrong)
        await accepted(world.actor("bob"), right)
    shown = await queries.find(world.actor("bob"), UUID(wrong["id"]))
    assert (str(shown.replaced_by), shown.outcome) == (right["id"], "failed")
    assert await state(world) == (right["id"], "passed")
    assert await days() == [("2026-09-01", 1, 0)]
    assert await rollups.compare() == []


async def test_a_correction_that_still_fails_keeps_the_hazard(world: World) -> None:
    wrong = await payload(world.station, **FAILS)
    still = await payload(
        world.station,
        changes={"gauges": "fail", "lock": "fail"},
        photos={"gauges": BOTH, "lock": BOTH},
        replaces=wrong["id"],
    )
    await accepted(world.actor("bob"), wrong)
    await accepted(world.actor("bob"), still)
    shown = await queries.find(world.actor("bob"), UUID(still["id"]))
    assert [(raised.item, str(raised.inspection)) for raised in shown.hazards] == [
        ("gauges", wrong["id"]),
        ("lock", still["id"]),
    ]
    assert len(await storage.fetch("SELECT id FROM hazard")) == 2


async def test_a_late_older_inspection_is_kept_but_does_not_overwrite_the_state(world: World) -> None:
    new = await payload(world.station)
    old = await payload(world.station, at=MORNING - timedelta(days=1), **FAILS)
    await accepted(world.actor("bob"), new)
    await accepted(world.actor("bob"), old, received_at=MORNING + HOUR)
    assert await state(world) == (new["id"], "passed")
    assert await days() == [("2026-08-31", 1, 1), ("2026-09-01", 1, 0)]
    assert await rollups.compare() == []


async def test_the_day_is_that_of_the_city(world: World) -> None:
    await accepted(world.actor("bob"), await payload(world.station, at=MORNING + timedelta(hours=15, minutes=1)))
    assert await days() == [("2026-09-02", 1, 0)]


def run(gate: str, judged: str) -> dict[str, Any]:
    changes = {gate: judged}
    if judged == "pass":
        changes[f"{gate}_on"] = "2026-08-30"
    return {"changes": changes, "photos": {gate: BOTH}}


async def gates(world: World, **since: Any) -> dict[str, tuple[bool, Any, Any]]:
    found = await state_queries.gate_evidence([world.station], **since)
    return {proof.gate: (proof.passed, proof.at, proof.passed_since) for proof in found}


async def test_gates_are_proved_by_the_newest_judgement_and_not_applicable_says_nothing(world: World) -> None:
    moments = [MORNING + timedelta(days=day) for day in range(4)]
    for moment, judged in zip(moments, ["fail", "pass", "na", "pass"], strict=True):
        await accepted(world.actor("bob"), await payload(world.station, at=moment, **run("cold_run", judged)))
    assert await gates(world) == {"cold_run": (True, moments[3], moments[1])}
    [proof] = await state_queries.gate_evidence([world.station])
    assert (proof.item, str(proof.done_on)) == ("cold_run", "2026-08-30")
    assert await gates(world, since=moments[2]) == {"cold_run": (True, moments[3], moments[3])}
    assert await gates(world, since=moments[3] + HOUR) == {}
    assert await rollups.compare() == []


async def test_a_late_judgement_changes_the_run_of_passes(world: World) -> None:
    moments = [MORNING + timedelta(days=day) for day in range(3)]
    for place in (2, 0, 1):
        judged = "fail" if place == 1 else "pass"
        document = await payload(world.station, at=moments[place], **run("cold_run", judged))
        await accepted(world.actor("bob"), document, received_at=moments[2] + HOUR)
        if place == 0:
            assert await gates(world) == {"cold_run": (True, moments[2], moments[0])}
    assert await gates(world) == {"cold_run": (True, moments[2], moments[2])}
    assert await rollups.compare() == []


async def test_correcting_a_gate_away_leaves_the_judgement_before(world: World) -> None:
    first = await payload(world.station, **run("filled", "fail"))
    second = await payload(world.station, at=MORNING + HOUR, **run("filled", "pass"))
    await accepted(world.actor("bob"), first, second)
    assert await gates(world) == {"filled": (True, MORNING + HOUR, MORNING + HOUR)}
    await accepted(world.actor("bob"), await payload(world.station, at=MORNING + 2 * HOUR, replaces=second["id"]))
    assert await gates(world) == {"filled": (False, MORNING, None)}
    assert await rollups.compare() == []


async def test_a_visit_to_a_household_says_nothing_about_the_building(world: World) -> None:
    await accepted(world.actor("bob"), await payload(world.building, "building"))
    visit = await payload(
        world.building,
        "household",
        changes={"room_temperature": 15},
        at=MORNING + HOUR,
        household=str(world.household),
    )
    await accepted(world.actor("bob"), visit)
    assert (await state_queries.states([world.building]))[world.building].outcome == "passed"
    [seen] = await state_queries.visits(world.actor("bob"), world.building, VisitFilter())
    assert (seen.household, str(seen.inspection), seen.outcome) == (world.household, visit["id"], "failed")
    assert await state_queries.visits(world.actor("charlie"), world.building, VisitFilter()) == []
    assert await days() == [("2026-09-01", 2, 1)]
    assert await rollups.compare() == []


async def test_first_inspections_since_a_day(world: World) -> None:
    for hours in (0, 5, 9):
        await accepted(world.actor("bob"), await payload(world.station, at=MORNING + hours * HOUR))
    assert await state_queries.first_since([world.station, world.building], MORNING + HOUR) == {
        world.station: MORNING + 5 * HOUR
    }


@pytest.mark.parametrize("seed", range(6))
async def test_roll_ups_agree_whatever_arrives_in_whatever_order(world: World, seed: int) -> None:
    chance = random.Random(seed)
    sent: list[dict[str, Any]] = []
    for _ in range(12):
        group = [await _random_inspection(world, chance, sent) for _ in range(chance.randint(1, 5))]
        answers = await send(world.actor("bob"), *group, received_at=MORNING + timedelta(days=30))
        sent += [document for document, answer in zip(group, answers, strict=True) if not isinstance(answer, Problem)]
    assert len(sent) > 20
    assert await rollups.compare() == []
    before = [await storage.fetch(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]
    await storage_rebuilt()
    assert [await storage.fetch(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES] == before


TABLES = ("subject_state", "gate_evidence")


async def storage_rebuilt() -> None:
    await rollups.rebuild()
    assert await rollups.compare() == []


async def _random_inspection(world: World, chance: random.Random, sent: list[dict[str, Any]]) -> dict[str, Any]:
    others: dict[str, Any] = {"at": MORNING + timedelta(hours=chance.randint(0, 100))}
    if sent and chance.random() < 0.3:
        former = chance.choice(sent)
        others["replaces"] = former["id"]
        others["household"] = former.get("household")
        if UUID(former["asset"]) == world.building:
            return await payload(world.building, "household" if former.get("household") else "building", **others)
    elif chance.random() < 0.3:
        household = str(world.household) if chance.random() < 0.5 else None
        return await payload(world.building, "household" if household else "building", household=household, **others)
    judged = {gate: chance.choice(["pass", "fail", "na"]) for gate in ("filled", "cold_run")}
    dates = {f"{gate}_on": "2026-08-30" for gate, judgement in judged.items() if judgement == "pass"}
    return await payload(world.station, changes={**judged, **dates}, photos=dict.fromkeys(judged, BOTH), **others)


async def test_it_finds_what_does_not_agree_and_rebuilding_mends_it(world: World) -> None:
    document = await payload(world.station, **run("filled", "pass"))
    await accepted(world.actor("bob"), document)
    async with storage.transaction():
        await storage.execute("UPDATE subject_state SET outcome = 'failed'")
        await storage.execute("DELETE FROM gate_evidence")
        await storage.execute("UPDATE site_day SET failed = 7")
    found = await rollups.compare()
    assert [(difference.table, difference.kept is None) for difference in found] == [
        ("gate_evidence", True),
        ("subject_state", False),
        ("site_day", False),
    ]
    await storage_rebuilt()
    assert await state(world) == (document["id"], "passed")
