"""POST and DELETE /api/readiness/sites/{id}/override: a leader sets hazards aside, with his name and for a time."""

import asyncio
from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating import storage
from heating.hazards.rules import Grade
from heating.lib import clock
from heating.lib.ids import new_id
from heating.readiness import actions, new_day
from tests.cast import CITY, OFFICE, WANBOLIN, XINGHUALING, SignIn
from tests.readiness.world import ZONE, World, day, noon

BODY = {
    "reason": "主管更换需停热三天，安排在严寒期后",
    "alternative_supply": "移动热源车两台，已接入",
    "expires_on": "2026-11-30",
}


@pytest.fixture
async def leader(world: World, sign_in: SignIn) -> httpx2.AsyncClient:
    """Of the city, on 10 November: bob's station has a major hazard and is otherwise ready."""
    await world.make_ready()
    await world.report(world.mine, Grade.MAJOR, noon(11, 8))
    await world.assess(noon(11, 10))
    return await sign_in("city_leader", CITY)


def path(site: UUID) -> str:
    return f"/api/readiness/sites/{site}/override"


async def override(
    client: httpx2.AsyncClient, site: UUID, month: int = 11, number: int = 10, **changes: Any
) -> httpx2.Response:
    with clock.travel(noon(month, number)):
        return await client.post(path(site), json={**BODY, **changes})


async def site_of(client: httpx2.AsyncClient, site: UUID, month: int = 11, number: int = 10) -> dict[str, Any]:
    with clock.travel(noon(month, number)):
        found: dict[str, Any] = (await client.get(f"/api/readiness/sites/{site}")).json()
    return found


async def front(client: httpx2.AsyncClient, month: int = 11, number: int = 10) -> list[dict[str, Any]]:
    with clock.travel(noon(month, number)):
        found: list[dict[str, Any]] = (await client.get("/api/readiness")).json()["overrides"]
    return found


async def told(site: UUID) -> list[str]:
    rows = await storage.fetch(
        "SELECT action FROM audit_entry WHERE subject_id = ? AND action LIKE 'readiness.over%' ORDER BY seq",
        [str(site)],
    )
    return [row["action"] for row in rows]


async def test_it_refuses_all_but_the_district_and_the_city(
    world: World, leader: httpx2.AsyncClient, sign_in: SignIn, charlie: httpx2.AsyncClient
) -> None:
    for role in ("crew_member", "safety_officer", "company_manager", "duty_officer", "administrator", "auditor"):
        assert (await override(await sign_in(role), world.mine)).status_code == 403
    assert (await override(charlie, world.mine)).status_code == 403
    elsewhere = await sign_in("district_officer", OFFICE, area=WANBOLIN)
    assert (await override(elsewhere, world.mine)).status_code == 404
    assert (await override(leader, new_id())).json()["code"] == "readiness.not_found"
    here = await sign_in("district_officer", OFFICE, area=XINGHUALING)
    assert (await override(here, world.mine)).status_code == 201


async def test_it_names_everything_that_is_wrong_at_once(world: World, leader: httpx2.AsyncClient) -> None:
    answer = await override(leader, world.mine, reason=" ", alternative_supply="", expires_on="2026-11-09")
    assert (answer.status_code, answer.json()["code"]) == (422, "readiness.invalid_override")
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/reason", "required"),
        ("/alternative_supply", "required"),
        ("/expires_on", "past"),
    }
    late = await override(leader, world.mine, expires_on="2027-04-01")
    assert [error["code"] for error in late.json()["errors"]] == ["after_season"]
    assert (await override(leader, world.mine, hazards=[])).status_code == 422


async def test_it_refuses_where_there_is_nothing_to_set_aside(world: World, leader: httpx2.AsyncClient) -> None:
    await world.report(world.theirs, Grade.GENERAL, noon(11, 9), who="dora")
    await world.assess(noon(11, 10))
    answer = await override(leader, world.theirs)
    assert (answer.status_code, answer.json()["code"]) == (409, "readiness.nothing_to_override")


async def test_it_takes_one_at_a_time(world: World, leader: httpx2.AsyncClient) -> None:
    with clock.travel(noon(11, 10)):
        answers = await asyncio.gather(*(leader.post(path(world.mine), json=BODY) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["code"] == "readiness.already_overridden"
    assert len(await front(leader)) == 1


async def test_the_same_id_is_the_same_override(world: World, leader: httpx2.AsyncClient) -> None:
    id = str(new_id())
    first = await override(leader, world.mine, id=id)
    again = await override(leader, world.mine, id=id)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = await override(leader, world.mine, id=id, reason="另一个理由")
    assert (other.status_code, other.json()["code"]) == (409, "readiness.override_id_taken")
    assert await told(world.mine) == ["readiness.overridden"]


async def test_it_makes_the_site_ready_at_once_and_stands_in_front(world: World, leader: httpx2.AsyncClient) -> None:
    made = (await override(leader, world.mine)).json()
    assert (made["state"], made["days_left"], made["needed"]) == ("ready", 20, True)
    assert made["made_by"]["name"] == "City_Leader.Taiyuan"
    shown = await site_of(leader, world.mine)
    assert (shown["state"], shown["overridden_until"], shown["blockers"]) == ("ready", "2026-11-30", [])
    assert shown["safety"] == 0
    assert shown["override"] == made
    assert shown["past_overrides"] == []
    assert await front(leader) == [made]
    with clock.travel(noon(11, 10)):
        total = (await leader.get("/api/readiness")).json()["total"]
        rows = (await leader.get("/api/readiness/sites", params={"overridden": "true"})).json()["items"]
        others = (await leader.get("/api/readiness/sites", params={"overridden": "false"})).json()["items"]
    assert (total["ready"], total["overridden"]) == (1, 1)
    assert [row["site"]["id"] for row in rows] == [str(world.mine)]
    assert [row["site"]["id"] for row in others] == [str(world.theirs)]


async def test_others_do_not_see_it_in_front(
    world: World, leader: httpx2.AsyncClient, charlie: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    await override(leader, world.mine)
    assert await front(charlie) == []
    assert len(await front(await sign_in("district_officer", OFFICE, area=XINGHUALING))) == 1
    assert await front(await sign_in("district_officer", OFFICE, area=WANBOLIN)) == []


async def test_it_does_not_cover_what_comes_later(world: World, leader: httpx2.AsyncClient) -> None:
    await override(leader, world.mine)
    await world.report(world.mine, Grade.MAJOR, noon(11, 12))
    await world.assess(noon(11, 12))
    shown = await site_of(leader, world.mine, 11, 12)
    assert shown["state"] == "blocked"
    assert [reason["code"] for reason in shown["blockers"]] == ["major_hazard", "plan_missing"]
    assert [reason["count"] for reason in shown["blockers"]] == [1, 1]
    assert shown["overridden_until"] == "2026-11-30"


async def test_it_does_not_stand_in_for_missing_evidence(world: World, leader: httpx2.AsyncClient) -> None:
    await world.report(world.theirs, Grade.MAJOR, noon(11, 8), who="dora")
    await world.inspect(world.their_pump, noon(11, 8), who="dora")
    await world.assess(noon(11, 9))
    made = (await override(leader, world.theirs)).json()
    assert made["state"] == "in_progress"


async def test_it_expires_by_itself_after_its_last_day(world: World, leader: httpx2.AsyncClient) -> None:
    made = (await override(leader, world.mine)).json()
    last_minute = noon(11, 30).replace(hour=15, minute=59)
    with clock.travel(last_minute):
        await new_day.begin(ZONE)
        await actions.refresh_due(ZONE)
    assert (await site_of(leader, world.mine, 11, 30))["state"] == "ready"
    midnight = noon(11, 30).replace(hour=16)
    with clock.travel(midnight):
        assert await new_day.begin(ZONE) == 2
        await actions.refresh_due(ZONE)
    shown = await site_of(leader, world.mine, 12, 1)
    assert (shown["state"], shown["overridden_until"], shown["override"]) == ("blocked", None, None)
    (past,) = shown["past_overrides"]
    assert (past["id"], past["ended_by"], past["ended_at"] is None) == (made["id"], None, False)
    assert await front(leader, 12, 1) == []
    assert await told(world.mine) == ["readiness.overridden", "readiness.override_expired"]


async def test_it_is_of_no_account_after_its_last_day_even_before_anybody_noted_it(
    world: World, leader: httpx2.AsyncClient
) -> None:
    await override(leader, world.mine)
    await world.assess(noon(12, 1))
    assert (await site_of(leader, world.mine, 12, 1))["state"] == "blocked"
    assert await front(leader, 12, 1) == []
    assert (await override(leader, world.mine, 12, 1, expires_on="2026-12-20")).status_code == 201


async def test_a_site_that_was_ready_by_an_override_alone_does_not_lapse(
    world: World, leader: httpx2.AsyncClient
) -> None:
    await override(leader, world.mine)
    shown = await site_of(leader, world.mine)
    assert (shown["state"], shown["ready_on"]) == ("ready", None)
    with clock.travel(noon(11, 11)):
        assert (await leader.delete(path(world.mine))).status_code == 204
    assert (await site_of(leader, world.mine, 11, 11))["state"] == "blocked"


async def test_a_site_that_had_been_ready_lapses_again(world: World, sign_in: SignIn) -> None:
    await world.make_ready()
    await world.assess(noon(11, 2))
    await world.report(world.mine, Grade.MAJOR, noon(11, 8))
    await world.assess(noon(11, 10))
    leader = await sign_in("city_leader", CITY)
    await override(leader, world.mine)
    assert (await site_of(leader, world.mine))["ready_on"] == str(day(9, 10))
    with clock.travel(noon(11, 11)):
        await leader.delete(path(world.mine))
    assert (await site_of(leader, world.mine, 11, 11))["state"] == "lapsed"


async def test_it_is_lifted_by_hand_once(world: World, leader: httpx2.AsyncClient, sign_in: SignIn) -> None:
    await override(leader, world.mine)
    manager = await sign_in("company_manager")
    elsewhere = await sign_in("district_officer", OFFICE, area=WANBOLIN)
    with clock.travel(noon(11, 12)):
        assert (await manager.delete(path(world.mine))).status_code == 403
        assert (await elsewhere.delete(path(world.mine))).status_code == 404
        answers = await asyncio.gather(*(leader.delete(path(world.mine)) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409]
    (past,) = (await site_of(leader, world.mine, 11, 12))["past_overrides"]
    assert past["ended_by"]["name"] == "City_Leader.Taiyuan"
    assert await told(world.mine) == ["readiness.overridden", "readiness.override_lifted"]
    assert (await override(leader, world.mine, 11, 12)).status_code == 201
