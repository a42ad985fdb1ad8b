"""GET /api/search"""

from uuid import UUID

import httpx2
import pytest

from tests.cast import CREW_C, WANBOLIN, SignIn
from tests.registry.conftest import Registry


async def found(client: httpx2.AsyncClient, q: str, **query: int) -> list[str]:
    answer = await client.get("/api/search", params={"q": q, **query})
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


@pytest.fixture(autouse=True)
async def city(registry: Registry) -> UUID:
    station = await registry.site(code="RLZ-12", name="和平路热力站", name_en="Heping Road Station")
    await registry.asset(station, code="RLZ-12-1", name="和平路1号泵")
    await registry.asset(station, code="B-1", name="长风街换热器", kind="heat_exchanger")
    await registry.site(CREW_C, WANBOLIN, code="RLZ-13", name="和平南路热力站")
    return station


async def test_it_refuses_a_stranger_and_an_empty_question(
    stranger: httpx2.AsyncClient, alice: httpx2.AsyncClient
) -> None:
    assert (await stranger.get("/api/search", params={"q": "x"})).status_code == 401
    for query in ("", "q=", "q=" + "x" * 101, "q=x&limit=0", "q=x&limit=101"):
        assert (await alice.get(f"/api/search?{query}")).status_code == 422, query


async def test_it_finds_nothing_of_others(charlie: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    assert await found(charlie, "heping") == ["RLZ-13"]
    assert await found(bob, "heping") == ["RLZ-12", "RLZ-12-1"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("和平路", ["RLZ-12", "RLZ-12-1"]),
        ("和平", ["RLZ-12", "RLZ-13", "RLZ-12-1"]),
        ("hplrlz", ["RLZ-12"]),
        ("HPL", ["RLZ-12", "RLZ-12-1"]),
        ("hepinglu", ["RLZ-12", "RLZ-12-1"]),
        ("heping road", ["RLZ-12"]),
        ("和平 热力站", ["RLZ-12", "RLZ-13"]),
        ("changfeng", ["B-1"]),
        ("zhangfeng", ["B-1"]),
        ("cfj", ["B-1"]),
        ("rlz-12", ["RLZ-12", "RLZ-12-1"]),
        ("RLZ-12-1", ["RLZ-12-1"]),
        ("LZ-1", ["RLZ-12", "RLZ-13", "RLZ-12-1"]),
        ("ＲＬＺ－１２", ["RLZ-12", "RLZ-12-1"]),
        ("%", []),
        ("'", []),
        ("\\", []),
        ("   ", []),
        ("不存在", []),
    ],
)
async def test_it_finds_by_name_code_pinyin_and_initials(
    alice: httpx2.AsyncClient, q: str, expected: list[str]
) -> None:
    assert await found(alice, q) == expected


async def test_it_puts_the_exact_code_first(alice: httpx2.AsyncClient, registry: Registry, city: UUID) -> None:
    await registry.asset(city, code="RLZ")
    assert (await found(alice, "rlz"))[0] == "RLZ"
    assert await found(alice, "rlz", limit=2) == ["RLZ", "RLZ-12"]


async def test_it_says_what_was_found(alice: httpx2.AsyncClient, city: UUID) -> None:
    hit = (await alice.get("/api/search", params={"q": "RLZ-12-1"})).json()["items"][0]
    assert (hit["subject"], hit["site"], hit["site_name"], hit["status"]) == (
        "asset",
        str(city),
        "和平路热力站",
        "in_service",
    )


async def test_what_moved_is_found_in_its_new_scope_only(
    alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, sign_in: SignIn, city: UUID
) -> None:
    change = {"version": 1, "organization": CREW_C, "area": WANBOLIN}
    await alice.patch(f"/api/sites/{city}", json=change)
    assert await found(bob, "hplrlz") == []
    assert await found(await sign_in("charlie"), "hplrlz") == ["RLZ-12"]
