"""GET /api/colleagues."""

from heating.accounts.rules import Role
from tests.cast import CREW_A, OFFICE, ONE, WANBOLIN, XINGHUALING, Cast, SignIn


async def _names(sign_in: SignIn, username: str, **query: str) -> list[str]:
    answer = await (await sign_in(username)).get("/api/colleagues", params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_it_refuses_what_is_no_permission(sign_in: SignIn) -> None:
    answer = await (await sign_in("bob")).get("/api/colleagues", params={"may": "everything"})
    assert answer.status_code == 422


async def test_it_names_those_of_companies_who_work_in_ones_area(cast: Cast, sign_in: SignIn) -> None:
    await cast.add("dan", Role.DISTRICT_OFFICER, OFFICE, XINGHUALING)
    await cast.add("max", Role.COMPANY_MANAGER, ONE, "")
    await cast.add("wendy", Role.COMPANY_MANAGER, ONE, WANBOLIN)
    await cast.add("dora", Role.DUTY_OFFICER, ONE, "")
    found = await _names(sign_in, "dan", may="hazards.rectify")
    assert "Max" in found
    assert not {"Wendy", "Dora"} & set(found)
    assert await _names(sign_in, "dan", may="hazards.rectify", q="MA") == ["Max"]


async def test_a_crew_names_its_own_people_only(cast: Cast, sign_in: SignIn) -> None:
    await cast.add("ben", Role.CREW_MEMBER, CREW_A)
    await cast.add("max", Role.COMPANY_MANAGER, ONE, "")
    found = await _names(sign_in, "bob", may="hazards.rectify")
    assert {"Ben", "Bob"} <= set(found)
    assert "Max" not in found
