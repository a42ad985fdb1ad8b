"""Labels from a blank batch to the print sheet; a table from the file to the registry."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser

TABLE = """设备编号,设备名称,站点名称,电机功率,投运日期
TEST-1,试验泵一,调试热力站,55,2014-10-01
TEST-2,试验泵二,调试热力站,很大,2014-10-01
TEST-3,,调试热力站,75,2014-10-01
TEST-4,试验泵四,调试热力站,75,2014-10-01
"""


def test_it_issues_a_batch_and_shows_the_sheet_to_scale(desk: Desk) -> None:
    page = desk.open("/app/labels")
    page.get_by_role("button", name="制作空白标签").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("数量").fill("0")
    dialog.get_by_role("button", name="制作").click()
    expect(dialog.get_by_role("alert")).to_be_visible(timeout=SLOW)
    dialog.get_by_label("数量").fill("11")
    dialog.get_by_label("批次").fill("调试批")
    dialog.get_by_role("button", name="制作").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("打印标签", timeout=SLOW)
    expect(page.get_by_text("共 2 页")).to_be_visible()
    expect(page.locator(".sheet-preview image")).to_have_count(9)
    page.get_by_label("40 mm").check()
    expect(page.locator(".sheet-preview image").first).to_have_attribute("width", "40")
    address = page.get_by_role("link", name="打开 PDF").get_attribute("href")
    assert address is not None
    pdf = page.request.get(address)
    assert pdf.body()[:5] == b"%PDF-"


def test_it_ends_a_label_only_with_a_reason(desk: Desk) -> None:
    label = desk.get("/api/labels?state=attached&limit=1")["items"][0]
    page = desk.open(f"/app/labels/{label['code']}")
    page.get_by_role("button", name="登记遗失").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="登记遗失").click()
    expect(dialog.get_by_text("请填写原因")).to_be_visible()
    dialog.get_by_label("原因").fill("施工时被铲掉")
    dialog.get_by_role("button", name="登记遗失").click()
    expect(page.locator(".chip")).to_have_text("已遗失", timeout=SLOW)
    expect(page.get_by_text("施工时被铲掉")).to_be_visible()
    expect(page.get_by_role("button", name="作废")).to_have_count(0)


def start_import(page: Page, file: Path, organization: str, area: str, person: str) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("设备类型").select_option("pump", timeout=SLOW)
    page.get_by_label("站点类型").select_option("heat_station")
    page.get_by_label("固定值: 单位").select_option(organization)
    page.get_by_label("固定值: 区域").select_option(area)
    for field in ("固定值: 责任人（用户名）", "固定值: 安全责任人（用户名）"):
        box = page.get_by_role("combobox", name=field)
        box.fill(person)
        expect(page.get_by_role("listbox", name=field).get_by_role("option").first).to_be_visible(timeout=SLOW)
        box.press("Enter")
    page.get_by_role("button", name="试运行").click()


def test_it_writes_nothing_before_the_faults_were_seen(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "泵台账.csv"
    file.write_text(TABLE, "utf-8")
    site = desk.get("/api/sites?kind=heat_station&limit=1")["items"][0]
    page = desk.open("/app/imports")
    start_import(page, file, site["organization"], site["area"], desk.person("safety_officer").username)

    expect(page.get_by_role("heading", name="有问题的行")).to_be_visible(timeout=SLOW)
    assert desk.get("/api/search?q=%E8%AF%95%E9%AA%8C%E6%B3%B5")["items"] == []
    expect(page.get_by_role("button", name="写入", exact=True)).to_be_disabled()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载问题清单").click()
    faults = download.value.path().read_text("utf-8-sig")
    assert "\n4," in faults

    page.get_by_label("跳过有问题的行").check()
    page.get_by_role("button", name="写入", exact=True).click()
    expect(page.get_by_text("导入完成")).to_be_visible(timeout=SLOW)
    found = {row["name"] for row in desk.get("/api/search?q=%E8%AF%95%E9%AA%8C%E6%B3%B5")["items"]}
    assert {"试验泵一", "试验泵四"} <= found
    assert "试验泵二" not in found
