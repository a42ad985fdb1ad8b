"""What a repairer does with a complaint on his phone, and how it comes to him."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser import crew, residents
from tests.browser.conftest import Api


def receive(by: Api, estate: residents.Estate, officer: object, **others: Any) -> dict[str, Any]:
    """A cold home, 2-501 of building 3, given to him."""
    body = {
        "id": str(uuid4()),
        "channel": "phone",
        "category": "low_temperature",
        "text": "家里只有 14 度，请打 13812345678",
        "building": str(estate.buildings[2]),
        "unit": "2单元",
        "room": "501",
        "indoor_c": 14,
        "caller": {"name": "王秀英", "phone": "13812345678"},
        **others,
    }
    complaint = by.post("/api/complaints", body)
    rerouted: dict[str, Any] = by.post(
        f"/api/complaints/{complaint['id']}/rerouting", {"officer": str(officer), "reason": "就近上门"}
    )
    return rerouted


def arrange(by: Api, complaint: dict[str, Any], visitor: object) -> dict[str, Any]:
    """For the next two hours."""
    now = datetime.now(UTC)
    slot = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=2)).isoformat()}
    visit: dict[str, Any] = by.post(f"/api/complaints/{complaint['id']}/visits", {**slot, "visitor": str(visitor)})
    return visit


def open_complaint(page: Page, address: str, complaint: dict[str, Any]) -> None:
    page.goto(f"{address}/app/my/complaints/{complaint['id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text("室温不达标 · 和平苑3号楼", timeout=crew.SLOW)


def press(page: Page, name: str) -> None:
    page.locator(".actbar").get_by_role("button", name=name).click(timeout=crew.SLOW)


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click(timeout=crew.SLOW)


def submit(page: Page) -> None:
    press(page, "提交")
    expect(page.get_by_text("记录在本机").first).to_be_visible(timeout=crew.SLOW)
    follow(page, "回到诉求")


def sign(page: Page, legend: str, name: str) -> None:
    group = page.get_by_role("group", name=legend)
    group.get_by_role("textbox").fill(name)
    draw(group)


def draw(group: Locator) -> None:
    pad = group.get_by_role("img")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    mouse = group.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 30)
    mouse.down()
    mouse.move(box["x"] + 160, box["y"] + 60, steps=4)
    mouse.up()


def measure(page: Page, celsius: str) -> None:
    """The form of the result, all but the signatures."""
    page.fill("#act-text", "立管阀门未全开，已开足")
    page.fill("#act-indoor", celsius)
