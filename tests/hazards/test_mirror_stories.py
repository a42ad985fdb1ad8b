"""What phones hold of a hazard: row, plan, and the story after its report, to be read where there is no signal."""

from datetime import timedelta
from typing import Any

from heating.hazards import leaving
from heating.hazards.rules import CLOSED_ON_PHONES
from heating.hazards.story_queries import mirror_stories
from heating.lib import clock
from heating.storage import changes
from tests.hazards.living import Life
from tests.inspections.world import MORNING
from tests.sync.mirror import Mirror, fresh

MOMENT = timedelta(seconds=1)


async def closed(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()


async def held(life: Life, username: str = "bob") -> dict[str, dict[str, Any]]:
    return await mirror_stories(life.world.actor(username))


async def test_it_keeps_nothing_of_what_was_dismissed(life: Life) -> None:
    await life.step("sue", "dismissal", version=1, reason="误报")
    assert await held(life) == {}


async def test_what_is_closed_stays_for_a_month(life: Life) -> None:
    await closed(life)
    assert (await held(life))[life.id]["status"] == "closed"
    with clock.travel(MORNING + CLOSED_ON_PHONES):
        assert list(await held(life)) == [life.id]
    with clock.travel(MORNING + CLOSED_ON_PHONES + MOMENT):
        assert await held(life) == {}
        assert await mirror_stories(life.world.actor("bob"), ids=[life.id]) == {}


async def test_others_never_had_it(life: Life) -> None:
    await closed(life)
    assert await held(life, "charlie") == {}


async def test_phones_are_told_when_the_month_is_over(life: Life) -> None:
    await closed(life)
    mirror = await Mirror(life.world.actor("bob")).catch_up()
    assert mirror.ids("hazard") == {life.id}
    with clock.travel(MORNING + CLOSED_ON_PHONES):
        assert await leaving.tell_phones() == 0
    for days in (1, 2):
        with clock.travel(MORNING + CLOSED_ON_PHONES + timedelta(days=days)):
            assert await leaving.tell_phones() == 1
            await mirror.catch_up()
            assert mirror.ids("hazard") == set()
            assert mirror.rows == await fresh(life.world.actor("bob"))
    with clock.travel(MORNING + CLOSED_ON_PHONES + timedelta(days=4)):
        assert await leaving.tell_phones() == 0


async def test_what_was_opened_again_is_not_told_as_gone(life: Life) -> None:
    await closed(life)
    await life.step("sue", "reopening", reason="复发")
    with clock.travel(MORNING + CLOSED_ON_PHONES + timedelta(days=1)):
        assert await leaving.tell_phones() == 0
        assert list(await held(life)) == [life.id]


async def test_the_unit_elsewhere_is_told_too(life: Life) -> None:
    await life.confirm(organization="taiyuan/heat-one/crew-b/", responsible=life.person("carl"))
    await life.rectify("carl")
    await life.accept()
    before = (await changes.head()).seq
    with clock.travel(MORNING + CLOSED_ON_PHONES + timedelta(days=1)):
        await leaving.tell_phones()
    told = {(one.row_id, one.organization) for one in await changes.since(before, 10)}
    assert told == {(life.id, f"taiyuan/heat-one/crew-{crew}/") for crew in "ab"}


async def test_it_tells_the_steps_in_their_order(life: Life) -> None:
    assert (await held(life))[life.id]["steps"] == []
    await life.confirm()
    await life.rectify()
    rows = await mirror_stories(life.world.actor("bob"), ids=[life.id])
    assert [step.step for step in rows[life.id]["steps"]] == ["confirm", "rectify"]
    assert rows[life.id]["steps"][1].photos
    assert (rows[life.id]["status"], "overdue" in rows[life.id]) == ("rectified", False)


async def test_it_tells_the_plan_as_far_as_it_is_written(life: Life) -> None:
    await life.confirm(grade="major")
    assert (await held(life))[life.id]["plan"] is None
    await life.plan(contingency="")
    row = (await held(life))[life.id]
    assert (row["plan"].measures, row["plan"].contingency, row["plan_complete"]) == ("更换法兰垫片并试压", "", False)
