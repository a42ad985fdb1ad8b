"""/api/escalation-ladders."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from heating.accounts.rules import Role
from heating.deadlines import sweeping
from heating.lib import clock as time
from tests.cast import CITY, Cast
from tests.deadlines.world import MORNING, ZONE, a_clock, start, told


def a_body(**given: Any) -> dict[str, Any]:
    usual = {
        "name": {"zh": "直报市级", "en": "Straight to the city"},
        "warn_before_minutes": None,
        "warn": [],
        "steps": [{"roles": ["city_leader"], "delay_minutes": 0}],
        "version": 0,
    }
    return usual | given


async def ladder(client: httpx2.AsyncClient, key: str) -> dict[str, Any]:
    items = (await client.get("/api/escalation-ladders")).json()["items"]
    found: dict[str, Any] = next(item for item in items if item["key"] == key)
    return found


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"steps": []}, "/steps"),
        ({"steps": [{"roles": []}]}, "/steps/0/roles"),
        ({"steps": [{"roles": ["mayor"]}]}, "/steps/0/roles/0"),
        ({"steps": [{"roles": ["city_leader"], "delay_minutes": -5}]}, "/steps/0/delay_minutes"),
        ({"name": {"zh": "直报", "en": ""}}, "/name/en"),
    ],
)
async def test_it_refuses_a_ladder_that_leads_nowhere(
    alice: httpx2.AsyncClient, given: dict[str, object], pointer: str
) -> None:
    answer = await alice.put("/api/escalation-ladders/direct", json=a_body(**given))
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_it_refuses_a_key_that_is_none(alice: httpx2.AsyncClient) -> None:
    assert (await alice.put("/api/escalation-ladders/No-Key", json=a_body())).status_code == 404


async def test_it_refuses_what_was_read_before_somebody_elses_change(alice: httpx2.AsyncClient) -> None:
    assert (await alice.put("/api/escalation-ladders/ordinary", json=a_body())).status_code == 200
    answer = await alice.put("/api/escalation-ladders/ordinary", json=a_body())
    assert (answer.status_code, answer.json()["code"]) == (409, "deadline.version_conflict")
    assert (await alice.put("/api/escalation-ladders/ordinary", json=a_body(version=1))).status_code == 200


async def test_it_refuses_a_crew_member(bob: httpx2.AsyncClient) -> None:
    assert (await bob.put("/api/escalation-ladders/ordinary", json=a_body())).status_code == 403


async def test_the_built_in_ladders_are_there_from_the_start(bob: httpx2.AsyncClient) -> None:
    items = (await bob.get("/api/escalation-ladders")).json()["items"]
    assert [item["key"] for item in items] == [
        "complaint", "complaint_urgent", "complaint_verification", "confirm", "major", "ordinary", "urgent", "verify",
    ]  # fmt: skip
    assert (await ladder(bob, "urgent"))["steps"][0] == {"roles": ["responsible", "duty_officer"], "delay_minutes": 30}


async def test_a_changed_ladder_holds_for_clocks_that_run(cast: Cast, alice: httpx2.AsyncClient) -> None:
    await cast.add("leo", Role.CITY_LEADER, CITY)
    await start(a_clock(responsible=cast.users["bob"].id))
    await alice.put("/api/escalation-ladders/ordinary", json=a_body())
    assert (await ladder(alice, "ordinary"))["version"] == 1
    with time.travel(MORNING + timedelta(hours=9)):
        await sweeping.sweep(ZONE)
    assert [message.who for message in await told(cast)] == ["leo"]
