"""The same failing item of the same asset, while a hazard of it is open, is seen again."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from heating import storage
from heating.accounts.actor import system_actor
from heating.hazards import queries, rollups, story_queries
from heating.hazards.schemas import HazardFilter
from heating.inspections import queries as inspections
from heating.lib.ids import new_id
from heating.registry import household_actions
from heating.registry.schemas import NewHousehold
from tests.inspections.world import BOTH, MORNING, World, accepted, payload

LATER = MORNING + timedelta(days=1)


async def failing(world: World, **others: Any) -> dict[str, Any]:
    return await payload(world.station, changes={"gauges": "fail"}, photos={"gauges": BOTH}, **others)


async def hazards(world: World) -> list[Any]:
    return await queries.matching(world.actor("alice"), HazardFilter())


async def test_it_raises_no_second_hazard(world: World) -> None:
    first, again = await failing(world), await failing(world, at=LATER)
    own_id = str(new_id())
    again["hazards"] = {"gauges": own_id}
    await accepted(world.actor("bob"), first)
    await accepted(world.actor("bob"), again)
    [hazard] = await hazards(world)
    assert (hazard.sightings, hazard.version) == (2, 2)
    story = await story_queries.whole(world.actor("bob"), UUID(own_id))
    assert (story.id, [step.step for step in story.steps]) == (hazard.id, ["report", "see_again"])
    assert (str(story.steps[-1].id), story.steps[-1].detail["inspection"]) == (own_id, again["id"])
    assert (await queries.site_counts([world.site]))[world.site].open == 1
    assert await rollups.compare() == []


async def test_both_inspections_show_it(world: World) -> None:
    documents = [await failing(world), await failing(world, at=LATER)]
    for document in documents:
        await accepted(world.actor("bob"), document)
    [hazard] = await hazards(world)
    for document in documents:
        shown = await inspections.find(world.actor("bob"), UUID(document["id"]))
        assert [raised.id for raised in shown.hazards] == [hazard.id]


async def test_in_one_group_too(world: World) -> None:
    documents = [await failing(world), await failing(world, at=LATER), await failing(world, at=LATER)]
    await accepted(world.actor("bob"), *documents)
    [hazard] = await hazards(world)
    story = await story_queries.whole(world.actor("bob"), hazard.id)
    assert [step.detail.get("inspection") for step in story.steps] == [
        UUID(documents[0]["id"]),
        documents[1]["id"],
        documents[2]["id"],
    ]
    assert (hazard.sightings, hazard.version) == (3, 3)


async def test_after_the_end_it_is_a_new_one_that_names_the_old(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world))
    [old] = await hazards(world)
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET status = 'closed', closed_at = ?", [MORNING])
    await accepted(world.actor("bob"), await failing(world, at=LATER))
    new, _ = await hazards(world)
    assert (new.repeat_of, new.sightings, old.repeat_of) == (old.id, 1, None)


async def test_what_is_closed_at_the_same_moment_is_not_joined(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world))
    again, closing = await failing(world, at=LATER), asyncio.Event()

    async def close() -> None:
        async with storage.transaction():
            await storage.execute("UPDATE hazard SET status = 'closed', closed_at = ?", [MORNING])
            closing.set()
            await asyncio.sleep(0.3)  # not committed yet: the other either waits for it, or still reads it as open

    async def see_again() -> None:
        await closing.wait()
        await accepted(world.actor("bob"), again)

    await asyncio.gather(close(), see_again())
    new, old = await hazards(world)
    assert (new.status, new.repeat_of, old.status, old.sightings) == ("reported", old.id, "closed", 1)


async def test_a_year_later_it_is_no_repetition(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world))
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET status = 'closed', closed_at = ?", [MORNING - timedelta(days=365)])
    await accepted(world.actor("bob"), await failing(world, at=LATER))
    assert (await hazards(world))[0].repeat_of is None


async def test_what_was_dismissed_is_found_anew(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world))
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET status = 'dismissed'")
    await accepted(world.actor("bob"), await failing(world, at=LATER))
    assert [hazard.repeat_of for hazard in await hazards(world)] == [None, None]


async def test_something_graver_does_not_hide_behind_it(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world))
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET grade = 'minor'")
        await rollups.recount({world.site})
    await accepted(world.actor("bob"), await failing(world, at=LATER))
    assert len(await hazards(world)) == 2


async def test_other_items_are_other_hazards(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world))
    other = await payload(world.station, changes={"safety_valve": "fail"}, photos={"safety_valve": BOTH})
    await accepted(world.actor("bob"), other)
    assert len(await hazards(world)) == 2


async def test_two_households_of_a_building_are_two_hazards(world: World) -> None:
    second = new_id()
    door = NewHousehold(id=second, unit="1", room="102")
    await household_actions.add_households(system_actor(), world.building, [door])
    for household in (world.household, second, world.household):
        bad = await payload(
            world.building,
            "household",
            changes={"unaltered": "fail"},
            photos={"unaltered": BOTH},
            household=str(household),
        )
        await accepted(world.actor("bob"), bad)
    assert {(hazard.household, hazard.sightings) for hazard in await hazards(world)} == {
        (world.household, 2),
        (second, 1),
    }


async def test_each_has_a_clock_of_its_own(world: World) -> None:
    await accepted(world.actor("bob"), await failing(world), await failing(world, at=LATER))
    rows = await storage.fetch("SELECT name, outcome FROM deadline")
    assert rows == [{"name": "confirm", "outcome": "open"}]
