"""The handbook without signal, and a report whose sentence is put together from it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew, hazards
from tests.browser.conftest import Api
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone: Phone) -> Page:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    return page


def test_it_says_so_when_nothing_fits(page: Page, phone: Phone) -> None:
    page.goto(f"{phone.address}/app/handbook")
    page.get_by_role("searchbox").fill("没有这种东西")
    expect(page.get_by_text("没有找到")).to_be_visible(timeout=crew.SLOW)


@pytest.mark.parametrize("typed", ["xhsb", "xunhuanshuibeng", "循环水泵", "circulating pump", "1101"])
def test_it_finds_a_page_by_initials_pinyin_name_or_number(typed: str, page: Page, phone: Phone) -> None:
    page.goto(f"{phone.address}/app/handbook")
    page.get_by_role("searchbox").fill(typed)
    expect(page.locator("[data-code]").first).to_have_attribute("data-code", "circulating_pump", timeout=crew.SLOW)
    page.locator("[data-code] .place").first.click()
    for part in ("立案条件", "结案条件"):
        expect(page.get_by_role("heading", name=part)).to_be_visible(timeout=crew.SLOW)


def test_it_writes_the_sentence_of_a_report_and_sends_what_was_picked(
    page: Page, phone: Phone, place: city.Place, leader: Api
) -> None:
    page.goto(f"{phone.address}/app/report?asset={place.assets['A1']}")
    page.get_by_role("button", name="从手册选").click(timeout=crew.SLOW)
    page.locator("dialog").get_by_role("searchbox").fill("xhsb")
    page.locator("dialog .place").first.click()
    part = page.get_by_label("部位")
    part.select_option(label="轴封")
    page.get_by_label("问题").select_option(label="渗漏")
    expect(page.get_by_label("发现了什么")).to_have_value("轴封渗漏")
    for role in ("close_up", "context"):
        hazards.take_photo(page, role)
    page.locator(".actbar .primary").click()
    expect(page.get_by_text("已保存在本机").first).to_be_visible(timeout=crew.SLOW)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    (row,) = leader.get("/api/hazards")["items"]
    assert (row["title"], row["code"]) == ("轴封渗漏", "circulating_pump")
    assert (row["described"]["part"], row["described"]["defect"]) == ("shaft_seal", "leaks")


def test_it_finds_places_by_the_initials_of_their_names(page: Page, phone: Phone) -> None:
    page.goto(f"{phone.address}/app/")
    page.get_by_role("searchbox").fill("bzbl")
    expect(page.locator(".place", has_text="并州北路热力站").first).to_be_visible(timeout=crew.SLOW)
