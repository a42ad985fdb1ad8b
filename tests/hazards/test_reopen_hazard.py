from datetime import timedelta

from heating.hazards import queries, rollups
from heating.hazards.rules import Status
from heating.lib import clock
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING


async def closed(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()


async def test_it_is_for_verifiers_and_for_what_is_closed(life: Life) -> None:
    assert refused(await life.step("sue", "reopening", reason="复发")) == (409, "hazard.wrong_status")
    await closed(life)
    assert refused(await life.step("max", "reopening", reason="复发")) == (403, "accounts.forbidden")
    assert faults(await life.step("sue", "reopening", reason="")) == {("/reason", "required")}


async def test_it_begins_anew_with_a_date_of_its_own(life: Life) -> None:
    await closed(life)
    before = (await life.as_it_is()).rectify_due_at
    assert before is not None
    with clock.travel(MORNING + timedelta(days=40)):
        assert (await life.step("dan", "reopening", reason="居民再次反映")).status_code == 200
        hazard = await life.as_it_is()
    assert (hazard.status, hazard.closed_at, hazard.rectified_by) == (Status.RECTIFYING, None, None)
    assert hazard.rectify_due_at == before + timedelta(days=40)
    assert {one.name for one in hazard.clocks} == {"rectify"}
    assert (await queries.site_counts([life.world.site]))[life.world.site].open == 1
    assert await rollups.compare() == []
    assert (hazard.responsible and hazard.responsible.name) == "Bob"


async def test_it_may_be_rectified_and_verified_again(life: Life) -> None:
    await closed(life)
    await life.step("sue", "reopening", reason="复发")
    assert (await life.rectify()).status_code == 200
    assert (await life.accept("dan")).status_code == 200
