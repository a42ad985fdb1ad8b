"""Who is signed in changes; what was captured stays with who captured it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def _sign_out_everywhere(server: Server, username: str) -> None:
    """As an administrator does with a lost phone."""
    own = Api(server, username)
    for session in own.get("/api/account/sessions")["items"]:
        if not session["current"]:
            own.delete(f"/api/account/sessions/{session['id']}")


def _alice_works_offline(phone: Phone, place: city.Place) -> Page:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    crew.inspect(page, phone.address, place.assets["A1"])
    return page


def test_it_refuses_to_sign_out_while_something_is_only_on_this_phone(place: city.Place, phone: Phone) -> None:
    page = _alice_works_offline(phone, place)
    page.goto(f"{phone.address}/app/account")
    expect(page.get_by_text("还有 1 条内容只在这台手机上")).to_be_visible()
    expect(page.get_by_role("button", name="退出登录")).to_have_count(0)


def test_it_keeps_everything_when_the_sign_in_expires_and_sends_it_after_the_next(
    server: Server, place: city.Place, leader: Api, phone: Phone
) -> None:
    page = _alice_works_offline(phone, place)
    _sign_out_everywhere(server, "alice")
    phone.find_signal()
    expect(crew.status_bar(page)).to_have_text("登录已过期 · 数据仍在本机", timeout=crew.SLOW)

    crew.inspect(page, phone.address, place.assets["A2"])
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["waiting", "waiting"])
    page.get_by_role("button", name="重新登录").click()
    expect(page.get_by_text("张伟，登录已过期")).to_be_visible()
    crew.sign_in(page)

    crew.wait_for_states(page, ["received", "received"])
    assert len(leader.get("/api/inspections")["items"]) == 2


def test_it_sends_what_another_person_captured_in_that_persons_name(
    server: Server, place: city.Place, leader: Api, phone: Phone
) -> None:
    page = _alice_works_offline(phone, place)
    _sign_out_everywhere(server, "alice")
    page.goto(f"{phone.address}/app/outbox")
    phone.find_signal()
    page.get_by_role("button", name="重新登录").click(timeout=crew.SLOW)
    crew.sign_in(page, "bob")

    crew.wait_for_states(page, ["received"])
    assert [row["author"]["name"] for row in leader.get("/api/inspections")["items"]] == ["张伟"]


def test_it_shows_whose_records_wait_on_a_shared_phone(server: Server, place: city.Place, phone: Phone) -> None:
    page = _alice_works_offline(phone, place)
    _sign_out_everywhere(server, "alice")
    phone.line.lose["/api/sync/push"] = 1_000_000
    phone.find_signal()
    page.evaluate("fetch('/api/session', {method: 'DELETE'})")
    page.goto(f"{phone.address}/app/outbox")
    page.get_by_role("button", name="重新登录").click(timeout=crew.SLOW)
    crew.sign_in(page, "bob")
    expect(page.get_by_role("heading", name="张伟的 1 条")).to_be_visible(timeout=crew.SLOW)


def test_it_opens_without_signal_for_whoever_signed_in_last(server: Server, phone: Phone) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.put_away()
    server.stop()
    phone.start()
    page = phone.open()
    expect(page.locator(".card.site")).to_have_count(2, timeout=crew.SLOW)
    expect(page.get_by_text("张伟")).to_be_visible()
