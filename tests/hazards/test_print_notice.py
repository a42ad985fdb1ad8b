"""GET /api/hazards/{id}/notice.pdf"""

import io
import random

import httpx2
import pytest
from PIL import Image
from starlette.applications import Starlette

from heating.lib.ids import new_id
from tests.hazards.paper import codes_in, pages_of, pictures_in, text_of
from tests.hazards.past import Past, day
from tests.inspections.world import World, photo
from tests.photos.pictures import picture, sha256


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


async def test_it_shows_the_pictures_that_came_and_says_which_did_not(
    past: Past, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    near = picture(size=(3000, 2000), seed=5)
    taken = [{"sha256": sha256(near), "role": "close_up"}, photo("context", 9)]
    hazard = await past.reported(day(6, 1), photos=taken)
    without = await alice.get(f"/api/hazards/{hazard}/notice.pdf")
    assert text_of(without.content).count("照片尚未传到服务器") == 2
    assert pictures_in(without.content) == []
    await bob.put(f"/api/photos/{sha256(near)}", content=near)
    answer = await alice.get(f"/api/hazards/{hazard}/notice.pdf")
    assert text_of(answer.content).count("照片尚未传到服务器") == 1
    assert "近景" in text_of(answer.content)
    assert pictures_in(answer.content) == [(640, 427)]


async def test_its_pictures_stay_small(past: Past, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    noise = [noisy(seed) for seed in (1, 2)]
    hazard = await past.reported(
        day(6, 1),
        photos=[{"sha256": sha256(content), "role": role} for content, role in zip(noise, ROLES, strict=True)],
    )
    before = len((await alice.get(f"/api/hazards/{hazard}/notice.pdf")).content)
    for content in noise:
        await bob.put(f"/api/photos/{sha256(content)}", content=content)
    after = len((await alice.get(f"/api/hazards/{hazard}/notice.pdf")).content)
    assert 0 < after - before < 600_000


async def test_a_damaged_file_does_not_stop_the_notice(
    past: Past, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, app: Starlette
) -> None:
    near = picture(size=(400, 300), seed=6)
    taken = [{"sha256": sha256(near), "role": "close_up"}, photo("context", 9)]
    hazard = await past.reported(day(6, 1), photos=taken)
    await bob.put(f"/api/photos/{sha256(near)}", content=near)
    app.state.photos.path(sha256(near)).write_bytes(b"\xff\xd8\xff not a picture")
    answer = await alice.get(f"/api/hazards/{hazard}/notice.pdf")
    assert answer.status_code == 200
    assert text_of(answer.content).count("照片尚未传到服务器") == 2


ROLES = ("close_up", "context")


def noisy(seed: int) -> bytes:
    """The worst there is for a JPEG."""
    out = io.BytesIO()
    size = (1600, 1200)
    Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3)).save(out, "JPEG")
    return out.getvalue()
