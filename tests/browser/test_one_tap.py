"""What takes one tap on the phone: kept, or told that it was not."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import city, crew, homes_visited, residents
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser

NO_ROOM = """() => {
    const { put, add } = IDBObjectStore.prototype;
    const full = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    IDBObjectStore.prototype.put = function (...row) { return this.name === 'outbox' ? full() : put.apply(this, row); };
    IDBObjectStore.prototype.add = function (...row) { return this.name === 'outbox' ? full() : add.apply(this, row); };
    globalThis.makeRoom = () => Object.assign(IDBObjectStore.prototype, { put, add });
}"""


@pytest.fixture
def ground(with_estate: Path) -> Path:
    return with_estate


def test_what_could_not_be_kept_is_told_and_can_be_tapped_again(
    server: Server, phone: Phone, place: city.Place
) -> None:
    complaint = homes_visited.receive(Api(server, "dora"), residents.load(server.data), place.people["alice"])
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    homes_visited.open_complaint(page, phone.address, complaint)
    page.evaluate(NO_ROOM)
    homes_visited.press(page, "接单")
    expect(page.get_by_role("alert")).to_contain_text("没有保存成功", timeout=crew.SLOW)
    expect(page.locator(".actbar").get_by_role("button", name="接单")).to_be_visible()
    page.evaluate("makeRoom()")
    homes_visited.press(page, "接单")
    expect(page.locator(".actbar").get_by_role("link", name="处置完成")).to_be_visible(timeout=crew.SLOW)
    expect(page.get_by_role("alert")).to_have_count(0)
