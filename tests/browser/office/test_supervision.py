"""What goes up and out: letters with a reply, refused reports, overrides in front, ledger and notice on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.office.desk import SLOW, Desk
from tests.browser.office.hazards import confirm, day, report, site_of

pytestmark = pytest.mark.browser


def test_it_hands_over_ledger_and_notice(desk: Desk) -> None:
    hazard = report(desk, "要打印通知单的隐患")
    page = desk.open("/app/hazards", "safety_officer")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出台账").click()
    assert download.value.path().read_bytes()[:2] == b"PK"
    page = desk.open(f"/app/hazards/{hazard['id']}", "safety_officer")
    link = page.get_by_role("link", name="整改通知单").get_attribute("href") or ""
    answer = desk.context("safety_officer").request.get(link)
    assert answer.body()[:5] == b"%PDF-"


def test_it_sends_a_supervision_letter_and_gets_replies(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "督办函里的隐患", grade="major"))
    page = desk.open(f"/app/letters/new?hazard={hazard['id']}", "district_officer")
    expect(page.get_by_text("督办函里的隐患")).to_be_visible(timeout=SLOW)
    page.get_by_label("标题").fill("关于限期整改的督办函")
    page.get_by_label("正文").fill("请于期限前完成整改并书面回复。")
    page.get_by_label("回复期限").fill(day(desk, 20))
    page.get_by_role("button", name="发出").click()
    expect(page.get_by_text("待回复")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("region", name="涉及隐患")).to_contain_text("督办函里的隐患")
    number = page.locator(".pagehead .code").inner_text()
    answering = desk.open("/app/letters", "safety_officer")
    answering.get_by_role("link", name=re.compile(re.escape(number))).click()
    answering.get_by_role("button", name="回复").click()
    answering.get_by_role("dialog").get_by_label("回复内容").fill("已完成拆除，现场恢复。")
    answering.get_by_role("dialog").get_by_role("button", name="回复").click()
    expect(answering.get_by_text("已回复")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("region", name="回复")).to_contain_text("已完成拆除", timeout=SLOW)
    answering.get_by_role("button", name="续报").click()
    answering.get_by_role("dialog").get_by_label("回复内容").fill("复查合格，资料已归档。")
    answering.get_by_role("dialog").get_by_role("button", name="续报").click()
    expect(page.get_by_role("region", name="回复").locator("li")).to_have_count(2, timeout=SLOW)
    expect(page.get_by_role("region", name="回复").locator("li").last).to_contain_text("复查合格")


def test_it_counts_refused_reports_with_their_reasons(desk: Desk) -> None:
    hazard = report(desk, "统计里不成立的上报")
    body = {"version": hazard["version"], "reason": "照片角度造成误判"}
    desk.send("POST", f"/api/hazards/{hazard['id']}/dismissal", body, role="district_officer")
    page = desk.open("/app/hazards/statistics", "district_officer")
    refused = page.get_by_role("region", name="不成立的上报").get_by_role("row").filter(has_text="统计里不成立的上报")
    expect(refused).to_contain_text("照片角度造成误判", timeout=SLOW)
    page.get_by_label("统计对象").select_option("unit")
    expect(page.get_by_role("columnheader", name="人员")).to_have_count(0, timeout=SLOW)
    page = desk.open("/app/hazards/statistics?from=2026-06-02&to=2026-06-01", "district_officer")
    expect(page.get_by_text("开始日期晚于结束日期。")).to_be_visible(timeout=SLOW)


def test_it_puts_an_override_in_front_until_it_is_lifted(desk: Desk) -> None:
    confirm(desk, report(desk, "特批也拦不住的重大隐患", grade="major"))
    site = site_of(desk)
    page = desk.open(f"/app/readiness/sites/{site['id']}", "city_leader")
    page.get_by_role("button", name="特批就绪").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("特批理由").fill("备件明日到货")
    sheet.get_by_label("替代供热措施").fill("由相邻站联供")
    sheet.get_by_label("有效期至").fill(day(desk))
    sheet.get_by_role("button", name="特批就绪").click()
    expect(page.get_by_role("button", name="撤销特批")).to_be_visible(timeout=SLOW)
    front = desk.open("/app/readiness", "city_leader")
    expect(front.locator(".overrides")).to_contain_text("备件明日到货", timeout=SLOW)
    page.get_by_role("button", name="撤销特批").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销特批").click()
    expect(front.locator(".overrides")).not_to_contain_text("备件明日到货", timeout=SLOW)
