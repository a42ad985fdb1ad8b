from heating.hazards import queries, rollups
from heating.hazards.rules import Status
from tests.hazards.living import Life, faults, refused


async def test_it_is_for_those_who_confirm(life: Life) -> None:
    for username in ("bob", "max", "dora", "lee", "alice"):
        answer = await life.step(username, "dismissal", version=1, reason="不是隐患")
        assert refused(answer) == (403, "accounts.forbidden")


async def test_it_wants_a_reason(life: Life) -> None:
    assert faults(await life.step("sue", "dismissal", version=1, reason="  ")) == {("/reason", "required")}


async def test_it_ends_the_hazard_and_its_clocks(life: Life) -> None:
    answer = await life.step("sue", "dismissal", version=1, reason="水渍为清洗残留")
    assert answer.status_code == 200
    hazard = await life.as_it_is()
    assert (hazard.status, hazard.valid, hazard.due_at, hazard.clocks) == (Status.DISMISSED, False, None, [])
    assert (hazard.steps[-1].step, hazard.steps[-1].reason) == ("dismiss", "水渍为清洗残留")
    assert (await queries.site_counts([life.world.site]))[life.world.site].open == 0
    assert await rollups.compare() == []
    assert await queries.mirror_hazards(life.world.actor("bob")) == {}


async def test_nothing_follows_it(life: Life) -> None:
    await life.step("sue", "dismissal", version=1, reason="重复")
    for answer in (await life.confirm(), await life.rectify(), await life.accept(), await life.send_back()):
        assert refused(answer) == (409, "hazard.wrong_status")
