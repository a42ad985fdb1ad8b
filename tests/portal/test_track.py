"""/track and /track/{code}."""

import re
from datetime import timedelta

import httpx2
import pytest

from heating.complaints.residents import tracking
from heating.lib import clock
from heating.lib.buckets import Buckets
from heating.portal import track_routes
from heating.portal.guessing import MOST_MISSES, Guesses
from tests.complaints.living import NIGHT, Life
from tests.photos.pictures import picture
from tests.portal.conftest import Resident


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_routes, "_guesses", Guesses())
    monkeypatch.setattr(track_routes, "_steps", Buckets(20, timedelta(hours=1)))


async def address(life: Life) -> str:
    return f"/track/{(await life.as_it_is()).tracking_code}"


@pytest.mark.parametrize("code", ["0" * 12, "x", "%3Cscript%3Ealert(1)", "..%2f..%2fetc", "%00", "a" * 3000])
async def test_it_does_not_know_other_codes(stranger: httpx2.AsyncClient, life: Life, code: str) -> None:
    for answer in (await stranger.get(f"/track/{code}"), await stranger.post(f"/track/{code}", data={"act": "warm"})):
        assert answer.status_code == 404
        assert "<script>alert" not in answer.text
    assert await life.status() == "dispatched"


async def test_it_stops_who_tries_codes(stranger: httpx2.AsyncClient, life: Life) -> None:
    for number in range(MOST_MISSES):
        assert (await stranger.get(f"/track/{number:012}")).status_code == 404
    answer = await stranger.get("/track/999999999999")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    assert (await stranger.get(await address(life))).status_code == 200


async def test_it_takes_a_typed_code_to_its_page(stranger: httpx2.AsyncClient, life: Life) -> None:
    code = (await life.as_it_is()).tracking_code
    assert 'name="code"' in (await stranger.get("/track")).text
    for typed in (code, code.lower(), tracking.printed(code)):
        answer = await stranger.get("/track", params={"code": typed, "lang": "en"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/track/{code}?lang=en")
    assert (await stranger.get("/track", params={"code": "?"})).status_code == 422


async def test_it_says_how_it_stands_in_words(stranger: httpx2.AsyncClient, life: Life) -> None:
    page = (await stranger.get(await address(life))).text
    for told in ("已派给值班人员，等待接单", "11月1日 22:00", "下一步时限", "室温不达标", "0351-1111111"):
        assert told in page, told
    english = (await stranger.get(f"{await address(life)}?lang=en")).text
    for told in ("Passed to the officer on duty", "1 Nov 22:00", "Room too cold", "It is warm again"):
        assert told in english, told


async def test_it_names_nobody_and_no_home(resident: Resident, life: Life) -> None:
    await life.until("replied")
    code = (await life.as_it_is()).tracking_code
    await resident.open(f"/track/{code}")
    read = resident.read(code, tracking.printed(code))
    assert "立管气堵" in read
    for secret in ("Dora", "Cora", "Sue", "501", life.id):
        assert secret not in read, secret


async def test_he_says_that_it_is_warm(resident: Resident, life: Life) -> None:
    await life.until("resolved")
    page = await resident.open(await address(life))
    assert "已处理，请您确认是否恢复" in page
    await resident.press(act="warm", temperature="20.5")
    assert (resident.page.status_code, await life.status()) == (303, "verified")
    assert "已收到" in await resident.open(resident.page.headers["location"])


async def test_he_says_that_it_is_still_cold(resident: Resident, life: Life) -> None:
    await life.until("resolved")
    await resident.open(await address(life))
    form = resident.page
    await resident.press(act="cold")
    resident.page = form
    await resident.press(act="cold")
    complaint = await life.as_it_is()
    assert (complaint.status, complaint.reworks) == ("handling", 1)
    assert "您：核实仍未解决，继续处理" in await resident.open(await address(life))


async def test_a_wrong_temperature_is_told(resident: Resident, life: Life) -> None:
    await life.until("resolved")
    await resident.open(await address(life))
    assert '<a href="#temperature">' in await resident.press(act="cold", temperature="<b>")
    assert (resident.page.status_code, await life.status()) == (422, "resolved")


async def test_he_rates(resident: Resident, life: Life) -> None:
    await life.until("replied")
    page = await resident.open(await address(life))
    assert "立管气堵" in page
    wrong = await resident.press(act="rate", score="9")
    assert '<a href="#solved">' in wrong
    assert '<a href="#score">' in wrong
    form = resident.page
    for _ in range(2):
        resident.page = form
        await resident.press(act="rate", solved="yes", score="4", comment="谢谢<b>")
        assert resident.page.status_code == 303
    complaint = await life.as_it_is()
    assert (complaint.status, complaint.rating and complaint.rating.score) == ("closed", 4)
    page = await resident.open(await address(life))
    assert "4 / 5" in page
    assert "谢谢<b>" not in page


async def test_warm_from_an_old_page_asks_for_the_rating(resident: Resident, life: Life) -> None:
    await life.until("resolved")
    await resident.open(await address(life))
    await life.verify()
    await life.reply()
    assert '<a href="#score">' in await resident.press(act="warm")
    assert await life.status() == "replied"


async def test_not_solved_opens_it_again(resident: Resident, life: Life) -> None:
    await life.until("replied")
    await resident.open(await address(life))
    await resident.press(act="rate", solved="no")
    assert await life.status() == "handling"


async def test_cold_again_opens_a_closed_one_for_a_week(resident: Resident, life: Life) -> None:
    await life.until("closed")
    page = await resident.open(await address(life))
    assert 'value="cold"' in page
    assert 'value="warm"' not in page
    form = resident.page
    with clock.travel(NIGHT + timedelta(days=8)):
        assert 'value="cold"' not in await resident.open(await address(life))
        resident.page = form
        assert "情况已有变化" in await resident.press(act="cold")
    resident.page = form
    await resident.press(act="cold")
    assert await life.status() == "handling"


async def test_he_adds_a_note_and_a_photo(resident: Resident, life: Life) -> None:
    await resident.open(await address(life))
    assert '<a href="#note">' in await resident.press(act="note")
    assert '<a href="#note">' in await resident.press(act="note", note="字" * 2001)
    assert '<a href="#photo">' in await resident.press(act="note", note="冷", photos=[("x", b"no picture at all")])
    await resident.press(act="note", note="晚上八点后在家", photos=[("x.jpg", picture())])
    assert resident.page.status_code == 303
    told = (await life.as_it_is()).steps[-1]
    assert (told.note, len(told.photos)) == ("晚上八点后在家", 1)
    assert re.search("您：补充了情况", await resident.open(await address(life)))


async def test_it_stops_floods_of_notes(resident: Resident, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_routes, "_steps", Buckets(2, timedelta(hours=1)))
    for expected in (303, 303, 429):
        await resident.open(await address(life))
        await resident.press(act="note", note=f"冷 {expected}")
        assert resident.page.status_code == expected


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"act=%00&form=%ff"])
async def test_it_answers_every_nonsense_with_a_page(stranger: httpx2.AsyncClient, life: Life, content: bytes) -> None:
    for media_type in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
        answer = await stranger.post(await address(life), content=content, headers={"content-type": media_type})
        assert answer.status_code == 422
    assert await life.status() == "dispatched"
