"""The life of a hazard at the desk: list and keyboard, confirming one and many, mending, verifying, extending."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.desk import SLOW, Desk
from tests.browser.office.hazards import confirm, day, picture, rectify, report

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.get_by_role("region", name="你现在可以").get_by_role("button", name=name).click()


def test_it_offers_an_auditor_nothing_to_do(desk: Desk) -> None:
    hazard = report(desk, "只看不能确认的隐患")
    page = desk.open(f"/app/hazards/{hazard['id']}", "auditor")
    expect(page.get_by_text("等待安全员或区县主管确认")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("region", name="你现在可以").get_by_role("button")).to_have_count(0)


def test_it_keeps_what_was_typed_when_the_server_refuses(desk: Desk) -> None:
    hazard = report(desk, "期限写得太晚的隐患")
    page = desk.open(f"/app/hazards/{hazard['id']}?do=confirm", "district_officer")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("整改期限").fill("2099-01-01")
    sheet.get_by_label("说明").fill("按季节要求提前")
    sheet.get_by_role("button", name="确认隐患").click()
    expect(sheet.get_by_role("alert")).to_be_visible(timeout=SLOW)
    expect(sheet.get_by_label("说明")).to_have_value("按季节要求提前")
    assert desk.get(f"/api/hazards/{hazard['id']}")["status"] == "reported"


def test_it_refuses_a_step_that_someone_else_has_just_taken_and_says_what_changed(desk: Desk) -> None:
    hazard = report(desk, "两个人同时确认的隐患")
    page = desk.open(f"/app/hazards/{hazard['id']}?do=dismiss", "district_officer")
    sheet = page.get_by_role("dialog", name="不成立")
    sheet.get_by_label("不成立的原因").fill("照片看错了")
    confirm(desk, hazard)
    sheet.get_by_role("button", name="不成立").click()
    meanwhile = page.get_by_role("dialog", name="有人刚刚改过这条记录")
    expect(meanwhile.get_by_role("row", name="状态")).to_contain_text("整改中", timeout=SLOW)
    expect(meanwhile.get_by_role("row", name="经过")).to_contain_text("确认 · ")
    expect(meanwhile.get_by_role("button", name="保留我的修改")).to_have_count(0)
    meanwhile.get_by_role("button", name="关闭").click()
    expect(sheet.get_by_role("alert")).to_be_visible()
    expect(sheet.get_by_label("不成立的原因")).to_have_value("照片看错了")
    assert desk.get(f"/api/hazards/{hazard['id']}")["status"] == "rectifying"


def test_it_sends_what_was_typed_over_what_somebody_else_changed(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "同时改方案和报进展的隐患"))
    page = desk.open(f"/app/hazards/{hazard['id']}?do=plan", "safety_officer")
    sheet = page.get_by_role("dialog", name="编辑治理方案")
    sheet.get_by_label("治理措施").fill("更换整段管道")
    body = {"text": "已开挖", "percent": 20}
    desk.send("POST", f"/api/hazards/{hazard['id']}/progress", body, role="safety_officer")
    sheet.get_by_role("button", name="保存方案").click()
    meanwhile = page.get_by_role("dialog", name="有人刚刚改过这条记录")
    expect(meanwhile.get_by_role("row", name="经过")).to_contain_text("已开挖", timeout=SLOW)
    meanwhile.get_by_role("button", name="保留我的修改").click()
    expect(page.get_by_role("region", name="治理方案（五落实）")).to_contain_text("更换整段管道", timeout=SLOW)


def test_it_corrects_who_answers_and_tells_the_story(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "责任人要更正的隐患"))
    address = f"/app/hazards/{hazard['id']}"
    expect(desk.open(address, "auditor").get_by_role("button", name="更正责任人")).to_have_count(0)
    page = desk.open(address, "district_officer")
    press(page, "更正责任人")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("combobox", name="责任人").fill(desk.person("company_manager").name)
    sheet.locator(".options li").first.click()
    sheet.get_by_role("button", name="更正责任人").click()
    expect(sheet.get_by_role("alert")).to_contain_text("更正的原因")
    sheet.get_by_label("更正的原因").fill("原责任人调离")
    sheet.get_by_role("button", name="更正责任人").click()
    last = page.locator(".deeds > li").last
    expect(last).to_contain_text("原责任人调离", timeout=SLOW)
    expect(last).to_contain_text(f"责任人 {desk.person('company_manager').name}")
    expect(last).to_contain_text(f"，{desk.person('safety_officer').name}")


def test_it_offers_a_listed_hazard_another_leader_only(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "已经挂牌的隐患", grade="major"))
    leader = desk.get("/api/session", role="city_leader")["user"]["id"]
    listing = {"leader": leader, "reason": "占压主管网"}
    desk.send("POST", f"/api/hazards/{hazard['id']}/supervision", listing, role="district_officer")
    page = desk.open(f"/app/hazards/{hazard['id']}", "district_officer")
    expect(page.get_by_role("button", name="更换督办领导")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("button", name="挂牌督办")).to_have_count(0)
    press(page, "更换督办领导")
    sheet = page.get_by_role("dialog", name="更换督办领导")
    expect(sheet).to_contain_text(f"现由 {desk.person('city_leader').name} 督办")
    sheet.get_by_role("combobox", name="新的督办领导").fill(desk.person("district_officer").name)
    sheet.get_by_role("option").first.click()
    sheet.get_by_label("更换的原因").fill("分工调整")
    sheet.get_by_role("button", name="更换督办领导").click()
    expect(page.locator(".deeds > li").last).to_contain_text("更换督办领导", timeout=SLOW)


def test_it_names_the_offices_of_others_in_the_story(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "经过里有区县单位的隐患"))
    office = desk.get("/api/session", role="district_officer")["organization"]["name"]
    page = desk.open(f"/app/hazards/{hazard['id']}", "safety_officer")
    expect(page.locator(".deeds > li").nth(1)).to_contain_text(office, timeout=SLOW)


def test_it_confirms_with_grade_unit_and_person(desk: Desk) -> None:
    hazard = report(desk, "补水泵机械密封渗漏")
    page = desk.open(f"/app/hazards/{hazard['id']}", "district_officer")
    press(page, "确认隐患")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="较大").check()
    sheet.get_by_role("combobox", name="分类").fill("bsb")
    sheet.get_by_role("option").filter(has_text="补水泵").click()
    sheet.get_by_role("button", name="确认隐患").click()
    expect(page.locator(".pagehead")).to_contain_text("整改中", timeout=SLOW)
    story = desk.get(f"/api/hazards/{hazard['id']}")
    assert (story["grade"], story["status"], story["code"]) == ("larger", "rectifying", "make_up_pump")
    expect(page.get_by_role("region", name="期限")).to_contain_text(re.compile("整改.*剩", re.S))
    expect(page.locator(".deeds > li").last).to_contain_text("责任人")


def test_it_confirms_many_from_the_keyboard_and_answers_for_each(desk: Desk) -> None:
    titles = ["批量确认之一", "批量确认之二", "批量确认之三"]
    made = [report(desk, title) for title in titles]
    page = desk.open("/app/hazards?q=%E6%89%B9%E9%87%8F%E7%A1%AE%E8%AE%A4&sort=newest", "district_officer")
    expect(page.locator("tbody tr.opens")).to_have_count(3, timeout=SLOW)
    page.locator("h1").click()
    for key in ("j", "x", "j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="已选 3 条")).to_be_visible()
    page.get_by_role("button", name="批量确认").click()
    expect(page.get_by_role("dialog")).to_contain_text(titles[0])
    confirm(desk, made[0])  # only now: the list behind would no longer offer it
    page.get_by_role("dialog").get_by_role("button", name="确认隐患").click()
    expect(page.get_by_role("dialog")).to_contain_text("已确认 2 条", timeout=SLOW)
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(titles[0])
    assert {desk.get(f"/api/hazards/{one['id']}")["status"] for one in made} == {"rectifying"}


def test_it_opens_the_row_under_the_cursor_with_enter(desk: Desk) -> None:
    report(desk, "用键盘打开的隐患")
    page = desk.open("/app/hazards?q=%E7%94%A8%E9%94%AE%E7%9B%98%E6%89%93%E5%BC%80", "safety_officer")
    expect(page.locator("tbody tr.opens")).to_have_count(1, timeout=SLOW)
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("用键盘打开的隐患", timeout=SLOW)


def test_it_separates_mine_from_those_of_others(desk: Desk) -> None:
    mine = report(desk, "我负责的隐患")
    confirm(desk, mine)
    page = desk.open("/app/hazards?show=mine&q=%E6%88%91%E8%B4%9F%E8%B4%A3", "safety_officer")
    expect(page.locator("tbody tr.opens")).to_have_count(1, timeout=SLOW)
    page.get_by_role("button", name="已逾期").click()
    expect(page.get_by_text("没有符合条件的隐患")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="未销号", exact=True).click()
    page.get_by_role("button", name="重大", exact=True).click()
    expect(page.get_by_text("没有符合条件的隐患")).to_be_visible(timeout=SLOW)


def test_it_is_mended_sent_back_and_accepted_with_pictures_side_by_side(desk: Desk, tmp_path: Path) -> None:
    hazard = confirm(desk, report(desk, "换热器垫片渗漏"))
    address = f"/app/hazards/{hazard['id']}"
    mender = desk.open(address, "safety_officer")
    press(mender, "整改完成")
    sheet = mender.get_by_role("dialog")
    sheet.get_by_role("button", name="整改完成").click()
    expect(sheet.get_by_role("alert")).to_contain_text("做了什么")
    sheet.get_by_label("做了什么").fill("更换垫片并紧固。")
    sheet.locator("input[type=file]").set_input_files(picture(tmp_path / "after.jpg"))
    expect(sheet.locator(".photo-field .photo")).to_have_count(1, timeout=SLOW)
    sheet.get_by_role("button", name="整改完成").click()
    expect(mender.locator(".pagehead")).to_contain_text("待验收", timeout=SLOW)
    expect(mender.get_by_role("button", name="核查合格")).to_have_count(0)

    verifier = desk.open(address, "district_officer")
    expect(verifier.get_by_role("region", name="整改前后对比").locator("figcaption b")).to_have_text(
        ["整改前", "整改后", "整改前", "整改后"]
    )
    press(verifier, "退回返工")
    verifier.get_by_role("dialog").get_by_label("哪里不合格").fill("仍有渗水痕迹")
    verifier.get_by_role("dialog").get_by_role("button", name="退回返工").click()
    expect(verifier.locator(".pagehead")).to_contain_text("返工 1 次", timeout=SLOW)
    expect(mender.locator(".pagehead")).to_contain_text("整改中", timeout=SLOW)

    rectify(desk, hazard)
    expect(verifier.get_by_role("button", name="核查合格")).to_be_visible(timeout=SLOW)
    accept_with_the_label(desk, verifier, hazard["site"]["id"], tmp_path)
    expect(verifier.locator(".pagehead")).to_contain_text("已销号", timeout=SLOW)
    closed = desk.get(f"/api/hazards/{hazard['id']}")
    assert (closed["status"], closed["reworks"]) == ("closed", 1)


def accept_with_the_label(desk: Desk, page: Page, site: str, tmp_path: Path) -> None:
    label = desk.get("/api/labels?state=attached&limit=500")["items"]
    here = next(one for one in label if one["attached_to"]["site"] == site)
    press(page, "核查合格")
    sheet = page.get_by_role("dialog")
    sheet.locator("input[type=file]").set_input_files(picture(tmp_path / "seen.jpg", (90, 60, 40)))
    expect(sheet.locator(".photo-field .photo")).to_have_count(1, timeout=SLOW)
    sheet.get_by_label("设备标签编号").fill(here["code"].lower())
    sheet.get_by_role("button", name="核查合格").click()


def test_it_plans_in_parts_and_names_what_is_missing(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "占压一级网管线", grade="major"))
    due = hazard["rectify_due_at"][:10]
    page = desk.open(f"/app/hazards/{hazard['id']}?do=plan", "safety_officer")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("治理措施").fill("拆除占压建筑，恢复检修通道。")
    sheet.get_by_label("治理完成日期").fill(due)
    sheet.get_by_role("button", name="保存方案").click()
    plan = page.get_by_role("region", name="治理方案（五落实）")
    expect(plan).to_contain_text("还缺 资金落实、预案落实", timeout=SLOW)
    press(page, "编辑治理方案")
    sheet.get_by_label("所需资金").fill("48000")
    sheet.get_by_label("资金来源").fill("企业安全生产费用")
    sheet.get_by_label("应急预案").fill("由相邻站联供。")
    sheet.get_by_role("button", name="保存方案").click()
    expect(plan).to_contain_text("五项齐全", timeout=SLOW)
    assert desk.get(f"/api/hazards/{hazard['id']}")["plan_complete"] is True


def test_it_extends_only_by_the_level_above(desk: Desk) -> None:
    hazard = confirm(desk, report(desk, "备件未到货的隐患"))
    page = desk.open(f"/app/hazards/{hazard['id']}?do=ask_extension", "safety_officer")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("申请延至").fill(day(desk, 20))
    sheet.get_by_label("延期原因").fill("厂家排产推迟")
    sheet.get_by_role("button", name="申请延期").click()
    expect(page.get_by_role("region", name="延期申请")).to_contain_text("待审批", timeout=SLOW)
    expect(page.get_by_role("button", name="审批延期")).to_have_count(0)
    above = desk.open(f"/app/hazards/{hazard['id']}", "district_officer")
    press(above, "审批延期")
    above.get_by_role("dialog").get_by_role("radio", name="同意延期").check()
    above.get_by_role("dialog").get_by_label("理由").fill("备件合同已核实")
    above.get_by_role("dialog").get_by_role("button", name="审批延期").click()
    expect(page.get_by_role("region", name="延期申请")).to_contain_text("同意", timeout=SLOW)
