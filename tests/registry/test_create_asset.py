"""POST /api/assets"""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from heating.lib.ids import new_id
from tests.cast import CREW_A, CREW_B, JUHE, ONE, WANBOLIN, Cast, SignIn
from tests.registry.conftest import Registry, changes_of, count, entries, wrong

PATH = "/api/assets"


@pytest.fixture
def body(site: UUID) -> dict[str, Any]:
    return {"name": "2号循环泵", "kind": "pump", "site": str(site)}


async def test_it_refuses_who_may_not_write(bob: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    assert (await bob.post(PATH, json=body)).status_code == 403
    assert await count("asset") == 0


async def test_it_refuses_a_site_of_others_as_if_it_were_not_there(
    charlie: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    for site in (body["site"], str(uuid4())):
        assert ("/site", "site.unknown") in wrong(await charlie.post(PATH, json={**body, "site": site}))


async def test_it_names_every_wrong_field_at_once(
    alice: httpx2.AsyncClient, body: dict[str, Any], far_site: UUID, registry: Registry
) -> None:
    elsewhere = await registry.asset(far_site)
    strange = {
        "name": " ",
        "kind": "pipe_network",
        "parent": str(elsewhere),
        "area": "taiyuan/x/",
        "safety_owner_id": str(uuid4()),
        "source_id": "7",
    }
    assert wrong(await alice.post(PATH, json={**body, **strange})) == {
        ("/name", "required"),
        ("/kind", "kind.no_asset"),
        ("/parent", "parent.unknown"),
        ("/area", "area.unknown"),
        ("/safety_owner_id", "person.unknown"),
        ("/source", "required"),
    }


async def test_it_holds_the_fields_to_the_kind(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    boiler = {**body, "kind": "boiler"}
    fields = {"fuel": "uranium", "capacity_mw": "29", "colour": "red", "external_inspection_until": "2026-2-1"}
    assert wrong(await alice.post(PATH, json={**boiler, "fields": fields})) == {
        ("/fields/fuel", "field.option"),
        ("/fields/capacity_mw", "field.type"),
        ("/fields/colour", "field.unknown"),
        ("/fields/external_inspection_until", "field.type"),
    }
    good = {"fuel": "gas", "capacity_mw": 29, "model": ""}
    assert (await alice.post(PATH, json={**boiler, "fields": good})).json()["fields"] == {
        "fuel": "gas",
        "capacity_mw": 29,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"status": "retired"},
        {"limits": {"Supply Pressure": {"low": 1}}},
        {"in_service_on": "1899-12-31"},
        {"in_service_on": "2026-02-30"},
        {"households": 2**31},
        {"fields": {"model": [1]}},
    ],
)
async def test_it_refuses_values_out_of_bounds(
    alice: httpx2.AsyncClient, body: dict[str, Any], change: dict[str, Any]
) -> None:
    assert (await alice.post(PATH, json={**body, **change})).status_code == 422
    assert await count("asset") == 0


async def test_it_refuses_a_taken_code(alice: httpx2.AsyncClient, body: dict[str, Any], asset: UUID) -> None:  # noqa: ARG001
    assert wrong(await alice.post(PATH, json={**body, "code": "P-1"})) == {("/code", "code.taken")}


async def test_it_refuses_an_id_with_other_content(
    alice: httpx2.AsyncClient, body: dict[str, Any], asset: UUID
) -> None:
    answer = await alice.post(PATH, json={**body, "id": str(asset)})
    assert (answer.status_code, answer.json()["code"]) == (409, "registry.id_taken")


async def test_it_answers_the_same_again_even_after_a_change(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    first = {**body, "id": str(new_id())}
    assert (await alice.post(PATH, json=first)).status_code == 201
    await alice.patch(f"{PATH}/{first['id']}", json={"version": 1, "name": "改名"})
    again = await alice.post(PATH, json=first)
    assert (again.status_code, again.json()["name"], again.json()["version"]) == (201, "改名", 2)
    assert await count("asset") == 1


async def test_what_is_left_out_comes_from_the_site(
    alice: httpx2.AsyncClient, body: dict[str, Any], cast: Cast
) -> None:
    shown = (await alice.post(PATH, json=body)).json()
    bob = {"id": str(cast.users["bob"].id), "name": "Bob"}
    assert (shown["organization"], shown["area"]) == (CREW_A, JUHE)
    assert (shown["responsible"], shown["safety_owner"]) == (bob, bob)
    assert (shown["status"], shown["site_name"], shown["code"]) == ("in_service", "和平路热力站", "BE-000001")
    assert [entry.action for entry in await entries(shown["id"])] == ["asset.created"]
    assert (await entries(shown["id"]))[0].detail["site"] == body["site"]
    assert await changes_of(shown["id"]) == [("upsert", CREW_A, JUHE)]


async def test_it_keeps_all_that_is_given(
    alice: httpx2.AsyncClient, body: dict[str, Any], cast: Cast, asset: UUID
) -> None:
    alices = str(cast.users["alice"].id)
    given = {
        "organization": CREW_B,
        "area": WANBOLIN,
        "parent": str(asset),
        "status": "standby",
        "responsible_id": alices,
        "in_service_on": "2019-10-20",
        "limits": {"supply_pressure": {"low": 0.3, "high": 0.6}},
        "source": "erp",
        "source_id": "P-77",
        "heated_area_m2": 1200.5,
    }
    shown = (await alice.post(PATH, json={**body, **given})).json()
    responsible = shown.pop("responsible")
    assert responsible["id"] == alices
    assert {key: shown[key] for key in given if key != "responsible_id"} == {
        key: value for key, value in given.items() if key != "responsible_id"
    }


async def test_a_manager_creates_at_the_sites_of_the_company(sign_in: SignIn, body: dict[str, Any]) -> None:
    manager = await sign_in("company_manager", ONE)
    assert (await manager.post(PATH, json=body)).status_code == 201
