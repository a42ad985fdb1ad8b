"""GET /api/readiness/sites and the same as an Excel table."""

from io import BytesIO
from typing import Any

import httpx2
import pytest
from python_calamine import CalamineWorkbook

from heating.hazards.rules import Grade
from tests.readiness.world import World, noon

pytestmark = pytest.mark.usefixtures("assessed")

ADDRESS = "/api/readiness/sites"


@pytest.fixture
async def assessed(world: World) -> None:
    """Mine is ready; theirs is blocked."""
    await world.make_ready()
    await world.report(world.theirs, Grade.MAJOR, noon(9, 1), who="dora")
    await world.assess(noon(9, 20))


async def codes(client: httpx2.AsyncClient, **query: str) -> list[str]:
    answer = await client.get(ADDRESS, params=query)
    assert answer.status_code == 200, answer.text
    return [item["site"]["code"] for item in answer.json()["items"]]


async def test_it_refuses_a_crew_member_and_hides_other_companies(
    bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    assert (await bob.get(ADDRESS)).status_code == 403
    assert await codes(charlie) == ["S2"]


@pytest.mark.parametrize("query", [{"sort": "luck"}, {"state": "fine"}, {"limit": "0"}, {"organization": "UP"}])
async def test_it_refuses_a_wrong_query(alice: httpx2.AsyncClient, query: dict[str, str]) -> None:
    assert (await alice.get(ADDRESS, params=query)).status_code == 422


async def test_it_puts_first_what_needs_attention(alice: httpx2.AsyncClient) -> None:
    assert await codes(alice) == ["S2", "S1"]
    assert await codes(alice, sort="name") == ["S1", "S2"]
    assert await codes(alice, sort="households") == ["S1", "S2"]
    assert await codes(alice, sort="safety") == ["S2", "S1"]


async def test_it_filters(alice: httpx2.AsyncClient) -> None:
    assert await codes(alice, state="ready") == ["S1"]
    assert await codes(alice, organization="taiyuan/heat-two/") == ["S2"]
    assert await codes(alice, area="taiyuan/xinghualing/") == ["S1"]
    assert await codes(alice, kind="courtyard") == []


@pytest.mark.parametrize("sort", ["state", "on_time", "quality", "safety", "name", "households"])
async def test_it_pages_without_loss_or_repetition(alice: httpx2.AsyncClient, sort: str) -> None:
    first = (await alice.get(ADDRESS, params={"limit": 1, "sort": sort})).json()
    second = (await alice.get(ADDRESS, params={"limit": 1, "sort": sort, "cursor": first["next"]})).json()
    assert second["next"] is None
    assert {page["items"][0]["site"]["code"] for page in (first, second)} == {"S1", "S2"}


async def test_it_bears_a_cursor_of_another_sort_order(alice: httpx2.AsyncClient) -> None:
    by_name = (await alice.get(ADDRESS, params={"limit": 1, "sort": "name"})).json()
    for sort in ("state", "households"):
        answer = await alice.get(ADDRESS, params={"sort": sort, "cursor": by_name["next"]})
        assert answer.status_code == 200


async def test_it_shows_scores_counts_and_reasons(alice: httpx2.AsyncClient) -> None:
    theirs, mine = (await alice.get(ADDRESS)).json()["items"]
    assert (mine["state"], mine["on_time"], mine["inspected"], mine["assets"]) == ("ready", 100, 2, 2)
    assert (mine["ready_on"], mine["blockers"]) == ("2026-09-10", [])
    assert (theirs["state"], theirs["safety"], theirs["quality"]) == ("blocked", 0, None)
    assert [reason["code"] for reason in theirs["blockers"]] == ["major_hazard", "plan_missing"]


async def table(client: httpx2.AsyncClient, language: str) -> list[list[Any]]:
    answer = await client.get("/api/readiness.xlsx", headers={"accept-language": language})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="readiness-')
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


async def test_it_refuses_the_table_to_a_crew_member(bob: httpx2.AsyncClient) -> None:
    assert (await bob.get("/api/readiness.xlsx")).status_code == 403


async def test_it_downloads_the_table_of_what_the_reader_sees(charlie: httpx2.AsyncClient) -> None:
    assert [line[0] for line in (await table(charlie, "zh"))[2:]] == ["S2"]


async def test_it_downloads_the_table_in_the_reader_s_language(alice: httpx2.AsyncClient) -> None:
    as_of, titles, first, second = await table(alice, "zh")
    assert as_of[0].startswith("数据截至 20")
    assert titles[-3:] == ["薄弱环节", "特批至", "原因"]
    assert titles[:7] == ["编号", "站点", "类型", "供热企业", "区县", "户数", "状态"]
    assert first[:7] == ["S1", "S1热力站", "热力站", "第一热力公司", "杏花岭区", 900.0, "就绪"]
    assert second[6] == "受阻"
    assert second[-1] == "重大隐患未销号 1 项；1 项隐患尚无完整治理方案"
