"""POST /api/sites"""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from heating.lib.ids import new_id
from tests.cast import CITY, CREW_A, CREW_C, JUHE, ONE, TWO, WANBOLIN, Cast, SignIn
from tests.registry.conftest import Registry, changes_of, count, entries, wrong

PATH = "/api/sites"


@pytest.fixture
def body(cast: Cast, registry: Registry) -> dict[str, Any]:  # noqa: ARG001 - the kinds
    bob = str(cast.users["bob"].id)
    people = {"responsible_id": bob, "safety_owner_id": bob}
    return {"name": "和平路热力站", "kind": "heat_station", "organization": CREW_A, "area": JUHE, **people}


async def test_it_refuses_who_may_not_write(bob: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    assert (await bob.post(PATH, json=body)).status_code == 403
    assert await count("site") == 0


async def test_it_refuses_places_of_others(charlie: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    assert wrong(await charlie.post(PATH, json=body)) == {("/organization", "organization.unknown")}


async def test_it_refuses_areas_outside_of_the_actors(sign_in: SignIn, body: dict[str, Any]) -> None:
    manager = await sign_in("company_manager", ONE, JUHE)
    assert wrong(await manager.post(PATH, json={**body, "area": WANBOLIN})) == {("/area", "area.unknown")}


async def test_it_names_every_wrong_field_at_once(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    strange = {
        "name": " ",
        "kind": "pump",
        "organization": f"{CITY}nowhere/",
        "area": f"{CITY}nowhere/",
        "responsible_id": str(uuid4()),
        "source": "erp",
    }
    assert wrong(await alice.post(PATH, json={**body, **strange})) == {
        ("/name", "required"),
        ("/kind", "kind.no_site"),
        ("/organization", "organization.unknown"),
        ("/area", "area.unknown"),
        ("/responsible_id", "person.unknown"),
        ("/source_id", "required"),
    }
    assert wrong(await alice.post(PATH, json={**body, "kind": "castle"})) == {("/kind", "kind.unknown")}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"code": ""}, "/code"),
        ({"code": " S"}, "/code"),
        ({"households": -1}, "/households"),
        ({"heated_area_m2": 1e13}, "/heated_area_m2"),
        ({"position": {"longitude": 181, "latitude": 0}}, "/position/longitude"),
        ({"position": {"longitude": 112, "latitude": 37, "system": "bd09"}}, "/position/system"),
        ({"name": "一\u0000二"}, "/name"),
        ({"colour": "red"}, ""),
    ],
)
async def test_it_refuses_values_out_of_bounds(
    alice: httpx2.AsyncClient, body: dict[str, Any], change: dict[str, Any], pointer: str
) -> None:
    answer = await alice.post(PATH, json={**body, **change})
    assert {at for at, _ in wrong(answer)} == {pointer}


async def test_it_refuses_a_taken_code_and_source(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    taken = {**body, "code": "RLZ-1", "source": "erp", "source_id": "7"}
    assert (await alice.post(PATH, json=taken)).status_code == 201
    assert wrong(await alice.post(PATH, json=taken)) == {("/code", "code.taken"), ("/source_id", "source_id.taken")}
    assert await count("site") == 1


async def test_it_refuses_an_id_with_other_content(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    first = {**body, "id": str(new_id())}
    assert (await alice.post(PATH, json=first)).status_code == 201
    again = await alice.post(PATH, json={**first, "name": "另一个"})
    assert (again.status_code, again.json()["code"]) == (409, "registry.id_taken")


async def test_it_hides_a_site_of_others_behind_its_id(
    charlie: httpx2.AsyncClient, alice: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    first = {**body, "id": str(new_id())}
    await alice.post(PATH, json=first)
    assert (await charlie.post(PATH, json=first)).status_code == 404


async def test_it_answers_the_same_again(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    first = {**body, "id": str(new_id())}
    answers = [await alice.post(PATH, json=first) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert (await count("site"), len(await entries(first["id"]))) == (1, 1)


async def test_it_creates_within_the_actors_own_company(charlie: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    answer = await charlie.post(PATH, json={**body, "organization": CREW_C})
    assert (answer.status_code, answer.json()["organization"]) == (201, CREW_C)
    assert (await charlie.post(PATH, json={**body, "organization": TWO})).status_code == 201


async def test_it_gives_codes_by_the_kinds_letters(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    codes = [
        (await alice.post(PATH, json={**body, "kind": kind})).json()["code"]
        for kind in ("courtyard", "heat_station", "courtyard")
    ]
    assert codes[1] == "RZ-000001"
    assert [int(code[3:]) for code in (codes[0], codes[2])] == [1, 2]


async def test_it_stores_positions_in_wgs84(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    """Tian'anmen's flagpole on an AMap link is some 560 m from where a satellite receiver says it is."""
    position = {"longitude": 116.397477, "latitude": 39.908692, "system": "gcj02", "source": "高德"}
    shown = (await alice.post(PATH, json={**body, "position": position})).json()
    assert shown["longitude"] == pytest.approx(116.391233, abs=2e-5)
    assert shown["latitude"] == pytest.approx(39.907290, abs=2e-5)
    assert shown["position_source"] == "高德 (gcj02)"
    plain = {"longitude": 112.5, "latitude": 37.8}
    shown = (await alice.post(PATH, json={**body, "position": plain})).json()
    assert (shown["longitude"], shown["latitude"]) == (112.5, 37.8)


async def test_it_shows_the_responsible_persons_and_tells_what_happened(
    alice: httpx2.AsyncClient, body: dict[str, Any], cast: Cast
) -> None:
    shown = (await alice.post(PATH, json={**body, "name": "  和平路热力站 ", "code": "RLZ-1"})).json()
    assert shown["name"] == "和平路热力站"
    assert shown["responsible"] == {"id": str(cast.users["bob"].id), "name": "Bob"}
    assert shown["version"] == 1
    id = UUID(shown["id"])
    assert [(entry.action, entry.actor_name) for entry in await entries(id)] == [("site.created", "Alice")]
    assert await changes_of(id) == [("upsert", CREW_A, JUHE)]
