"""A leader counts a site as ready in spite of a major hazard: everybody sees it, and it does not outlive its reason."""

from tests.cast import CREW_A
from tests.scenarios.stage import Stage

OVERRIDE = {
    "reason": "占压建筑需司法程序拆除",
    "alternative_supply": "移动热源车两台待命，支线可由二号站反供",
    "expires_on": "2026-11-20",
}


async def blocked(stage: Stage) -> str:
    """Every gate is passed; a major hazard keeps the station from being ready."""
    hazard = await stage.report("bob", "major")
    await stage.confirm(hazard, "major")
    await stage.inspect("bob", stage.station)
    await stage.inspect("bob", stage.pump)
    await stage.until("2026-11-01 09:00")
    assert (await stage.readiness())["state"] == "blocked"
    return hazard


async def states(stage: Stage) -> tuple[str, int, int]:
    total = (await stage.get("leo", "/api/readiness"))["total"]
    return (await stage.readiness())["state"], total["ready"], total["overridden"]


async def test_it_stands_in_front_until_the_hazard_is_gone(stage: Stage) -> None:
    hazard = await blocked(stage)
    path = f"/api/readiness/sites/{stage.site}/override"
    assert await stage.refused("mona", path, OVERRIDE) == "accounts.forbidden"
    await stage.post("dina", path, OVERRIDE)
    assert await states(stage) == ("ready", 1, 1)
    (front,) = (await stage.get("mona", "/api/readiness"))["overrides"]
    assert (front["made_by"]["name"], front["hazards"], front["days_left"]) == ("Dina", [hazard], 19)

    await stage.until("2026-11-10 09:00")
    await stage.post("bob", f"/api/hazards/{hazard}/plan", stage.plan(time_limit_on=None), "PUT")
    await stage.rectify(hazard)
    await stage.accept(hazard)
    await stage.settle()
    assert await states(stage) == ("ready", 1, 0)
    (front,) = (await stage.get("mona", "/api/readiness"))["overrides"]
    assert front["needed"] is False
    await stage.post("leo", path, {}, "DELETE")
    assert (await stage.get("mona", "/api/readiness"))["overrides"] == []
    assert await states(stage) == ("ready", 1, 0)


async def test_it_ends_by_itself_while_the_hazard_stays(stage: Stage) -> None:
    await blocked(stage)
    await stage.post("leo", f"/api/readiness/sites/{stage.site}/override", OVERRIDE)
    await stage.until("2026-11-20 23:00")
    assert await states(stage) == ("ready", 1, 1)
    await stage.until("2026-11-21 00:05")
    assert await states(stage) == ("blocked", 0, 0)
    shown = await stage.readiness()
    assert [one["ended_by"] for one in shown["past_overrides"]] == [None]


async def test_it_does_not_cover_the_next_hazard_nor_a_worse_grade(stage: Stage) -> None:
    await blocked(stage)
    await stage.post("leo", f"/api/readiness/sites/{stage.site}/override", OVERRIDE)
    second = await stage.report("bob", "general", asset=stage.station)
    await stage.settle()
    assert await states(stage) == ("ready", 1, 1)
    await stage.confirm(second, "major", organization=CREW_A)
    await stage.settle()
    assert await states(stage) == ("blocked", 0, 0)
