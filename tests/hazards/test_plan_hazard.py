from datetime import timedelta

from heating import storage
from heating.lib import clock
from tests.cast import CREW_B
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING


async def test_it_is_for_the_responsible_unit(life: Life) -> None:
    await life.confirm(grade="major")
    assert refused(await life.plan("ben")) == (403, "hazard.not_responsible")
    assert refused(await life.plan("carl")) == (404, "hazard.not_found")
    assert refused(await life.plan("dan")) == (403, "accounts.forbidden")
    for username in ("bob", "sue", "max"):
        assert (await life.plan(username)).status_code == 200


async def test_it_comes_after_the_confirmation(life: Life) -> None:
    assert refused(await life.plan("sue")) == (409, "hazard.wrong_status")


async def test_it_may_be_drawn_up_part_by_part(life: Life) -> None:
    await life.confirm(grade="major")
    hazard = await life.as_it_is()
    assert (hazard.plan_needed, hazard.plan_complete, len(hazard.plan_gaps)) == (True, False, 5)
    answer = await life.plan(funds=None, contingency="")
    assert answer.json()["plan_gaps"] == ["funds", "contingency"]
    assert answer.json()["plan_complete"] is False
    assert "plan" in {one["name"] for one in answer.json()["clocks"]}
    answer = await life.plan()
    assert (answer.json()["plan_gaps"], answer.json()["plan_complete"]) == ([], True)
    assert "plan" not in {one["name"] for one in answer.json()["clocks"]}
    rows = await storage.fetch("SELECT outcome FROM deadline WHERE name = 'plan'")
    assert rows == [{"outcome": "met"}]


async def test_once_complete_it_stays_complete(life: Life) -> None:
    await life.confirm(grade="major")
    await life.plan()
    assert faults(await life.plan(measures=" ", time_limit_on=None)) == {
        ("/measures", "required"),
        ("/time_limit_on", "required"),
    }
    assert (await life.plan(measures="改为整段更换")).json()["plan"]["measures"] == "改为整段更换"


async def test_its_time_limit_is_within_the_due_date(life: Life) -> None:
    await life.confirm(due_on="2026-09-03")
    assert faults(await life.plan(time_limit_on="2026-09-04")) == {("/time_limit_on", "later_than_due")}
    assert (await life.plan(time_limit_on="2026-09-03")).status_code == 200


async def test_who_is_named_in_it_answers_from_then_on(life: Life) -> None:
    await life.confirm(grade="major")
    named = {"organization": CREW_B, "person": life.person("carl")}
    assert faults(await life.plan("sue", responsibility={**named, "person": life.person("ben")})) == {
        ("/responsibility/person", "other_unit")
    }
    assert faults(await life.plan(responsibility=named)) == {("/responsibility/organization", "not_found")}
    assert (await life.plan("sue", responsibility=named)).status_code == 200
    hazard = await life.as_it_is("carl")
    assert (hazard.unit.path, hazard.responsible and hazard.responsible.name) == (CREW_B, "Carl")
    assert refused(await life.rectify("bob")) == (403, "hazard.not_responsible")
    rows = await storage.fetch("SELECT DISTINCT responsible_id FROM deadline WHERE outcome = 'open'")
    assert [str(row["responsible_id"]) for row in rows] == [life.person("carl")]


async def test_a_late_plan_is_late(life: Life) -> None:
    await life.confirm(grade="major")
    with clock.travel(MORNING + timedelta(days=4)):
        await life.plan()
    assert await storage.fetch("SELECT outcome FROM deadline WHERE name = 'plan'") == [{"outcome": "late"}]
