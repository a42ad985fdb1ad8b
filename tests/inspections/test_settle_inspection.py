"""POST /api/inspections/{id}/release and /dismissal: what becomes of an inspection that was held back."""

import asyncio
from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating import storage
from heating.inspections import queries, rollups, state_queries
from tests.cast import CREW_C, ONE, SignIn
from tests.inspections.world import BOTH, MORNING, World, accepted, payload, refusal, send

FAILS: dict[str, Any] = {"changes": {"gauges": "fail"}, "photos": {"gauges": BOTH}}
WHY = {"reason": "调岗前的最后一次检查，经现场核实属实"}


@pytest.fixture
async def held_back(world: World) -> dict[str, Any]:
    """Of mona, who became a manager while her phone was without signal."""
    await world.cast.add("mona", "company_manager", ONE)
    document = await payload(world.station, **FAILS)
    await accepted(world.actor("mona"), document)
    return document


async def settle(client: httpx2.AsyncClient, document: dict[str, Any], how: str) -> httpx2.Response:
    return await client.post(f"/api/inspections/{document['id']}/{how}", json=WHY)


async def waiting(client: httpx2.AsyncClient) -> list[str]:
    answer = await client.get("/api/inspections", params={"quarantined": "true"})
    return [row["id"] for row in answer.json()["items"]]


@pytest.mark.parametrize("how", ["release", "dismissal"])
async def test_it_refuses_who_may_not_and_the_author_himself(
    held_back: dict[str, Any], sign_in: SignIn, how: str
) -> None:
    for role in ("crew_member", "duty_officer", "administrator", "auditor", "city_leader"):
        assert (await settle(await sign_in(role), held_back, how)).status_code == 403
    assert (await settle(await sign_in("safety_officer", CREW_C), held_back, how)).status_code == 404
    own = await settle(await sign_in("mona"), held_back, how)
    assert (own.status_code, own.json()["code"]) == (403, "inspection.own_inspection")


@pytest.mark.parametrize("how", ["release", "dismissal"])
async def test_it_refuses_without_a_reason_and_what_is_not_held_back(
    world: World, held_back: dict[str, Any], sign_in: SignIn, how: str
) -> None:
    officer = await sign_in("safety_officer")
    for body in ({}, {"reason": "  "}, {"reason": "属实", "mood": "good"}):
        answer = await officer.post(f"/api/inspections/{held_back['id']}/{how}", json=body)
        assert answer.status_code == 422
    in_force = await payload(world.station)
    await accepted(world.actor("bob"), in_force)
    answer = await settle(officer, in_force, how)
    assert (answer.status_code, answer.json()["code"]) == (409, "inspection.not_held_back")


async def test_a_released_one_counts_like_any_other(world: World, held_back: dict[str, Any], sign_in: SignIn) -> None:
    officer = await sign_in("safety_officer")
    assert await waiting(officer) == [held_back["id"]]
    shown = (await settle(officer, held_back, "release")).json()
    assert (shown["quarantined_at"], shown["author"]["name"]) == (None, "Mona")
    (hazard,) = shown["hazards"]
    assert (hazard["item"], hazard["status"]) == ("gauges", "reported")
    whole = (await officer.get(f"/api/hazards/{hazard['id']}")).json()
    assert (whole["reporter"]["name"], len(whole["photos"])) == ("Mona", 2)
    assert (await state_queries.states([world.station]))[world.station].inspection == UUID(held_back["id"])
    assert await rollups.compare() == []
    assert await waiting(officer) == []
    assert (await settle(officer, held_back, "release")).status_code == 409


async def test_it_is_settled_once_by_two_at_the_same_time(held_back: dict[str, Any], sign_in: SignIn) -> None:
    officer = await sign_in("safety_officer")
    answers = await asyncio.gather(*(settle(officer, held_back, "release") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert len(await storage.fetch("SELECT id FROM hazard")) == 1
    assert await rollups.compare() == []


async def test_a_released_correction_replaces_what_it_corrects(world: World, sign_in: SignIn) -> None:
    await world.cast.add("mona", "company_manager", ONE)
    first = await payload(world.station, **FAILS)
    await accepted(world.actor("bob"), first)
    correction = await payload(world.station, **FAILS, replaces=first["id"])
    await accepted(world.actor("mona"), correction)
    officer = await sign_in("safety_officer")
    shown = (await settle(officer, correction, "release")).json()
    before = await queries.find(world.actor("bob"), UUID(first["id"]))
    assert before.replaced_by == UUID(correction["id"])
    assert [hazard["id"] for hazard in shown["hazards"]] == [str(before.hazards[0].id)]
    assert len(await storage.fetch("SELECT id FROM hazard")) == 1
    assert await rollups.compare() == []


async def test_a_correction_of_what_was_corrected_since_is_not_released(world: World, sign_in: SignIn) -> None:
    await world.cast.add("mona", "company_manager", ONE)
    first = await payload(world.station)
    await accepted(world.actor("bob"), first)
    held = await payload(world.station, replaces=first["id"])
    await accepted(world.actor("mona"), held)
    await accepted(world.actor("bob"), await payload(world.station, replaces=first["id"]))
    officer = await sign_in("safety_officer")
    answer = await settle(officer, held, "release")
    assert (answer.status_code, answer.json()["code"]) == (409, "inspection.already_replaced")
    assert (await settle(officer, held, "dismissal")).status_code == 200
    assert await rollups.compare() == []


async def test_it_is_judged_as_it_was_then(world: World, held_back: dict[str, Any], sign_in: SignIn) -> None:
    """A newer inspection stays the state of the asset; the released one counts on its own day."""
    newer = await payload(world.station, at=MORNING.replace(day=3))
    await accepted(world.actor("bob"), newer)
    await settle(await sign_in("safety_officer"), held_back, "release")
    assert (await state_queries.states([world.station]))[world.station].inspection == UUID(newer["id"])
    days = await storage.fetch("SELECT inspections, failed FROM site_day ORDER BY day")
    assert [(row["inspections"], row["failed"]) for row in days] == [(1, 1), (1, 0)]
    assert await rollups.compare() == []


async def test_a_dismissed_one_stays_on_record_and_counts_for_nothing(
    world: World, held_back: dict[str, Any], sign_in: SignIn
) -> None:
    manager = await sign_in("company_manager")
    shown = (await settle(manager, held_back, "dismissal")).json()
    assert (shown["dismissed_by"]["name"], shown["dismissal_reason"]) == (
        "Company_Manager.Taiyuan.Heat-One",
        WHY["reason"],
    )
    assert shown["dismissed_at"] is not None
    assert shown["quarantined_at"] is not None
    assert await waiting(manager) == []
    assert await state_queries.states([world.station]) == {}
    assert await rollups.compare() == []
    again = await settle(manager, held_back, "release")
    assert (again.status_code, again.json()["code"]) == (409, "inspection.not_held_back")
    [answer] = await send(world.actor("bob"), await payload(world.station, replaces=held_back["id"]))
    assert refusal(answer) == {("/replaces", "quarantined")}
    rows = await storage.fetch("SELECT action FROM audit_entry WHERE subject_id = ? ORDER BY seq", [held_back["id"]])
    assert [row["action"] for row in rows] == ["inspection.quarantined", "inspection.dismissed"]
