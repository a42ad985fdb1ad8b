"""GET /api/exports/assets.xlsx"""

import zipfile
from io import BytesIO

import httpx2
from python_calamine import CalamineWorkbook

from heating.registry import asset_queries
from tests.cast import CREW_C, WANBOLIN
from tests.registry.conftest import Registry

PATH = "/api/exports/assets.xlsx"
FORMULA = '=HYPERLINK("http://x","y")'


def rows(answer: httpx2.Response) -> list[list[object]]:
    assert answer.status_code == 200
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


async def test_it_refuses_a_stranger(stranger: httpx2.AsyncClient) -> None:
    assert (await stranger.get(PATH)).status_code == 401


async def test_everyone_gets_what_he_sees(
    registry: Registry, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await registry.asset(await registry.site(), code="A")
    await registry.asset(await registry.site(CREW_C, WANBOLIN), code="C")
    found = [[row[2] for row in rows(await client.get(PATH))[1:]] for client in (alice, bob, charlie)]
    assert found == [["A", "C"], ["A"], ["C"]]


async def test_it_writes_no_formulas_and_no_links(registry: Registry, alice: httpx2.AsyncClient) -> None:
    site = await registry.site()
    for number, name in enumerate([FORMULA, "@SUM(1)", "+1", "-1", "http://evil.example/", "{=1}"]):
        await registry.asset(site, code=f"A{number}", name=name)
    answer = await alice.get(PATH)
    assert [row[3] for row in rows(answer)[1:]] == [FORMULA, "@SUM(1)", "+1", "-1", "http://evil.example/", "{=1}"]
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


async def test_it_speaks_the_readers_language(registry: Registry, alice: httpx2.AsyncClient) -> None:
    await registry.asset(await registry.site(), code="A", status="standby")
    chinese = rows(await alice.get(PATH))
    await alice.patch("/api/account", json={"language": "en"})
    english = rows(await alice.get(PATH))
    assert (chinese[0][:3], chinese[1][:2]) == (["类型", "状态", "编码"], ["水泵", "备用"])
    assert (english[0][:3], english[1][1]) == (["Kind", "Status", "Code"], "standby")
    assert len({len(row) for row in chinese}) == 1


async def test_it_goes_on_after_a_page(registry: Registry) -> None:
    site = await registry.site()
    for number in range(5):
        await registry.asset(site, code=f"A{number}")
    seen = [row.code async for page in asset_queries.every_asset(registry.cast.actor("bob"), 2) for row in page]
    assert seen == [f"A{number}" for number in range(5)]


async def test_it_answers_a_head_request(registry: Registry, alice: httpx2.AsyncClient) -> None:
    await registry.site()
    answer = await alice.head(PATH)
    assert (answer.status_code, answer.content) == (200, b"")
