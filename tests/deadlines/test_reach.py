import pytest

from heating.accounts import queries
from heating.accounts.rules import Role
from heating.deadlines.escalation import StepRole
from heating.deadlines.reach import Reach, reach
from tests.cast import CITY, CREW_A, ONE, TWO, XINGHUALING, Cast
from tests.deadlines.world import a_clock, start, the_clock


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
