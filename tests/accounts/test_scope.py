"""The two subtrees: in Python, in SQL and through the ORM they must agree."""

from itertools import product

import msgspec

from heating import storage
from heating.accounts import queries, scope
from heating.accounts.actor import Actor
from heating.accounts.models import User
from heating.accounts.rules import Role, organization_reach
from tests.cast import CITY, CREW_A, JUHE, ONE, TWO, WANBOLIN, XINGHUALING, Cast

NEIGHBOUR = "taiyuan/heat-one-b/"
ORGANIZATIONS = [CITY, ONE, CREW_A, TWO]
AREAS = ["", CITY, XINGHUALING, JUHE, WANBOLIN]


async def test_it_is_the_same_in_python_sql_and_the_orm(cast: Cast) -> None:
    for number, (organization, area) in enumerate(product(ORGANIZATIONS, AREAS)):
        await cast.add(f"row{number}", "auditor", organization, area)
    for organization, area in product(["", *ORGANIZATIONS], AREAS):
        actor = msgspec.structs.replace(cast.actor("bob"), organization=organization, area=area)
        await assert_agreement(actor)


async def assert_agreement(actor: Actor) -> None:
    users = await User.all()
    by_rule = {user.username for user in users if scope.sees(actor, user.organization_path, user.area_path)}
    condition, params = scope.visible(actor, "u")
    rows = await storage.fetch(f"SELECT username FROM user_account u WHERE {condition}", params)
    by_orm = await scope.filter(User.all(), actor).values_list("username", flat=True)
    assert by_rule == {row["username"] for row in rows} == set(by_orm)


def test_a_longer_name_is_not_below_a_shorter_one() -> None:
    condition, params = scope.within(ONE, "")
    assert condition == "organization_path >= ? AND organization_path < ?"
    assert not str(params[0]) <= NEIGHBOUR < str(params[1])


def test_the_citys_own_offices_reach_everywhere() -> None:
    for role in (Role.CITY_LEADER, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
        assert organization_reach(role, ONE) == ""
    assert organization_reach(Role.DUTY_OFFICER, CITY) == ""
    assert organization_reach(Role.DUTY_OFFICER, ONE) == ONE
    for role in (Role.CREW_MEMBER, Role.SAFETY_OFFICER, Role.COMPANY_MANAGER):
        assert organization_reach(role, ONE) == ONE


async def test_a_disabled_person_is_no_actor(cast: Cast) -> None:
    bob = cast.users["bob"]
    assert (await queries.actor(bob.id)) == cast.actor("bob")
    bob.disabled_at = bob.created_at
    await bob.save(update_fields=["disabled_at"])
    assert await queries.actor(bob.id) is None
    assert await queries.actor_by_username("bob") is None
    assert (await queries.persons([bob.id]))[bob.id].disabled
