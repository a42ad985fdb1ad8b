"""What phones hold of a hazard: its row, and the story after its report, to be read where there is no signal."""

from heating.hazards.story_queries import mirror_stories
from tests.hazards.living import Life


async def test_it_keeps_nothing_of_what_is_closed(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()
    assert await mirror_stories(life.world.actor("bob")) == {}


async def test_it_tells_the_steps_in_their_order(life: Life) -> None:
    bob = life.world.actor("bob")
    assert (await mirror_stories(bob))[life.id]["steps"] == []
    await life.confirm()
    await life.rectify()
    rows = await mirror_stories(bob, ids=[life.id])
    assert [step.step for step in rows[life.id]["steps"]] == ["confirm", "rectify"]
    assert rows[life.id]["steps"][1].photos
    assert (rows[life.id]["status"], "overdue" in rows[life.id]) == ("rectified", False)
