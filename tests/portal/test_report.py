"""/report: what residents send in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import brotli
import httpx2
import pytest
from httpx2 import AsyncClient

from heating import storage
from heating.accounts.actor import system_actor
from heating.labels import actions as labels
from heating.labels import queries as label_queries
from heating.labels.schemas import NewLabels
from heating.lib import clock
from heating.lib.buckets import Buckets
from heating.photos.files import PhotoFiles
from heating.photos.sweeping import sweep_unused
from heating.portal import report_routes
from heating.portal.reporting import Sent
from tests.cast import SignIn
from tests.network.conftest import Estates
from tests.photos.pictures import picture
from tests.portal.conftest import Resident

EVIL = '"><script>alert(1)</script>'
CALL = "0351-5550001"


async def complaints() -> list[dict[str, Any]]:
    return await storage.fetch("SELECT * FROM complaint ORDER BY number")


async def fill_in(resident: Resident, estates: Estates, **typed: str) -> None:
    """To the last page, some seconds after the first."""
    with clock.travel(clock.now() - timedelta(seconds=30)):
        await resident.open()
        await resident.press(q="和平苑三号楼二单元501")
        await resident.press(building=str(estates["和平苑3号楼"]))
        await resident.press("next", None, **{"category": "no_heat", "text": "从昨晚开始不热", **typed})


async def test_it_needs_an_address(resident: Resident, estates: Estates) -> None:
    await resident.open()
    text = await resident.press(q="  ")
    assert resident.page.status_code == 422
    assert "<title>错误：" in text
    assert '<a href="#q">请填写地址</a>' in text
    assert estates["和平苑"]


async def test_it_needs_a_choice_of_building(resident: Resident, estates: Estates) -> None:
    await resident.open()
    offered = await resident.press(q="和平苑2单元501")
    assert offered.count('name="building"') == 4
    text = await resident.press()
    assert '<a href="#building">请选择楼栋' in text
    assert estates["和平苑"]


async def test_it_needs_to_know_what_is_wrong(resident: Resident, estates: Estates) -> None:
    await resident.open()
    await resident.press(q="和平苑3号楼")
    await resident.press()
    text = await resident.press(temperature="暖", phone="12", text="字" * 2001)
    for field in ("temperature", "phone", "text"):
        assert f'<a href="#{field}">' in text, field
    assert "暖" in text
    assert (await resident.press(temperature="14", phone="", text="")).count('<a href="#category">') == 1
    assert await complaints() == []
    assert estates["和平苑"]


async def test_it_receives_what_was_sent(resident: Resident, estates: Estates) -> None:
    await estates.supply("和平苑3号楼", "和平苑热力站")
    await fill_in(resident, estates, temperature="１４．５", phone="138-1234-5678", name="王小明")
    for told in ("和平苑3号楼 · 2 单元 · 501", "完全不热 · 从昨晚开始不热 · 14.5 ℃", "王小明 138-1234-5678"):
        assert told in resident.page.text
    await resident.press()
    (row,) = await complaints()
    assert (resident.page.status_code, resident.page.headers["location"]) == (
        303,
        f"/track/{row['tracking_code']}?lang=zh",
    )
    assert (row["channel"], row["address"], row["station_name"], row["indoor_c"], row["category"]) == (
        "web", "和平苑3号楼2单元501", "和平苑热力站", 14.5, "no_heat",
    )  # fmt: skip
    (person,) = await storage.fetch("SELECT role, name, phone FROM complaint_person")
    assert person == {"role": "caller", "name": "王小明", "phone": "138-1234-5678"}


async def test_it_takes_an_address_that_is_not_in_the_register(resident: Resident, estates: Estates) -> None:
    with clock.travel(clock.now() - timedelta(seconds=30)):
        await resident.open()
        assert "没有查到这个地址" in await resident.press(q="天外天花园9号楼1单元101")
        await resident.press(building="other")
        await resident.press(category="no_heat")
    await resident.press()
    (row,) = await complaints()
    assert (row["building_id"], row["address"]) == (None, "天外天花园9号楼1单元101")
    assert estates["和平苑"]


async def test_it_is_sent_once_by_a_double_click(resident: Resident, estates: Estates) -> None:
    await fill_in(resident, estates)
    check = resident.page
    await resident.press()
    first = resident.page.headers["location"]
    resident.page = check
    await resident.press()
    assert resident.page.headers["location"] == first
    assert len(await complaints()) == 1


async def test_it_is_sent_once_though_its_answer_was_lost(
    resident: Resident, estates: Estates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process answers the second time, which remembers nothing."""
    await fill_in(resident, estates)
    check = resident.page
    await resident.press()
    first = resident.page.headers["location"]
    monkeypatch.setattr(report_routes, "_sent", Sent())
    resident.page = check
    await resident.press()
    assert resident.page.headers["location"] == first
    assert len(await complaints()) == 1


async def test_it_shows_the_first_receipt_when_the_form_comes_back_changed(
    resident: Resident, estates: Estates
) -> None:
    """Back button after sending, another word, sent again: the form is the same one."""
    await fill_in(resident, estates)
    check = resident.page
    await resident.press()
    first = resident.page.headers["location"]
    resident.page = check
    await resident.press(text="从今早开始不热")
    assert resident.page.headers["location"] == first
    (row,) = await complaints()
    assert row["text"] == "从昨晚开始不热"


async def test_it_knows_the_same_report_from_another_form(resident: Resident, estates: Estates) -> None:
    await fill_in(resident, estates, phone=CALL)
    await resident.press()
    first = resident.page.headers["location"]
    await fill_in(resident, estates, phone=CALL)
    await resident.press()
    assert resident.page.headers["location"] == first
    await fill_in(resident, estates, phone="0351-5550002")
    await resident.press()
    assert resident.page.headers["location"] != first
    assert len(await complaints()) == 2


async def test_it_takes_neighbours_for_two(resident: Resident, estates: Estates) -> None:
    """Both behind one address of the telephone company, both without a number, a door or words of their own."""
    for _ in range(2):
        with clock.travel(clock.now() - timedelta(seconds=30)):
            await resident.open()
            await resident.press(q="和平苑3号楼")
            await resident.press()
            await resident.press(category="no_heat")
        await resident.press()
    assert len(await complaints()) == 2
    assert estates["和平苑"]


async def test_it_keeps_what_was_typed_when_the_language_is_changed(resident: Resident, estates: Estates) -> None:
    await resident.open()
    await resident.press(q="和平苑3号楼2单元501")
    await resident.press()
    resident.page = await resident.client.post("/report?lang=en", data=resident.fields() | {"go": "stay", "text": EVIL})
    assert "What is the problem?" in resident.page.text
    assert EVIL not in resident.page.text
    assert resident.fields()["text"] == EVIL
    assert estates["和平苑"]


async def test_it_goes_back_with_everything(resident: Resident, estates: Estates) -> None:
    await fill_in(resident, estates, phone=CALL)
    await resident.press("back")
    assert (resident.fields()["category"], resident.fields()["phone"]) == ("no_heat", CALL)
    await resident.press("back")
    assert resident.fields()["q"] == "和平苑三号楼二单元501"
    assert resident.fields()["building"] == str(estates["和平苑3号楼"])


async def test_it_takes_photos_and_only_those_of_the_form(resident: Resident, estates: Estates) -> None:
    with clock.travel(clock.now() - timedelta(seconds=30)):
        await resident.open()
        await resident.press(q="和平苑3号楼")
        await resident.press()
        await resident.press(photos=[("a.jpg", picture()), ("b.jpg", picture(seed=5))], category="leak_home")
        assert "已收到 2 张照片" in resident.page.text
    marks = resident.fields()["photo_kept"]
    await resident.press(photo_kept=[*marks, f"{'0' * 64}.{'0' * 32}"])  # type: ignore[arg-type]
    (row,) = await complaints()
    assert row["photos_json"].count("sha256") == 2
    (stored,) = await storage.fetch("SELECT count(*) AS n FROM photo_reference WHERE subject_kind = 'complaint'")
    assert stored["n"] == 2
    assert estates["和平苑"]


@pytest.mark.parametrize("content", [b"", b"x", b"GIF89a" + bytes(100), b"<svg onload=alert(1)>" * 20, bytes(5000)])
async def test_it_refuses_what_is_no_picture(resident: Resident, estates: Estates, content: bytes) -> None:
    await resident.open()
    await resident.press(q="和平苑3号楼")
    await resident.press()
    text = await resident.press(photos=[("../../etc/passwd", content)], category="no_heat", text="冷")
    assert ('<a href="#photo">' in text) == bool(content)
    assert "冷" in text
    assert estates["和平苑"]


@pytest.mark.parametrize("form", ["", "forged"])
async def test_it_stores_no_photo_for_a_forged_form(resident: Resident, estates: Estates, form: str) -> None:
    await resident.open()
    await resident.press(q="和平苑3号楼")
    await resident.press()
    text = await resident.press(photos=[("a.jpg", picture())], category="no_heat", form=form)
    assert '<a href="#photo">页面已过期' in text
    assert await storage.fetch("SELECT sha256 FROM photo") == []
    assert estates["和平苑"]


async def test_it_stops_floods_of_photos(resident: Resident, estates: Estates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_routes, "_uploads", Buckets(1, timedelta(hours=1)))
    await resident.open()
    await resident.press(q="和平苑3号楼")
    await resident.press()
    await resident.press(photos=[("a.jpg", picture())], category="no_heat")
    await resident.press("back")
    text = await resident.press(photos=[("b.jpg", picture(seed=3))], category="no_heat")
    assert "从这里上传的照片太多" in text
    assert estates["和平苑"]


async def test_pictures_of_forms_that_were_never_sent_are_swept(
    resident: Resident, estates: Estates, tmp_path: Path
) -> None:
    await fill_in(resident, estates)
    await resident.press("back")
    await resident.press(photos=[("a.jpg", picture())])
    await resident.press()
    with clock.travel(clock.now() - timedelta(seconds=30)):
        await resident.open()
        await resident.press(q="和平苑2号楼")
        await resident.press()
        await resident.press(photos=[("b.jpg", picture(seed=9))], category="noise")
    files = PhotoFiles(tmp_path / "photos")
    assert await sweep_unused(files, clock.now() + timedelta(days=1)) == 0
    assert await sweep_unused(files, clock.now() + timedelta(days=3)) == 1
    (left,) = await storage.fetch("SELECT sha256 FROM photo")
    assert files.path(left["sha256"]).exists()
    assert [sha256 for sha256, _ in files.kept()] == [left["sha256"]]


async def test_it_stops_more_photos_than_it_takes(resident: Resident, estates: Estates) -> None:
    await resident.open()
    await resident.press(q="和平苑3号楼")
    await resident.press()
    four = [(f"{n}.jpg", picture(seed=n)) for n in range(4)]
    assert "最多 3 张照片" in await resident.press(photos=four, category="no_heat")
    assert estates["和平苑"]


async def test_it_asks_robots_that_fill_in_everything_to_think_again(resident: Resident, estates: Estates) -> None:
    await fill_in(resident, estates)
    assert "请清空“网站”" in await resident.press(website="http://spam.example")
    assert 'class="trap"' not in resident.page.text
    assert await complaints() == []


async def test_it_does_not_believe_in_a_second(resident: Resident, estates: Estates) -> None:
    opened_at = clock.now()
    with clock.travel(opened_at):
        await resident.open()
        await resident.press(q="和平苑3号楼")
        await resident.press()
        await resident.press(category="no_heat")
        assert "提交太快了" in await resident.press()
        assert await complaints() == []
    with clock.travel(opened_at + timedelta(seconds=4)):
        await resident.press()
    assert len(await complaints()) == 1
    assert estates["和平苑"]


@pytest.mark.parametrize("form", ["", "x", "a.b.c", f"{uuid4().hex}.1795000000.{'0' * 32}", "é." * 30])
async def test_it_asks_once_more_for_forged_and_old_forms(resident: Resident, estates: Estates, form: str) -> None:
    await fill_in(resident, estates)
    assert "页面已过期" in await resident.press(form=form)
    assert await complaints() == []
    await resident.press()
    assert len(await complaints()) == 1


async def test_it_survives_a_form_left_open_for_days(resident: Resident, estates: Estates) -> None:
    await fill_in(resident, estates)
    with clock.travel(clock.now() + timedelta(days=3)):
        assert "页面已过期" in await resident.press()
        await resident.press()
    assert len(await complaints()) == 1


@pytest.mark.parametrize(
    ("bucket", "typed"), [("_sendings", {}), ("_of_number", {"phone": CALL}), ("_of_building", {}), ("_pages", {})]
)
async def test_it_stops_floods(
    resident: Resident, estates: Estates, monkeypatch: pytest.MonkeyPatch, bucket: str, typed: Mapping[str, str]
) -> None:
    await fill_in(resident, estates, **typed)
    monkeypatch.setattr(report_routes, bucket, Buckets(1, timedelta(hours=1)))
    first = resident.page
    await resident.press(room="601")
    assert resident.page.status_code == 303
    if bucket != "_pages":
        resident.page = first
        await fill_in(resident, estates, text="别的", **typed)
    else:
        resident.page = first
    text = await resident.press()
    assert (resident.page.status_code, resident.page.headers["retry-after"]) == (429, "600")
    assert "12345" in text


async def test_it_shows_hostile_text_as_text(resident: Resident, estates: Estates) -> None:
    await resident.open(f"/report?l={EVIL}&b={EVIL}&lang={EVIL}")
    assert EVIL not in resident.page.text
    for typed in ({"q": EVIL}, {"q": f"和平苑3号楼{EVIL}"}):
        assert EVIL not in await resident.press("next", None, **typed)
    await fill_in(resident, estates, text=EVIL, name=EVIL, temperature="20")
    assert EVIL not in resident.page.text
    await resident.press()
    (row,) = await complaints()
    assert row["text"] == EVIL
    shown = await resident.client.get(f"/track/{row['tracking_code']}")
    assert EVIL not in shown.text


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"page": "check", "go": "next"},
        {"page": "../../etc", "go": "\x00", "q": "\x00\x1b[0m"},
        {"page": "problem", "category": "nothing", "text": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
        {"page": "check", "building": str(UUID(int=1)), "q": "和平苑", "text": "x"},
        {"page": "address", "building": "' OR 1=1 --", "q": "和平苑3号楼", "asked": "和平苑3号楼"},
        {"page": "check", "building": "other", "q": "x", "text": "y", "unit": "u" * 5000, "label": "l" * 5000},
    ],
)
async def test_it_answers_every_nonsense_with_a_page(
    stranger: AsyncClient, estates: Estates, given: Mapping[str, str]
) -> None:
    answer = await stranger.post("/report", data=dict(given))
    assert answer.status_code in (200, 422)
    assert answer.headers["content-type"].startswith("text/html")
    assert await complaints() == []
    assert estates["和平苑"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"{}", "application/json"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        ("q=和平苑".encode("gbk"), "application/x-www-form-urlencoded; charset=gbk"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"a=1&" * 3000, "application/x-www-form-urlencoded"),
        (b"", ""),
    ],
)
async def test_it_answers_what_is_no_form(stranger: AsyncClient, content: bytes, media_type: str) -> None:
    answer = await stranger.post("/report", content=content, headers={"content-type": media_type})
    assert answer.status_code in (200, 422)


async def test_it_refuses_what_is_far_too_much(stranger: AsyncClient) -> None:
    answer = await stranger.post("/report", content=b"x", headers={"content-length": str(10**9)})
    assert answer.status_code == 413


async def test_it_takes_no_form_from_another_site(stranger: AsyncClient) -> None:
    answer = await stranger.post("/report", data={}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


async def _label_of(asset: UUID) -> str:
    (id,) = await labels.issue(system_actor(), NewLabels(assets=[asset]))
    ((code,),) = [(record.code,) for record in await label_queries.label_records([id])]
    return code


async def test_it_knows_where_a_scanned_building_is(resident: Resident, estates: Estates) -> None:
    code = await _label_of(estates["和平苑2号楼"])
    assert f'href="/report?l={code}"' in await resident.open(f"/l/{code}")
    with clock.travel(clock.now() - timedelta(seconds=30)):
        assert "和平苑2号楼" in await resident.open(f"/report?l={code}")
        await resident.press(unit="1", room="302")
        await resident.press(category="no_heat")
    await resident.press()
    (row,) = await complaints()
    assert (row["channel"], row["label_code"], row["address"]) == ("label", code, "和平苑2号楼1单元302")


async def test_it_knows_where_scanned_equipment_is(resident: Resident, estates: Estates) -> None:
    code = await _label_of(estates["和平苑热力站"])
    with clock.travel(clock.now() - timedelta(seconds=30)):
        await resident.open(f"/report?l={code}")
        await resident.press()
        await resident.press(category="noise")
    await resident.press()
    (row,) = await complaints()
    assert (row["station_name"], row["organization_path"]) == ("和平苑热力站", "taiyuan/heat-one/crew-a/")


async def test_it_lets_go_of_a_scanned_place(resident: Resident, estates: Estates) -> None:
    code = await _label_of(estates["和平苑2号楼"])
    await resident.open(f"/report?l={code}")
    text = await resident.press("elsewhere")
    assert 'id="q"' in text
    assert "label" not in resident.fields()


async def test_it_begins_with_a_building_of_a_service_card(resident: Resident, estates: Estates) -> None:
    assert "和平苑1号楼" in await resident.open("/report?b=HEPI-1")
    assert 'id="q"' in await resident.open("/report?b=HEPI-RZ")
    assert estates["和平苑"]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_it_is_light(resident: Resident, estates: Estates, language: str) -> None:
    """What goes over the wire for each page, packed, all it needs included."""
    sizes = [len(brotli.compress((await resident.open(f"/report?lang={language}")).encode(), quality=4))]
    await resident.press(q="和平苑3号楼")
    await resident.press()
    sizes.append(len(brotli.compress(resident.page.content, quality=4)))
    await resident.press(category="no_heat")
    sizes.append(len(brotli.compress(resident.page.content, quality=4)))
    assert max(sizes) < 25 * 1024 / 3, sizes
    script = resident.page.text.split("<script>")[1].split("</script>")[0]
    assert len(brotli.compress(script.encode())) < 8 * 1024
    assert "src=" not in resident.page.text
    assert estates["和平苑"]


async def test_it_is_never_kept_by_caches(resident: Resident) -> None:
    await resident.open()
    headers = resident.page.headers
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "'unsafe" not in headers["content-security-policy"]
    assert "script-src 'sha256-" in headers["content-security-policy"]


async def test_it_shows_personal_data_to_nobody_else(
    resident: Resident, estates: Estates, sign_in: SignIn, stranger: httpx2.AsyncClient
) -> None:
    await fill_in(resident, estates, phone="13812345678", name="王小明")
    await resident.press()
    track = await stranger.get(resident.page.headers["location"])
    officer = await sign_in("duty_officer")
    listed = await officer.get("/api/complaints")
    for answer in (track, listed):
        assert answer.status_code == 200
        assert "13812345678" not in answer.text
        assert "王小明" not in answer.text
    assert isinstance(clock.now(), datetime)
