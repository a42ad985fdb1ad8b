"""What supplies what, what people call a place, who takes what: found, set, taken back, pasted from a table."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser


def supplied(desk: Desk, **query: str) -> list[Any]:
    asked = "&".join(f"{name}={value}" for name, value in {"limit": "3", **query}.items())
    items: list[Any] = desk.get(f"/api/supplies?{asked}")["items"]
    return items


def status(page: Page) -> Any:
    return page.get_by_role("status").filter(has=page.locator(".notice"))


def row_of(page: Page, name: str) -> Any:
    return page.locator("tbody tr").filter(has_text=name).first


def show_the_missing(page: Page) -> None:
    page.locator(".segment label").filter(has_text="未登记").click()
    expect(page.get_by_role("radio", name="未登记")).to_be_checked()


def choose_station(page: Page, code: str, action: str) -> None:
    """In the open dialog, by keyboard."""
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_role("combobox", name="供热站", exact=True)
    field.fill(code)
    expect(dialog.get_by_role("option").first).to_be_visible(timeout=SLOW)
    field.press("Enter")
    dialog.get_by_role("button", name=action).click()


def test_it_offers_nothing_to_change_to_those_who_may_not(desk: Desk) -> None:
    page = desk.open("/app/registry/supplies", "city_leader")
    expect(page.locator("tbody tr").first).to_be_visible()
    for name in ("批量登记", "更换", "指定供热站", "解除"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page = desk.open("/app/registry", "city_leader")
    expect(page.get_by_role("link", name="供热关系")).to_have_count(0)


def test_a_supply_is_ended_found_among_the_missing_and_taken_back(desk: Desk) -> None:
    row = next(one for one in supplied(desk) if one["station"])
    code, station = row["building"]["code"], row["station"]["name"]
    page = desk.open("/app/registry")
    page.get_by_role("link", name="供热关系").click()
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type(code)
    row_of(page, code).get_by_role("button", name="解除").click(timeout=SLOW)
    page.get_by_role("dialog").get_by_role("button", name="解除").click()
    expect(status(page)).to_contain_text("已解除供热关系", timeout=SLOW)
    expect(row_of(page, code)).to_contain_text("未登记供热站", timeout=SLOW)
    show_the_missing(page)
    expect(row_of(page, code)).to_be_visible(timeout=SLOW)
    status(page).get_by_role("button", name="撤销").click()
    expect(status(page)).to_contain_text("已撤销", timeout=SLOW)
    expect(page.get_by_text(code)).to_have_count(0, timeout=SLOW)
    assert supplied(desk, q=code)[0]["station"]["name"] == station


def test_a_station_is_chosen_by_keyboard(desk: Desk) -> None:
    row = supplied(desk)[0]
    other = next(
        one for one in desk.get("/api/assets?kind=heat_station&limit=3")["items"] if one["id"] != row["station"]["id"]
    )
    page = desk.open(f"/app/registry/assets/{row['building']['id']}")
    page.get_by_role("button", name="更换").click()
    choose_station(page, other["code"], "更换")
    expect(status(page)).to_contain_text(f"已改由{other['name']}供热", timeout=SLOW)
    page.get_by_text("历史", exact=True).click()
    expect(page.locator("details").get_by_role("link", name=row["station"]["name"]).first).to_be_visible()


def test_the_missing_are_shown_although_a_station_was_chosen_before_and_a_way_back_is_taken_once(desk: Desk) -> None:
    building = supplied(desk)[2]["building"]
    station = desk.get("/api/assets?kind=heat_station&limit=1")["items"][0]
    desk.send("DELETE", f"/api/assets/{building['id']}/supply", None)
    page = desk.open(f"/app/registry/supplies?station={station['id']}")
    show_the_missing(page)
    row_of(page, building["code"]).get_by_role("button", name="指定供热站").click()
    choose_station(page, station["code"], "指定供热站")
    undo = status(page).get_by_role("button", name="撤销")
    expect(undo).to_be_visible(timeout=SLOW)
    undo.evaluate("button => { button.click(); setTimeout(() => button.click()); }")
    expect(status(page)).to_contain_text("已撤销", timeout=SLOW)
    page.wait_for_timeout(500)
    expect(status(page)).to_contain_text("已撤销")
    expect(row_of(page, building["code"])).to_be_visible(timeout=SLOW)


def test_what_is_pasted_is_told_wrong_line_by_line_and_then_assigned(desk: Desk) -> None:
    building = supplied(desk)[1]["building"]["code"]
    station = desk.get("/api/assets?kind=heat_station&limit=1")["items"][0]["code"]
    page = desk.open("/app/registry/supplies")
    page.get_by_role("button", name="批量登记").click()
    dialog = page.get_by_role("dialog")
    text = dialog.get_by_label("楼栋编号和供热站编号")
    text.fill(f"楼栋编号\t供热站编号\n{building}\t{station}\n\n没有这栋\t{station}\n{building},{building}")
    dialog.get_by_role("button", name="登记 3 栋").click()
    faults = dialog.get_by_role("alert")
    expect(faults).to_contain_text("第 4 行：没有这栋", timeout=SLOW)
    expect(faults).to_contain_text(f"第 5 行：{building}")
    text.fill(f"只有一个编号\n{building}\t{station}")
    dialog.get_by_role("button", name="登记 1 栋").click()
    expect(faults).to_contain_text("第 1 行：须是两个编号", timeout=SLOW)
    text.fill(f"{building}\t{station}")
    dialog.get_by_role("button", name="登记 1 栋").click()
    expect(status(page)).to_contain_text("已登记", timeout=SLOW)
    assert supplied(desk, q=building)[0]["station"]["code"] == station


def test_an_estate_is_found_by_what_people_call_it(desk: Desk) -> None:
    page = desk.open("/app/registry/aliases")
    page.get_by_label("搜索站点或别名").fill("柳溪")
    row_of(page, "柳溪").get_by_role("button", name="编辑别名").click(timeout=SLOW)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("别名，每行一个").fill("老机床厂宿舍\n\n柳西")
    dialog.get_by_role("button", name="保存").click()
    expect(status(page)).to_contain_text("别名已保存", timeout=SLOW)
    page.get_by_label("搜索站点或别名").fill("机床厂")
    expect(page.locator("tbody tr")).to_have_count(1, timeout=SLOW)
    expect(page.locator("tbody tr")).to_contain_text("柳西、老机床厂宿舍")
    page.locator("td.first a").click()
    expect(page.get_by_text("柳西、老机床厂宿舍")).to_be_visible(timeout=SLOW)


def test_what_somebody_takes_is_recorded_changed_and_taken_back(desk: Desk) -> None:
    name = desk.person("duty_officer").name
    page = desk.open("/app/duty/skills")
    page.get_by_role("button", name="登记专长").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请填写“人员”")
    field = dialog.get_by_role("combobox", name="人员", exact=True)
    field.fill(name)
    expect(dialog.get_by_role("option").first).to_be_visible(timeout=SLOW)
    field.press("Enter")
    dialog.get_by_role("checkbox", name="户内漏水").check()
    dialog.get_by_role("button", name="保存").click()
    expect(row_of(page, name)).to_contain_text("户内漏水", timeout=SLOW)
    row_of(page, name).get_by_role("button", name="修改").click()
    dialog.get_by_role("checkbox", name="噪声").check()
    dialog.get_by_role("button", name="保存").click()
    expect(row_of(page, name)).to_contain_text("噪声", timeout=SLOW)
    status(page).get_by_role("button", name="撤销").click()
    expect(row_of(page, name)).not_to_contain_text("噪声", timeout=SLOW)
    page.get_by_label("搜索人员或专长").fill("没有这个人")
    expect(page.get_by_text("没有符合条件的人员")).to_be_visible(timeout=SLOW)
