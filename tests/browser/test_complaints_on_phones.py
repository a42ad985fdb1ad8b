"""Complaints on the repairer's phone: from the call to the resolution, with and without a signal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew, homes_visited, kept, residents
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(with_estate: Path) -> Path:
    return with_estate


@pytest.fixture
def dora(server: Server) -> Api:
    return Api(server, "dora")


@pytest.fixture
def complaint(server: Server, dora: Api, place: city.Place) -> dict[str, Any]:
    return homes_visited.receive(dora, residents.load(server.data), place.people["alice"])


def _ready(phone: Phone, username: str = "alice") -> Page:
    page = phone.open()
    crew.sign_in_and_get_ready(page, username)
    return page


def _story(by: Api, complaint: dict[str, Any]) -> Any:
    return by.get(f"/api/complaints/{complaint['id']}")


def test_a_night_in_a_building_without_a_signal(
    dora: Api, complaint: dict[str, Any], new_phone: Callable[..., Phone]
) -> None:
    desk = new_phone("desk").open("/app/desk")
    desk.set_viewport_size({"width": 1440, "height": 900})
    crew.sign_in(desk, "dora")
    row = desk.get_by_role("option", name=complaint["number"].split("-")[1])
    expect(row).to_contain_text("待接单", timeout=crew.SLOW)

    phone = new_phone()
    page = _ready(phone)
    page.get_by_role("link", name="我的诉求").click(timeout=crew.SLOW)
    expect(page.locator("[data-complaint]")).to_contain_text("2单元-501", timeout=crew.SLOW)
    phone.put_away()
    phone.start()
    phone.lose_signal()
    page = phone.open("/app/my/complaints")
    homes_visited.open_complaint(page, phone.address, complaint)
    expect(page.get_by_text("不存在本机")).to_be_visible(timeout=crew.SLOW)
    homes_visited.press(page, "接单")
    page.get_by_role("button", name="到门口了，现在入户").click(timeout=crew.SLOW)
    expect(page.locator("[data-visit]")).to_contain_text("已预约", timeout=crew.SLOW)

    homes_visited.follow(page, "登记入户结果")
    homes_visited.press(page, "提交")
    expect(page.get_by_text("须填写实测室温")).to_be_visible()
    homes_visited.measure(page, "16.5")
    homes_visited.draw(page.get_by_role("group", name="入户人员签字"))
    kept.wait_until(page, "step", "rows => rows.some(r => r.indoor === wanted && r.visitor.strokes.length)", "16.5")
    phone.kill()
    phone.start()
    phone.lose_signal()
    page = phone.open(f"/app/my/complaints/{complaint['id']}")
    homes_visited.follow(page, "登记入户结果")
    expect(page.locator("#act-indoor")).to_have_value("16.5", timeout=crew.SLOW)
    homes_visited.press(page, "提交")
    expect(page.get_by_text("住户未签字须写明原因")).to_be_visible()
    homes_visited.sign(page, "住户签字", "王秀英")
    homes_visited.submit(page)
    expect(page.get_by_role("link", name="处置完成").first).to_be_visible(timeout=crew.SLOW)
    expect(page.locator("[data-visit]")).to_have_count(0, timeout=crew.SLOW)

    homes_visited.follow(page, "处置完成")
    expect(page.locator("#act-indoor")).to_have_value("16.5", timeout=crew.SLOW)
    page.fill("#act-text", "立管排气，室温回升中")
    page.fill("#act-indoor", "18.5")
    homes_visited.submit(page)
    expect(page.locator("main .state")).to_contain_text("待核查", timeout=crew.SLOW)
    page.reload()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["waiting"] * 4)

    phone.find_signal()
    crew.wait_for_states(page, ["received"] * 4)
    expect(row).to_contain_text("待核查", timeout=crew.SLOW)
    told = _story(dora, complaint)
    assert [step["step"] for step in told["steps"][-4:]] == ["acknowledge", "visit", "visit", "resolve"]
    [visit] = dora.get(f"/api/complaints/{complaint['id']}/visits")["items"]
    assert (visit["state"], visit["measured"]["indoor_c"], visit["signed_by_resident"]) == ("done", 16.5, True)
    assert phone.errors == []


def test_it_is_refused_with_the_present_state_and_settled(
    dora: Api, server: Server, complaint: dict[str, Any], phone: Phone
) -> None:
    Api(server, "alice").post(f"/api/complaints/{complaint['id']}/acknowledgement", {})
    page = _ready(phone)
    homes_visited.open_complaint(page, phone.address, complaint)
    homes_visited.follow(page, "处置完成")
    phone.lose_signal()
    page.fill("#act-text", "已排气")
    page.fill("#act-indoor", "19")
    homes_visited.submit(page)
    dora.post(f"/api/complaints/{complaint['id']}/resolution", {"done": "站内已调压", "indoor_c": 20})
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["refused"])
    expect(page.locator(".reason")).to_contain_text("待核查")
    expect(page.get_by_test_id("present")).to_contain_text("待核查", timeout=crew.SLOW)
    page.get_by_role("button", name="修改").click()
    expect(page.get_by_text("诉求的状态已经变了")).to_be_visible(timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/outbox")
    page.get_by_role("button", name="放弃").click(timeout=crew.SLOW)
    page.get_by_role("dialog").get_by_role("button", name="放弃").click()
    crew.wait_for_states(page, ["settled"])
    assert [step["note"] for step in _story(dora, complaint)["steps"] if step["step"] == "resolve"] == ["站内已调压"]


def test_the_crew_sees_it_without_the_door_until_one_takes_it(complaint: dict[str, Any], phone: Phone) -> None:
    page = _ready(phone, "bob")
    page.get_by_role("link", name="本班的诉求").click(timeout=crew.SLOW)
    expect(page.locator("[data-complaint]")).to_contain_text("和平苑3号楼", timeout=crew.SLOW)
    expect(page.locator("[data-complaint]")).not_to_contain_text("501")
    homes_visited.open_complaint(page, phone.address, complaint)
    homes_visited.press(page, "接单")
    expect(page.locator(".facts")).to_contain_text("2单元-501", timeout=crew.SLOW)
    page.get_by_role("button", name="显示姓名和电话").click()
    expect(page.get_by_role("link", name="13812345678").first).to_have_attribute("href", "tel:13812345678")
    page.get_by_role("button", name="查看反映内容").click()
    expect(page.locator("main")).to_contain_text("家里只有 14 度", timeout=crew.SLOW)


def test_nobody_at_home_and_another_time(dora: Api, complaint: dict[str, Any], phone: Phone) -> None:
    page = _ready(phone)
    homes_visited.open_complaint(page, phone.address, complaint)
    homes_visited.press(page, "接单")
    phone.lose_signal()
    page.get_by_role("button", name="到门口了，现在入户").click(timeout=crew.SLOW)
    homes_visited.follow(page, "家中无人")
    page.fill("#act-text", "敲门三次，门口留条")
    homes_visited.submit(page)
    expect(page.locator("[data-visit]")).to_contain_text("已扑空 1 次", timeout=crew.SLOW)
    homes_visited.follow(page, "改约")
    page.fill("#act-slot", "2000-01-01")
    homes_visited.press(page, "提交")
    expect(page.get_by_text("不在过去")).to_be_visible()
    tomorrow = page.evaluate("new Date(Date.now() + 86400e3).toLocaleDateString('sv')")
    page.fill("#act-slot", tomorrow)
    page.get_by_label("从").fill("18:00")
    page.get_by_label("到", exact=True).fill("19:00")
    homes_visited.submit(page)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"] * 4)
    [visit] = dora.get(f"/api/complaints/{complaint['id']}/visits")["items"]
    assert (visit["state"], visit["absences"], visit["version"]) == ("arranged", 1, 3)


def test_whom_to_call_and_what_is_open_here_are_known_without_a_signal(
    server: Server, complaint: dict[str, Any], phone: Phone
) -> None:
    page = _ready(phone)
    expect(page.get_by_role("region", name="当班")).to_contain_text("董丽", timeout=2 * crew.SLOW)
    phone.lose_signal()
    page.reload()
    duty = page.get_by_role("region", name="当班")
    expect(duty.get_by_role("link")).to_have_attribute("href", "tel:0351-1234567", timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/assets/{residents.load(server.data).buildings[2]}")
    expect(page.get_by_role("region", name="未办结诉求 1 起")).to_contain_text("室温不达标", timeout=crew.SLOW)
    page.locator("[data-complaint]").click()
    expect(page.locator("main")).to_contain_text(complaint["number"], timeout=crew.SLOW)
