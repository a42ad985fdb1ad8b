"""One complaint on its page, from the desk to the rating, each step by its form."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.office.complaints import OFFICER, receive, replied, resolved, step, story, unplaced, verified
from tests.browser.office.desk import SLOW, Desk
from tests.browser.office.hazards import day, picture

pytestmark = pytest.mark.browser


def opened(desk: Desk, complaint: dict[str, str], role: str = OFFICER) -> Page:
    return desk.open(f"/app/complaints/{complaint['id']}", role)


def form(page: Page, step: str) -> Locator:
    page.get_by_role("region", name="你现在可以").get_by_role("button", name=step, exact=True).click()
    return page.get_by_role("dialog", name=step)


def take(dialog: Locator, step: str) -> None:
    dialog.get_by_role("button", name=step, exact=True).click()
    expect(dialog).to_have_count(0, timeout=SLOW)


def state(page: Page) -> Locator:
    return page.locator(".pagehead .chip").first


def test_it_assesses_what_the_desk_could_not_place(desk: Desk) -> None:
    page = opened(desk, unplaced(desk, "柳溪那边"))
    expect(state(page)).to_have_text("待研判")
    dialog = form(page, "研判")
    dialog.get_by_role("combobox", name="地址").fill("柳溪小区3号楼2单元501")
    dialog.get_by_role("option", name="柳溪小区3号楼").first.click(timeout=SLOW)
    take(dialog, "研判")
    expect(state(page)).to_have_text("待接单", timeout=SLOW)
    expect(page.locator(".pagehead .sub")).to_contain_text("柳溪小区3号楼2单元501")


def test_it_goes_from_acknowledged_to_rated(desk: Desk, tmp_path: Path) -> None:
    complaint = receive(desk, category="low_temperature", indoor_c=14)
    page = opened(desk, complaint)
    twice = "button => { button.click(); setTimeout(() => button.click()); }"  # before what stands there afterwards
    page.get_by_role("button", name="接单").evaluate(twice)
    expect(state(page)).to_have_text("处置中", timeout=SLOW)

    dialog = form(page, "处置完成")
    dialog.get_by_role("button", name="处置完成").click()
    expect(dialog.get_by_role("alert")).to_contain_text("有 2 处需要改正")
    dialog.get_by_label("做了什么").fill("排气，调节入户阀门")
    dialog.get_by_label("原因").fill("立管气堵")
    dialog.get_by_label("处置后室温").fill("20.5")
    dialog.locator("input[type=file]").set_input_files(picture(tmp_path / "after.jpg"))
    expect(dialog.locator(".photo-field img")).to_have_count(1, timeout=SLOW)
    take(dialog, "处置完成")
    expect(state(page)).to_have_text("待核查", timeout=SLOW)
    page.close()

    page = opened(desk, complaint, "district_officer")
    dialog = form(page, "核查合格")
    expect(dialog).to_contain_text("排气，调节入户阀门")
    dialog.get_by_role("radio", name="住户确认").check()
    dialog.get_by_label("核查情况").fill("住户说已经热了")
    take(dialog, "核查合格")
    expect(state(page)).to_have_text("待答复", timeout=SLOW)
    page.close()

    page = opened(desk, complaint)
    dialog = form(page, "答复")
    expect(dialog.get_by_label("办理措施")).to_have_value("排气，调节入户阀门")
    dialog.get_by_label("原因").fill("立管气堵")
    dialog.get_by_label("联系方式").fill("值守中心 0351-5550000")
    take(dialog, "答复")
    expect(state(page)).to_have_text("待评价", timeout=SLOW)
    page.close()

    page = opened(desk, complaint, "administrator")  # whoever replied does not take down the rating
    dialog = form(page, "登记评价")
    dialog.get_by_role("radio", name="5", exact=True).check()
    take(dialog, "登记评价")
    expect(state(page)).to_have_text("已办结", timeout=SLOW)
    deeds = page.get_by_role("region", name="经过").locator("li > b")
    expect(deeds.last).to_have_text("住户评价")
    assert deeds.all_inner_texts()[-4:] == ["处置完成", "核查合格", "答复", "住户评价"]


@pytest.mark.parametrize(("outcome", "missing"), [("承诺限期解决", "承诺日期"), ("解释说明", "解释说明的内容")])
def test_it_asks_for_what_each_outcome_needs(desk: Desk, outcome: str, missing: str) -> None:
    complaint = receive(desk)
    verified(desk, complaint)
    page = opened(desk, complaint)
    dialog = form(page, "答复")
    dialog.get_by_role("radio", name=outcome, exact=True).check()
    dialog.get_by_label("原因").fill("管线老化")
    dialog.get_by_label("联系方式").fill("值守中心 0351-5550000")
    dialog.get_by_role("button", name="答复", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text(missing)


def test_it_sends_an_explanation_only_when_a_second_person_agrees(desk: Desk) -> None:
    complaint = receive(desk)
    verified(desk, complaint)
    page = opened(desk, complaint)
    dialog = form(page, "答复")
    dialog.get_by_role("radio", name="解释说明", exact=True).check()
    dialog.get_by_label("解释说明的内容").fill("该户面积系数已经核对，按合同供热。")
    dialog.get_by_label("原因").fill("户内装修改动")
    dialog.get_by_label("联系方式").fill("值守中心 0351-5550000")
    take(dialog, "答复")
    expect(state(page)).to_have_text("待答复")
    expect(page.get_by_role("region", name="待审核的答复")).to_be_visible(timeout=SLOW)
    page.close()

    page = opened(desk, complaint, "district_officer")
    dialog = form(page, "审核答复")
    expect(dialog).to_contain_text("该户面积系数已经核对")
    take(dialog, "审核答复")
    expect(state(page)).to_have_text("待评价", timeout=SLOW)


def test_it_follows_a_promise(desk: Desk) -> None:
    complaint = receive(desk)
    step(desk, complaint, "acknowledgement")
    page = opened(desk, complaint)
    dialog = form(page, "先行答复")
    dialog.get_by_label("告诉住户的方案").fill("换热器明天到货，三天内更换")
    dialog.get_by_label("承诺日期").fill(day(desk, 3))
    take(dialog, "先行答复")
    expect(page.get_by_role("region", name="承诺")).to_contain_text("换热器明天到货", timeout=SLOW)


def test_it_pauses_with_a_reason_and_goes_on(desk: Desk) -> None:
    complaint = receive(desk)
    step(desk, complaint, "acknowledgement")
    page = opened(desk, complaint)
    dialog = form(page, "暂停")
    dialog.get_by_label("原因").fill("住户外出，周六才能入户")
    dialog.get_by_label("暂停多少小时").fill("12")
    take(dialog, "暂停")
    expect(state(page)).to_have_text("已暂停", timeout=SLOW)
    page.get_by_role("button", name="恢复办理").click()
    expect(state(page)).to_have_text("处置中", timeout=SLOW)


def test_it_gives_back_what_is_not_ours(desk: Desk) -> None:
    complaint = receive(desk)
    page = opened(desk, complaint)
    dialog = form(page, "退单")
    dialog.get_by_role("button", name="退单").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请填写“原因”")
    dialog.get_by_label("原因").fill("不属于本公司供热范围")
    take(dialog, "退单")
    expect(page.get_by_role("region", name="经过")).to_contain_text("不属于本公司供热范围", timeout=SLOW)


def test_it_says_that_somebody_was_faster_and_keeps_what_was_typed(desk: Desk) -> None:
    complaint = receive(desk)
    page = opened(desk, complaint)
    dialog = form(page, "退单")
    dialog.get_by_label("原因").fill("写好的原因")
    step(desk, complaint, "acknowledgement", role="administrator")
    dialog.get_by_role("button", name="退单").click()
    expect(dialog.get_by_role("alert")).to_be_visible(timeout=SLOW)
    expect(dialog.get_by_label("原因")).to_have_value("写好的原因")
    expect(state(page)).to_have_text("处置中", timeout=SLOW)


def test_it_opens_again_what_is_not_solved(desk: Desk) -> None:
    complaint = receive(desk)
    replied(desk, complaint)
    page = opened(desk, complaint, "administrator")
    dialog = form(page, "登记评价")
    dialog.get_by_role("radio", name="仍未解决").check()
    dialog.get_by_label("住户的话").fill("昨晚又凉了")
    take(dialog, "登记评价")
    expect(state(page)).to_have_text("处置中", timeout=SLOW)
    assert story(desk, complaint)["reopenings"] == 1


def test_it_merges_what_is_the_same_fault_and_splits_it_again(desk: Desk) -> None:
    leading, following = receive(desk), receive(desk, unit="3", room="302")
    page = opened(desk, following)
    dialog = form(page, "并案")
    dialog.get_by_role("combobox").fill(leading["number"])
    dialog.get_by_role("option", name=leading["number"]).click(timeout=SLOW)
    take(dialog, "并案")
    expect(page.get_by_text("本件已并入另一起诉求")).to_be_visible(timeout=SLOW)
    dialog = form(page, "拆出")
    dialog.get_by_label("原因").fill("不是同一根立管")
    take(dialog, "拆出")
    expect(page.get_by_text("本件已并入另一起诉求")).to_have_count(0, timeout=SLOW)


def test_it_sends_back_what_is_not_warm(desk: Desk) -> None:
    complaint = receive(desk)
    resolved(desk, complaint)
    page = opened(desk, complaint, "district_officer")
    dialog = form(page, "核查不合格")
    dialog.get_by_label("哪里不合格").fill("现场测温 15°C")
    take(dialog, "核查不合格")
    expect(state(page)).to_have_text("处置中", timeout=SLOW)
    expect(page.locator(".pagehead")).to_contain_text("返工 1 次")


def test_it_hides_who_called_from_those_who_may_not_see_it(desk: Desk) -> None:
    complaint = receive(desk, caller={"phone": "13812345678", "name": "王小明"})
    page = opened(desk, complaint, "auditor")
    expect(page.get_by_role("region", name="联系人")).to_contain_text("你的角色不能查看")
    assert "13812345678" not in page.content()
    assert "王小明" not in page.content()


def test_it_follows_what_others_do(desk: Desk) -> None:
    complaint = receive(desk)
    page = opened(desk, complaint)
    step(desk, complaint, "acknowledgement", role="administrator")
    expect(state(page)).to_have_text("处置中", timeout=SLOW)
    expect(page.get_by_role("region", name="经过")).to_contain_text(desk.person("administrator").name)


def test_it_finds_a_complaint_in_the_list(desk: Desk) -> None:
    complaint = receive(desk)
    page = desk.open("/app/complaints", OFFICER)
    page.get_by_label("编号、地址或内容").fill(complaint["number"])
    expect(page.get_by_role("row")).to_have_count(2, timeout=SLOW)
    page.get_by_role("row").nth(1).click()
    expect(page.locator(".pagehead .sub")).to_contain_text(complaint["number"], timeout=SLOW)


def test_a_temperature_signed_for_at_a_visit_is_not_typed_again(desk: Desk) -> None:
    complaint = receive(desk, category="low_temperature")
    step(desk, complaint, "acknowledgement")
    tomorrow = day(desk, 1)
    slot = {"starts_at": f"{tomorrow}T10:00:00+08:00", "ends_at": f"{tomorrow}T12:00:00+08:00"}
    visitor = desk.get("/api/session", OFFICER)["user"]["id"]
    path = f"/api/complaints/{complaint['id']}/visits"
    visit = desk.send("POST", path, {**slot, "visitor": visitor}, role=OFFICER)
    now = desk.get("/api/complaints/figures", OFFICER)["as_of"]
    drawn = [[1, 2, 3, 4, 5, 6]]
    done = {
        "version": visit["version"],
        "note": "立管阀门已全开",
        "measurement": {"indoor_c": 19.5, "room": "bedroom", "measured_at": now},
        "resident_signature": {"name": "王秀英", "strokes": drawn},
        "visitor_signature": {"name": "值守", "strokes": drawn},
    }
    desk.send("POST", f"/api/visits/{visit['id']}/completion", done, role=OFFICER)
    page = opened(desk, complaint)
    dialog = form(page, "处置完成")
    expect(dialog.get_by_label("处置后室温")).to_have_value("19.5")
    expect(dialog.get_by_text("入户测温（卧室），住户已签字")).to_be_visible()
    dialog.get_by_label("做了什么").fill("阀门全开")
    take(dialog, "处置完成")
    expect(page.locator(".story")).to_contain_text("入户测温，住户已签字", timeout=SLOW)
    page.close()


def test_personal_data_leaves_with_a_word_of_warning_only(desk: Desk) -> None:
    expect(desk.open("/app/complaints").get_by_role("button", name="导出台账（含个人信息）")).to_have_count(0)
    page = desk.open("/app/complaints", OFFICER)
    page.get_by_role("button", name="导出台账（含个人信息）").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("导出会记入审计")
    with page.expect_download() as fetched:
        dialog.get_by_role("button", name="导出并留痕").click()
    assert fetched.value.suggested_filename.endswith(".xlsx")
    expect(dialog).to_have_count(0)
    exported = desk.get("/api/audit?action=complaints.exported&limit=1")["items"][0]
    assert exported["actor"]["name"] == desk.person(OFFICER).name
    page.close()


def test_the_call_back_list_names_who_may_where_one_may_not(desk: Desk) -> None:
    complaint = receive(desk)
    shown = {"allowed": [], "why_not": "complaint.own_handling", "instead": ["赵值守", "钱经理"]}
    page = desk.open("/app/desk", OFFICER)
    page.route(
        "**/api/complaints/call-backs*", lambda route: route.fulfill(json={"items": [complaint | shown], "next": None})
    )
    page.get_by_role("link", name="回访", exact=True).click()
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("不能代为登记评价。可由赵值守、钱经理登记。", timeout=SLOW)
    expect(row.get_by_role("link", name="登记评价")).to_have_count(0)
    page.close()
