"""GET /api/hazards/ledger.xlsx"""

import zipfile
from io import BytesIO
from typing import Any

import httpx2
import pytest
from python_calamine import CalamineWorkbook

from heating.lib import clock
from tests.cast import CITY, WANBOLIN, SignIn
from tests.hazards.past import Past, day
from tests.inspections.world import World

PATH = "/api/hazards/ledger.xlsx"
FORMULA = '=HYPERLINK("http://x","y")'


@pytest.fixture
async def past(world: World) -> Past:
    return await Past(world).build()


async def sheet(client: httpx2.AsyncClient, **query: str) -> list[list[Any]]:
    answer = await client.get(PATH, params=query)
    assert answer.status_code == 200, answer.text
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


async def rows(client: httpx2.AsyncClient, **query: str) -> list[dict[str, Any]]:
    _, _, titles, *lines = await sheet(client, **query)
    return [dict(zip(titles, line, strict=True)) for line in lines]


async def test_it_refuses_strangers_and_unknown_filters(stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    assert (await stranger.get(PATH)).status_code == 401
    assert (await bob.get(PATH, params={"grades": "major"})).status_code == 422


async def test_it_holds_what_one_sees_and_asks_for(past: Past, sign_in: SignIn, bob: httpx2.AsyncClient) -> None:
    await past.reported(day(6, 1))
    await past.confirmed(day(6, 2), grade="larger")
    assert [row["隐患等级"] for row in await rows(bob)] == ["一般", "较大"]
    assert [row["隐患等级"] for row in await rows(bob, grade="larger")] == ["较大"]
    assert [row["状态"] for row in await rows(bob, status="reported")] == ["待确认"]
    assert await rows(await sign_in("charlie")) == []
    assert await rows(await sign_in("district_officer", CITY, WANBOLIN)) == []


async def test_a_line_tells_the_whole_life(past: Past, alice: httpx2.AsyncClient) -> None:
    hazard = await past.confirmed(day(6, 1), grade="larger", code="station_pipework", description="法兰滴水")
    plan = {
        "responsibility": {"organization": "taiyuan/heat-one/crew-a/", "person": str(past.actor("bob").id)},
        "time_limit_on": "2026-06-10",
        "measures": "停泵更换密封垫",
        "funds": {"amount_cny": 1200.5, "source": "大修费"},
        "contingency": "备用泵运行",
    }
    await past.plan(hazard, day(6, 1, 3), **plan)
    await past.supervise(hazard, day(6, 1, 4), "dora")
    await past.rectify(hazard, day(6, 2))
    await past.send_back(hazard, day(6, 2, 3))
    await past.rectify(hazard, day(6, 3), done="更换法兰")
    await past.accept(hazard, day(6, 3, 4))
    with clock.travel(day(6, 4)):
        heading, line, _, *_ = await sheet(alice)
        [row] = await rows(alice)
    assert (heading[0], line[0]) == ("供热安全隐患排查治理台账", "填报单位：太原市　　数据截至：2026-06-04 10:00")
    assert (
        row
        | {
            "序号": 1.0,
            "场站": "站 S1",
            "隐患内容": "站内管道渗漏\n法兰滴水",
            "类别编码": "1111 站内管道与保温",
            "隐患等级": "较大",
            "薄弱环节": "否",
            "来源": "人工上报",
            "上报人": "Bob",
            "责任单位": "一公司甲班",
            "责任人": "Bob",
            "整改期限": "2026-06-16 24:00",
            "治理措施": "停泵更换密封垫",
            "治理资金及来源": "1,200.50 元（大修费）",
            "应急预案": "备用泵运行",
            "挂牌督办领导": "Dora",
            "整改情况": "更换法兰",
            "是否按期": "是",
            "返工次数": 1.0,
            "核查人": "Sam",
            "状态": "已销号",
        }
        == row
    )
    assert [str(row[title]) for title in ("发现时间", "整改完成时间", "销号时间")] == [
        "2026-06-01 10:00:00",
        "2026-06-03 10:00:00",
        "2026-06-03 12:00:00",
    ]


async def test_it_is_a_table_in_the_readers_language_without_formulas(past: Past, alice: httpx2.AsyncClient) -> None:
    await past.reported(day(6, 1), title=FORMULA, description="@SUM(1)")
    [row] = await rows(alice, lang="en")
    assert (row["Hazard found"], row["Grade"], row["Weak link"]) == (f"{FORMULA}\n@SUM(1)", "General", "no")
    with zipfile.ZipFile(BytesIO((await alice.get(PATH)).content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


async def test_it_goes_on_after_a_page_and_counts_through(
    past: Past, alice: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heating.hazards.spreadsheet._PAGE", 2)
    for of_month in range(1, 6):
        await past.reported(day(6, of_month))
    found = await rows(alice)
    assert [row["序号"] for row in found] == [1, 2, 3, 4, 5]
    assert len({row["隐患编号"] for row in found}) == 5


async def test_it_answers_a_head_request(past: Past, alice: httpx2.AsyncClient) -> None:
    await past.reported(day(6, 1))
    answer = await alice.head(PATH)
    assert (answer.status_code, answer.content) == (200, b"")
