"""GET /api/assets, GET /api/assets/{id}"""

from uuid import UUID, uuid4

import httpx2
import pytest

from tests.cast import CREW_A, CREW_B, JUHE, ONE, WANBOLIN
from tests.registry.conftest import Registry
from tests.registry.test_list_sites import codes


async def test_it_refuses_a_stranger(stranger: httpx2.AsyncClient, asset: UUID) -> None:
    assert (await stranger.get("/api/assets")).status_code == 401
    assert (await stranger.get(f"/api/assets/{asset}")).status_code == 401


@pytest.mark.parametrize("query", ["status=broken", "site=x", "kind=Pump", "limit=0", "size=1"])
async def test_it_refuses_wrong_queries(alice: httpx2.AsyncClient, query: str) -> None:
    assert (await alice.get(f"/api/assets?{query}")).status_code == 422


async def test_it_hides_assets_of_others(charlie: httpx2.AsyncClient, asset: UUID) -> None:
    assert codes(await charlie.get("/api/assets")) == []
    assert (await charlie.get(f"/api/assets/{asset}")).json()["code"] == "registry.not_found"
    assert (await charlie.get(f"/api/assets/{uuid4()}")).status_code == 404
    assert (await charlie.get("/api/assets/nonsense")).status_code == 404


async def test_it_shows_a_crew_what_is_its_own(bob: httpx2.AsyncClient, registry: Registry, site: UUID) -> None:
    await registry.asset(site, code="mine")
    await registry.asset(site, code="theirs", organization=CREW_B)
    assert codes(await bob.get("/api/assets")) == ["mine"]


async def test_it_filters(
    registry: Registry, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, site: UUID, far_site: UUID
) -> None:
    await registry.asset(site, code="A", name="1号循环泵")
    await registry.asset(site, code="B", name="板式换热器", kind="heat_exchanger", status="standby")
    await registry.asset(far_site, code="C", name="2号循环泵", organization=CREW_A, area=JUHE)
    await registry.asset(far_site, code="D", name="Umwälzpumpe", area=WANBOLIN)
    for query, expected in (
        ({}, ["A", "B", "C", "D"]),
        ({"site": str(site)}, ["A", "B"]),
        ({"site": str(uuid4())}, []),
        ({"kind": "pump"}, ["A", "C", "D"]),
        ({"status": "standby"}, ["B"]),
        ({"organization": ONE}, ["A", "B", "C"]),
        ({"area": WANBOLIN}, ["D"]),
        ({"q": "循环泵"}, ["A", "C"]),
        ({"q": "xhb"}, ["A", "C"]),
        ({"q": "umwalz"}, ["D"]),
        ({"q": "循环泵", "site": str(site)}, ["A"]),
    ):
        assert codes(await alice.get("/api/assets", params=query)) == expected, query
    assert codes(await charlie.get("/api/assets", params={"q": "循环泵"})) == []


async def test_it_pages(registry: Registry, alice: httpx2.AsyncClient, site: UUID) -> None:
    for number in range(5):
        await registry.asset(site, code=f"P-{number}")
    pages, cursor = [], None
    while True:
        answer = await alice.get("/api/assets", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        pages.append(codes(answer))
        cursor = answer.json()["next"]
        if cursor is None:
            break
    assert pages == [["P-0", "P-1"], ["P-2", "P-3"], ["P-4"]]
