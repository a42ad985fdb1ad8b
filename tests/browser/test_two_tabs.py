"""One draft open in two tabs: what each enters is kept and shown in both, and nothing brings back what was sent."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew, hazards, homes_visited, kept, residents
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser

GONE = "它可能已经在另一个标签页提交"
LATE_AND_DEAF = """
    BroadcastChannel.prototype.addEventListener = () => undefined;
    navigator.geolocation.getCurrentPosition = found => {
        self.arrive = () => found({ coords: { longitude: 112.5, latitude: 37.9, accuracy: 8 }, timestamp: Date.now() });
    };
"""
"""For tabs opened from now on: they hear nothing of other tabs, and their position comes when it is told to arrive."""
HOLD = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => { throw new DOMException('broken', 'DataError'); };
    self.release = () => { IDBObjectStore.prototype.put = put; };
}"""
"""What is entered rests in memory until it is released."""


@pytest.fixture
def ground(with_estate: Path) -> Path:
    return with_estate


def _expect_judged(page: Page, words: dict[str, str]) -> None:
    for item, word in words.items():
        expect(page.locator(f"[data-item={item}] .segment label.on")).to_have_text(word, timeout=crew.SLOW)


def test_it_loses_no_answer_to_a_tab_that_opened_the_draft_before(place: city.Place, phone: Phone) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    page.evaluate(HOLD)
    crew.judge(page, "drawings", "正常")
    crew.judge(page, "pump", "异常")
    phone.context.add_init_script(LATE_AND_DEAF)
    elsewhere = phone.open(page.url.removeprefix(phone.address))
    expect(elsewhere.locator("[data-item=drawings]")).to_be_visible(timeout=crew.SLOW)
    expect(elsewhere.locator(".segment label.on")).to_have_count(0)

    page.evaluate("release()")
    crew.fill_readings(page)
    kept.wait_until(page, "draft", "rows => rows[0].answers.pressure?.value === 0.45")
    elsewhere.evaluate("arrive()")
    _expect_judged(elsewhere, {"drawings": "正常", "pump": "异常"})
    crew.judge(elsewhere, "pump", "正常")
    kept.wait_until(page, "draft", "rows => rows[0].position !== null && rows[0].answers.pump.value === 'pass'")
    expect(page.locator("[data-item=pressure] input")).to_have_value("0.45")
    crew.review(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="本机检查记录")).to_be_visible(timeout=crew.SLOW)

    crew.judge(elsewhere, "drawings", "异常")
    expect(elsewhere.get_by_role("alert")).to_contain_text(GONE, timeout=crew.SLOW)
    kept.wait_until(page, "draft", "rows => rows.length === 0")
    sent = "rows => rows[0].payload.answers.map(answer => answer.value).join() === wanted"
    kept.wait_until(page, "outbox", sent, "pass,pass,0.45")


def _both_write(phone: Phone, path: str, first: str, second: str, filled_in: str) -> None:
    """Each tab fills in one field of the same form and sees what the other has filled in."""
    page, elsewhere = phone.open(path), phone.open(path)
    for tab in (page, elsewhere):
        expect(tab.locator(first)).to_be_visible(timeout=crew.SLOW)
    page.fill(first, "轴封渗漏")
    expect(elsewhere.locator(first)).to_have_value("轴封渗漏", timeout=crew.SLOW)
    elsewhere.fill(second, filled_in)
    expect(page.locator(second)).to_have_value(filled_in, timeout=crew.SLOW)
    expect(page.locator(first)).to_have_value("轴封渗漏")


def test_both_write_one_report(phone: Phone) -> None:
    crew.sign_in_and_get_ready(phone.open())
    _both_write(phone, "/app/report", "#report-what input", "textarea", "2 号泵")


def test_both_write_one_step_of_a_hazard(server: Server, place: city.Place, phone: Phone) -> None:
    reported = hazards.report(Api(server, "bob"), place)
    hazard = hazards.confirm(Api(server, "charlie"), reported, place.people["alice"])
    crew.sign_in_and_get_ready(phone.open())
    path = f"/app/my/hazards/{hazard['id']}/ask_extension"
    _both_write(phone, path, "#step-text textarea", "#step-due_on input", "2030-01-31")


def test_both_write_one_act_with_a_complaint(server: Server, place: city.Place, phone: Phone) -> None:
    complaint: dict[str, Any] = homes_visited.receive(
        Api(server, "dora"), residents.load(server.data), place.people["alice"]
    )
    crew.sign_in_and_get_ready(phone.open())
    path = f"/app/my/complaints/{complaint['id']}"
    homes_visited.press(phone.open(path), "接单")
    _both_write(phone, f"{path}/resolve", "#act-text", "#act-indoor", "12")
