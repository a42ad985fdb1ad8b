"""Whom a phone may name when it lists a hazard for supervision: the leaders, on the phones of those who list."""

from heating.accounts import user_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.audit.reactions import Follower
from heating.hazards import leaders
from heating.worker import REACTIONS
from tests.cast import CITY
from tests.hazards.living import Life
from tests.sync.mirror import Mirror, fresh


async def follow() -> None:
    [reaction] = [one for one in REACTIONS if one.actions is leaders.CAUSES]
    await Follower(reaction.name, reaction.react, reaction.actions).catch_up()


async def change(life: Life, username: str, changes: user_actions.Changes) -> None:
    user = life.world.cast.users[username]
    life.world.cast.users[username] = await user_actions.change_user(system_actor(), user.id, user.version, changes)
    await follow()


async def test_only_who_may_list_keeps_them(life: Life) -> None:
    for username in ("bob", "sue", "max", "alice"):
        assert await leaders.mirror_leaders(life.world.actor(username)) == {}
    for username in ("dan", "lee"):
        found = await leaders.mirror_leaders(life.world.actor(username))
        assert {leader.name for leader in found.values()} == {"Dan", "Lee"}


async def test_they_are_read_page_by_page(life: Life) -> None:
    dan = life.world.actor("dan")
    first, second = sorted((life.person("dan"), life.person("lee")))
    assert list(await leaders.mirror_leaders(dan, limit=1)) == [first]
    assert list(await leaders.mirror_leaders(dan, after=first)) == [second]
    assert list(await leaders.mirror_leaders(dan, ids=[second, life.person("bob")])) == [second]


async def test_phones_follow_who_comes_changes_and_goes(life: Life) -> None:
    await follow()
    mirror = await Mirror(life.world.actor("dan")).catch_up()
    await life.world.cast.add("leo", Role.CITY_LEADER, CITY)
    await change(life, "lee", user_actions.Changes(name="李市长"))
    await mirror.catch_up()
    assert {row["name"] for (kind, _), row in mirror.rows.items() if kind == "leader"} == {"Dan", "李市长", "Leo"}
    await change(life, "leo", user_actions.Changes(disabled=True))
    await change(life, "lee", user_actions.Changes(role=Role.AUDITOR))
    await mirror.catch_up()
    assert mirror.ids("leader") == {life.person("dan")}
    assert mirror.rows == await fresh(life.world.actor("dan"))
