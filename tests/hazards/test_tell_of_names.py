"""Names of places and people, where open hazards show them."""

from typing import Any

from heating.accounts import user_actions
from heating.accounts.actor import system_actor
from heating.audit.reactions import Follower
from heating.hazards import naming
from heating.registry import asset_actions, asset_queries, site_actions, site_queries
from heating.registry.schemas import AssetChanges, SiteChanges
from heating.storage import changes, execute, transaction
from tests.hazards.test_report_hazard import a_report, send
from tests.inspections.world import World


async def told() -> list[str]:
    """Hazards that the change log tells of because of a new name."""
    since = (await changes.head()).seq
    await Follower("names", naming.tell_of_names, naming.CAUSES).catch_up()
    return [change.row_id for change in await changes.since(since, 100) if change.kind == "hazard"]


async def rename_site(world: World, **change: Any) -> None:
    site = await site_queries.site_record(system_actor(), world.site)
    await site_actions.change_site(system_actor(), site.id, SiteChanges(version=site.version, **change))


async def test_it_tells_of_the_hazards_of_a_renamed_place_or_person(world: World) -> None:
    document = a_report(world)
    await send(world, "bob", document)
    await rename_site(world, name="新名热力站")
    assert await told() == [document["id"]]
    asset = await asset_queries.asset_record(system_actor(), world.station)
    await asset_actions.change_asset(system_actor(), asset.id, AssetChanges(version=asset.version, name="新名设备"))
    assert await told() == [document["id"]]
    bob = world.cast.users["bob"]
    await user_actions.change_user(system_actor(), bob.id, bob.version, user_actions.Changes(name="鲍勃"))
    assert await told() == [document["id"]]


async def test_it_tells_of_nothing_when_no_name_changed_or_all_is_closed(world: World) -> None:
    document = a_report(world)
    await send(world, "bob", document)
    await rename_site(world, address="府东街1号")
    assert await told() == []
    async with transaction():
        await execute("UPDATE hazard SET status = 'closed'")
    await rename_site(world, name="新名热力站")
    assert await told() == []
