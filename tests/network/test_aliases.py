"""GET /api/aliases."""

from typing import Any

import pytest
from httpx2 import AsyncClient

from tests.cast import ONE, SignIn
from tests.network.conftest import Estates


@pytest.fixture
async def manager(estates: Estates, sign_in: SignIn) -> AsyncClient:
    """Of the company that has 和平苑, which people call two other names."""
    client = await sign_in("company_manager", ONE)
    names = {"aliases": ["老机床厂宿舍", "机床  宿舍"]}
    answer = await client.put(f"/api/sites/{estates['和平苑']}/aliases", json=names)
    assert answer.json() == {"aliases": ["机床 宿舍", "老机床厂宿舍"]}
    return client


async def _found(client: AsyncClient, **query: Any) -> list[str]:
    answer = await client.get("/api/aliases", params=query)
    assert answer.status_code == 200, answer.text
    return [row["site"]["name"] for row in answer.json()["items"]]


@pytest.mark.usefixtures("manager")
async def test_it_shows_only_what_one_may_see(sign_in: SignIn) -> None:
    charlie = await sign_in("charlie")
    assert await _found(charlie, q="机床") == []
    assert "和平苑" not in await _found(charlie)


async def test_it_finds_by_either_name(manager: AsyncClient) -> None:
    for said in ("老机床厂", "宿舍 机床", "和平苑", "heping estate", "hpy"):
        assert "和平苑" in await _found(manager, q=said), said
    assert await _found(manager, q="机床 和平苑") == []


async def test_it_tells_sites_with_other_names_from_those_without(manager: AsyncClient) -> None:
    assert await _found(manager, named="true") == ["和平苑"]
    without = await _found(manager, named="false")
    assert without
    assert "和平苑" not in without
    assert sorted([*without, "和平苑"]) == sorted(await _found(manager))


async def test_it_pages(manager: AsyncClient) -> None:
    first = (await manager.get("/api/aliases", params={"limit": 1})).json()
    second = (await manager.get("/api/aliases", params={"limit": 1, "cursor": first["next"]})).json()
    assert first["items"][0]["site"]["id"] != second["items"][0]["site"]["id"]
