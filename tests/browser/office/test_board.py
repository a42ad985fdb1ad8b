"""The board that follows and is walked with arrows, and the queue of what one may verify."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.office.desk import PHONE, SLOW, Desk
from tests.browser.office.hazards import confirm, rectify, report

pytestmark = pytest.mark.browser


def test_it_walks_over_the_board_with_arrows(desk: Desk) -> None:
    report(desk, "看板上的上报")
    confirm(desk, report(desk, "看板上的整改"))
    page = desk.open("/app/hazards/board", "safety_officer")
    reported, rectifying = (page.get_by_role("region", name=name) for name in ("已上报", "整改中"))
    reported.locator("a.board-card").first.focus()
    page.keyboard.press("ArrowRight")
    expect(rectifying.locator("a.board-card").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(rectifying.locator("a.board-card").first).to_be_focused()
    title = rectifying.locator("a.board-card b").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=SLOW)


def test_it_counts_the_columns_anew_while_someone_looks(desk: Desk) -> None:
    hazard = report(desk, "自己换列的卡片")
    page = desk.open("/app/hazards/board", "district_officer")
    reported = page.get_by_role("region", name="已上报").locator("header")
    before = count_of(reported)
    confirm(desk, hazard)
    expect(reported).to_contain_text(f"{before - 1} 项", timeout=SLOW)


def count_of(header: Locator) -> int:
    return int(re.search(r"(\d+) 项", header.inner_text())[1])  # type: ignore[index]


def test_it_leads_from_a_count_to_the_list(desk: Desk) -> None:
    report(desk, "从看板数字看清单")
    company = desk.get("/api/session", role="safety_officer")["organization"]["path"]
    page = desk.open(f"/app/hazards/board?organization={company}", "safety_officer")
    header = page.get_by_role("region", name="已上报").locator("header")
    count = count_of(header)
    header.get_by_role("link").first.click()
    expect(page.locator("tbody tr.opens")).to_have_count(min(count, 50), timeout=SLOW)
    assert f"status=reported&organization={company}".replace("/", "%2F") in page.url


def test_it_says_honestly_that_it_counts_no_further(desk: Desk) -> None:
    page = desk.context("safety_officer").new_page()
    columns = [
        {"status": "rectifying", "count": 1000, "overdue": 1000, "items": []},
        {"status": "reported", "count": 999, "overdue": 0, "items": []},
    ]
    page.route("**/api/hazards/board*", lambda route: route.fulfill(json={"columns": columns}))
    page.goto("/app/hazards/board")
    much = page.get_by_role("region", name="整改中")
    expect(much.get_by_role("link", name="1,000+ 项", exact=True)).to_have_attribute(
        "title", "不少于这么多，看板不再往下数", timeout=SLOW
    )
    expect(much.get_by_role("link", name="查看全部 1,000+ 项")).to_be_visible()
    expect(page.get_by_role("region", name="已上报").get_by_role("link", name="999 项", exact=True)).to_be_visible()
    page.close()


def test_it_lists_what_one_may_verify_and_leads_to_the_form(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "等着核查的隐患"))
    rectify(desk, hazard)
    page = desk.open("/app/hazards/verification", "district_officer", size=PHONE)
    line = page.get_by_role("row").filter(has_text="等着核查的隐患")
    expect(line).to_contain_text("剩", timeout=SLOW)
    line.get_by_role("link", name="去核查").click()
    expect(page.get_by_role("dialog")).to_contain_text("核查合格", timeout=SLOW)
