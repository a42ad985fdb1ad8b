"""GET and POST /api/assets/{id}/households"""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating.lib.ids import new_id
from tests.registry.conftest import Registry, count, entries


@pytest.fixture
async def building(registry: Registry, site: UUID) -> UUID:
    return await registry.asset(site, kind="building", name="3号楼")


def doors(*doors: tuple[str, str]) -> dict[str, Any]:
    return {"households": [{"unit": unit, "room": room} for unit, room in doors]}


async def test_it_refuses_who_may_not_write_or_see(
    bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, building: UUID
) -> None:
    path = f"/api/assets/{building}/households"
    assert (await bob.post(path, json=doors(("1", "101")))).status_code == 403
    assert (await charlie.post(path, json=doors(("1", "101")))).status_code == 404
    assert (await charlie.get(path)).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"households": []},
        {"households": [{"unit": "1"}]},
        {"households": [{"room": ""}]},
        {"households": [{"room": "  "}]},
        {"households": [{"room": "1" * 51}]},
        {"households": [{"room": "1"}] * 1001},
    ],
)
async def test_it_refuses_doors_without_number_or_too_many(
    alice: httpx2.AsyncClient, building: UUID, body: dict[str, Any]
) -> None:
    assert (await alice.post(f"/api/assets/{building}/households", json=body)).status_code == 422
    assert await count("household") == 0


async def test_it_refuses_an_id_that_is_in_use(
    alice: httpx2.AsyncClient, building: UUID, registry: Registry, site: UUID
) -> None:
    other, id = await registry.asset(site, kind="building"), str(new_id())
    assert (
        await alice.post(f"/api/assets/{other}/households", json={"households": [{"id": id, "room": "101"}]})
    ).status_code == 200
    for rooms in (["102"], ["103", "104"]):
        body = {"households": [{"id": id if len(rooms) == 1 else str(building), "room": room} for room in rooms]}
        answer = await alice.post(f"/api/assets/{building}/households", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "registry.id_taken")


async def test_it_adds_each_door_once(alice: httpx2.AsyncClient, building: UUID) -> None:
    path = f"/api/assets/{building}/households"
    added = [
        (await alice.post(path, json=given)).json()["added"]
        for given in (doors(("1", "101"), ("1", "102"), (" 1", "101 ")), doors(("1", "101"), ("2", "101")))
    ]
    assert added == [2, 1]
    assert await count("household") == 3
    told = [entry for entry in await entries(building) if entry.action == "households.added"]
    assert [entry.detail["count"] for entry in told] == [2, 1]
    assert (await alice.post(path, json=doors(("1", "101")))).json() == {"added": 0}
    assert len(await entries(building)) == 3


async def test_it_lists_and_finds_and_pages(alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, building: UUID) -> None:
    path = f"/api/assets/{building}/households"
    await alice.post(path, json=doors(("1", "101"), ("1", "102A"), ("2", "101"), ("", "100%")))
    assert [item["path"] for item in (await bob.get(path)).json()["items"]] == [
        "3号楼 100%",
        "3号楼 1 101",
        "3号楼 1 102A",
        "3号楼 2 101",
    ]
    for q, expected in (("101", ["101", "101"]), ("102a", ["102A"]), ("%", ["100%"]), ("_", []), ("2-1", ["101"])):
        found = (await bob.get(path, params={"q": q})).json()["items"]
        assert [item["room"] for item in found] == expected, q
    first = (await bob.get(path, params={"limit": 2})).json()
    rest = (await bob.get(path, params={"limit": 2, "cursor": first["next"]})).json()
    assert [item["room"] for item in [*first["items"], *rest["items"]]] == ["100%", "101", "102A", "101"]
    assert rest["next"] is None
