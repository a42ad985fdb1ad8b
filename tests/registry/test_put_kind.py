"""GET /api/kinds, PUT /api/kinds/{key}"""

import asyncio
from typing import Any

import httpx2
import pytest

from heating.accounts.actor import system_actor
from heating.registry.kind_actions import install_kinds
from tests.cast import Cast, SignIn
from tests.registry.conftest import Registry, entries, wrong

NAME = {"zh": "补水箱", "en": "Make-up tank"}
TANK: dict[str, Any] = {"key": "tank", "name": NAME, "symbol": "BX", "site": False, "asset": True, "version": 0}


@pytest.mark.parametrize("role", ["crew_member", "safety_officer", "company_manager", "city_leader", "auditor"])
async def test_it_refuses_all_but_administrators(sign_in: SignIn, registry: Registry, role: str) -> None:  # noqa: ARG001
    client = await sign_in(role)
    assert (await client.put("/api/kinds/tank", json=TANK)).status_code == 403
    assert (await client.get("/api/kinds")).status_code == 200


async def test_it_refuses_another_key_in_the_address(alice: httpx2.AsyncClient) -> None:
    answer = await alice.put("/api/kinds/barrel", json=TANK)
    assert (answer.status_code, answer.json()["code"]) == (422, "registry.key_differs")


@pytest.mark.parametrize(
    "change",
    [
        {"key": "Tank"},
        {"symbol": "B"},
        {"symbol": "bx"},
        {"name": {"zh": "箱"}},
        {"fields": [{"key": "volume", "name": NAME, "kind": "litres"}]},
        {"version": -1},
        {"secret": 1},
    ],
)
async def test_it_refuses_wrong_values(alice: httpx2.AsyncClient, change: dict[str, Any]) -> None:
    assert (await alice.put("/api/kinds/tank", json={**TANK, **change})).status_code == 422


async def test_it_refuses_fields_that_make_no_sense(alice: httpx2.AsyncClient) -> None:
    fields = [{"key": "a", "name": NAME, "kind": "choice"}, {"key": "a", "name": NAME, "kind": "text"}]
    assert wrong(await alice.put("/api/kinds/tank", json={**TANK, "fields": fields})) == {
        ("/fields/0/options", "options.empty"),
        ("/fields/1/key", "key.twice"),
    }


async def test_it_refuses_an_older_version(alice: httpx2.AsyncClient) -> None:
    assert (await alice.put("/api/kinds/tank", json={**TANK, "version": 3})).status_code == 409
    assert (await alice.put("/api/kinds/tank", json=TANK)).json()["version"] == 1
    late = await alice.put("/api/kinds/tank", json=TANK)
    assert (late.status_code, late.json()["code"]) == (409, "registry.version_conflict")


async def test_of_two_at_once_one_is_told_to_look_again(alice: httpx2.AsyncClient) -> None:
    answers = await asyncio.gather(*(alice.put("/api/kinds/tank", json=TANK) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_a_new_field_can_be_used_at_once(alice: httpx2.AsyncClient, registry: Registry) -> None:
    await alice.put("/api/kinds/tank", json=TANK)
    volume = {"key": "volume_m3", "name": {"zh": "容积", "en": "Volume"}, "kind": "number", "unit": "m³"}
    changed = (await alice.put("/api/kinds/tank", json={**TANK, "fields": [volume], "version": 1})).json()
    assert (changed["version"], changed["fields"][0]["unit"]) == (2, "m³")
    tank = await registry.asset(await registry.site(), kind="tank", fields={"volume_m3": 12})
    assert (await alice.get(f"/api/assets/{tank}")).json()["fields"] == {"volume_m3": 12}
    assert [entry.detail["version"] for entry in await entries("tank")] == [1, 2]


async def test_installing_again_keeps_what_the_city_edited(alice: httpx2.AsyncClient, cast: Cast) -> None:  # noqa: ARG001
    first = await install_kinds(system_actor())
    assert first > 15
    pump = next(kind for kind in (await alice.get("/api/kinds")).json() if kind["key"] == "pump")
    await alice.put("/api/kinds/pump", json={**pump, "name": {"zh": "水泵", "en": "Pump"}})
    assert await install_kinds(system_actor()) == 0
    kinds = (await alice.get("/api/kinds")).json()
    assert [kind["name"]["zh"] for kind in kinds if kind["key"] == "pump"] == ["水泵"]
    assert (len(kinds), kinds[0]["key"]) == (first, "heat_source_plant")
