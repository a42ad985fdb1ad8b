"""GET /api/sites, GET /api/sites/{id}"""

from uuid import UUID, uuid4

import httpx2
import pytest

from tests.cast import CITY, CREW_A, CREW_B, CREW_C, JUHE, ONE, WANBOLIN, XINGHUALING, SignIn
from tests.registry.conftest import Registry


def codes(answer: httpx2.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


async def test_it_refuses_a_stranger(stranger: httpx2.AsyncClient, site: UUID) -> None:
    assert (await stranger.get("/api/sites")).status_code == 401
    assert (await stranger.get(f"/api/sites/{site}")).status_code == 401


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "cursor=x", "colour=red", "organization=taiyuan", "q=" + "x" * 101]
)
async def test_it_refuses_wrong_queries(alice: httpx2.AsyncClient, query: str) -> None:
    assert (await alice.get(f"/api/sites?{query}")).status_code == 422


async def test_it_hides_sites_of_others(charlie: httpx2.AsyncClient, site: UUID, far_site: UUID) -> None:
    assert codes(await charlie.get("/api/sites")) == ["S-9"]
    assert (await charlie.get(f"/api/sites/{site}")).json()["code"] == "registry.not_found"
    assert (await charlie.get(f"/api/sites/{uuid4()}")).status_code == 404
    assert (await charlie.get(f"/api/sites/{far_site}")).json()["name"] == "下元热力站"


async def test_a_district_officer_sees_the_district(sign_in: SignIn, site: UUID, far_site: UUID) -> None:  # noqa: ARG001
    officer = await sign_in("district_officer", CITY, XINGHUALING)
    assert codes(await officer.get("/api/sites")) == ["S-1"]


async def test_it_filters(registry: Registry, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient) -> None:
    await registry.site(CREW_A, JUHE, code="A", name="和平路热力站", name_en="Heping Road")
    await registry.site(CREW_B, WANBOLIN, code="B", name="下元小区", kind="courtyard")
    await registry.site(CREW_C, WANBOLIN, code="C", name="100%_站")
    for query, expected in (
        ({}, ["A", "B", "C"]),
        ({"kind": "courtyard"}, ["B"]),
        ({"organization": ONE}, ["A", "B"]),
        ({"area": WANBOLIN}, ["B", "C"]),
        ({"organization": ONE, "area": WANBOLIN}, ["B"]),
        ({"q": "heping road"}, ["A"]),
        ({"q": "热力站 和平"}, ["A"]),
        ({"q": "xyxq"}, ["B"]),
        ({"q": "%_"}, ["C"]),
        ({"q": "_"}, ["C"]),
        ({"q": "  "}, ["A", "B", "C"]),
    ):
        assert codes(await alice.get("/api/sites", params=query)) == expected, query
    assert codes(await charlie.get("/api/sites", params={"organization": ONE})) == []


async def test_it_pages_by_code_without_gaps_while_sites_are_added(
    registry: Registry, alice: httpx2.AsyncClient
) -> None:
    for number in (2, 4, 6, 8):
        await registry.site(code=f"S-{number}")
    first = (await alice.get("/api/sites?limit=2")).json()
    await registry.site(code="S-1")
    await registry.site(code="S-5")
    rest = await alice.get("/api/sites", params={"limit": 3, "cursor": first["next"]})
    assert [item["code"] for item in first["items"]] == ["S-2", "S-4"]
    assert codes(rest) == ["S-5", "S-6", "S-8"]
    assert rest.json()["next"] is None
