from datetime import timedelta

from heating import storage
from heating.hazards import unclocked
from heating.lib import clock
from tests.hazards.living import Life
from tests.inspections.world import MORNING, ZONE


async def test_hazards_from_before_the_clocks_get_theirs_now(life: Life) -> None:
    async with storage.transaction():
        await storage.execute("DELETE FROM deadline")
        await storage.execute("UPDATE hazard SET due_at = NULL, unit_path = NULL, safety_owner_id = NULL")
    with clock.travel(MORNING + timedelta(days=100)):
        assert await unclocked.start_clocks(ZONE) == 1
        assert await unclocked.start_clocks(ZONE) == 0
        hazard = await life.as_it_is()
    assert [(one.name, one.due_at) for one in hazard.clocks] == [("confirm", MORNING + timedelta(days=101))]
    assert hazard.due_at == MORNING + timedelta(days=101)
    assert (await life.confirm()).status_code == 200


async def test_what_has_a_clock_keeps_it(life: Life) -> None:
    before = (await life.as_it_is()).clocks
    assert await unclocked.start_clocks(ZONE) == 0
    assert (await life.as_it_is()).clocks == before
