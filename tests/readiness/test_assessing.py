"""From the evidence in the database to the stored readiness of sites."""

from heating import storage
from heating.hazards.rules import Grade
from heating.lib import clock
from heating.readiness import actions, assessing, new_day, records
from heating.readiness.facts import Gate
from heating.readiness.records import Record
from heating.readiness.rules import GateResult, State, Status
from tests.readiness.world import ALL_PASSED, ZONE, World, day, noon


async def row(world: World) -> Record:
    return (await records.stored([world.mine]))[world.mine]


async def gate(world: World, name: Gate) -> GateResult:
    return next(result for result in (await row(world)).gates if result.gate == name)


async def test_it_is_not_started_before_anyone_came(world: World) -> None:
    await world.assess(noon(6, 1))
    found = await row(world)
    assert found.state == State.NOT_STARTED
    assert (found.assets, found.inspected) == (2, 0)
    assert found.company_path == "taiyuan/heat-one/"
    assert found.district_path == "taiyuan/xinghualing/"


async def test_it_does_not_count_an_inspection_from_before_the_preparation(world: World) -> None:
    await world.inspect(world.pump, noon(3, 20))
    await world.assess(noon(6, 1))
    assert (await row(world)).inspected == 0


async def test_it_does_not_count_a_gate_passed_last_season(world: World) -> None:
    await world.inspect_station(world.station, noon(3, 20), gates=ALL_PASSED)
    await world.inspect_station(world.station, noon(8, 20))
    await world.assess(noon(9, 1))
    assert (await gate(world, Gate.FILLED)).status == Status.PENDING


async def test_it_is_ready_when_every_gate_is_passed(world: World) -> None:
    last = await world.make_ready()
    await world.assess(noon(9, 20))
    found = await row(world)
    assert found.state == State.READY
    assert found.ready_on == day(9, 10)
    passed = await gate(world, Gate.AT_TEMPERATURE)
    assert passed.evidence is not None
    assert (passed.evidence.inspection, passed.evidence.asset) == (last, world.station)


async def test_it_keeps_the_day_of_a_gate_when_it_is_proved_again_later(world: World) -> None:
    await world.make_ready()
    await world.inspect_station(world.station, noon(11, 20), gates=ALL_PASSED)
    await world.assess(noon(11, 21))
    assert (await gate(world, Gate.COLD_RUN)).passed_on == day(9, 10)
    assert (await row(world)).on_time_met == 6


async def test_it_begins_a_new_run_after_a_failed_proof(world: World) -> None:
    await world.make_ready()
    await world.inspect_station(world.station, noon(10, 1), gates={**ALL_PASSED, "cold_run": "fail"})
    await world.assess(noon(10, 2))
    assert (await gate(world, Gate.COLD_RUN)).status == Status.FAILED
    await world.inspect_station(world.station, noon(10, 5), gates=ALL_PASSED)
    await world.assess(noon(10, 6))
    assert (await gate(world, Gate.COLD_RUN)).passed_on == day(10, 5)


async def test_it_takes_a_correction_for_what_was_meant(world: World) -> None:
    await world.make_ready()
    wrong = await world.inspect_station(world.station, noon(10, 1), gates={**ALL_PASSED, "cold_run": "fail"})
    await world.inspect_station(world.station, noon(10, 2), gates=ALL_PASSED, replaces=wrong)
    await world.assess(noon(10, 3))
    assert (await gate(world, Gate.COLD_RUN)).passed_on == day(9, 10)


async def test_it_ignores_the_answer_not_applicable_for_a_gate(world: World) -> None:
    await world.make_ready()
    await world.inspect_station(world.station, noon(10, 1))
    await world.assess(noon(10, 2))
    assert (await row(world)).state == State.READY


async def test_it_is_blocked_by_a_major_hazard_and_names_it(world: World) -> None:
    await world.report(world.mine, Grade.MAJOR, noon(7, 1))
    await world.assess(noon(7, 2))
    found = await row(world)
    assert found.state == State.BLOCKED
    assert [reason.code for reason in found.reasons] == ["major_hazard", "plan_missing"]
    assert found.open_major == 1


async def test_it_lapses_when_a_ready_site_gets_a_major_hazard(world: World) -> None:
    await world.make_ready()
    await world.assess(noon(11, 2))
    await world.report(world.mine, Grade.MAJOR, noon(11, 3))
    await world.assess(noon(11, 3))
    found = await row(world)
    assert found.state == State.LAPSED
    assert found.ready_on == day(9, 10)


async def test_it_counts_failing_aspects_in_their_scores_only(world: World) -> None:
    await world.inspect(world.pump, noon(8, 1), failing=frozenset({"coupling"}))
    await world.assess(noon(8, 2))
    found = await row(world)
    assert (found.quality_met, found.quality_of) != (found.safety_met, found.safety_of)


async def test_it_takes_no_notice_of_a_standby_asset(world: World) -> None:
    async with storage.transaction():
        await storage.execute("UPDATE asset SET status = 'standby' WHERE id = ?", [world.pump])
    await world.assess(noon(6, 1))
    assert (await row(world)).assets == 1


async def test_it_goes_by_the_city_s_midnight(world: World) -> None:
    with clock.travel(noon(9, 15).replace(hour=15, minute=59)):  # 23:59 in the city
        await actions.refresh([world.mine], ZONE)
    assert (await gate(world, Gate.INSPECTED)).status == Status.PENDING
    with clock.travel(noon(9, 15).replace(hour=16)):
        assert await new_day.begin(ZONE) == 1
        await actions.refresh_due(ZONE)
    assert (await gate(world, Gate.INSPECTED)).status == Status.LATE


async def test_it_agrees_with_what_it_stored(world: World) -> None:
    await world.make_ready()
    await world.assess(noon(9, 20))
    with clock.travel(noon(10, 20)):
        assert [one async for one in assessing.compare(ZONE)] == []


async def test_it_notices_and_mends_what_was_tampered_with(world: World) -> None:
    await world.assess(noon(6, 1))
    async with storage.transaction():
        await storage.execute("UPDATE site_readiness SET state = 'ready' WHERE site_id = ?", [world.mine])
    with clock.travel(noon(6, 1)):
        (difference,) = [one async for one in assessing.compare(ZONE)]
        assert (difference.site_id, difference.columns) == (world.mine, ["state"])
        assert await actions.report_differences(ZONE) == 1
    assert (await row(world)).state == State.NOT_STARTED
    entries = await storage.fetch("SELECT subject_id, detail_json FROM audit_entry WHERE action = 'readiness.differed'")
    assert entries == [{"subject_id": str(world.mine), "detail_json": '{"columns":["state"]}'}]


async def test_it_notices_a_row_that_is_missing(world: World) -> None:
    await world.assess(noon(6, 1))
    async with storage.transaction():
        await storage.execute("DELETE FROM site_readiness WHERE site_id = ?", [world.theirs])
    with clock.travel(noon(6, 1)):
        assert [one.site_id async for one in assessing.compare(ZONE)] == [world.theirs]


async def test_it_lists_what_nobody_has_inspected(world: World) -> None:
    await world.assess(noon(6, 1))
    await world.inspect(world.pump, noon(6, 2))
    await world.assess(noon(6, 3))
    rows = await storage.fetch("SELECT asset_id FROM uninspected_asset WHERE site_id = ?", [world.mine])
    assert [str(row["asset_id"]) for row in rows] == [str(world.station)]
