"""Complaints for the desks' stories, made and moved on by the people who may."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.office.desk import SLOW, Desk

OFFICER = "duty_officer"


def building(desk: Desk) -> Any:
    """One that a heat station supplies, in the area of the district officer: he verifies and reviews."""
    return desk.get("/api/assets?kind=building&limit=1", "district_officer")["items"][0]


def receive(desk: Desk, text: str = "家里暖气一点都不热", category: str = "no_heat", **others: Any) -> Any:
    """By telephone; with a building it is dispatched at once."""
    place = {} if "address" in others else {"building": building(desk)["id"], "unit": "2", "room": "501"}
    body = {"id": str(uuid4()), "channel": "phone", "category": category, "text": text, **place, **others}
    return desk.send("POST", "/api/complaints", body, role=OFFICER)


def unplaced(desk: Desk, address: str) -> Any:
    """Nobody knows the house: it waits at the desk."""
    return receive(desk, address=address)


def step(desk: Desk, complaint: Any, path: str, role: str = OFFICER, **body: Any) -> Any:
    return desk.send("POST", f"/api/complaints/{complaint['id']}/{path}", body, role=role)


def resolved(desk: Desk, complaint: Any) -> Any:
    step(desk, complaint, "acknowledgement")
    return step(desk, complaint, "resolution", done="排气并调节入户阀门", cause="立管气堵", indoor_c=20.5)


def verified(desk: Desk, complaint: Any) -> Any:
    resolved(desk, complaint)
    return step(
        desk, complaint, "verification", role="district_officer", passed=True, method="resident", note="住户说已经热了"
    )


def replied(desk: Desk, complaint: Any) -> Any:
    verified(desk, complaint)
    return step(
        desk,
        complaint,
        "reply",
        disposition="solvable_now",
        cause="立管气堵",
        measure="排气并调节入户阀门",
        measure_on=desk.get("/api/complaints/figures", OFFICER)["as_of"][:10],
        contact="值守中心 0351-5550000",
    )


def story(desk: Desk, complaint: Any, role: str = OFFICER) -> Any:
    return desk.get(f"/api/complaints/{complaint['id']}", role)


def choose(page: Page, number: str) -> None:
    """Finds it on the desk by its number and puts the choice on it."""
    page.get_by_role("option").first.wait_for(timeout=SLOW)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(number)
    expect(page.get_by_role("option")).to_have_count(1, timeout=SLOW)
    page.get_by_role("option").click()
