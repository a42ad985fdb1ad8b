"""A hazard is found, planned, repaired, sent back, repaired again, and closed by somebody else."""

from heating.storage import fetch
from tests.cast import CREW_A, CREW_B
from tests.scenarios.stage import AFTER, AFTER_REWORK, CONTEXT, ON_SITE, Stage


async def ready_but_for_the_pump(stage: Stage) -> str:
    """The station has passed every gate; the last inspection of the pump finds its seal leaking."""
    await stage.inspect("bob", stage.station)
    await stage.inspect("bob", stage.pump)
    await stage.until("2026-09-01 09:00")
    assert (await stage.readiness())["state"] == "ready"
    inspection = await stage.inspect("bob", stage.pump, failing=frozenset({"seal"}))
    await stage.settle()
    (hazard,) = inspection["hazards"]
    return str(hazard["id"])


async def test_a_major_hazard_from_its_report_to_its_closing(stage: Stage) -> None:
    hazard = await ready_but_for_the_pump(stage)
    assert await stage.clocks(hazard) == {"confirm": "09-02 09:00"}
    assert (await stage.readiness())["state"] == "ready"  # the checklist calls a leaking seal no major hazard

    await stage.until("2026-09-01 15:00")
    body = {"version": 1, "grade": "major", "organization": CREW_A, "responsible": str(stage.id("bob"))}
    assert await stage.refused("bob", f"/api/hazards/{hazard}/confirmation", body) == "accounts.forbidden"
    assert await stage.refused("charlie", f"/api/hazards/{hazard}/confirmation", body) == "accounts.forbidden"
    confirmed = await stage.confirm(hazard, "major")
    assert (confirmed["status"], confirmed["plan_needed"], confirmed["plan_complete"]) == ("rectifying", True, False)
    assert await stage.clocks(hazard) == {
        "plan": "09-05 00:00",
        "progress": "09-09 00:00",
        "rectify": "10-02 00:00",
    }
    await stage.settle()
    shown = await stage.readiness()
    assert (shown["state"], [reason["code"] for reason in shown["blockers"]]) == (
        "lapsed",
        ["major_hazard", "plan_missing"],
    )

    await stage.until("2026-09-02 10:00")
    part = await stage.post("bob", f"/api/hazards/{hazard}/plan", stage.plan(funds=None, contingency=""), "PUT")
    assert part["plan_gaps"] == ["funds", "contingency"]
    assert "plan" in await stage.clocks(hazard)
    whole = await stage.post("bob", f"/api/hazards/{hazard}/plan", stage.plan(), "PUT")
    assert (whole["plan_complete"], whole["plan_gaps"]) == (True, [])
    assert "plan" not in await stage.clocks(hazard)
    await stage.settle()
    assert [reason["code"] for reason in (await stage.readiness())["blockers"]] == ["major_hazard"]

    await stage.until("2026-09-08 10:00")
    await stage.post("bob", f"/api/hazards/{hazard}/progress", {"text": "配件已到货", "percent": 40})
    assert (await stage.clocks(hazard))["progress"] == "09-16 00:00"

    await stage.until("2026-09-10 09:00")
    await stage.rectify(hazard)
    assert await stage.clocks(hazard) == {"verify": "09-10 10:00"}
    await stage.settle()
    assert (await stage.readiness())["state"] == "lapsed"  # said to be repaired is not verified

    assert await stage.refused("bob", f"/api/hazards/{hazard}/acceptance", stage.acceptance()) == "hazard.own_work"
    assert await stage.refused("bert", f"/api/hazards/{hazard}/acceptance", stage.acceptance()) == "hazard.own_crew"
    no_evidence = {"photos": [{"sha256": ON_SITE, "role": "after"}]}
    assert await stage.refused("sam", f"/api/hazards/{hazard}/acceptance", no_evidence) == "hazard.step_invalid"
    back = {"reason": "密封处仍有渗水", "photos": [{"sha256": CONTEXT, "role": "after"}]}
    sent_back = await stage.post("sam", f"/api/hazards/{hazard}/rework", back)
    assert (sent_back["status"], sent_back["reworks"]) == ("rectifying", 1)
    assert (await stage.clocks(hazard))["rectify"] == "10-02 00:00"

    await stage.until("2026-09-11 09:00")
    await stage.rectify(hazard, photo=AFTER_REWORK)
    await stage.until("2026-09-11 09:40")
    closed = await stage.accept(hazard, who="sam")
    assert (closed["status"], closed["closed_by"]["name"], closed["valid"]) == ("closed", "Sam", True)
    assert await stage.clocks(hazard) == {}
    await stage.settle()
    shown = await stage.readiness()
    assert (shown["state"], shown["open_major"], shown["quality"]) == ("ready", 0, 50)  # until it is inspected again
    await stage.inspect("bob", stage.pump)
    await stage.settle()
    assert (await stage.readiness())["quality"] == 100
    await its_story_is_whole(stage, hazard)


async def its_story_is_whole(stage: Stage, hazard: str) -> None:
    steps = (await stage.hazard(hazard))["steps"]
    assert [(step["step"], step["actor"]["name"]) for step in steps] == [
        ("report", "Bob"),
        ("confirm", "Sam"),
        ("plan", "Bob"),
        ("plan", "Bob"),
        ("progress", "Bob"),
        ("rectify", "Bob"),
        ("send_back", "Sam"),
        ("rectify", "Bob"),
        ("accept", "Sam"),
    ]
    rectified = [step for step in steps if step["step"] == "rectify"]
    assert [photo["sha256"] for step in rectified for photo in step["photos"]] == [AFTER, AFTER_REWORK]
    assert (steps[-1]["label_match"], steps[6]["reason"]) == ("matched", "密封处仍有渗水")
    told = await fetch(
        "SELECT action FROM audit_entry WHERE subject_id = ? AND action LIKE 'hazard.%' ORDER BY seq", [hazard]
    )
    assert [row["action"].removeprefix("hazard.") for row in told] == [
        "reported", "confirmed", "planned", "planned", "progressed", "rectified", "sent_back", "rectified", "accepted",
    ]  # fmt: skip


async def test_a_minor_one_is_put_right_on_the_spot_and_still_verified(stage: Stage) -> None:
    hazard = await stage.report("bob", "minor")
    fix = {
        "done": "紧固法兰螺栓",
        "photos": [{"sha256": CONTEXT, "role": "before"}, {"sha256": AFTER, "role": "after"}],
    }
    assert await stage.refused("sam", f"/api/hazards/{hazard}/on-the-spot-fix", fix) == "hazard.not_reporter"
    fixed = await stage.post("bob", f"/api/hazards/{hazard}/on-the-spot-fix", fix)
    assert fixed["status"] == "rectified"
    assert await stage.refused("bob", f"/api/hazards/{hazard}/acceptance", stage.acceptance()) == "hazard.own_work"
    assert (await stage.accept(hazard))["status"] == "closed"


async def test_what_was_no_hazard_is_dismissed_and_stays_so(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    dismissal = {"version": 1, "reason": "属正常滴漏范围"}
    assert await stage.refused("mona", f"/api/hazards/{hazard}/dismissal", dismissal) == "accounts.forbidden"
    dismissed = await stage.post("sam", f"/api/hazards/{hazard}/dismissal", dismissal)
    assert (dismissed["status"], dismissed["valid"]) == ("dismissed", False)
    assert await stage.clocks(hazard) == {}
    for step in ("rectification", "acceptance", "reopening"):
        body = {"rectification": {"done": "x", "photos": [{"sha256": AFTER, "role": "after"}]}}.get(
            step, stage.acceptance() if step == "acceptance" else {"reason": "x"}
        )
        assert await stage.refused("sam", f"/api/hazards/{hazard}/{step}", body) in (
            "hazard.wrong_status", "hazard.not_responsible",
        )  # fmt: skip


async def test_a_closed_one_that_comes_back_is_opened_again(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.confirm(hazard, "general")
    await stage.rectify(hazard)
    await stage.accept(hazard)
    again = await stage.post("dina", f"/api/hazards/{hazard}/reopening", {"reason": "三天后同一部位又漏"})
    assert (again["status"], again["closed_at"]) == ("rectifying", None)
    assert "rectify" in await stage.clocks(hazard)
    await stage.rectify(hazard, photo=AFTER_REWORK)
    assert (await stage.accept(hazard))["status"] == "closed"


async def test_the_same_item_failing_again_joins_the_open_hazard(stage: Stage) -> None:
    first = await stage.inspect("bob", stage.pump, failing=frozenset({"seal"}))
    await stage.until("2026-09-01 09:00")
    second = await stage.inspect("bob", stage.pump, failing=frozenset({"seal"}))
    assert [hazard["id"] for hazard in second["hazards"]] == [hazard["id"] for hazard in first["hazards"]]
    (hazard,) = (await stage.get("sam", "/api/hazards", open="true"))["items"]
    assert hazard["sightings"] == 2


async def test_a_repair_crew_rectifies_and_the_crew_of_the_place_verifies(stage: Stage) -> None:
    hazard = await stage.report("bob", "general")
    await stage.refused_to_see("ann", hazard)
    await stage.confirm(hazard, "general", organization=CREW_B, responsible=str(stage.id("ann")))
    rectification = {"done": "x", "photos": [{"sha256": AFTER, "role": "after"}]}
    assert await stage.refused("bob", f"/api/hazards/{hazard}/rectification", rectification) == "hazard.not_responsible"
    await stage.rectify(hazard, who="ann")
    assert await stage.refused("ann", f"/api/hazards/{hazard}/acceptance", stage.acceptance()) == "hazard.own_work"
    closed = await stage.accept(hazard, who="bob")
    assert (closed["status"], closed["closed_by"]["name"], closed["rectified_by"]["name"]) == ("closed", "Bob", "Ann")
