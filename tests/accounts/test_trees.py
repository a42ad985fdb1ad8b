"""/api/organizations and /api/areas."""

from typing import Any

import httpx2
import pytest

from heating.lib.ids import new_id
from tests.cast import CITY, CREW_C, JUHE, TWO, XINGHUALING, SignIn

NEW_CREW: dict[str, Any] = {"path": f"{TWO}crew-d/", "name": "二公司丁班", "kind": "crew"}
NEW_STREET: dict[str, Any] = {"path": f"{XINGHUALING}new/", "name": "新街道", "level": "street"}


def paths(response: httpx2.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["path"] for item in response.json()["items"]]


async def test_it_shows_ones_own_branch_and_the_way_up(charlie: httpx2.AsyncClient, alice: httpx2.AsyncClient) -> None:
    assert paths(await charlie.get("/api/organizations")) == [CITY, TWO, CREW_C]
    assert len(paths(await alice.get("/api/organizations"))) == 7


async def test_it_shows_ones_own_areas_and_the_way_up(sign_in: SignIn, alice: httpx2.AsyncClient) -> None:
    officer = await sign_in("district_officer", CITY, XINGHUALING)
    assert paths(await officer.get("/api/areas")) == [CITY, XINGHUALING, JUHE]
    assert len(paths(await alice.get("/api/areas"))) == 4


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"path": TWO}, 409, "accounts.path_taken"),
        ({"path": f"{TWO}none/deep/"}, 422, "accounts.unknown_parent"),
        ({"path": f"{TWO}Crew/"}, 422, "http.invalid"),
        ({"path": f"{TWO}crew"}, 422, "http.invalid"),
        ({"path": "/"}, 422, "http.invalid"),
        ({"kind": "guild"}, 422, "http.invalid"),
        ({"name": ""}, 422, "http.invalid"),
    ],
)
async def test_it_refuses_a_wrong_organization(
    alice: httpx2.AsyncClient, change: dict[str, str], status: int, code: str
) -> None:
    response = await alice.post("/api/organizations", json={**NEW_CREW, **change})
    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.parametrize(("path", "body"), [("/api/organizations", NEW_CREW), ("/api/areas", NEW_STREET)])
async def test_it_answers_a_repeated_creation_and_refuses_other_content(
    alice: httpx2.AsyncClient, path: str, body: dict[str, Any]
) -> None:
    named = {**body, "id": str(new_id())}
    first, again = [await alice.post(path, json=named) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = await alice.post(path, json={**named, "name": "别的"})
    assert (other.status_code, other.json()["code"]) == (409, "accounts.id_taken")


async def test_it_renames_an_organization_unless_someone_was_quicker(alice: httpx2.AsyncClient) -> None:
    made = (await alice.post("/api/organizations", json=NEW_CREW)).json()
    path = f"/api/organizations/{made['id']}"
    changed = await alice.patch(path, json={"version": 1, "name": "新名", "phone": "110"})
    assert (changed.json()["name"], changed.json()["phone"], changed.json()["name_en"]) == ("新名", "110", "二公司丁班")
    late = await alice.patch(path, json={"version": 1, "name": "晚了"})
    assert late.json()["code"] == "accounts.version_conflict"
    assert (await alice.patch(f"/api/organizations/{new_id()}", json={"version": 1})).status_code == 404


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"path": XINGHUALING}, "accounts.path_taken"),
        ({"path": f"{CITY}none/deep/"}, "accounts.unknown_parent"),
        ({"level": "planet"}, "http.invalid"),
    ],
)
async def test_it_refuses_a_wrong_area(alice: httpx2.AsyncClient, change: dict[str, str], code: str) -> None:
    assert (await alice.post("/api/areas", json={**NEW_STREET, **change})).json()["code"] == code


async def test_it_does_not_grow_areas_outside_of_ones_own(sign_in: SignIn) -> None:
    held = await sign_in("administrator", CITY, XINGHUALING)
    body = {**NEW_STREET, "path": f"{CITY}wanbolin/new/"}
    assert (await held.post("/api/areas", json=body)).status_code == 404
    assert (await held.post("/api/areas", json=NEW_STREET)).status_code == 201
