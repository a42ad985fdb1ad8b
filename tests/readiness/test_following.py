"""What is recorded marks sites, and marked sites are assessed: each once, none forgotten."""

from uuid import UUID

import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.audit.reactions import Follower
from heating.hazards.rules import Grade
from heating.lib import clock
from heating.readiness import actions, assessing, records
from heating.readiness.rules import State
from heating.registry import asset_actions, kind_actions, kind_queries, site_actions
from heating.registry.schemas import AssetChanges, Retirement, SeasonChanges, SiteChanges
from heating.storage import changes
from tests.readiness.world import ZONE, World, noon


@pytest.fixture
async def follower(world: World) -> Follower:  # noqa: ARG001 - what it records is skipped
    follower = Follower("readiness", actions.mark_due)
    await follower.skip()
    return follower


async def due() -> set[UUID]:
    return {UUID(str(row["site_id"])) for row in await storage.fetch("SELECT site_id FROM readiness_due")}


async def test_it_marks_nothing_when_nothing_concerns_a_site(world: World, follower: Follower) -> None:
    await world.cast.add("erin", "crew_member", "taiyuan/heat-one/")
    assert await follower.catch_up() == 1
    assert await due() == set()


async def test_it_marks_the_site_of_an_inspection(world: World, follower: Follower) -> None:
    await world.inspect(world.pump, noon(8, 1))
    await follower.catch_up()
    assert await due() == {world.mine}


async def test_it_marks_the_site_of_a_hazard(world: World, follower: Follower) -> None:
    await world.report(world.theirs, Grade.MAJOR, noon(8, 1), who="dora")
    await follower.catch_up()
    assert await due() == {world.theirs}


async def test_it_marks_both_sites_of_an_asset_that_moves(world: World, follower: Follower) -> None:
    await asset_actions.change_asset(system_actor(), world.pump, AssetChanges(version=1, site=world.theirs))
    await follower.catch_up()
    assert await due() == {world.mine, world.theirs}


async def test_it_marks_the_site_of_a_new_and_of_a_retired_asset(world: World, follower: Follower) -> None:
    await world.asset("S1-P2", world.mine)
    await asset_actions.retire_asset(system_actor(), world.their_pump, Retirement(reason="拆除", version=1))
    await follower.catch_up()
    assert await due() == {world.mine, world.theirs}


async def test_it_marks_a_site_that_changes(world: World, follower: Follower) -> None:
    await site_actions.change_site(system_actor(), world.mine, SiteChanges(version=1, name="新名字"))
    await follower.catch_up()
    assert await due() == {world.mine}


async def test_it_marks_every_site_when_the_season_changes(world: World, follower: Follower) -> None:
    (season,) = await kind_queries.seasons()
    await kind_actions.change_season(system_actor(), season.id, SeasonChanges(version=1, name="新"))
    await follower.catch_up()
    assert await due() == {world.mine, world.theirs}


async def test_it_assesses_what_is_marked_and_forgets_the_mark(world: World, follower: Follower) -> None:
    await world.inspect(world.pump, noon(8, 1))
    await follower.catch_up()
    with clock.travel(noon(8, 1)):
        assert await actions.refresh_due(ZONE) == 1
        assert await actions.refresh_due(ZONE) == 0
    assert (await records.stored([world.mine]))[world.mine].state == State.IN_PROGRESS


async def test_it_keeps_a_mark_that_moved_while_the_site_was_assessed(
    world: World, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.inspect(world.pump, noon(8, 1))
    await follower.catch_up()
    assess = assessing.assess_sites

    async def assess_and_be_overtaken(*given: object) -> object:
        found = await assess(*given)  # type: ignore[arg-type]
        await world.report(world.mine, Grade.MAJOR, noon(8, 2))
        await follower.catch_up()
        return found

    with clock.travel(noon(8, 3)):
        monkeypatch.setattr(assessing, "assess_sites", assess_and_be_overtaken)
        await actions.refresh_due(ZONE)
        assert await due() == {world.mine}
        assert await records.stored([world.mine]) == {}, "what is out of date is not written"
        monkeypatch.setattr(assessing, "assess_sites", assess)
        await actions.refresh_due(ZONE)
    assert await due() == set()
    assert (await records.stored([world.mine]))[world.mine].state == State.BLOCKED


async def test_it_tells_live_pages_of_what_changed_and_only_of_that(world: World) -> None:
    await world.assess(noon(8, 1))
    before = (await changes.head()).seq
    await world.assess(noon(8, 1))
    assert await changes.since(before, 100) == []
    await world.inspect(world.pump, noon(8, 2))
    before = (await changes.head()).seq
    await world.assess(noon(8, 2))
    (change,) = await changes.since(before, 100)
    assert (change.kind, change.row_id, change.op) == ("readiness", str(world.mine), "upsert")
    assert (change.organization, change.area) == ("taiyuan/heat-one/crew-a/", "taiyuan/xinghualing/juhe/")


async def test_it_moves_an_uninspected_asset_to_its_new_site(world: World) -> None:
    await world.assess(noon(8, 1))
    await asset_actions.change_asset(system_actor(), world.pump, AssetChanges(version=1, site=world.theirs))
    await world.assess(noon(8, 2))
    rows = await storage.fetch("SELECT site_id FROM uninspected_asset WHERE asset_id = ?", [world.pump])
    assert [str(row["site_id"]) for row in rows] == [str(world.theirs)]


async def test_it_rebuilds_every_site(world: World) -> None:
    with clock.travel(noon(8, 1)):
        assert [done async for done in actions.rebuild(ZONE)] == [2]
    assert set(await records.stored([world.mine, world.theirs])) == {world.mine, world.theirs}
