import pytest

from heating.accounts import queries
from heating.accounts.rules import Role
from heating.deadlines.escalation import StepRole
from heating.deadlines.reach import Reach, reach
from heating.lib import clock as time
from tests.cast import CITY, CREW_A, ONE, TWO, XINGHUALING, Cast
from tests.deadlines.world import a_clock, start, the_clock
from tests.duty.rosters import at as duty_at
from tests.duty.world import the_world


async def found(role: StepRole, **given: object) -> list[str]:
    clock = a_clock(**given)
    await start(clock)
    row = await the_clock(clock.subject_id)
    return [person.name for person in (await reach([row])).resolve(role, row)]


async def test_nobody_fills_a_role_that_nobody_has(cast: Cast) -> None:
    assert [await found(role) for role in StepRole] == [[]] * len(StepRole)
    await cast.add("mary", Role.COMPANY_MANAGER, TWO)
    assert await found(StepRole.COMPANY_MANAGER) == []


async def test_the_responsible_person_is_the_clocks_own(cast: Cast) -> None:
    assert await found(StepRole.RESPONSIBLE, responsible=cast.users["bob"].id) == ["Bob"]


async def test_who_is_disabled_is_not_reachable(cast: Cast) -> None:
    bob = cast.users["bob"]
    await type(bob).filter(id=bob.id).update(disabled_at=bob.created_at)
    assert await found(StepRole.RESPONSIBLE, responsible=bob.id) == []


async def test_a_company_answers_for_its_crews(cast: Cast) -> None:
    await cast.add("mary", Role.COMPANY_MANAGER, ONE)
    assert await found(StepRole.COMPANY_MANAGER) == ["Mary"]


async def test_the_nearest_comes_first(cast: Cast) -> None:
    await cast.add("dan", Role.DUTY_OFFICER, CITY)
    assert await found(StepRole.DUTY_OFFICER) == ["Dan"]
    await cast.add("dave", Role.DUTY_OFFICER, ONE)
    await cast.add("della", Role.DUTY_OFFICER, ONE)
    assert await found(StepRole.DUTY_OFFICER) == ["Dave", "Della"]


async def test_a_district_answers_for_its_streets_and_no_other(cast: Cast) -> None:
    await cast.add("wanda", Role.DISTRICT_OFFICER, CITY, "taiyuan/wanbolin/")
    assert await found(StepRole.DISTRICT_OFFICER) == []
    await cast.add("all", Role.DISTRICT_OFFICER, CITY)
    assert await found(StepRole.DISTRICT_OFFICER) == ["All"]
    await cast.add("dora", Role.DISTRICT_OFFICER, CITY, XINGHUALING)
    assert await found(StepRole.DISTRICT_OFFICER) == ["Dora"]


async def test_verification_is_seen_to_by_the_safety_officer_else_by_who_is_on_duty(cast: Cast) -> None:
    await cast.add("dave", Role.DUTY_OFFICER, ONE)
    assert await found(StepRole.VERIFIER) == ["Dave"]
    await cast.add("sam", Role.SAFETY_OFFICER, CREW_A)
    assert await found(StepRole.VERIFIER) == ["Sam"]


@pytest.mark.usefixtures("cast")
async def test_the_administrators_are_the_last_resort() -> None:
    people = Reach(await queries.contacts([Role.ADMINISTRATOR]))
    assert [person.name for person in people.last_resort()] == ["Alice"]


async def test_who_is_on_duty_by_the_roster_goes_before_the_accounts(cast: Cast) -> None:
    world = await the_world(cast)
    await world.publish(world.plan())
    for hour, officer, leader in ((1, "Ann", "Mary"), (13, "Ben", "Mary"), (37, "Ben", "Lee")):
        with time.travel(duty_at(1, hour)):
            assert await found(StepRole.DUTY_OFFICER) == [officer]
            assert await found(StepRole.LEADER_IN_CHARGE) == [leader]
            assert await found(StepRole.COMPANY_MANAGER) == ["Lee", "Mary"]
    with time.travel(duty_at(40)):  # after the roster's end
        assert await found(StepRole.DUTY_OFFICER) == ["Ann", "Ben", "Dan"]
        assert await found(StepRole.LEADER_IN_CHARGE) == ["Lee", "Mary"]


async def test_the_citys_roster_answers_where_the_company_has_nobody(cast: Cast) -> None:
    world = await the_world(cast)
    for name in ("cid", "leo"):
        await world.engage(name, Role.DUTY_OFFICER, CITY)
    await world.publish(world.plan(officers=["cid"], leaders=["leo"]), CITY, by="alice")
    with time.travel(duty_at(1, 1)):
        assert await found(StepRole.DUTY_OFFICER, organization=TWO) == ["Cid"]
        assert await found(StepRole.DUTY_OFFICER) == ["Ann", "Ben", "Dan"]
