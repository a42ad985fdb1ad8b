"""Hazards on the phone, from the finding to the closing: with and without signal, by several people."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew, hazards, kept
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def officer(server: Server) -> Api:
    return Api(server, "charlie")


@pytest.fixture
def hazard(server: Server, officer: Api, place: city.Place) -> dict[str, Any]:
    """Reported by bob, confirmed, to be rectified by alice."""
    return hazards.confirm(officer, hazards.report(Api(server, "bob"), place), place.people["alice"])


def _ready(phone: Phone, username: str = "alice") -> Page:
    page = phone.open()
    crew.sign_in_and_get_ready(page, username)
    return page


def test_it_refuses_without_signal_what_the_server_would_refuse(
    server: Server, hazard: dict[str, Any], phone: Phone
) -> None:
    hazards.rectify(Api(server, "alice"), hazard)
    page = _ready(phone)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/accept")
    expect(page.get_by_text("不能核查自己的整改")).to_be_visible(timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/rectify")
    expect(page.get_by_text("这条隐患的状态已经变了")).to_be_visible(timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/my/verification")
    expect(page.get_by_text("没有等你核查的隐患")).to_be_visible(timeout=crew.SLOW)


def test_it_does_not_submit_a_repair_without_photo_and_words(hazard: dict[str, Any], phone: Phone) -> None:
    page = _ready(phone)
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/rectify")
    page.locator(".actbar .primary").click(timeout=crew.SLOW)
    expect(page.get_by_text("拍一张整改后照片")).to_be_visible()
    expect(page.get_by_text("请填写内容")).to_be_visible()


def test_it_keeps_a_repair_that_came_too_late_with_the_reason(
    server: Server, hazard: dict[str, Any], phone: Phone
) -> None:
    page = _ready(phone)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/rectify")
    hazards.take_photo(page)
    page.fill("#step-text textarea", "更换机械密封")
    hazards.submit(page)
    hazards.rectify(Api(server, "alice"), hazard)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["refused"])
    expect(page.locator(".reason")).to_contain_text("服务器退回")
    hazards.open_hazard(page, phone.address, hazard)
    expect(page.get_by_text("这一步被服务器退回过")).to_be_visible(timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/outbox")
    page.get_by_role("button", name="修改").click(timeout=crew.SLOW)
    expect(page.get_by_text("现在不能做这一步")).to_be_visible(timeout=crew.SLOW)


def test_it_refuses_the_label_of_another_device(
    server: Server, place: city.Place, hazard: dict[str, Any], phone: Phone
) -> None:
    hazards.rectify(Api(server, "alice"), hazard)
    page = _ready(phone, "charlie")
    phone.lose_signal()
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/accept")
    page.locator("#step-evidence").get_by_role("button", name="扫描设备标签").click(timeout=crew.SLOW)
    page.fill("#code", place.short_codes["B1"])
    page.get_by_role("button", name="使用").click()
    expect(page.get_by_test_id("scanned")).to_contain_text("另一台设备", timeout=crew.SLOW)
    page.locator(".actbar .primary").click()
    expect(page.get_by_text("扫描的是另一台设备的标签，请核对")).to_be_visible()


def test_it_restores_a_step_with_its_photo_after_the_tab_was_killed(hazard: dict[str, Any], phone: Phone) -> None:
    page = _ready(phone)
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/rectify")
    hazards.take_photo(page)
    page.fill("#step-text textarea", "更换机械密封")
    kept.wait_until_step_says(page, "更换机械密封")
    phone.kill()
    phone.start()
    phone.lose_signal()
    page = phone.open(f"/app/my/hazards/{hazard['id']}/rectify")
    expect(page.locator("#step-text textarea")).to_have_value("更换机械密封", timeout=crew.SLOW)
    expect(page.locator(".photoslot img")).to_be_visible(timeout=crew.SLOW)


def test_it_rectifies_in_a_cellar_and_another_phone_verifies_and_closes(
    leader: Api, hazard: dict[str, Any], label_film: Path, new_phone: Callable[..., Phone]
) -> None:
    phone, other = new_phone("phone", label_film), new_phone("other", label_film)
    page = _ready(phone)
    hazards.wait_for_pictures_here(page, 2)
    phone.put_away()
    phone.start()
    phone.lose_signal()
    page = phone.open("/app/my/hazards")
    expect(page.locator(".card.hazard")).to_have_count(1, timeout=crew.SLOW)
    _rectify(page, phone, hazard)
    phone.kill()
    phone.start()
    page = phone.open(f"/app/my/hazards/{hazard['id']}")
    expect(page.get_by_text("待核查").first).to_be_visible(timeout=crew.SLOW)
    expect(page.get_by_text("在本机，待上传")).to_be_visible()
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    expect(page.get_by_text("照片 1 / 1 已到")).to_be_visible(timeout=crew.SLOW)

    verifier = _ready(other, "charlie")
    hazards.wait_for_pictures_here(verifier, 3)
    other.lose_signal()
    _accept(verifier, other, hazard)
    other.find_signal()
    verifier.goto(f"{other.address}/app/outbox")
    crew.wait_for_states(verifier, ["received"])
    expect(verifier.get_by_text("照片 1 / 1 已到")).to_be_visible(timeout=crew.SLOW)

    _closed_with_evidence(leader, hazard)
    page.goto(f"{phone.address}/app/my/hazards?tab=unit")
    expect(page.get_by_text("本单位没有未销号的隐患")).to_be_visible(timeout=crew.SLOW)
    assert (phone.errors, other.errors) == ([], [])


def _rectify(page: Page, phone: Phone, hazard: dict[str, Any]) -> None:
    """The old picture lies over the camera's; the label is scanned again."""
    page.locator(".card.hazard").click()
    expect(page.locator(".photos img").first).to_be_visible(timeout=crew.SLOW)
    expect(page.locator(".story li")).to_have_count(2)
    page.get_by_role("link", name="整改完成").click()
    page.locator(".photoslot [data-role=after]").click(timeout=crew.SLOW)
    ghost = page.locator("dialog img.ghost")
    expect(ghost).to_be_visible(timeout=crew.SLOW)
    assert ghost.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.locator("dialog .primary:not([disabled])").click(timeout=crew.SLOW)
    expect(page.locator("dialog")).to_have_count(0, timeout=crew.SLOW)
    hazards.scan_label(page)
    page.fill("#step-text textarea", "更换机械密封，试压合格")
    hazards.submit(page)
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}")
    expect(page.locator(".actbar")).to_contain_text("等待核查人现场核查", timeout=crew.SLOW)


def _accept(page: Page, phone: Phone, hazard: dict[str, Any]) -> None:
    """Before and after side by side, all of it without signal."""
    page.goto(f"{phone.address}/app/my/verification")
    page.locator(f"[data-hazard='{hazard['id']}']").click(timeout=crew.SLOW)
    page.get_by_role("link", name="核查合格").click(timeout=crew.SLOW)
    pair = page.get_by_role("region", name="整改前后对比").locator("img")
    expect(pair).to_have_count(2, timeout=crew.SLOW)
    for image in pair.all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    hazards.take_photo(page)
    hazards.scan_label(page)
    hazards.submit(page)
    page.get_by_role("link", name="继续核查").click()
    expect(page.get_by_text("没有等你核查的隐患")).to_be_visible(timeout=crew.SLOW)


def _closed_with_evidence(leader: Api, hazard: dict[str, Any]) -> None:
    whole = leader.get(f"/api/hazards/{hazard['id']}")
    assert (whole["status"], whole["rectified_by"]["name"], whole["closed_by"]["name"]) == ("closed", "张伟", "王芳")
    taken = [(step["step"], step["label_match"]) for step in whole["steps"][1:]]
    assert taken == [("confirm", "none"), ("rectify", "matched"), ("accept", "matched")]
    for step in whole["steps"][2:]:
        for photo in step["photos"]:
            assert leader.read(f"/api/photos/{photo['sha256']}?size=view")


def test_it_sends_back_what_is_not_right(
    server: Server, leader: Api, hazard: dict[str, Any], new_phone: Callable[..., Phone]
) -> None:
    hazards.rectify(Api(server, "alice"), hazard)
    phone = new_phone("officer")
    page = _ready(phone, "charlie")
    hazards.open_hazard(page, phone.address, hazard)
    page.get_by_role("link", name="退回返工").click()
    page.fill("#step-text textarea", "仍有滴漏", timeout=crew.SLOW)
    hazards.submit(page)
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    whole = leader.get(f"/api/hazards/{hazard['id']}")
    assert (whole["status"], whole["reworks"], whole["steps"][-1]["reason"]) == ("rectifying", 1, "仍有滴漏")


def test_it_confirms_on_the_phone_without_signal(server: Server, leader: Api, place: city.Place, phone: Phone) -> None:
    reported = hazards.report(Api(server, "bob"), place)
    page = _ready(phone, "charlie")
    phone.lose_signal()
    page.goto(f"{phone.address}/app/my/hazards?tab=confirm")
    page.locator(".card.hazard").click(timeout=crew.SLOW)
    page.get_by_role("link", name="确认隐患").click(timeout=crew.SLOW)
    page.locator(".grades label", has_text="较大").click(timeout=crew.SLOW)
    hazards.submit(page)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    whole = leader.get(f"/api/hazards/{reported['id']}")
    assert (whole["status"], whole["grade"], whole["responsible"]["name"]) == ("rectifying", "larger", "张伟")


def test_it_fixes_a_minor_finding_on_the_spot_before_the_server_has_heard_of_it(
    leader: Api, place: city.Place, phone: Phone
) -> None:
    page = _ready(phone)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/report?asset={place.assets['A1']}")
    page.get_by_label("发现了什么").fill("二维码标牌松动")
    page.locator(".grades label", has_text="轻微").click()
    for role in ("close_up", "context"):
        hazards.take_photo(page, role)
    page.locator(".actbar .primary").click()
    page.get_by_role("link", name="立行立改").click(timeout=crew.SLOW)
    hazards.take_photo(page)
    page.fill("#step-text textarea", "重新铆接标牌")
    hazards.submit(page)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received", "received"])
    found = leader.get("/api/hazards")["items"]
    assert [(row["title"], row["status"]) for row in found] == [("二维码标牌松动", "rectified")]


def test_it_tells_in_the_bar_that_a_hazard_was_given_to_me(
    server: Server, officer: Api, place: city.Place, phone: Phone
) -> None:
    page = _ready(phone)
    given = hazards.confirm(officer, hazards.report(Api(server, "bob"), place), place.people["alice"])
    kept.wait_until(page, "mirror", "rows => rows.some(({ id }) => id === wanted)", given["id"])
    bell = page.locator(".button.bell")
    expect(bell.locator("b")).to_be_visible(timeout=crew.SLOW)
    bell.click()
    page.locator("[data-unread=true] .message", has_text=given["number"]).first.click(timeout=crew.SLOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(given["title"], timeout=crew.SLOW)
    assert page.url.endswith(f"/app/my/hazards/{given['id']}")
