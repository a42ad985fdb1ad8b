"""What is late goes up, step by step, until somebody acts or the city knows."""

from heating.storage import fetch
from tests.cast import CITY
from tests.scenarios.stage import AFTER, Stage


async def deadline_entries(hazard: str) -> list[str]:
    rows = await fetch(
        "SELECT action FROM audit_entry WHERE subject_id = ? AND action LIKE 'deadline.%' ORDER BY seq", [hazard]
    )
    return [row["action"].removeprefix("deadline.") for row in rows]


async def disable(stage: Stage, *names: str) -> None:
    for name in names:
        await stage.post("alice", f"/api/users/{stage.id(name)}", {"version": 1, "disabled": True}, "PATCH")


async def test_an_overdue_hazard_goes_up_to_the_city(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    assert await stage.clocks(hazard) == {"rectify": "09-08 00:00"}

    await stage.until("2026-09-08 08:00")
    assert await stage.told_of_deadlines("bob") == [
        ("deadline.warned", "09-07 00:00"),
        ("deadline.passed", "09-08 00:00"),
    ]
    assert (await stage.hazard(hazard))["overdue"] is True
    assert await stage.told_of_deadlines("mona") == []

    await stage.until("2026-09-20 08:00")
    assert await stage.told_of_deadlines("mona") == [("deadline.escalated", "09-09 00:00")]
    assert await stage.told_of_deadlines("dina") == [("deadline.escalated", "09-11 00:00")]
    assert await stage.told_of_deadlines("leo") == [("deadline.escalated", "09-14 00:00")]
    assert await stage.told_of_deadlines("charlie") == []
    assert await deadline_entries(hazard) == ["warned", "passed", "escalated", "escalated", "escalated"]
    (listed,) = (await stage.get("leo", "/api/hazards", overdue="true"))["items"]
    assert listed["id"] == hazard

    await stage.rectify(hazard)
    await stage.accept(hazard)
    assert (await stage.get("leo", "/api/hazards", overdue="true"))["items"] == []
    await stage.until("2026-10-20 08:00")
    assert len(await deadline_entries(hazard)) == 5


async def test_nobody_hears_of_what_is_rectified_in_time(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await stage.until("2026-09-03 10:00")
    await stage.rectify(hazard)
    await stage.accept(hazard)
    await stage.until("2026-10-20 08:00")
    assert await deadline_entries(hazard) == []


async def test_a_report_that_nobody_confirms_goes_up(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    assert await stage.clocks(hazard) == {"confirm": "09-01 09:00"}
    await stage.until("2026-09-06 09:00")
    assert await stage.told_of_deadlines("sam") == [
        ("deadline.warned", "09-01 07:00"),
        ("deadline.passed", "09-01 09:00"),
    ]
    assert await stage.told_of_deadlines("mona") == [("deadline.escalated", "09-01 17:00")]
    assert await stage.told_of_deadlines("dina") == [("deadline.escalated", "09-02 17:00")]
    assert await stage.told_of_deadlines("leo") == [("deadline.escalated", "09-04 17:00")]


async def test_a_repair_that_nobody_verifies_goes_up_within_the_hour(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await stage.until("2026-09-03 10:00")
    await stage.rectify(hazard)
    assert await stage.clocks(hazard) == {"verify": "09-03 11:00"}
    await stage.until("2026-09-03 16:00")
    assert await stage.told_of_deadlines("sam") == [
        ("deadline.warned", "09-03 10:40"),
        ("deadline.passed", "09-03 11:00"),
    ]
    assert await stage.told_of_deadlines("otto") == [("deadline.passed", "09-03 11:00")]
    assert await stage.told_of_deadlines("mona") == [("deadline.escalated", "09-03 11:30")]
    assert await stage.told_of_deadlines("dina") == [("deadline.escalated", "09-03 12:30")]
    assert await stage.told_of_deadlines("leo") == [("deadline.escalated", "09-03 14:30")]


async def test_a_step_that_nobody_fills_adds_no_delay(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await disable(stage, "mona")
    await stage.until("2026-09-20 08:00")
    assert await stage.told_of_deadlines("dina") == [("deadline.escalated", "09-09 00:00")]
    assert await stage.told_of_deadlines("leo") == [("deadline.escalated", "09-12 00:00")]


async def test_when_nobody_can_be_reached_that_itself_goes_up_at_once(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await disable(stage, "bob", "mona", "dina")
    await stage.until("2026-09-08 00:01")
    assert await stage.told_of_deadlines("leo") == [("deadline.escalated", "09-08 00:00")]
    assert "nobody_reachable" in await deadline_entries(hazard)


async def test_with_nobody_left_at_all_the_administrators_hear_of_it(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await disable(stage, "bob", "mona", "dina", "leo")
    await stage.until("2026-09-08 00:01")
    assert [when for _, when in await stage.told_of_deadlines("alice")] == ["09-08 00:00"]
    assert "nobody_reachable" in await deadline_entries(hazard)


async def test_a_major_hazard_goes_up_faster(stage: Stage) -> None:
    hazard = await stage.report("bob", "major")
    await stage.confirm(hazard, "major")
    await stage.until("2026-09-06 09:00")
    plan = "09-04 00:00"
    assert (await stage.clocks(hazard))["plan"] == plan
    assert ("deadline.passed", plan) in await stage.told_of_deadlines("bob")
    assert ("deadline.passed", plan) in await stage.told_of_deadlines("mona")
    assert await stage.told_of_deadlines("dina") == [("deadline.escalated", "09-04 12:00")]
    assert await stage.told_of_deadlines("leo") == [("deadline.escalated", "09-05 12:00")]


async def test_of_a_weak_link_nobody_above_hears(stage: Stage) -> None:
    hazard = await stage.report("bob", "major")
    await stage.confirm(hazard, "major", weak_link=True)
    await stage.inspect("bob", stage.station)
    await stage.inspect("bob", stage.pump)
    await stage.until("2026-12-20 09:00")
    assert await deadline_entries(hazard) == []
    shown = await stage.readiness()
    assert (shown["state"], shown["open_hazards"], shown["weak_links"]) == ("ready", 0, 1)


async def test_an_extension_is_decided_above_and_moves_the_end(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await stage.until("2026-09-04 09:00")
    path = f"/api/hazards/{hazard}/extensions"
    early = {"reason": "配件未到", "due_on": "2026-09-06"}
    assert await stage.refused("bob", path, early) == "hazard.step_invalid"
    asked = await stage.post("bob", path, {"reason": "配件未到", "due_on": "2026-09-14"})
    (extension,) = asked["extensions"]
    assert (await stage.clocks(hazard))["extension"] == "09-09 00:00"  # two working days over a weekend
    assert await stage.refused("bob", path, {"reason": "再等等", "due_on": "2026-09-20"}) == "hazard.extension_open"

    decision = {"granted": True, "reason": "同意，须加装临时围堰"}
    decide = f"{path}/{extension['id']}/decision"
    assert await stage.refused("bob", decide, decision) == "accounts.forbidden"
    assert await stage.refused("sam", decide, decision) == "accounts.forbidden"
    granted = await stage.post("mona", decide, decision)
    assert [one["decision"] for one in granted["extensions"]] == ["granted"]
    assert await stage.clocks(hazard) == {"rectify": "09-15 00:00"}
    await stage.until("2026-09-12 09:00")
    assert await deadline_entries(hazard) == ["extended"]
    await stage.until("2026-09-16 12:00")
    assert await stage.told_of_deadlines("mona") == [("deadline.escalated", "09-16 00:00")]


async def test_who_asks_from_the_company_is_decided_by_the_public_offices(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    path = f"/api/hazards/{hazard}/extensions"
    asked = await stage.post("mona", path, {"reason": "配件未到", "due_on": "2026-09-14"})
    decide = f"{path}/{asked['extensions'][0]['id']}/decision"
    assert await stage.refused("mona", decide, {"granted": True, "reason": "x"}) == "hazard.own_extension"
    await stage.cast.add("max", "company_manager", "taiyuan/heat-one/")
    assert await stage.refused("max", decide, {"granted": True, "reason": "x"}) == "hazard.not_above"
    refused = await stage.post("dina", decide, {"granted": False, "reason": "期限足够"})
    assert [one["decision"] for one in refused["extensions"]] == ["refused"]
    assert await stage.clocks(hazard) == {"rectify": "09-08 00:00"}


async def test_listed_supervision_names_a_leader(stage: Stage) -> None:
    hazard = await stage.report("bob", "major")
    await stage.confirm(hazard, "major")
    path = f"/api/hazards/{hazard}/supervision"
    body = {"leader": str(stage.id("leo")), "reason": "占压主管线，涉及九百户"}
    assert await stage.refused("mona", path, body) == "accounts.forbidden"
    assert await stage.refused("dina", path, {**body, "leader": str(stage.id("mona"))}) == "hazard.step_invalid"
    listed = await stage.post("dina", path, body)
    assert (listed["status"], listed["supervised"]["leader"]["name"]) == ("rectifying", "Leo")
    (found,) = (await stage.get("leo", "/api/hazards", supervised="true"))["items"]
    assert found["id"] == hazard


async def test_progress_of_a_larger_hazard_is_asked_for_every_week(stage: Stage) -> None:
    hazard = await stage.report("bob", "larger")
    await stage.confirm(hazard, "larger")
    assert (await stage.clocks(hazard))["progress"] == "09-08 00:00"
    await stage.until("2026-09-05 09:00")
    photos = [{"sha256": AFTER, "role": "other"}]
    told = await stage.post(
        "bob", f"/api/hazards/{hazard}/progress", {"text": "已开挖", "percent": 30, "photos": photos}
    )
    assert told["steps"][-1]["detail"]["percent"] == 30
    assert (await stage.clocks(hazard))["progress"] == "09-13 00:00"
    await stage.until("2026-09-13 01:00")
    assert ("deadline.passed", "09-13 00:00") in await stage.told_of_deadlines("bob")


async def test_two_cities_leaders_hear_each_for_himself(stage: Stage) -> None:
    await stage.cast.add("lena", "city_leader", CITY)
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await stage.until("2026-09-20 08:00")
    assert await stage.told_of_deadlines("lena") == await stage.told_of_deadlines("leo") != []
