"""What people do with hazards, in the words of the trade: on the phone, and through the API as others do elsewhere."""

import io
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import city, crew, kept
from tests.browser.conftest import Api


def picture(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    return content.getvalue()


def report(by: Api, place: city.Place, title: str = "循环泵轴封渗漏", grade: str = "general") -> dict[str, Any]:
    """On asset A1, with its two pictures."""
    now = datetime.now(UTC).isoformat()
    photos = [
        {"sha256": by.put_photo(picture(colour)), "role": role, "taken_at": now}
        for colour, role in (("firebrick", "close_up"), ("slategray", "context"))
    ]
    body = {"id": str(uuid4()), "asset": str(place.assets["A1"]), "title": title, "grade": grade, "photos": photos}
    hazard: dict[str, Any] = by.post("/api/hazards", body)
    return hazard


def confirm(by: Api, hazard: dict[str, Any], responsible: object) -> dict[str, Any]:
    decision = {"version": hazard["version"], "grade": hazard["grade"]}
    unit = {"organization": city.CREW, "responsible": str(responsible)}
    confirmed: dict[str, Any] = by.post(f"/api/hazards/{hazard['id']}/confirmation", decision | unit)
    return confirmed


def rectify(by: Api, hazard: dict[str, Any]) -> dict[str, Any]:
    after = {"sha256": by.put_photo(picture("seagreen")), "role": "after", "taken_at": datetime.now(UTC).isoformat()}
    done: dict[str, Any] = by.post(f"/api/hazards/{hazard['id']}/rectification", {"done": "换机封", "photos": [after]})
    return done


def accept(by: Api, hazard: dict[str, Any]) -> dict[str, Any]:
    after = {"sha256": by.put_photo(picture("teal")), "role": "after", "taken_at": datetime.now(UTC).isoformat()}
    position = {"longitude": 112.55, "latitude": 37.87}
    closed: dict[str, Any] = by.post(
        f"/api/hazards/{hazard['id']}/acceptance", {"photos": [after], "position": position}
    )
    return closed


def open_hazard(page: Page, address: str, hazard: dict[str, Any]) -> None:
    page.goto(f"{address}/app/my/hazards/{hazard['id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text(hazard["title"], timeout=crew.SLOW)


def wait_for_pictures_here(page: Page, count: int) -> None:
    """Until that many pictures of others lie on the phone."""
    kept.wait_until(page, "picture", "rows => rows.length >= wanted", count)


def take_photo(page: Page, role: str = "after") -> None:
    page.locator(f".photoslot [data-role={role}]").click()
    page.locator("dialog .primary:not([disabled])").click(timeout=crew.SLOW)
    expect(page.locator("dialog")).to_have_count(0, timeout=crew.SLOW)


def scan_label(page: Page) -> None:
    """The camera sees the label."""
    page.locator("#step-evidence").get_by_role("button", name="扫描设备标签").click()
    expect(page.get_by_test_id("scanned")).to_contain_text("已扫描", timeout=crew.SLOW)


def submit(page: Page) -> None:
    page.locator(".actbar").get_by_role("button", name="提交").click()
    expect(page.get_by_text("已保存在本机").first).to_be_visible(timeout=crew.SLOW)
