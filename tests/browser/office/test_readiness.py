"""The leader's page: its numbers lead down to the single inspection, and move by themselves when the field moves."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.desk import SLOW, Desk
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def hazard_at(desk: Desk, site: str, title: str) -> None:
    photo = {"sha256": "ab" * 32, "taken_at": datetime.now(UTC).isoformat()}
    body = {
        "id": str(uuid4()),
        "site": site,
        "title": title,
        "grade": "major",
        "photos": [{**photo, "role": "close_up"}, {**photo, "sha256": "cd" * 32, "role": "context"}],
    }
    desk.send("POST", "/api/hazards", body, role="safety_officer")


def open_hazards(page: Page) -> int:
    return int(page.get_by_role("link", name="未销号隐患").inner_text().replace(",", ""))


def test_it_is_not_shown_to_a_crew_member(desk: Desk) -> None:
    page = desk.context("crew_member").new_page()
    page.goto("/app/readiness")
    expect(page.locator(".blank")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("三项得分")).to_have_count(0)


def test_it_leads_from_the_blockers_to_the_inspection_behind_a_gate(desk: Desk) -> None:
    page = desk.open("/app/readiness", "city_leader")
    page.get_by_role("region", name="为什么还没就绪").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="六个节点")).to_be_visible(timeout=SLOW)
    page.get_by_role("region", name="设备").locator("td a[href^='/app/inspections/']").first.click()
    expect(page.get_by_role("heading", name="证据")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("服务器收到")).to_be_visible()
    expect(page.get_by_text("完成（手机时钟）")).to_be_visible()


def test_it_counts_the_same_sites_in_the_bar_and_behind_it(desk: Desk) -> None:
    page = desk.open("/app/readiness", "city_leader")
    blocked = page.get_by_role("group", name="站点就绪").get_by_role("link", name=re.compile("受阻"))
    count = int(re.sub(r"\D", "", blocked.inner_text()))
    blocked.click()
    expect(page.locator("tbody tr.opens")).to_have_count(count, timeout=SLOW)


def test_it_moves_without_a_reload_in_every_tab(desk: Desk) -> None:
    """Two tabs share one event stream; both follow, and the changed number is marked."""
    context = desk.context("city_leader")
    pages = [desk.show(context, "/app/readiness"), desk.show(context, "/app/readiness")]
    site = desk.get("/api/readiness/sites?state=ready&limit=1", "safety_officer")["items"][0]["site"]
    before = open_hazards(pages[0])
    for page in pages:
        page.evaluate("window.neverReloaded = true")

    hazard_at(desk, site["id"], "锅炉房燃气报警器离线")

    for page in pages:
        expect(page.get_by_role("link", name="未销号隐患")).to_have_text(str(before + 1), timeout=SLOW)
        assert page.evaluate("window.neverReloaded")
        expect(page.get_by_role("region", name="为什么还没就绪")).to_contain_text(site["name"])
    asked = "performance.getEntriesByType('resource').filter(entry => entry.name.includes('/api/events')).length"
    streams = [page.evaluate(asked) for page in pages]
    assert sum(streams) <= 1


def test_it_fits_the_paper_with_everything_on_it(desk: Desk) -> None:
    page = desk.open("/app/readiness", "city_leader")
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    expect(page.get_by_text("汇报人")).to_be_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") <= 3


def test_it_hands_over_the_numbers_as_a_spreadsheet(desk: Desk) -> None:
    page = desk.open("/app/readiness", "city_leader")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_it_says_that_it_stands_still_when_the_server_is_gone(desk: Desk, office_server: Server) -> None:
    page = desk.open("/app/inspections", "city_leader")
    page.get_by_role("link", name="准备度", exact=True).first.click()
    expect(page.get_by_role("status").filter(has_text="实时")).to_be_visible(timeout=SLOW)
    office_server.stop()
    try:
        expect(page.get_by_role("status").filter(has_text="连接中断")).to_be_visible(timeout=SLOW)
        page.get_by_role("link", name="检查记录", exact=True).click()
        expect(page.get_by_text("连不上服务器")).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("button", name="重试")).to_be_visible()
    finally:
        office_server.start()
    # the stream may have come back before, and the rows with it
    page.get_by_role("button", name="重试").evaluate_all("buttons => buttons.forEach(button => button.click())")
    expect(page.locator("tbody tr.opens").first).to_be_visible(timeout=SLOW)
