"""Where crews go in: a home that has to be chosen, a shaft whose air has to be measured first."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import crew, homes
from tests.browser.conftest import Api
from tests.browser.homes import Homes
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(with_homes: Path) -> Path:
    return with_homes


@pytest.fixture
def where(server: Server) -> Homes:
    return homes.load(server.data)


@pytest.fixture
def page(phone: Phone) -> Page:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    return page


def test_it_says_that_homes_need_a_network_the_first_time(page: Page, phone: Phone, where: Homes) -> None:
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{where.building}")
    page.get_by_role("button", name="入户检查").click(timeout=crew.SLOW)
    expect(page.get_by_text("住户名单还没有下载，需要网络。")).to_be_visible(timeout=crew.SLOW)


def test_it_visits_a_home_chosen_without_signal(page: Page, phone: Phone, where: Homes, leader: Api) -> None:
    page.goto(f"{phone.address}/app/assets/{where.building}")
    page.get_by_role("button", name="入户检查").click(timeout=crew.SLOW)
    expect(page.locator("dialog .place")).to_have_count(2, timeout=crew.SLOW)
    phone.lose_signal()
    page.reload()
    page.get_by_role("button", name="入户检查").click(timeout=crew.SLOW)
    page.get_by_label("单元或房号").fill("501")
    page.locator("dialog .place", has_text="2 单元 501").click(timeout=crew.SLOW)
    expect(page.get_by_text("住户 2 单元 501")).to_be_visible(timeout=crew.SLOW)
    page.locator("[data-item=access] label", has_text="家中无人").click()
    page.locator(".actbar .primary").click()
    crew.submit(page)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    (inspection,) = leader.get("/api/inspections")["items"]
    assert inspection["asset"]["id"] == str(where.building)
    assert inspection["household"] is not None


def test_it_allows_no_photo_in_a_shaft_before_the_air_is_measured_and_safe(
    page: Page, phone: Phone, where: Homes
) -> None:
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{where.chamber}")
    crew.start_inspection(page)
    page.locator(".actbar .primary").click()
    page.locator("[data-item=entry] label", has_text="检测合格后下井").click()
    interior = page.locator("[data-item=interior]")
    expect(interior).to_contain_text("先通风，再测气体")
    expect(interior.locator(".take")).to_have_count(0)
    for item, value in (("oxygen", "17"), ("hydrogen_sulphide", "0"), ("carbon_monoxide", "0"), ("combustible", "0")):
        page.fill(f"[data-item={item}] input", value)
    expect(page.locator("[data-item=oxygen]")).to_contain_text("不要进入，不要拍照")
    expect(interior.locator(".take")).to_have_count(0)
    page.fill("[data-item=oxygen] input", "20.9")
    expect(interior.locator(".take").first).to_be_visible(timeout=crew.SLOW)
