"""A message board's file from the office to the register; how punctual the replies were."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.office.desk import NARROW, SLOW, Desk

pytestmark = pytest.mark.browser

TABLE = """留言编号,标题,留言内容,留言时间,回复内容,回复时间,评价
LY-1,供暖,"家里不热
已经三天",2025-11-02 08:00,已上门处理,2025/11/4 09:00,满意
LY-2,,温度低,2025/11/3,,,
,,,,,,
LY-3,,噪音大,很久以前,,,
"""


def test_it_writes_only_what_was_tried_before(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "留言.csv"
    file.write_text(TABLE, "utf-8")
    page = desk.open("/app/complaints/imports")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_label("留言或工单编号")).to_have_value("留言编号", timeout=SLOW)
    expect(page.get_by_label("答复时间")).to_have_value("回复时间")
    page.get_by_label("只作历史存档").check()
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_role("heading", name="有问题的行")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("“很久以前”不是日期时间")).to_be_visible()
    assert desk.get("/api/complaints?external_number=LY-1")["items"] == []

    page.get_by_label("跳过有问题的行").check()
    page.get_by_role("button", name="写入", exact=True).click()
    expect(page.get_by_text("新建 2")).to_be_visible(timeout=SLOW)
    (complaint,) = desk.get("/api/complaints?external_number=LY-1")["items"]
    assert complaint["status"] == "closed"

    page.get_by_role("link", name="查看答复达标").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("答复达标", timeout=SLOW)


def test_it_shows_shares_with_the_counts_behind_them(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    file.write_text(TABLE.replace("LY-", "LB-").replace("很久以前", "2025-11-05"), "utf-8")
    page = desk.open("/app/complaints/imports")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("只作历史存档").check(timeout=SLOW)
    page.get_by_role("button", name="试运行").click()
    page.get_by_role("button", name="写入", exact=True).click(timeout=SLOW)
    expect(page.get_by_text("导入完成")).to_be_visible(timeout=SLOW)
    page.goto("/app/complaints/compliance?channel=message_board&since=2025-10-01&until=2025-12-01")
    expect(page.get_by_role("heading", name="按事项类别")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("按时答复率")).to_be_visible()
    expect(page.get_by_role("cell", name="2025-11")).to_be_visible()


@pytest.mark.parametrize("address", ["/app/complaints/imports", "/app/complaints/compliance"])
def test_it_fits_a_phone(desk: Desk, address: str) -> None:
    page = desk.open(address, size=NARROW)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW[0]
