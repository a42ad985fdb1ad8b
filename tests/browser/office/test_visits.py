"""A household visit from the complaint's page: arranged, measured, signed by both."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.office.complaints import OFFICER, receive
from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser


def section(page: Page) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name="入户", exact=True))


def sign(dialog: Locator, legend: str, name: str) -> None:
    group = dialog.get_by_role("group", name=legend)
    group.get_by_role("textbox").fill(name)
    pad = group.get_by_role("img")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    mouse = dialog.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 30)
    mouse.down()
    mouse.move(box["x"] + 120, box["y"] + 50, steps=4)
    mouse.up()


def test_it_is_arranged_measured_and_signed(desk: Desk) -> None:
    complaint = receive(desk, category="low_temperature", indoor_c=14)
    page = desk.open(f"/app/complaints/{complaint['id']}", OFFICER)
    section(page).get_by_role("button", name="预约入户").click()
    dialog = page.get_by_role("dialog", name="预约入户")
    dialog.get_by_role("button", name="预约入户").click()
    expect(dialog.get_by_role("alert")).to_contain_text("入户人员")
    dialog.get_by_role("combobox", name="入户人员").fill("冯雪峰")
    dialog.get_by_role("option", name="冯雪峰").first.click(timeout=SLOW)
    dialog.get_by_role("button", name="预约入户").click()
    expect(dialog).to_have_count(0, timeout=SLOW)
    expect(section(page)).to_contain_text("已预约", timeout=SLOW)

    section(page).get_by_role("button", name="登记入户结果").click()
    dialog = page.get_by_role("dialog", name="登记入户结果")
    dialog.get_by_label("发现了什么").fill("立管阀门未全开，已开足")
    dialog.get_by_label("实测室温").fill("16.5")
    sign(dialog, "入户人员签字", "冯雪峰")
    dialog.get_by_role("button", name="登记入户结果").click()
    expect(dialog.get_by_role("alert")).to_contain_text("住户未签字")
    sign(dialog, "住户签字", "王秀英")
    dialog.get_by_role("button", name="登记入户结果").click()
    expect(dialog).to_have_count(0, timeout=SLOW)
    expect(section(page)).to_contain_text("16.5°C", timeout=SLOW)
    expect(section(page)).to_contain_text("双方已签字")

    page.goto(page.url.split("/app/")[0] + "/app/visits")
    page.get_by_role("tab", name="已结束").click()
    expect(page.get_by_text(complaint["number"])).to_be_visible(timeout=SLOW)
