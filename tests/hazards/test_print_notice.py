"""GET /api/hazards/{id}/notice.pdf"""

import httpx2
import pytest

from heating.lib.ids import new_id
from tests.hazards.paper import codes_in, pages_of, text_of
from tests.hazards.past import Past, day
from tests.inspections.world import World


@pytest.fixture
async def past(world: World) -> Past:
    return await Past(world).build()


async def test_it_refuses_strangers_and_those_who_do_not_see_the_hazard(
    past: Past, stranger: httpx2.AsyncClient, charlie: httpx2.AsyncClient, alice: httpx2.AsyncClient
) -> None:
    hazard = await past.reported(day(6, 1))
    assert (await stranger.get(f"/api/hazards/{hazard}/notice.pdf")).status_code == 401
    assert (await charlie.get(f"/api/hazards/{hazard}/notice.pdf")).status_code == 404
    assert (await alice.get(f"/api/hazards/{new_id()}/notice.pdf")).json()["code"] == "hazard.not_found"


async def test_it_says_what_is_to_be_done_by_whom_until_when(past: Past, alice: httpx2.AsyncClient) -> None:
    hazard = await past.confirmed(day(6, 1), grade="larger", code="station_pipework", description="法兰滴水")
    await past.plan(hazard, day(6, 1, 3), measures="停泵更换密封垫", funds={"amount_cny": 1200, "source": "大修费"})
    answer = await alice.get(f"/api/hazards/{hazard}/notice.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = text_of(answer.content)
    shown = await past.show(hazard)
    for words in (
        "隐患整改通知单",
        shown.number,
        "一公司甲班",
        "站内管道渗漏",
        "法兰滴水",
        "1111站内管道与保温",
        "无渗漏，支架牢固，保温完整。",
        "2026-06-1624:00",
        "停泵更换密封垫",
        "1,200元（大修费）",
        "太原市",
    ):
        assert words in text, words


async def test_its_code_leads_to_the_hazard(past: Past, alice: httpx2.AsyncClient) -> None:
    hazard = await past.confirmed(day(6, 1))
    answer = await alice.get(f"/api/hazards/{hazard}/notice.pdf", params={"lang": "en"})
    assert codes_in(answer.content) == [f"http://127.0.0.1:8000/app/hazards/{hazard}"]
    assert "Rectificationnotice" in text_of(answer.content)


async def test_what_people_wrote_is_never_markup_and_long_texts_go_on(past: Past, alice: httpx2.AsyncClient) -> None:
    hazard = await past.reported(day(6, 1), title="#panic() *x* $y$ <b>", description="很长的说明" * 600)
    answer = await alice.get(f"/api/hazards/{hazard}/notice.pdf")
    assert answer.status_code == 200
    assert "#panic()*x*$y$<b>" in text_of(answer.content)
    assert pages_of(answer.content) > 1
