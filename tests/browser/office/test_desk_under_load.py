"""The desk with 5,000 open complaints: only what is in view exists, and every key answers at once."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.complaints import OFFICER, receive
from tests.browser.office.desk import PHONE, SLOW, Desk
from tests.browser.office.flood import COUNT

pytestmark = pytest.mark.browser

MOST_ROWS = 40
KEYS = 30


@pytest.fixture(scope="module")
def added() -> Sequence[str]:
    return ["tests.browser.office.flood"]


@pytest.fixture
def page(desk: Desk) -> Page:
    opened = desk.open("/app/desk", OFFICER)
    opened.get_by_role("option").first.wait_for(timeout=2 * SLOW)
    return opened


def rows_of(page: Page) -> int:
    return page.get_by_role("option").count()


def test_it_holds_only_the_rows_in_view(page: Page) -> None:
    total = int(page.get_by_role("option").first.get_attribute("aria-setsize") or 0)
    assert total >= COUNT
    assert rows_of(page) <= MOST_ROWS
    page.locator(".virtual").evaluate("box => box.scrollTo(0, box.scrollHeight / 2)")
    expect(page.get_by_role("option").first).not_to_have_attribute("aria-posinset", "1", timeout=SLOW)
    assert int(page.get_by_role("option").first.get_attribute("aria-posinset") or 0) > total // 3
    assert rows_of(page) <= MOST_ROWS


def test_it_walks_to_both_ends(page: Page) -> None:
    page.keyboard.press("End")
    last = page.locator(".virtual-row[aria-selected=true]")
    expect(last).to_be_in_viewport(timeout=SLOW)
    assert last.get_attribute("aria-posinset") == last.get_attribute("aria-setsize")
    page.keyboard.press("Home")
    expect(page.locator(".virtual-row[aria-selected=true]")).to_have_attribute("aria-posinset", "1")


def test_it_answers_every_key_at_once(page: Page) -> None:
    """The picture after a key shows the next row chosen, for as many keys as come."""
    assert page.evaluate(WALK, KEYS) == [str(place) for place in range(2, KEYS + 2)]


WALK = """async keys => {
  const box = document.querySelector('.virtual'), places = []
  box.focus()
  for (let i = 0; i < keys; i++) {
    box.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true, cancelable: true}))
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    places.push(document.querySelector('.virtual-row[aria-selected=true]').getAttribute('aria-posinset'))
  }
  return places
}"""


def test_it_finds_one_among_all(page: Page, desk: Desk) -> None:
    complaint = receive(desk)
    page.keyboard.press("/")
    page.keyboard.type(complaint["number"])
    expect(page.get_by_role("option")).to_have_count(1, timeout=SLOW)


def test_it_keeps_in_place_what_one_looks_at_while_others_come(page: Page, desk: Desk) -> None:
    page.locator(".virtual").evaluate("box => box.scrollTo(0, 64 * 1000)")
    expect(page.get_by_role("option").first).not_to_have_attribute("aria-posinset", "1", timeout=SLOW)
    page.mouse.move(600, 500)
    looked_at = page.locator(".virtual-row:hover")
    before = looked_at.get_attribute("id")
    receive(desk, category="burst_pipe")
    expect(page.get_by_role("status").filter(has_text="新到")).to_be_visible(timeout=SLOW)
    expect(looked_at).to_have_attribute("id", before or "")


def test_it_is_scrolled_with_a_thumb(desk: Desk) -> None:
    page = desk.open("/app/desk", OFFICER, size=PHONE)
    page.get_by_role("option").first.wait_for(timeout=2 * SLOW)
    page.locator(".virtual").evaluate("box => box.scrollTo(0, 116 * 1000)")
    expect(page.get_by_role("option").first).not_to_have_attribute("aria-posinset", "1", timeout=SLOW)
    assert rows_of(page) <= MOST_ROWS
