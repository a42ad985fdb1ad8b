"""What becomes of a complaint when those on duty change, as the desks see it without being loaded again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from heating.lib.ids import new_id
from tests.browser.office.complaints import receive, story
from tests.browser.office.desk import SLOW, Desk
from tests.browser.waiting import eventually

pytestmark = pytest.mark.browser

MANAGER = "company_manager"
FOLLOWED = 80_000
"""The roster is followed every 20 seconds."""


def company(desk: Desk) -> str:
    path: str = desk.get("/api/session", MANAGER)["organization"]["path"]
    return path


def on_duty(desk: Desk) -> Any:
    """In the company of the demo's manager, which supplies the house that the complaints are of."""
    return desk.get(f"/api/duty/now?organization={company(desk)}")


def steady(desk: Desk) -> Any:
    """Those on duty, once no watch is about to end and the officer has come: in the demo nobody comes after its last
    moment, and whoever has not come ten minutes after the beginning is passed over."""
    soon = timedelta(minutes=4)
    now = eventually(lambda: on_duty(desk), lambda seen: left(seen["officers"][0]) > soon, seconds=300)
    officer = now["officers"][0]
    watch = {name: officer[name] for name in ("organization", "area", "post")}
    sign_in = {"id": str(new_id()), **watch, "starts_at": officer["since"]}
    desk.send("POST", "/api/duty/sign-ins", sign_in, role=introduced(desk, officer["person"]))
    return eventually(lambda: on_duty(desk), lambda seen: seen["officers"][0]["vacant"] is False)


def left(watch: Any) -> timedelta:
    return datetime.fromisoformat(watch["until"]) - datetime.now(UTC)


def introduced(desk: Desk, person: dict[str, Any]) -> str:
    (user,) = [one for one in desk.get(f"/api/users?q={person['name']}")["items"] if one["id"] == person["id"]]
    return desk.introduce(user["username"], user["name"])


def own_desk(desk: Desk, role: str) -> Page:
    return desk.open("/app/desk?show=mine", role)


def row(page: Page, complaint: Any) -> Locator:
    return page.get_by_role("option").filter(has_text=complaint["building"]["name"])


def test_a_complaint_on_its_way_follows_the_roster(desk: Desk) -> None:
    now = steady(desk)
    first = now["officers"][0]
    second = next(one for one in now["line"] if one["post"] == "officer" and one["since"] > first["since"])
    pages = [own_desk(desk, introduced(desk, one["person"])) for one in (first, second)]
    complaint = receive(desk)
    assert story(desk, complaint)["officer"]["id"] == first["person"]["id"]
    expect(row(pages[0], complaint)).to_have_count(1, timeout=SLOW)
    expect(row(pages[1], complaint)).to_have_count(0)
    change = {
        "id": str(new_id()),
        "organization": company(desk),
        "person": second["person"]["id"],
        "starts_at": (datetime.now(UTC) - timedelta(minutes=1)).isoformat(),
        "ends_at": first["until"],
        "reason": "值守人员突发疾病",
    }
    desk.send("POST", "/api/duty/overrides", change, role=MANAGER)
    expect(row(pages[1], complaint)).to_have_count(1, timeout=FOLLOWED)
    expect(row(pages[0], complaint)).to_have_count(0, timeout=FOLLOWED)
    row(pages[1], complaint).click()
    page = pages[1]
    page.get_by_role("option").first.press("Enter")
    told = page.get_by_role("listitem").filter(has_text=second["person"]["name"]).last
    expect(told).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="接单").click()
    expect(page.locator(".pagehead .chip").first).to_have_text("处置中", timeout=SLOW)
    desk.send("DELETE", f"/api/duty/overrides/{change['id']}", None, role=MANAGER)


def everybody_lost(desk: Desk) -> set[str]:
    """Of the rosters of the company: some have no account any more, the others no telephone."""
    rosters = desk.get(f"/api/rosters?organization={company(desk)}&status=published")["items"]
    people = {one["id"] for each in rosters for one in desk.get(f"/api/rosters/{each['id']}")["people"]}
    for number, id in enumerate(sorted(people)):
        user = desk.get(f"/api/users/{id}")
        lost = {"disabled": True} if number % 2 else {"phone": ""}
        desk.send("PATCH", f"/api/users/{id}", {"version": user["version"], **lost})
    return people


def kinds_told(desk: Desk, role: str) -> list[str]:
    return [one["kind"] for one in desk.get("/api/inbox?limit=50", role=role)["items"]]


def test_a_company_with_nobody_reachable_is_answered_for_above_it(desk: Desk) -> None:
    """The last of this module: the company stays without anybody."""
    steady(desk)
    area = receive(desk)["area"]
    before = desk.get(f"/api/duty/now?organization={company(desk)}&area={area}")
    above = next(one for one in before["line"] if not one["organization"].startswith(company(desk)))
    answering = introduced(desk, above["person"])
    waiting = own_desk(desk, answering)
    duty = desk.open("/app/duty")
    expect(duty.get_by_text("联系不上")).to_have_count(0)
    lost = everybody_lost(desk)
    assert above["person"]["id"] not in lost
    complaint = receive(desk, text="全楼停暖，单位电话无人接听", category="burst_pipe")
    expect(row(waiting, complaint)).to_have_count(1, timeout=SLOW)
    assert story(desk, complaint)["officer"]["id"] == above["person"]["id"]
    row(waiting, complaint).click()
    waiting.get_by_role("option").first.press("Enter")
    expect(waiting.get_by_text("无人在岗，已逐级上报").first).to_be_visible(timeout=SLOW)
    expect(duty.get_by_text("联系不上").first).to_be_visible(timeout=80_000)
    city = next(one for one in on_duty(desk)["line"] if not one["organization"].startswith(company(desk)))
    above = introduced(desk, city["person"])
    eventually(lambda: kinds_told(desk, above), lambda kinds: "post.nobody_reachable" in kinds)
    waiting.get_by_role("button", name="接单").click()
    expect(waiting.locator(".pagehead .chip").first).to_have_text("处置中", timeout=SLOW)
