"""What an inspection finds without signal is fixed on the spot; what the server did not take is settled by a person."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew, hazards, kept
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def _inspect_without_drawing(page: Page, phone: Phone, place: city.Place) -> None:
    """A minor finding: the drawing is missing."""
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    crew.judge(page, "drawings", "异常")
    page.fill("[data-item=drawings] textarea", "系统图丢失")
    crew.judge(page, "pump", "正常")
    crew.fill_readings(page)
    crew.submit(page)


def _fix(page: Page) -> None:
    page.get_by_role("link", name="立行立改").click(timeout=crew.SLOW)
    hazards.take_photo(page, "before")
    page.wait_for_timeout(1100)  # the camera's picture has changed by then
    hazards.take_photo(page, "after")
    page.fill("#step-text textarea", "补贴系统图")
    hazards.submit(page)


def test_it_says_that_somebody_else_had_found_it_and_keeps_the_fix(
    server: Server, place: city.Place, new_phone: Callable[..., Phone]
) -> None:
    phone, other = new_phone("phone"), new_phone("other")
    page, elsewhere = phone.open(), other.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    crew.sign_in_and_get_ready(elsewhere, "bob")
    _inspect_without_drawing(elsewhere, other, place)
    elsewhere.goto(f"{other.address}/app/outbox")
    crew.wait_for_states(elsewhere, ["received"])
    _inspect_without_drawing(page, phone, place)
    page.locator(".card.hazard", has_text="系统图在现场：不合格").click(timeout=crew.SLOW)
    _fix(page)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received", "refused"])
    expect(page.locator(".reason")).to_contain_text("只有上报人本人可以登记立行立改")
    present = page.get_by_test_id("present")
    expect(present).to_have_text("现在的状态：待确认", timeout=crew.SLOW)
    present.click()
    expect(page.get_by_text("共发现 2 次")).to_be_visible(timeout=crew.SLOW)
    assert len(Api(server, "lin").get("/api/hazards")["items"]) == 1


def test_it_fixes_what_an_inspection_found_before_the_server_has_heard_of_it(
    leader: Api, place: city.Place, phone: Phone
) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    _inspect_without_drawing(page, phone, place)
    card = page.locator(".card.hazard", has_text="系统图在现场：不合格")
    expect(card).to_contain_text("刚发现，还没有编号", timeout=crew.SLOW)
    card.click()
    _fix(page)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received", "received"])
    [found] = leader.get("/api/hazards")["items"]
    assert (found["title"], found["status"], found["source"]) == ("系统图在现场：不合格", "rectified", "inspection")
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    expect(page.locator(".card.hazard")).to_have_count(1, timeout=crew.SLOW)
    assert phone.errors == []


def test_it_shows_the_present_state_after_a_conflict(server: Server, place: city.Place, phone: Phone) -> None:
    officer = Api(server, "charlie")
    found = hazards.report(Api(server, "bob"), place, grade="major")
    hazard = hazards.confirm(officer, found, place.people["alice"])
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/plan")
    page.get_by_label("治理措施").fill("更换机械密封", timeout=crew.SLOW)
    hazards.submit(page)
    moved = officer.post(f"/api/hazards/{hazard['id']}/progress", {"text": "厂家已到场", "percent": 10})
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["refused"])
    expect(page.locator(".reason")).to_contain_text("隐患已被他人更新（当前状态为“整改中”）")
    expect(page.get_by_test_id("present")).to_have_text("现在的状态：整改中", timeout=crew.SLOW)
    known = "rows => rows.some(({ id, row }) => id === wanted.id && row.version === wanted.version)"
    kept.wait_until(page, "mirror", known, moved)
    page.get_by_role("button", name="修改").click()
    expect(page.get_by_label("治理措施")).to_have_value("更换机械密封", timeout=crew.SLOW)
    hazards.submit(page)
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["settled", "received"])
    assert officer.get(f"/api/hazards/{hazard['id']}")["plan"]["measures"] == "更换机械密封"


def test_it_replaces_the_photos_that_the_server_refused(leader: Api, place: city.Place, phone: Phone) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/report?asset={place.assets['A1']}")
    page.get_by_label("发现了什么").fill("阀门滴漏")
    page.locator(".grades label", has_text="一般").click()
    for role in ("close_up", "context"):
        hazards.take_photo(page, role)
    page.locator(".actbar .primary").click()
    expect(page.get_by_text("已保存在本机").first).to_be_visible(timeout=crew.SLOW)
    page.evaluate(crew.SPOIL_PHOTOS)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    crew.wait_for_refused_photos(page, 2)
    for sent in (1, 2):
        page.get_by_role("link", name="重拍照片").click(timeout=crew.SLOW)
        page.get_by_role("button", name="重拍并更换").click(timeout=crew.SLOW)
        page.locator("dialog .primary:not([disabled])").click(timeout=crew.SLOW)
        crew.wait_for_states(page, ["received"] * (1 + sent))
        page.wait_for_timeout(1100)  # the camera's picture has changed by then
    expect(page.get_by_text("照片被退回")).to_have_count(0, timeout=crew.SLOW)
    expect(page.get_by_text("照片 2 / 2 已到")).to_be_visible(timeout=crew.SLOW)
    expect(page.get_by_text("照片 1 / 1 已到")).to_have_count(2, timeout=crew.SLOW)
    [found] = leader.get("/api/hazards")["items"]
    whole = leader.get(f"/api/hazards/{found['id']}")
    assert [step["step"] for step in whole["steps"]] == ["report", "replace_photo", "replace_photo"]
    assert [photo["role"] for photo in whole["photos"]] == ["close_up", "context"]
    for photo in whole["photos"]:
        assert leader.read(f"/api/photos/{photo['sha256']}?size=view")
    assert phone.errors == []
