"""The wall: read from six metres, live, and never taken for the present when it stands still."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.office.complaints import OFFICER, receive
from tests.browser.office.desk import PHONE, SLOW, Desk
from tests.browser.office.test_screens import faults_of

pytestmark = pytest.mark.browser

HALL, LARGE = (1920, 1080), (3840, 2160)
LEAST_LETTER, LEAST_FIGURE = 1 / 40, 96 / 1080
"""Of the height of the screen."""


def shown(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/app/wall")
    page.locator(".wall .numbers b").first.wait_for(timeout=SLOW)
    expect(page.locator(".wall .numbers b").first).not_to_have_text("—", timeout=SLOW)
    return page


def test_it_covers_old_numbers(desk: Desk) -> None:
    context = desk.context(OFFICER, size=HALL)
    page = context.new_page()
    page.clock.install()
    page.goto("/app/wall")
    page.locator(".wall .numbers b").first.wait_for(timeout=SLOW)
    expect(page.locator(".wall .numbers b").first).not_to_have_text("—", timeout=SLOW)
    page.route("**/api/**", lambda route: route.abort())
    page.clock.run_for(90_000)
    expect(page.get_by_role("alert")).to_contain_text("数据中断", timeout=SLOW)
    page.unroute_all()
    page.clock.run_for(30_000)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=SLOW)


def test_it_counts_what_comes_in(desk: Desk) -> None:
    page = shown(desk.context(OFFICER, size=HALL))
    today = page.locator(".wall .numbers div").filter(has_text="今日受理").locator("b")
    before = int(today.inner_text().replace(",", ""))
    receive(desk)
    expect(today).to_have_text(f"{before + 1:,}", timeout=SLOW)


@pytest.mark.parametrize("size", [HALL, LARGE])
def test_it_is_readable_from_six_metres_and_fits(desk: Desk, size: tuple[int, int]) -> None:
    receive(desk)
    page = shown(desk.context(OFFICER, size=size))
    smallest = page.evaluate(SMALLEST)
    assert smallest["letter"] >= LEAST_LETTER * size[1] * 0.99, smallest
    assert smallest["figure"] >= LEAST_FIGURE * size[1], smallest
    assert page.evaluate(OUTSIDE) == []


SMALLEST = """() => {
  const shown = [...document.querySelectorAll('.wall *')].filter(e => e.checkVisibility() && !e.closest('svg')
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  const size = e => parseFloat(getComputedStyle(e).fontSize)
  return {
    letter: Math.min(...shown.map(size)),
    figure: Math.min(...[...document.querySelectorAll('.wall .numbers b')].map(size)),
  }
}"""
OUTSIDE = """() => [...document.querySelectorAll('.wall section, .wall tr, .wall li')]
  .filter(e => { const r = e.getBoundingClientRect(); return r.bottom > innerHeight + 1 || r.right > innerWidth + 1 })
  .map(e => e.textContent.slice(0, 40))"""


def test_it_shows_nothing_of_a_home(desk: Desk) -> None:
    complaint = receive(desk, caller={"phone": "13812345678", "name": "王小明"}, unit="9", room="90817263")
    page = shown(desk.context(OFFICER, size=HALL))
    assert complaint["address"].endswith("90817263")
    for secret in ("90817263", "13812345678", "王小明"):
        assert secret not in page.locator(".wall").inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_sound_in_both_languages(desk: Desk, language: str) -> None:
    for size in (HALL, PHONE):
        page = shown(desk.context(OFFICER, language="en" if language == "en" else "zh", size=size))
        assert faults_of(page) == []
        page.close()


def test_it_moves_a_little_so_that_nothing_burns_in(desk: Desk) -> None:
    page = desk.context(OFFICER, size=HALL).new_page()
    page.clock.install()
    page.goto("/app/wall")
    body = page.locator(".wall > .shifted")
    body.wait_for(timeout=SLOW)
    before = body.get_attribute("style")
    page.clock.run_for(11 * 60_000)
    expect(body).not_to_have_attribute("style", before or "")
