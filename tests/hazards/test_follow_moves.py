from uuid import UUID

from heating import storage
from heating.accounts.actor import Actor, system_actor
from heating.audit.reactions import Follower
from heating.hazards import queries, reactions, rollups
from heating.inspections import reactions as inspection_reactions
from heating.inspections import rollups as inspection_rollups
from heating.inspections import state_queries
from heating.registry import asset_actions, asset_queries, site_actions
from heating.registry.schemas import AssetChanges, SiteChanges
from heating.worker import REACTIONS
from tests.cast import CREW_B, CREW_C, ONE, WANBOLIN
from tests.hazards.living import Life
from tests.hazards.test_report_hazard import a_report, send
from tests.inspections.world import BOTH, World, accepted, payload


async def follow() -> None:
    for reaction in REACTIONS:
        if reaction.actions in (reactions.CAUSES, inspection_reactions.CAUSES):
            await Follower(reaction.name, reaction.react, reaction.actions).catch_up()


async def move_far_away(world: World, asset: UUID) -> None:
    record = await asset_queries.asset_record(system_actor(), asset)
    charlie = world.cast.users["charlie"].id
    changes = AssetChanges(
        version=record.version, site=world.far_site, organization=CREW_C, area=WANBOLIN, responsible_id=charlie
    )
    await asset_actions.change_asset(system_actor(), asset, changes)
    await follow()


async def numbers(actor: Actor) -> list[str]:
    return [hazard["number"][-1] for hazard in (await queries.mirror_hazards(actor)).values()]


async def test_open_hazards_of_an_asset_move_with_it_and_closed_ones_stay(world: World) -> None:
    bob, charlie = world.actor("bob"), world.actor("charlie")
    documents = [a_report(world), a_report(world, grade="major"), a_report(world, asset=str(world.building))]
    await send(world, "bob", *documents)
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET status = 'closed' WHERE number LIKE '%1'")
        await storage.execute("UPDATE hazard_site_count SET general = 1")
    await move_far_away(world, world.station)
    assert (await numbers(bob), await numbers(charlie)) == (["3"], ["2"])
    moved = await queries.find(charlie, UUID(documents[1]["id"]))
    assert (moved.site.id, moved.responsible and moved.responsible.name) == (world.far_site, "Charlie")
    assert (await queries.site_counts([world.far_site]))[world.far_site].major == 1
    assert await rollups.compare() == []
    changes = await storage.fetch(
        "SELECT op, organization_path FROM change_log WHERE row_id = ? ORDER BY seq DESC LIMIT 2", [documents[1]["id"]]
    )
    assert {row["op"]: row["organization_path"] for row in changes} == {"upsert": CREW_C, "delete": moved_from()}
    shown = await storage.fetch(
        "SELECT 1 AS x FROM photo_reference WHERE subject_id = ? AND organization_path = ?",
        [UUID(documents[1]["id"]), CREW_C],
    )
    assert len(shown) == len(BOTH)


def moved_from() -> str:
    return "taiyuan/heat-one/crew-a/"


async def test_hazards_of_a_whole_site_move_with_the_site(world: World) -> None:
    of_site, of_asset = a_report(world, asset=None, site=str(world.site)), a_report(world)
    await send(world, "bob", of_site, of_asset)
    changes = SiteChanges(version=1, organization=CREW_B)
    await site_actions.change_site(system_actor(), world.site, changes)
    await follow()
    rows = await storage.fetch("SELECT id FROM hazard WHERE organization_path = ?", [CREW_B])
    assert [str(row["id"]) for row in rows] == [of_site["id"]]
    assert await rollups.compare() == []


async def test_the_state_of_an_asset_moves_with_it(world: World) -> None:
    bob, charlie = world.actor("bob"), world.actor("charlie")
    await accepted(bob, await payload(world.station))
    await move_far_away(world, world.station)
    assert await state_queries.mirror_asset_states(bob) == {}
    assert list(await state_queries.mirror_asset_states(charlie)) == [str(world.station)]
    await inspection_rollups.rebuild()
    assert list(await state_queries.mirror_asset_states(charlie)) == [str(world.station)]
    assert await inspection_rollups.compare() == []


async def test_another_unit_that_was_told_to_rectify_keeps_the_hazard(life: Life) -> None:
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    await move_far_away(life.world, life.world.station)
    hazard = await life.as_it_is("carl")
    assert (hazard.organization, hazard.unit.path) == (CREW_C, CREW_B)
    assert (hazard.responsible and hazard.responsible.name) == "Carl"
    rows = "SELECT DISTINCT organization_path AS o, area_path AS a FROM deadline WHERE outcome = 'open'"
    clocks = await storage.fetch(rows)
    assert clocks == [{"o": CREW_B, "a": WANBOLIN}]
    assert await rollups.compare() == []


async def test_it_leaves_another_unit_whose_person_would_not_see_it_any_more(life: Life) -> None:
    await life.confirm(organization=ONE, responsible=life.person("bob"))
    await move_far_away(life.world, life.world.station)
    hazard = await life.as_it_is("charlie")
    assert (hazard.unit.path, hazard.responsible and hazard.responsible.name) == (CREW_C, "Charlie")
    assert (await life.rectify("charlie")).status_code == 200


async def test_the_unit_of_the_place_moves_with_it(life: Life) -> None:
    await life.confirm()
    await move_far_away(life.world, life.world.station)
    hazard = await life.as_it_is("charlie")
    assert (hazard.unit.path, hazard.responsible and hazard.responsible.name) == (CREW_C, "Charlie")
