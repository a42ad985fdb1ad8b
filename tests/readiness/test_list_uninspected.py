"""GET /api/readiness/uninspected: what nobody has inspected in this season."""

import httpx2
import pytest

from tests.readiness.world import World, noon

ADDRESS = "/api/readiness/uninspected"


async def codes(client: httpx2.AsyncClient, **query: str) -> list[str]:
    answer = await client.get(ADDRESS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


async def test_it_refuses_a_crew_member_and_hides_other_companies(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await world.assess(noon(6, 1))
    assert (await bob.get(ADDRESS)).status_code == 403
    assert await codes(charlie) == ["S2-P", "S2-R"]


@pytest.mark.parametrize("query", [{"site": "mine"}, {"kind": "PUMP"}, {"cursor": "?"}])
async def test_it_refuses_a_wrong_query(world: World, alice: httpx2.AsyncClient, query: dict[str, str]) -> None:
    assert world
    assert (await alice.get(ADDRESS, params=query)).status_code in (400, 422)


async def test_it_becomes_empty_by_inspecting(world: World, alice: httpx2.AsyncClient) -> None:
    await world.make_ready()
    await world.make_ready(theirs=True)
    await world.assess(noon(9, 20))
    assert await codes(alice) == []


async def test_it_names_the_asset_its_site_and_who_is_responsible(world: World, alice: httpx2.AsyncClient) -> None:
    await world.assess(noon(6, 1))
    first = (await alice.get(ADDRESS)).json()["items"][0]
    assert (first["id"], first["kind"], first["site"]["name"]) == (str(world.pump), "pump", "S1热力站")
    assert first["responsible"] == {"id": str(world.cast.users["bob"].id), "name": "Bob"}


async def test_it_filters_and_pages(world: World, alice: httpx2.AsyncClient) -> None:
    await world.assess(noon(6, 1))
    assert await codes(alice, kind="pump") == ["S1-P", "S2-P"]
    assert await codes(alice, site=str(world.theirs)) == ["S2-P", "S2-R"]
    assert await codes(alice, area="taiyuan/xinghualing/") == ["S1-P", "S1-R"]
    first = (await alice.get(ADDRESS, params={"limit": 3})).json()
    assert await codes(alice, cursor=first["next"]) == ["S2-R"]
