"""/api/assets/{id}/supply and /api/supplies."""

from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from heating.accounts.actor import system_actor
from heating.network import queries
from heating.registry.asset_actions import retire_asset
from heating.registry.schemas import Retirement
from tests.cast import ONE, SignIn
from tests.network.conftest import Estates
from tests.registry.conftest import entries, wrong


@pytest.fixture
async def manager(sign_in: SignIn) -> AsyncClient:
    """Of the company that has 和平苑."""
    return await sign_in("company_manager", ONE)


def _supply(estates: Estates, building: str) -> str:
    return f"/api/assets/{estates[building]}/supply"


async def test_it_is_not_for_everybody(estates: Estates, sign_in: SignIn) -> None:
    bob = await sign_in("bob")
    answer = await bob.put(_supply(estates, "和平苑1号楼"), json={"station": str(estates["和平苑热力站"])})
    assert answer.status_code == 403


async def test_it_refuses_a_station_that_is_none(estates: Estates, manager: AsyncClient) -> None:
    other = await manager.put(_supply(estates, "和平苑1号楼"), json={"station": str(estates["和平苑2号楼"])})
    assert wrong(other) == {("/station", "station.wrong_kind")}
    unseen = await manager.put(_supply(estates, "和平苑1号楼"), json={"station": str(estates["宏光小区热力站"])})
    unknown = await manager.put(_supply(estates, "和平苑1号楼"), json={"station": str(uuid4())})
    assert wrong(unseen) == wrong(unknown) == {("/station", "station.unknown")}


async def test_it_refuses_to_supply_what_is_no_building(estates: Estates, manager: AsyncClient) -> None:
    answer = await manager.put(_supply(estates, "和平苑热力站"), json={"station": str(estates["和平苑热力站"])})
    assert (answer.status_code, answer.json()["code"]) == (422, "network.not_a_building")


async def test_it_refuses_retired_ones(estates: Estates, manager: AsyncClient) -> None:
    await retire_asset(system_actor(), estates["和平苑热力站"], Retirement(reason="停运", version=1))
    body = {"station": str(estates["和平苑热力站"])}
    assert wrong(await manager.put(_supply(estates, "和平苑1号楼"), json=body)) == {("/station", "station.retired")}


async def test_it_assigns_and_keeps_the_history(estates: Estates, manager: AsyncClient) -> None:
    address, body = _supply(estates, "和平苑1号楼"), {"station": str(estates["和平苑热力站"])}
    first = (await manager.put(address, json=body)).json()
    assert first["current"]["station"]["name_en"] == "Heping Station"
    again = (await manager.put(address, json=body)).json()
    assert again == first
    assert (await manager.delete(address)).status_code == 204
    assert (await manager.delete(address)).json()["code"] == "network.not_supplied"
    ended = (await manager.get(address)).json()
    assert ended["current"] is None
    (period,) = ended["history"]
    assert period["until_at"] is not None
    assert period["ended_by"]["name"].startswith("Company")
    told = [entry.action for entry in await entries(estates["和平苑1号楼"])]
    assert told == ["asset.created", "supply.assigned", "supply.ended"]


async def test_it_moves_a_building_to_another_station(estates: Estates) -> None:
    await estates.supply("和平苑1号楼", "和平苑热力站")
    await estates.supply("和平苑1号楼", "宏光小区热力站")
    found = await queries.supplying([estates["和平苑1号楼"], estates["和平苑2号楼"]])
    assert {id: supply.station for id, supply in found.items()} == {estates["和平苑1号楼"]: estates["宏光小区热力站"]}
    assert await queries.buildings_of(estates["宏光小区热力站"]) == [estates["和平苑1号楼"]]
    assert await queries.buildings_of(estates["和平苑热力站"]) == []


async def test_it_does_not_count_a_retired_station(estates: Estates, manager: AsyncClient) -> None:
    await estates.supply("和平苑1号楼", "和平苑热力站")
    await retire_asset(system_actor(), estates["和平苑热力站"], Retirement(reason="停运", version=1))
    assert await queries.supplying([estates["和平苑1号楼"]]) == {}
    shown = (await manager.get(_supply(estates, "和平苑1号楼"))).json()
    assert (shown["current"], len(shown["history"])) == (None, 1)
    without = (await manager.get("/api/supplies", params={"unsupplied": "true"})).json()
    assert len(without["items"]) == 3


async def test_it_refuses_many_with_every_wrong_one(estates: Estates, manager: AsyncClient) -> None:
    supplies = [
        {"building": "HEPI-1", "station": "HEPI-RZ"},
        {"building": "HEPI-9", "station": "HEPI-1"},
        {"building": "HONG-1", "station": "HONG-RZ"},
        {"building": "HEPI-1", "station": "HEPI-RZ"},
    ]
    assert wrong(await manager.post("/api/supplies", json={"supplies": supplies})) == {
        ("/supplies/1/building", "building.unknown"),
        ("/supplies/1/station", "station.wrong_kind"),
        ("/supplies/2/building", "building.unknown"),
        ("/supplies/2/station", "station.unknown"),
        ("/supplies/3/building", "building.twice"),
    }
    assert await queries.supplying([estates["和平苑1号楼"]]) == {}


async def test_it_assigns_many_and_lists_them(estates: Estates, manager: AsyncClient) -> None:
    supplies = [{"building": f"HEPI-{number}", "station": "HEPI-RZ"} for number in (1, 2)]
    answer = await manager.post("/api/supplies", json={"supplies": supplies})
    assert answer.json() == {"assigned": 2, "unchanged": 0}
    assert (await manager.post("/api/supplies", json={"supplies": supplies})).json() == {"assigned": 0, "unchanged": 2}
    page = (await manager.get("/api/supplies", params={"limit": 2})).json()
    assert [row["station"]["code"] for row in page["items"]] == ["HEPI-RZ", "HEPI-RZ"]
    rest = (await manager.get("/api/supplies", params={"cursor": page["next"]})).json()
    assert [(row["building"]["code"], row["station"]) for row in rest["items"]] == [("HEPI-3", None)]
    station = str(estates["和平苑热力站"])
    of_station = (await manager.get("/api/supplies", params={"station": station})).json()
    assert [row["building"]["code"] for row in of_station["items"]] == ["HEPI-1", "HEPI-2"]


async def test_it_puts_aliases(estates: Estates, manager: AsyncClient) -> None:
    address = f"/api/sites/{estates['和平苑']}/aliases"
    body = {"aliases": ["纺织厂宿舍", " 老  和平 ", "纺织厂宿舍"]}
    assert (await manager.put(address, json=body)).json() == {"aliases": ["纺织厂宿舍", "老 和平"]}
    assert (await manager.get(address)).json() == {"aliases": ["纺织厂宿舍", "老 和平"]}
    assert (await manager.get(f"/api/sites/{estates['宏光小区']}/aliases")).status_code == 404
    assert [entry.action for entry in await entries(estates["和平苑"])] == ["site.created", "site.aliases_changed"]


async def test_it_finds_buildings_by_their_names(estates: Estates, manager: AsyncClient) -> None:
    async def found(**query: str) -> list[str]:
        return [row["building"]["name"] for row in (await manager.get("/api/supplies", params=query)).json()["items"]]

    assert await found(q="2号楼") == ["和平苑2号楼"]
    assert await found(q="heping building 2") == ["和平苑2号楼"]
    assert await found(q="宏光") == []
    await estates.supply("和平苑2号楼", "和平苑热力站")
    assert "和平苑2号楼" not in await found(unsupplied="true")
    assert await found(unsupplied="true", q="2号楼") == []


async def test_it_counts_what_has_no_station(estates: Estates, manager: AsyncClient, sign_in: SignIn) -> None:
    before = (await manager.get("/api/supplies/count")).json()
    assert before["buildings"] == before["unsupplied"] > 1
    await estates.supply("和平苑1号楼", "和平苑热力站")
    after = (await manager.get("/api/supplies/count")).json()
    assert (after["buildings"], after["unsupplied"]) == (before["buildings"], before["unsupplied"] - 1)
    await retire_asset(system_actor(), estates["和平苑热力站"], Retirement(reason="停运", version=1))
    assert (await manager.get("/api/supplies/count")).json() == before
    seen = (await (await sign_in("charlie")).get("/api/supplies/count")).json()
    assert seen["unsupplied"] > 0
