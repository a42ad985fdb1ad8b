"""Finding, creating and changing sites and assets: by keyboard, every fault named, nothing typed lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser


def first_site(desk: Desk, kind: str = "heat_station") -> dict[str, str]:
    site: dict[str, str] = desk.get(f"/api/sites?kind={kind}&limit=1")["items"][0]
    return site


def choose(page: Page, label: str, text: str) -> None:
    """Type into a search field and take the first answer with Enter."""
    field = page.get_by_role("combobox", name=label, exact=True)
    field.fill(text)
    expect(page.get_by_role("listbox", name=label, exact=True).get_by_role("option").first).to_be_visible(timeout=SLOW)
    field.press("Enter")


def test_it_offers_no_editing_to_those_who_may_not(desk: Desk) -> None:
    site = first_site(desk)
    page = desk.open(f"/app/sites/{site['id']}", "city_leader")
    expect(page.get_by_role("link", name="编辑站点")).to_have_count(0)
    expect(page.get_by_role("link", name="准备度").first).to_be_visible()


def test_it_names_every_missing_field_and_takes_the_focus_there(desk: Desk) -> None:
    page = desk.open("/app/sites/new")
    page.get_by_role("button", name="创建").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        ["请填写“名称”", "请填写“类型”", "请填写“单位”", "请填写“区域”", "请填写“责任人”", "请填写“安全责任人”"]
    )
    summary.get_by_role("link", name="请填写“区域”").click()
    expect(page.get_by_label("区域")).to_be_focused()


def test_it_finds_by_pinyin_initials_with_the_keyboard_alone(desk: Desk) -> None:
    page = desk.open("/app/hazards")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_label("编号、名称或描述")).to_be_focused()
    page = desk.open("/app/registry")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("rlz")
    expect(page).to_have_url(re.compile("q=rlz"), timeout=SLOW)  # the list of before is gone
    expect(page.locator("tbody tr.opens").nth(1)).to_be_visible(timeout=SLOW)
    expect(page.locator("tbody tr.opens").first).to_contain_text("热力站")
    page.locator("td.first a").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator("td.first a").nth(1)
    expect(second).to_be_focused()
    name = second.locator("span").first.inner_text().split("\n")[0]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name, timeout=SLOW)


A_LETTER_MORE = """() => {
  const write = history.replaceState.bind(history)
  history.replaceState = (...given) => {
    history.replaceState = write
    write(...given)
    const box = document.querySelector('[data-search] input')
    box.value += 'z'
    box.dispatchEvent(new Event('input', {bubbles: true}))
  }
}"""
"""Typed at the very moment at which what stood there before goes into the address."""


def test_it_loses_no_letter_of_a_slow_typist(desk: Desk) -> None:
    page = desk.open("/app/registry")
    page.evaluate(A_LETTER_MORE)
    page.get_by_role("searchbox").fill("rl")
    expect(page).to_have_url(re.compile("q=rlz$"), timeout=SLOW)
    expect(page.get_by_role("searchbox")).to_have_value("rlz")


def test_it_creates_a_site_with_a_position_from_a_public_map(desk: Desk) -> None:
    sample = first_site(desk)
    page = desk.open("/app/sites/new")
    page.get_by_label("名称", exact=True).fill("新建路调试热力站")
    page.get_by_label("类型").select_option("heat_station")
    page.get_by_label("单位").select_option(sample["organization"])
    page.get_by_label("区域").select_option(sample["area"])
    choose(page, "责任人", desk.person("safety_officer").name)
    choose(page, "安全责任人", desk.person("safety_officer").name)
    page.get_by_label("纬度").fill("112.5489, 37.8706")
    page.get_by_label("坐标系").select_option("gcj02")
    page.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新建路调试热力站", timeout=SLOW)
    made = desk.get("/api/search?q=%E6%96%B0%E5%BB%BA%E8%B7%AF%E8%B0%83%E8%AF%95")["items"][0]
    site = desk.get(f"/api/sites/{made['id']}")
    assert (round(site["longitude"], 2), round(site["latitude"], 2)) == (112.54, 37.87)
    assert (site["longitude"], site["latitude"]) != (112.5489, 37.8706)


def test_it_keeps_what_was_typed_when_someone_else_saved_first(desk: Desk) -> None:
    site = first_site(desk)
    page = desk.open(f"/app/sites/{site['id']}/edit")
    page.get_by_label("地址").fill("文化路 8 号院")
    desk.send("PATCH", f"/api/sites/{site['id']}", {"version": site["version"], "households": 4321})

    page.get_by_role("button", name="保存").click()

    dialog = page.get_by_role("dialog", name="有人刚刚改过这条记录")
    expect(dialog).to_contain_text("4321", timeout=SLOW)
    expect(dialog).to_contain_text("文化路 8 号院")
    dialog.get_by_role("button", name="保留我的修改").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(site["name"], timeout=SLOW)
    kept = desk.get(f"/api/sites/{site['id']}")
    assert (kept["address"], kept["households"]) == ("文化路 8 号院", 4321)


def test_it_asks_for_a_reason_before_it_retires_an_asset(desk: Desk) -> None:
    asset = desk.get("/api/assets?kind=pump&status=in_service&limit=1")["items"][0]
    page = desk.open(f"/app/registry/assets/{asset['id']}")
    page.get_by_role("button", name="退役").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="退役").click()
    expect(dialog.get_by_text("请填写原因")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="退役")).to_be_focused()
    page.get_by_role("button", name="退役").click()
    dialog.get_by_label("原因").fill("已拆除")
    dialog.get_by_role("button", name="退役").click()
    expect(page.locator(".chip")).to_have_text("已退役", timeout=SLOW)
    assert desk.get(f"/api/assets/{asset['id']}")["status"] == "retired"


def test_it_asks_for_the_fields_of_the_chosen_kind(desk: Desk) -> None:
    site = first_site(desk)
    page = desk.open(f"/app/sites/{site['id']}/assets/new")
    page.get_by_label("类型", exact=True).select_option("pump")
    group = page.get_by_role("group", name="技术参数")
    expect(group).to_be_visible(timeout=SLOW)
    page.get_by_label("名称", exact=True).fill("3号循环泵")
    page.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3号循环泵", timeout=SLOW)
    expect(page.get_by_text(re.compile("水泵|循环泵")).first).to_be_visible()
