"""What the city decides itself: time limits, codes, calendars, escalation, kinds."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser


def section(desk: Desk, path: str, title: str, role: str = "administrator") -> Locator:
    return desk.open(path, role).get_by_role("region", name=title)


@pytest.mark.parametrize("page", ["policies", "codes", "phrases", "calendars", "ladders", "kinds"])
def test_it_only_shows_the_rules_to_a_manager(desk: Desk, page: str) -> None:
    shown = desk.open(f"/app/settings/{page}", "company_manager")
    expect(shown.locator("main .table, main .ladder, main .months").first).to_be_visible(timeout=SLOW)
    expect(shown.get_by_role("button", name="修改")).to_have_count(0)
    expect(shown.get_by_role("link", name="新建")).to_have_count(0)


def test_it_changes_a_time_limit_and_keeps_who_did(desk: Desk) -> None:
    part = section(desk, "/app/settings/policies", "进展报送周期")
    part.get_by_role("button", name="修改", exact=True).click()
    sheet = part.page.get_by_role("dialog")
    sheet.get_by_label("数量").fill("5")
    sheet.get_by_label("修改说明").fill("市供热办 2026 年 12 号文")
    sheet.get_by_role("button", name="保存").click()
    expect(part).to_contain_text("5 天", timeout=SLOW)
    expect(part).to_contain_text(f"{desk.person('administrator').name} 于")
    part.get_by_role("button", name="修改记录").click()
    expect(part.page.get_by_role("dialog")).to_contain_text("市供热办 2026 年 12 号文", timeout=SLOW)


def test_it_refuses_a_time_limit_of_nothing_at_its_place(desk: Desk) -> None:
    part = section(desk, "/app/settings/policies", "确认时限")
    part.get_by_role("button", name="修改", exact=True).click()
    sheet = part.page.get_by_role("dialog")
    sheet.get_by_label("数量").fill("0")
    sheet.get_by_role("button", name="保存").click()
    expect(sheet.get_by_role("alert")).to_be_visible(timeout=SLOW)


def test_it_finds_a_code_by_initials_and_changes_its_limit(desk: Desk) -> None:
    page = desk.open("/app/settings/codes")
    page.get_by_label("名称、同义词或拼音首字母").fill("xhsb")
    page.get_by_role("link", name="循环水泵").click(timeout=SLOW)
    expect(page.get_by_role("region", name="立案条件")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_role("group", name="本小类的时限", exact=True).get_by_label("计时方式").select_option("working_days")
    page.get_by_role("group", name="本小类的时限", exact=True).get_by_label("数量").fill("4")
    page.get_by_role("button", name="保存").click()
    limits = page.get_by_role("region", name="整改时限")
    expect(limits).to_contain_text("4 个工作日", timeout=SLOW)
    expect(limits).to_contain_text(f"{desk.person('administrator').name} 于")


def test_it_adds_a_phrase_renames_it_and_retires_it(desk: Desk) -> None:
    page = desk.open("/app/settings/phrases?role=position")
    page.get_by_role("button", name="新建词条").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="保存").click()
    expect(sheet.get_by_role("alert")).to_contain_text("英文名称")
    sheet.get_by_label("名称", exact=True).fill("集水器旁")
    sheet.get_by_label("英文名称").fill("beside the manifold")
    sheet.get_by_label("代号").fill("outlet_side")
    sheet.get_by_role("button", name="保存").click()
    expect(sheet.get_by_role("alert")).to_contain_text("这个代号已经有了", timeout=SLOW)
    sheet.get_by_label("代号").fill("beside_manifold")
    sheet.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="集水器旁")
    expect(row).to_contain_text(desk.person("administrator").name, timeout=SLOW)
    row.get_by_role("button", name="集水器旁").click()
    sheet.get_by_label("英文名称").fill("next to the manifold")
    sheet.get_by_role("checkbox", name="使用中").uncheck()
    sheet.get_by_label("修改说明").fill("与图纸用语一致")
    sheet.get_by_role("button", name="保存").click()
    expect(row).to_contain_text("next to the manifold", timeout=SLOW)
    expect(row).to_contain_text("已停用")
    row.get_by_role("button", name="集水器旁").click()
    sheet.get_by_role("button", name="修改记录").click()
    expect(page.get_by_role("dialog", name="修改记录")).to_contain_text("与图纸用语一致", timeout=SLOW)


def test_it_puts_the_degrees_of_a_defect_in_order(desk: Desk) -> None:
    page = desk.open("/app/settings/phrases?role=defect")
    page.get_by_role("row").filter(has_text="leaks").first.get_by_role("button").first.click()
    sheet = page.get_by_role("dialog")
    degrees = sheet.get_by_role("group", name="可选程度")
    second = degrees.get_by_label("可选程度 2").input_value()
    degrees.get_by_role("button", name="上移").nth(1).click()
    expect(degrees.get_by_label("可选程度 1")).to_have_value(second)
    sheet.get_by_role("button", name="保存").click()
    expect(sheet).to_have_count(0, timeout=SLOW)
    leaks = next(one for one in desk.get("/api/hazard-phrases?role=defect") if one["key"] == "leaks")
    assert leaks["degrees"][0] == second


def test_it_adds_a_class_and_gives_it_positions(desk: Desk) -> None:
    page = desk.open("/app/settings/codes")
    page.get_by_role("button", name="新建大类").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("名称", exact=True).fill("计量设施")
    sheet.get_by_label("英文名称").fill("Metering")
    sheet.get_by_label("编号").fill("11")
    sheet.get_by_label("代号").fill("metering")
    sheet.get_by_role("button", name="添加词条").click()
    sheet.get_by_label("可选位置（按此顺序列出） 1").select_option("outlet_side")
    sheet.get_by_role("button", name="保存").click()
    expect(sheet.get_by_role("alert")).to_contain_text("编号已用于其他大类", timeout=SLOW)
    sheet.get_by_label("编号").fill("19")
    sheet.get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="19 计量设施")).to_be_visible(timeout=SLOW)
    made = next(one for one in desk.get("/api/hazard-classes") if one["key"] == "metering")
    assert (made["positions"], made["version"]) == (["outlet_side"], 1)


def test_it_shows_both_sides_when_two_change_an_entry(desk: Desk) -> None:
    page = desk.open("/app/settings/phrases?role=part")
    page.get_by_role("row").filter(has_text="泵体").get_by_role("button").first.click()
    sheet = page.get_by_role("dialog", name="泵体")
    sheet.get_by_label("英文名称").fill("outer casing")
    theirs = next(one for one in desk.get("/api/hazard-phrases?role=part") if one["name"]["zh"] == "泵体")
    fields = ("key", "role", "plural", "plural_en", "degrees", "in_force", "version")
    body = {field: theirs[field] for field in fields} | {"name": {"zh": "水泵壳体", "en": theirs["name"]["en"]}}
    desk.send("PUT", f"/api/hazard-phrases/{theirs['key']}", body)
    sheet.get_by_role("button", name="保存").click()
    meanwhile = page.get_by_role("dialog", name="有人刚刚改过这条记录")
    expect(meanwhile.get_by_role("row").filter(has_text="水泵壳体")).to_be_visible(timeout=SLOW)
    meanwhile.get_by_role("button", name="保留我的修改").click()
    expect(page.get_by_role("row").filter(has_text="outer casing")).to_contain_text("水泵壳体", timeout=SLOW)


def test_it_refuses_a_code_without_names(desk: Desk) -> None:
    page = desk.open("/app/settings/codes/new")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("请填写“名称”", timeout=SLOW)


def test_it_enters_a_holiday_and_takes_it_back(desk: Desk) -> None:
    part = section(desk, "/app/settings/calendars", "市级工作日历 · 节假日与调休")
    part.get_by_role("button", name="录入节假日").click()
    sheet = part.page.get_by_role("dialog")
    sheet.get_by_label("从").fill("2027-12-29")
    sheet.get_by_label("到").fill("2027-12-30")
    sheet.get_by_label("名称").fill("检修假")
    sheet.get_by_role("button", name="保存").click()
    lines = part.get_by_role("row").filter(has_text="检修假")
    expect(lines).to_have_count(2, timeout=SLOW)
    lines.first.get_by_role("button", name="恢复平常").click()
    expect(lines).to_have_count(1, timeout=SLOW)


def test_it_refuses_hours_that_cannot_be_read(desk: Desk) -> None:
    part = section(desk, "/app/settings/calendars", "市级工作日历 · 每周工作时间")
    part.get_by_role("button", name="修改").click()
    sheet = part.page.get_by_role("dialog")
    sheet.get_by_label("周六").fill("上午")
    sheet.get_by_role("button", name="保存").click()
    expect(sheet.get_by_role("alert")).to_contain_text("08:00-12:00", timeout=SLOW)
    sheet.get_by_label("周六").fill("9:00-11:30")
    sheet.get_by_role("button", name="保存").click()
    expect(part).to_contain_text("09:00–11:30", timeout=SLOW)


def test_it_adds_a_step_to_a_ladder(desk: Desk) -> None:
    part = section(desk, "/app/settings/ladders", "一般事项")
    steps = part.get_by_role("listitem")
    expect(steps.first).to_be_visible(timeout=SLOW)
    before = steps.count()
    part.get_by_role("button", name="修改").click()
    sheet = part.page.get_by_role("dialog")
    sheet.get_by_role("button", name="增加一级").click()
    sheet.get_by_role("group", name="通知谁").last.get_by_label("值守人员").check()
    sheet.get_by_role("button", name="保存").click()
    expect(steps).to_have_count(before + 1, timeout=SLOW)
    expect(steps.last).to_contain_text("值守人员")


def test_it_adds_a_detail_to_a_kind_and_asks_for_it(desk: Desk) -> None:
    page = desk.open("/app/settings/kinds/pump")
    page.get_by_role("button", name="增加参数").click()
    page.get_by_label("参数名称").last.fill("轴承型号")
    page.get_by_label("英文名称").last.fill("Bearing type")
    page.get_by_label("代号").last.fill("bearing_type")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("设备类型", timeout=SLOW)
    site = desk.get("/api/sites?limit=1")["items"][0]
    form = desk.open(f"/app/sites/{site['id']}/assets/new")
    form.get_by_label("类型").select_option("pump")
    expect(form.get_by_label("轴承型号")).to_be_visible(timeout=SLOW)


def test_it_refuses_a_choice_without_options(desk: Desk) -> None:
    page = desk.open("/app/settings/kinds/boiler")
    page.get_by_role("button", name="增加参数").click()
    page.get_by_label("参数名称").last.fill("炉排形式")
    page.get_by_label("英文名称").last.fill("Grate")
    page.get_by_label("代号").last.fill("grate")
    page.get_by_label("填写方式").last.select_option("choice")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("选项", timeout=SLOW)
