"""Labels: by camera, by photograph, by hand; on this phone, on the server, or nowhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from heating.labels import codes
from tests.browser import city, crew
from tests.browser.conftest import Api
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser


@pytest.fixture
def page(phone: Phone) -> Page:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    page.goto(f"{phone.address}/app/scan")
    return page


def _another_letter(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def test_it_says_at_once_that_a_typed_code_is_wrong(page: Page, place: city.Place) -> None:
    page.fill("#code", _another_letter(place.short_codes["A1"]))
    expect(page.get_by_text("编号输错了一位")).to_be_visible()
    page.fill("#code", "ABU")
    expect(page.get_by_text("编号里只有数字和字母")).to_be_visible()


def test_it_says_that_a_code_is_unknown(page: Page) -> None:
    page.fill("#code", codes.new_short_code())
    page.get_by_role("button", name="查找", exact=True).click()
    expect(page.get_by_text("找不到编号")).to_be_visible(timeout=crew.SLOW)


def test_it_says_that_a_label_is_retired(page: Page, phone: Phone, place: city.Place) -> None:
    page.goto(f"{phone.address}/app/label/{place.retired}")
    expect(page.get_by_text("这张标签已停用")).to_be_visible(timeout=crew.SLOW)


def test_it_finds_nothing_in_a_photo_without_a_code(page: Page, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "wall.jpg"
    Image.new("RGB", (800, 600), "gray").save(picture)
    page.locator(".filebutton input").set_input_files(picture)
    expect(page.get_by_text("这张照片里没有找到标签")).to_be_visible(timeout=crew.SLOW)


def test_it_keeps_a_label_it_cannot_know_without_signal(page: Page, phone: Phone) -> None:
    code = codes.new_code()
    phone.lose_signal()
    page.goto(f"{phone.address}/app/label/{code}")
    expect(page.get_by_text("没有信号，本机没有编号")).to_be_visible(timeout=crew.SLOW)
    page.get_by_role("button", name="记下，以后再查").click()
    expect(page.get_by_role("button", name="已记在本机。")).to_be_visible(timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/scan")
    expect(page.get_by_text(code)).to_be_visible(timeout=crew.SLOW)


def test_it_opens_the_device_by_its_typed_short_code_without_signal(
    page: Page, phone: Phone, place: city.Place
) -> None:
    phone.lose_signal()
    typed = place.short_codes["A1"].lower()
    page.fill("#code", f"{typed[:3]}-{typed[3:]}")
    expect(page.get_by_text("编号正确")).to_be_visible()
    page.locator("#code").press("Enter")
    expect(page.get_by_role("heading", name="胜利街热力站机组")).to_be_visible(timeout=crew.SLOW)


def test_it_reads_the_code_from_a_photo(page: Page, leader: Api, place: city.Place, tmp_path: Path) -> None:
    picture = tmp_path / "label.png"
    picture.write_bytes(leader.read(f"/api/labels/{place.labels['B1']}.png"))
    page.locator(".filebutton input").set_input_files(picture)
    expect(page.get_by_role("heading", name="并州北路热力站机组")).to_be_visible(timeout=crew.SLOW)


def test_it_binds_a_blank_label_on_the_spot_and_knows_it_from_then_on(
    page: Page, phone: Phone, leader: Api, place: city.Place
) -> None:
    page.goto(f"{phone.address}/app/label/{place.blank}")
    page.get_by_role("button", name="绑定设备").click(timeout=crew.SLOW)
    phone.lose_signal()
    page.get_by_label("按名称、编号查找设备").fill("二号")
    page.locator(".place", has_text="胜利街二号机组").click()
    page.get_by_role("dialog").get_by_role("button", name="绑定设备").click()
    expect(page.get_by_role("heading", name="胜利街二号机组")).to_be_visible(timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/label/{place.blank}")
    expect(page.get_by_role("heading", name="胜利街二号机组")).to_be_visible(timeout=crew.SLOW)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    assert leader.get(f"/api/labels/{place.blank}")["asset"]["id"] == str(place.assets["A2"])


def test_it_opens_the_app_from_the_address_in_the_code(page: Page, phone: Phone, place: city.Place) -> None:
    phone.lose_signal()
    page.goto(f"{phone.address}/L/{place.labels['A1']}")
    expect(page.get_by_role("heading", name="胜利街热力站机组")).to_be_visible(timeout=crew.SLOW)
