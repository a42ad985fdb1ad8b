"""Rosters in the office: drafted until they have no fault, published, deviated from; watches served."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from heating.lib.ids import new_id
from tests.browser.office.desk import PHONE, SLOW, Desk

pytestmark = pytest.mark.browser

COMPANY_MANAGER = "company_manager"
TODAY = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


@pytest.fixture(scope="module")
def added() -> Sequence[str]:
    return ["tests.browser.office.absent"]


def company(desk: Desk) -> str:
    path: str = desk.get("/api/session", COMPANY_MANAGER)["organization"]["path"]
    return path


def drafted(desk: Desk, name: str, area: str = "taiyuan/xinghualing/") -> str:
    """Of a part of the company's area, which has no roster of its own yet; both posts are empty."""
    id = str(new_id())
    plan = {"starts_at": TODAY.isoformat(), "ends_at": (TODAY + timedelta(days=6)).isoformat()}
    body = {"id": id, "name": name, "organization": company(desk), "area": area, "plan": plan}
    desk.send("POST", "/api/rosters", body, role=COMPANY_MANAGER)
    return id


def free_members(desk: Desk) -> list[dict[str, Any]]:
    """Of the company, reachable, and on no roster; the crew member who signs in here is kept for his own watch."""
    found = desk.get(f"/api/duty/candidates?organization={company(desk)}", COMPANY_MANAGER)
    kept = desk.get("/api/session", "crew_member")["user"]["id"]
    roles = ("crew_member", "safety_officer")
    return [one for one in found if one["role"] in roles and one["reachable"] and one["id"] != kept]


def add_rotation(page: Page, post: str, names: list[str], hours: str = "24") -> None:
    page.get_by_role("button", name="添加轮班").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name=post).check()
    sheet.get_by_label("每班时长").select_option(hours)
    for name in names:
        sheet.get_by_role("combobox", name="加入轮班").fill(name)
        sheet.get_by_role("listbox", name="加入轮班").get_by_role("option").first.click()
    sheet.get_by_role("button", name="添加轮班").click()
    expect(sheet).to_have_count(0, timeout=SLOW)


def test_it_says_who_is_on_duty_and_which_post_is_vacant(desk: Desk) -> None:
    page = desk.open("/app/duty")
    posts = desk.get("/api/duty/posts")["posts"]
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(len(posts) + 1)
    vacant = [post for post in posts if post["vacant"]]
    assert vacant
    expect(page.locator(".pagehead")).to_contain_text(f"{len(vacant)} 个岗位空缺")
    expect(rows.nth(1)).to_contain_text("岗位空缺")
    expect(rows.nth(1).get_by_role("link", name=re.compile(r"\d{4}-\d+"))).to_have_attribute(
        "href", re.compile("^tel:")
    )


def test_a_roster_is_published_when_its_faults_are_mended(desk: Desk) -> None:
    id = drafted(desk, "杏花岭片区值班")
    first, second, third = free_members(desk)[:3]
    page = desk.open(f"/app/duty/rosters/{id}", COMPANY_MANAGER)
    expect(page.get_by_text("2 处问题，不能发布")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(re.compile("无带班领导"))).to_be_visible()
    expect(page.get_by_role("button", name="发布")).to_be_disabled()
    add_rotation(page, "值守人员", [first["name"], second["name"]], "12")
    expect(page.get_by_text("1 处问题，不能发布")).to_be_visible(timeout=SLOW)
    add_rotation(page, "带班领导", [third["name"]])
    expect(page.get_by_text("可以发布")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="发布").click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(page.get_by_text("执行中")).to_be_visible(timeout=SLOW)
    names = {first["name"], second["name"]}
    officers = page.locator(".roster-days .officer")
    expect(officers).not_to_have_count(0)
    shown = officers.all_inner_texts()
    assert all(any(name in text for name in names) for text in shown)
    now = desk.open("/app/duty", COMPANY_MANAGER)
    expect(now.get_by_role("row").filter(has_text=third["name"])).to_contain_text("带班领导", timeout=SLOW)


def test_an_override_shows_in_the_month_and_is_taken_back(desk: Desk) -> None:
    roster = next(
        row
        for row in desk.get("/api/rosters?status=published", COMPANY_MANAGER)["items"]
        if row["organization"] == company(desk) and row["area"] == ""
    )
    person = free_members(desk)[-1]
    page = desk.open(f"/app/duty/rosters/{roster['id']}", COMPANY_MANAGER)
    page.get_by_role("button", name="替班").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("combobox", name="人员").fill(person["name"])
    sheet.get_by_role("option").first.click()
    sheet.get_by_label("原因").fill("临时替班")
    sheet.get_by_role("button", name="替班").click()
    expect(sheet).to_have_count(0, timeout=SLOW)
    changes = page.get_by_role("region", name="替班与增援")
    expect(changes).to_contain_text(person["name"], timeout=SLOW)
    expect(page.locator(".roster-days .changed").filter(has_text=person["name"]).first).to_be_visible(timeout=SLOW)
    changes.get_by_role("row").filter(has_text=person["name"]).get_by_role("button", name="撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(changes).not_to_contain_text(person["name"], timeout=SLOW)


def test_a_table_is_read_first_and_its_faults_named(desk: Desk) -> None:
    page = desk.open("/app/duty/rosters", COMPANY_MANAGER)
    page.get_by_role("button", name="导入 Excel").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("名称").fill("表格里的排班")
    member = free_members(desk)[0]
    day = (TODAY + timedelta(days=40)).date().isoformat()
    good = f"值守人员,{member['name']},{day} 08:00,{day} 20:00"
    for rows, said in ((f"{good}\n保安,无此人,某日,{day}", "第 3 行 岗位"), (good, "读到 1 行，1 个班次")):
        content = f"岗位,人员,开始时间,结束时间\n{rows}\n".encode()
        sheet.locator("input[type=file]").set_input_files(
            {"name": "排班.csv", "mimeType": "text/csv", "buffer": content}
        )
        sheet.get_by_role("button", name="试读").click()
        expect(sheet.get_by_text(said).first).to_be_visible(timeout=SLOW)
    expect(sheet.get_by_text(re.compile("无带班领导"))).to_be_visible()
    sheet.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_role("heading", name="表格里的排班")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("草稿", exact=True)).to_be_visible()


def own_roster(desk: Desk, role: str) -> dict[str, Any]:
    """A roster under which this person has the watch of this hour, and another takes over."""
    me = desk.get("/api/session", role)
    coming, leader = free_members(desk)[-3:-1]  # the first ones have got a roster above
    officers = [me["user"]["id"], coming["id"]]
    turns = [
        {"post": "officer", "starts_at": TODAY.isoformat(), "hours": 6, "people": officers},
        {"post": "leader", "starts_at": TODAY.isoformat(), "hours": 24, "people": [leader["id"]]},
    ]
    ends_at = (TODAY + timedelta(days=3)).isoformat()
    plan = {"starts_at": TODAY.isoformat(), "ends_at": ends_at, "patterns": turns}
    body = {"id": str(new_id()), "name": "班组值班", "organization": company(desk), "area": "taiyuan/wanbailin/"}
    roster = desk.send("POST", "/api/rosters", {**body, "plan": plan}, role=COMPANY_MANAGER)
    desk.send("POST", f"/api/rosters/{roster['id']}/publication", {"version": 1}, role=COMPANY_MANAGER)
    return {**body, "next": coming["name"]}


def test_a_watch_is_signed_in_checked_and_handed_over_on_a_phone(desk: Desk) -> None:
    roster = own_roster(desk, "crew_member")
    page = desk.open("/app/duty/mine", "crew_member", size=PHONE)
    page.get_by_role("button", name="签到上岗").first.click()
    expect(page.get_by_text(re.compile("已签到")).first).to_be_visible(timeout=SLOW)
    check = {"id": str(new_id()), "organization": roster["organization"], "area": roster["area"], "minutes": 5}
    desk.send("POST", "/api/duty/spot-checks", check, role=COMPANY_MANAGER)
    asked = page.get_by_role("alert").filter(has_text="查岗")
    asked.get_by_label("应答").fill("在岗")
    asked.get_by_role("button", name="应答").click()
    expect(asked).to_have_count(0, timeout=SLOW)
    page.get_by_role("button", name="交班").first.click()
    sheet = page.get_by_role("dialog")
    note = sheet.get_by_label("交接内容")
    expect(note).to_have_value(re.compile("未办结|无未办结"), timeout=SLOW)
    expect(sheet).to_contain_text(roster["next"])
    sheet.get_by_role("button", name="签字交班").click()
    expect(page.get_by_text("已交班")).to_be_visible(timeout=SLOW)
    log = desk.open("/app/duty/checks", COMPANY_MANAGER)
    expect(log.get_by_role("row").filter(has_text="按时应答").first).to_contain_text("在岗", timeout=SLOW)


def test_a_swap_is_asked_from_the_roster(desk: Desk) -> None:
    page = desk.open("/app/duty/mine", "duty_officer")
    page.get_by_role("button", name="换班").last.click()
    sheet = page.get_by_role("dialog")
    choice = sheet.get_by_label("请谁接替")
    expect(choice).to_be_visible(timeout=SLOW)
    choice.select_option(index=1)
    sheet.get_by_label("原因").fill("家中有事")
    sheet.get_by_role("button", name="提出申请").click()
    expect(sheet).to_have_count(0, timeout=SLOW)
    expect(page.get_by_role("region", name="换班")).to_contain_text("待答复", timeout=SLOW)
