"""The main job, once through, in a real browser against the real server."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_it_carries_a_finding_from_a_cellar_without_signal_to_the_leader(
    server: Server, place: city.Place, leader: Api, label_film: Path, new_phone: Callable[..., Phone]
) -> None:
    office = _leader_watches(new_phone("office"))
    phone = new_phone("phone", label_film)
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.put_away()

    phone.start()
    phone.lose_signal()
    page = phone.open()
    expect(crew.status_bar(page)).to_have_text("离线 · 没有待上传", timeout=crew.SLOW)
    _scan(page, place)
    crew.start_inspection(page)
    crew.fail_pump(page)
    crew.fill_readings(page)
    crew.submit(page)
    page.reload()
    expect(crew.status_bar(page)).to_have_text("离线 · 待上传 1", timeout=crew.SLOW)

    phone.kill()
    server.stop()
    phone.start()
    page = phone.open("/app/outbox")
    crew.wait_for_states(page, ["waiting"])
    expect(crew.status_bar(page)).to_contain_text("待上传 1", timeout=crew.SLOW)

    server.start()
    phone.find_signal()
    crew.wait_for_states(page, ["received"])
    expect(crew.status_bar(page)).to_have_text("在线 · 已全部上传", timeout=crew.SLOW)
    expect(page.locator("[data-id]")).to_contain_text("照片 2 / 2 已到")

    _server_has_it_once(leader, place)
    _leader_sees_it(office)
    assert phone.errors == []


def _scan(page: Page, place: city.Place) -> None:
    page.get_by_test_id("scan").click()
    expect(page.get_by_role("heading", name="胜利街热力站机组")).to_be_visible(timeout=crew.SLOW)
    assert f"label={place.labels['A1']}" in page.url


def _leader_watches(phone: Phone) -> Page:
    page = phone.open("/app/readiness")
    crew.sign_in(page, "lin")
    expect(page.locator("main")).to_contain_text("已检查 0 / 3", timeout=crew.SLOW)
    page.evaluate("window.neverReloaded = true")
    return page


def _server_has_it_once(leader: Api, place: city.Place) -> None:
    inspections = leader.get("/api/inspections")["items"]
    assert [row["asset"]["id"] for row in inspections] == [str(place.assets["A1"])]
    inspection = leader.get(f"/api/inspections/{inspections[0]['id']}")
    assert inspection["author"]["name"] == "张伟"
    assert inspection["label"]["code"] == place.labels["A1"]
    pictures = [photo["sha256"] for answer in inspection["answers"] for photo in answer["photos"]]
    assert len(set(pictures)) == 2
    for sha256 in pictures:
        assert leader.read(f"/api/photos/{sha256}?size=view")
    hazards = leader.get("/api/hazards")["items"]
    assert [(hazard["item"], hazard["inspection"]) for hazard in hazards] == [("pump", inspection["id"])]


def _leader_sees_it(office: Page) -> None:
    expect(office.locator("main")).to_contain_text("已检查 1 / 3", timeout=crew.SLOW)
    expect(office.get_by_role("link", name="未销号隐患")).to_have_text("1")
    assert office.evaluate("window.neverReloaded")
