"""A chamber from the gas test to the hazard list, over HTTP."""

from datetime import timedelta
from typing import Any

import httpx2

from heating.lib import clock
from tests.cast import CREW_B, SignIn
from tests.inspections.world import MORNING, World, answers, document_for, payload, photo

GAS = {"oxygen": 20.9, "hydrogen_sulphide": 0, "carbon_monoxide": 0, "combustible": 0}


def at(minutes: int) -> str:
    return (MORNING + timedelta(minutes=minutes)).isoformat()


async def entered(world: World, gas: dict[str, float], measured: int, **changes: Any) -> dict[str, Any]:
    """Everybody went in; the readings are of the minute `measured`, the pictures of minute 10."""
    _, document = await document_for("chamber")
    made = await payload(world.chamber, "chamber", changes={"entry": "entered", **gas, **changes}, at=MORNING)
    inside = MORNING + timedelta(minutes=10)
    pictures = {"interior": [photo("context", 7, inside)]}
    if changes.get("water") == "fail":
        pictures["water"] = [photo("close_up", 8, inside), photo("context", 9, inside)]
    values = {answer["item"]: answer["value"] for answer in made["answers"]} | {"interior": None}
    made["answers"] = [
        {**answer, "answered_at": at(measured if document.items[answer["item"]].guards else 10)}
        for answer in answers(values, pictures)
    ]
    return made


async def test_nobody_inspects_a_chamber_without_gas_readings(world: World, sign_in: SignIn) -> None:
    crew = await sign_in("crew_member", CREW_B)
    with clock.travel(MORNING + timedelta(hours=2)):
        faults = await refused(crew, await entered(world, GAS, 12))
        assert ("interior", "gas_after_photo") in faults
        low = await refused(crew, await entered(world, {**GAS, "oxygen": 17.8}, 5))
        assert ("oxygen", "gas_out_of_limits") in low
        missing = await entered(world, GAS, 5)
        missing["answers"] = [answer for answer in missing["answers"] if answer["item"] != "combustible"]
        assert [error["code"] for error in await errors(crew, missing)] == ["gas_missing", "required"]

        finding = await entered(world, GAS, 5, water="fail")
        assert (await crew.post("/api/inspections", json=finding)).status_code == 201
        [hazard] = (await crew.get("/api/hazards", params={"inspection": finding["id"]})).json()["items"]
        assert (hazard["item"], hazard["title"]) == ("water", "井内无积水，集水坑可排水：不合格")

        stayed_out = await payload(
            world.chamber, "chamber", changes={"entry": "refused_gas", **GAS, "oxygen": 17.8} | outside(), at=MORNING
        )
        assert (await crew.post("/api/inspections", json=stayed_out)).status_code == 201
        [hazard] = (await crew.get("/api/hazards", params={"inspection": stayed_out["id"]})).json()["items"]
        assert (hazard["item"], hazard["title"]) == ("oxygen", "氧气浓度 O₂：17.8 %，低于下限 19.5 %")


def outside() -> dict[str, None]:
    """What is asked only of those who went in."""
    inside = "watcher watcher_name rescue_gear ladder water structure valves compensator supports drains insulation"
    return dict.fromkeys(inside.split())


async def errors(client: httpx2.AsyncClient, document: dict[str, Any]) -> list[dict[str, str]]:
    answer = await client.post("/api/inspections", json=document)
    assert answer.status_code == 422, answer.text
    found: list[dict[str, str]] = answer.json()["errors"]
    return found


async def refused(client: httpx2.AsyncClient, document: dict[str, Any]) -> set[tuple[str, str]]:
    """Items and codes of what is wrong."""
    return {
        (document["answers"][int(error["pointer"].split("/")[2])]["item"], error["code"])
        for error in await errors(client, document)
    }
