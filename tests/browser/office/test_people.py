"""People, organizations and one's own devices and tokens."""

import pytest
from playwright.sync_api import expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser


def test_it_shows_no_people_to_a_duty_officer(desk: Desk) -> None:
    page = desk.context("duty_officer").new_page()
    page.goto("/app/people")
    expect(page.locator(".blank")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("table")).to_have_count(0)


def test_it_shows_a_new_persons_password_once(desk: Desk) -> None:
    page = desk.open("/app/people/new")
    page.get_by_label("姓名").fill("田小雨")
    page.get_by_label("用户名").fill("tianxiaoyu")
    page.get_by_label("角色").select_option("auditor")
    page.get_by_label("单位").select_option("taiyuan/")
    page.get_by_role("button", name="创建").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("output")).not_to_be_empty(timeout=SLOW)
    password = dialog.locator("output").inner_text()
    dialog.get_by_role("button", name="我已转告").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("田小雨", timeout=SLOW)
    expect(page.locator("body")).not_to_contain_text(password)
    expect(page.locator(".chip")).to_have_text("首次登录须改密码")


def test_it_disables_and_enables_an_account_after_asking(desk: Desk) -> None:
    person = desk.get(f"/api/users?q={desk.person('auditor').username}")["items"][0]
    page = desk.open(f"/app/people/{person['id']}")
    page.get_by_role("button", name="停用账号").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    assert desk.get(f"/api/users/{person['id']}")["disabled_at"] is None
    page.get_by_role("button", name="停用账号").click()
    page.get_by_role("dialog").get_by_role("button", name="停用账号").click()
    expect(page.locator(".chip")).to_contain_text("停用", timeout=SLOW)
    page.get_by_role("button", name="恢复账号").click()
    page.get_by_role("dialog").get_by_role("button", name="恢复账号").click()
    expect(page.locator(".chip")).not_to_contain_text("停用", timeout=SLOW)
    assert desk.get(f"/api/users/{person['id']}")["disabled_at"] is None


def test_it_refuses_a_wrong_path_and_keeps_the_sheet_open(desk: Desk) -> None:
    page = desk.open("/app/organizations")
    page.get_by_role("button", name="在“太原市”下新建").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称", exact=True).fill("调试公司")
    dialog.get_by_label("路径标识").fill("Not A Path")
    dialog.get_by_role("button", name="创建").click()
    expect(dialog.get_by_role("alert")).to_be_visible(timeout=SLOW)
    dialog.get_by_label("路径标识").fill("tiaoshi")
    dialog.get_by_label("类型").select_option("company")
    dialog.get_by_role("button", name="创建").click()
    expect(page.get_by_role("link", name="调试公司")).to_be_visible(timeout=SLOW)


def test_it_makes_a_token_that_works_until_it_is_revoked(desk: Desk) -> None:
    page = desk.open("/app/access", "city_leader")
    page.get_by_role("button", name="新建令牌").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill("市应急平台")
    dialog.get_by_role("button", name="创建").click()
    token = page.get_by_role("dialog").locator("output").inner_text(timeout=SLOW)
    request = desk.context("auditor").request
    headers = {"Authorization": f"Bearer {token}", "Cookie": ""}
    assert request.get("/api/readiness", headers=headers).status == 200
    page.get_by_role("button", name="我已保存").click()
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(page.get_by_text("还没有令牌")).to_be_visible(timeout=SLOW)
    assert request.get("/api/readiness", headers=headers).status == 401
