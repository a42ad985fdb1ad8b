"""What a crew member does with the app, in the words of the trade."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.browser import city
from tests.browser.phone import INSTALLED, PATIENCE

SLOW = PATIENCE


class Queued(NamedTuple):
    subject: str
    state: str


def sign_in(page: Page, username: str = "alice") -> None:
    page.fill("#username", username)
    page.fill("#password", city.PASSWORD)
    page.click("button[type=submit]")
    expect(page.locator("#username")).to_have_count(0, timeout=SLOW)


def sign_in_and_get_ready(page: Page, username: str = "alice") -> None:
    """Online for the only time: sign in, wait for the offline package and for the app's files."""
    sign_in(page, username)
    expect(page.locator(".card.site")).not_to_have_count(0, timeout=SLOW)
    page.wait_for_function(INSTALLED, timeout=SLOW)


def status_bar(page: Page) -> Locator:
    return page.locator(".statusbar [role=status]")


def start_inspection(page: Page) -> None:
    page.locator(".actbar .primary").click()
    expect(page.locator("[data-item]").first).to_be_visible(timeout=SLOW)


def judge(page: Page, item: str, word: str) -> None:
    page.locator(f"[data-item={item}] .segment label", has_text=word).click()


def take_photo(page: Page, item: str, role: str) -> None:
    """With the camera in the page."""
    slots = page.locator(f"[data-item={item}] .keptphoto")
    before = slots.count()
    page.locator(f"[data-item={item}] .take[data-role={role}]").click()
    page.locator("dialog .primary:not([disabled])").click(timeout=SLOW)
    expect(slots).to_have_count(before + 1, timeout=SLOW)


def fail_pump(page: Page) -> None:
    """The first page of the checklist: one item fails, with its two pictures and a note."""
    judge(page, "drawings", "正常")
    judge(page, "pump", "异常")
    page.fill("[data-item=pump] textarea", "2 号循环泵轴承异响")
    take_photo(page, "pump", "close_up")
    take_photo(page, "pump", "context")


def fill_readings(page: Page, pressure: str = "0.45") -> None:
    page.locator(".actbar .primary").click()
    page.fill("[data-item=pressure] input", pressure)


def review(page: Page) -> None:
    page.locator(".actbar .primary").click()
    expect(page.get_by_role("heading", name="核对并提交")).to_be_visible()


def submit(page: Page) -> None:
    review(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="本机检查记录")).to_be_visible(timeout=SLOW)


def inspect(page: Page, address: str, asset: object, pressure: str = "0.45") -> None:
    """A whole inspection in which nothing fails."""
    page.goto(f"{address}/app/assets/{asset}")
    start_inspection(page)
    judge(page, "drawings", "正常")
    judge(page, "pump", "正常")
    fill_readings(page, pressure)
    submit(page)


def wait_until_saved(page: Page) -> None:
    expect(page.get_by_test_id("saved")).to_be_visible(timeout=SLOW)


def outbox(page: Page) -> list[Queued]:
    """As it stands on the outbox screen, which is open."""
    rows = page.locator("[data-id][data-state]")
    return [Queued(row.locator("b").first.inner_text(), row.get_attribute("data-state") or "") for row in rows.all()]


def wait_for_states(page: Page, states: Sequence[str]) -> None:
    """Until the records on the outbox screen have these states, in any order."""
    wanted = sorted(states)
    page.wait_for_function(
        """wanted => JSON.stringify([...document.querySelectorAll("[data-id][data-state]")]
            .map(row => row.dataset.state).sort()) === wanted""",
        arg=re.sub(r"\s", "", str(wanted)).replace("'", '"'),
        timeout=SLOW,
    )


SPOIL_PHOTOS = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('heating');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const bytes = opening.result.transaction('photo_bytes', 'readwrite').objectStore('photo_bytes');
        bytes.openCursor().onsuccess = event => {
            const cursor = event.target.result;
            if (!cursor) return opening.result.close(), resolve();
            cursor.update(new TextEncoder().encode('not a picture').buffer);
            cursor.continue();
        };
    };
})"""
"""The pictures on the phone become something that the server does not take."""

REFUSED_PHOTOS = """() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('heating');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const photos = opening.result.transaction('photo').objectStore('photo').getAll();
        photos.onsuccess = () => {
            opening.result.close();
            resolve(photos.result.filter(photo => photo.problem).length);
        };
    };
})"""


def wait_for_refused_photos(page: Page, count: int) -> None:
    for _ in range(SLOW // 100):  # waiting for a function does not wait for what its promise says
        if page.evaluate(REFUSED_PHOTOS) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not {count} photos were refused")
