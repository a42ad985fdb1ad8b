"""Taking a complaint in: by keyboard alone, in under a minute, nothing lost, nothing twice."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.complaints import OFFICER, receive
from tests.browser.office.desk import PHONE, SLOW, Desk
from tests.browser.office.test_screens import faults_of

pytestmark = pytest.mark.browser

SECONDS_PER_KEY = 0.35
"""A person who types with two fingers while listening."""


class Keyboard:
    """Counts what a person would press."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.pressed += len(text)
        self._page.keyboard.type(text)


def open_form(desk: Desk, size: tuple[int, int] = (1440, 900)) -> Page:
    page = desk.open("/app/complaints/new", OFFICER, size=size)
    page.get_by_role("listbox", name="分类").get_by_role("option").first.wait_for(timeout=SLOW)
    expect(page.get_by_label("来电号码")).to_be_focused()
    return page


def newest(desk: Desk) -> Any:
    return desk.get("/api/complaints?limit=1", OFFICER)["items"][0]


def test_it_names_everything_that_is_missing_and_keeps_the_rest(desk: Desk) -> None:
    page = open_form(desk)
    page.get_by_label("来电号码").fill("13900001111")
    page.keyboard.press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("有 2 处需要改正")
    expect(alert.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("来电号码")).to_have_value("13900001111")
    page.get_by_role("button", name="清空重填").click()


def test_it_takes_a_call_by_keyboard_alone_in_under_a_minute(desk: Desk) -> None:
    """From the desk to the next call: number, address as it is said, category, what is said, room temperature."""
    receive(desk)
    page = desk.open("/app/desk", OFFICER)
    keys = Keyboard(page)
    keys.press("n")
    expect(page.get_by_label("来电号码")).to_be_focused(timeout=SLOW)
    page.get_by_role("listbox", name="分类").get_by_role("option").first.wait_for(timeout=SLOW)
    keys.type("13812345678")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("liuxi 3-2-501")
    keys.press("Enter")
    expect(page.get_by_label("房号")).to_have_value("501", timeout=SLOW)
    for _ in range(3):
        keys.press("Tab")
    keys.press("2")
    keys.press("Tab")
    keys.type("老人说屋里冷")
    keys.press("Tab")
    keys.type("14.5")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("已受理", timeout=SLOW)
    complaint = newest(desk)
    receipt = page.locator(".receipt")
    expect(receipt).to_contain_text(complaint["number"])
    expect(receipt).to_contain_text(re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"))
    assert (complaint["category"], complaint["status"]) == ("low_temperature", "dispatched")
    expect(page.get_by_role("button", name="受理下一件")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_label("来电号码")).to_have_value("", timeout=SLOW)
    assert keys.pressed * SECONDS_PER_KEY < 60, keys.pressed


def test_it_waits_for_the_address_of_a_hasty_typist(desk: Desk) -> None:
    """Tab before the search has answered still takes its first line."""
    page = open_form(desk)
    page.get_by_role("combobox", name="地址").focus()
    page.keyboard.type("柳溪3号楼2单元501")
    page.keyboard.press("Tab")
    expect(page.get_by_label("房号")).to_have_value("501", timeout=SLOW)
    page.get_by_role("button", name="清空重填").click()


def test_it_shows_what_the_number_called_about_and_takes_its_address(desk: Desk) -> None:
    earlier = receive(desk, caller={"phone": "13700002222", "name": "李秀英"})
    page = open_form(desk)
    page.keyboard.type("13700002222")
    expect(page.get_by_role("region", name="以往来件")).to_contain_text("完全不热", timeout=SLOW)
    page.keyboard.press("Alt+1")
    expect(page.get_by_label("房号")).to_have_value(earlier["room"])
    expect(page.get_by_role("combobox", name="地址")).to_have_value(re.compile(earlier["building"]["name"]))
    page.get_by_role("button", name="清空重填").click()


def test_it_keeps_an_address_that_nobody_knows_as_it_was_said(desk: Desk) -> None:
    page = open_form(desk)
    page.get_by_role("combobox", name="地址").focus()
    page.keyboard.type("火星基地")
    page.get_by_role("option", name="按原话登记：火星基地").click(timeout=SLOW)
    page.get_by_role("listbox", name="分类").focus()
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("已受理", timeout=SLOW)
    complaint = newest(desk)
    assert (complaint["address"], complaint["status"]) == ("火星基地", "received")


def test_it_makes_one_complaint_of_two_clicks(desk: Desk) -> None:
    page = open_form(desk)
    fill(page, "两次点击", "02")
    page.get_by_role("button", name="受理", exact=True).dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("已受理", timeout=SLOW)
    assert len(desk.get("/api/complaints?q=%E4%B8%A4%E6%AC%A1%E7%82%B9%E5%87%BB", OFFICER)["items"]) == 1


def test_it_makes_one_complaint_when_the_answer_was_lost(desk: Desk) -> None:
    """The server has it, the desk does not know: sent again it is the same one."""
    page = open_form(desk)
    fill(page, "答复丢了", "03")
    lost: list[Any] = []

    def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/api/complaints", lose)
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="受理", exact=True).click()
    expect(page.locator(".receipt")).to_contain_text(lost[0].json()["number"], timeout=SLOW)


def test_it_keeps_the_draft_over_a_crash(desk: Desk) -> None:
    context = desk.context(OFFICER)
    page = desk.show(context, "/app/complaints/new")
    page.get_by_label("来电号码").fill("13655556666")
    page.get_by_label("反映内容").fill("写到一半")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('写到一半')", timeout=SLOW)
    expect(page.get_by_text("草稿保存于")).to_be_visible(timeout=SLOW)
    page.close()
    again = desk.show(context, "/app/complaints/new")
    expect(again.get_by_label("来电号码")).to_have_value("13655556666")
    expect(again.get_by_label("反映内容")).to_have_value("写到一半")
    again.get_by_role("button", name="清空重填").click()
    expect(again.get_by_label("反映内容")).to_have_value("")


def test_it_forgets_the_draft_with_the_person(desk: Desk) -> None:
    context = desk.context(OFFICER)
    page = desk.show(context, "/app/complaints/new")
    page.get_by_label("来电号码").fill("13655556666")
    expect(page.get_by_text("草稿保存于")).to_be_visible(timeout=SLOW)
    assert "13655556666" in page.evaluate("JSON.stringify(localStorage)")
    page.route("**/api/session", lambda route: route.fulfill(status=204))
    page.goto("/app/access")
    page.get_by_role("button", name="退出登录").first.click()
    page.get_by_label("用户名").wait_for(timeout=SLOW)
    assert "13655556666" not in page.evaluate("JSON.stringify(localStorage)")


def test_it_suggests_a_category_with_the_reason_and_how_often_it_is_right(desk: Desk) -> None:
    page = open_form(desk)
    page.get_by_label("反映内容").fill("楼下管沟在冒热气，路面都是水")
    suggested = page.get_by_role("region", name="建议")
    expect(suggested).to_contain_text("首选正确率", timeout=2 * SLOW)
    chosen = page.get_by_role("listbox", name="分类").locator("[aria-selected=true]")
    expect(chosen).to_have_count(0)
    page.keyboard.press("Alt+s")
    expect(chosen).to_have_count(1)
    page.get_by_role("button", name="清空重填").click()


def test_it_closes_at_once_what_was_answered_on_the_spot(desk: Desk) -> None:
    page = open_form(desk)
    fill(page, "什么时候供暖", "04", category="y")
    page.get_by_label("当场已答复").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("有 3 处需要改正")
    page.get_by_label("原因").fill("咨询供暖时间")
    page.get_by_label("答复内容").fill("11 月 1 日正式供暖")
    page.get_by_label("联系方式").fill("值守中心 0351-5550000")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".receipt")).to_contain_text("当场答复办结", timeout=SLOW)


def test_it_prints_the_receipt(desk: Desk) -> None:
    complaint = receive(desk, channel="visit")
    answer = desk.context(OFFICER).request.get(f"/api/complaints/{complaint['id']}/receipt.pdf")
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")


def test_it_is_sound_on_a_phone_while_it_is_filled_in(desk: Desk) -> None:
    page = open_form(desk, PHONE)
    fill(page, "手机上受理", "05")
    assert faults_of(page) == []
    page.get_by_role("button", name="清空重填").click()


def fill(page: Page, text: str, room: str, category: str = "1") -> None:
    page.get_by_role("combobox", name="地址").focus()
    page.keyboard.type("柳溪3号楼2单元501")
    page.get_by_role("option", name="柳溪小区3号楼").first.click(timeout=SLOW)
    page.get_by_label("房号").fill(room)
    page.get_by_role("listbox", name="分类").focus()
    page.keyboard.press(category)
    page.get_by_label("反映内容").fill(text)
