"""The duty desk: worked by keyboard, live, without two officers on one complaint."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.office.complaints import OFFICER, choose, receive, story, unplaced
from tests.browser.office.desk import PHONE, SLOW, Desk
from tests.browser.proxy import Proxy
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_it_is_walked_and_opened_with_the_keyboard(desk: Desk) -> None:
    receive(desk)
    receive(desk, category="low_temperature")
    page = desk.open("/app/desk", OFFICER)
    expect(page.get_by_role("listbox", name="未办结诉求")).to_be_focused(timeout=SLOW)
    first, second = page.get_by_role("option").nth(0), page.get_by_role("option").nth(1)
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    number = page.get_by_role("complementary", name="选中的诉求").locator(".code").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".pagehead .sub")).to_contain_text(number, timeout=SLOW)
    page.go_back()
    expect(page.get_by_role("listbox", name="未办结诉求")).to_be_visible(timeout=SLOW)


def test_it_shows_every_key(desk: Desk) -> None:
    receive(desk)
    page = desk.open("/app/desk", OFFICER)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="快捷键")
    expect(keys).to_contain_text("受理新诉求")
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("受理诉求", timeout=SLOW)


def test_it_acknowledges_once_however_often_the_key_is_pressed(desk: Desk) -> None:
    complaint = receive(desk)
    page = desk.open("/app/desk", "administrator")
    choose(page, complaint["number"])
    for _ in range(3):
        page.keyboard.press("a")
    expect(page.get_by_role("status").filter(has_text=complaint["number"])).to_be_visible(timeout=SLOW)
    steps = [step["step"] for step in story(desk, complaint)["steps"]]
    assert steps.count("acknowledge") == 1


def test_it_lets_only_one_of_two_officers_claim(desk: Desk) -> None:
    complaint = unplaced(desk, "老机床厂宿舍后面那栋楼")
    pages = [desk.open("/app/desk", role) for role in (OFFICER, "administrator")]
    for page in pages:
        choose(page, complaint["number"])
    for page in pages:
        page.keyboard.press("t")
    words = [page.get_by_role("status").filter(has_text=complaint["number"]).inner_text() for page in pages]
    winner = story(desk, complaint)["claimed_by"]["name"]
    assert sum("已认领" in one for one in words) == 1, words
    assert sum(winner in one for one in words if "已认领" not in one) == 1, words


def test_it_says_who_is_working_on_it_to_everybody_else(desk: Desk) -> None:
    complaint = unplaced(desk, "迎泽公园西门外")
    page = desk.open("/app/desk", OFFICER)
    choose(page, complaint["number"])
    desk.send("POST", f"/api/complaints/{complaint['id']}/claim", {}, role="administrator")
    name = desk.person("administrator").name
    expect(page.get_by_role("option")).to_contain_text(f"{name} 正在处理", timeout=SLOW)


def test_it_brings_new_complaints_by_themselves_and_rings(desk: Desk) -> None:
    page = desk.open("/app/desk", OFFICER)
    page.get_by_role("button", name="声音：关").click()
    expect(page.get_by_role("button", name="声音：开")).to_be_visible()
    page.wait_for_timeout(3_100)
    complaint = receive(desk, category="burst_pipe")
    expect(page.get_by_role("status").filter(has_text="新到 1 起诉求")).to_be_visible(timeout=SLOW)
    assert page.evaluate("performance.getEntriesByName('rang-urgent').length") == 1
    expect(page).to_have_title(re.compile(r"^\(\d+\) 值守台"))
    page.get_by_role("button", name="声音：开").click()
    choose(page, complaint["number"])


def test_it_goes_on_where_a_dropped_stream_ended(desk: Desk, office_server: Server) -> None:
    """The list is read once; what came while the line was down can only have come on the stream."""
    line = Proxy(office_server.address)
    context = desk.context(OFFICER)
    page = context.new_page()
    page.goto(f"{line.address}/app/desk")
    expect(page.get_by_role("listbox", name="未办结诉求")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("status").filter(has_text="实时")).to_be_visible()
    page.route("**/api/complaints/queue*", lambda route: route.abort())
    line.cut = True
    missed = [receive(desk) for _ in range(3)]
    page.wait_for_timeout(1_000)
    line.cut = False
    for complaint in missed:
        page.get_by_role("searchbox").fill(complaint["number"])
        expect(page.get_by_role("option")).to_have_count(1, timeout=SLOW)
    page.close()
    line.close()


def test_it_hands_the_stream_to_the_next_tab(desk: Desk) -> None:
    """What comes between the end of one stream and the beginning of the next is not lost, though nothing was heard."""
    context = desk.context(OFFICER)
    leading = desk.show(context, "/app/desk")
    context.add_init_script("delete self.BroadcastChannel")
    following = desk.show(context, "/app/desk")
    expect(following.get_by_role("listbox", name="未办结诉求")).to_be_visible(timeout=SLOW)
    following.route("**/api/complaints/queue*", lambda route: route.abort())
    held: list[Route] = []
    following.route("**/api/events*", lambda route: held.append(route))
    with following.expect_request("**/api/events*"):
        leading.close()
    complaint = receive(desk)
    held[0].continue_()
    following.get_by_role("searchbox").fill(complaint["number"])
    expect(following.get_by_role("option")).to_have_count(1, timeout=SLOW)


def test_it_counts_the_same_station_and_shows_only_it(desk: Desk) -> None:
    complaint = receive(desk)
    receive(desk)
    page = desk.open("/app/desk", OFFICER)
    choose(page, complaint["number"])
    expect(page.get_by_role("option")).to_contain_text("同站还有")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("option").first.wait_for()
    chosen = page.get_by_role("complementary", name="选中的诉求")
    chosen.get_by_role("button", name="同站还有").click()
    expect(page.get_by_role("button", name=complaint["station"]["name"])).to_be_visible()
    rows = page.get_by_role("option")
    expect(rows.filter(has_text=complaint["station"]["name"])).not_to_have_count(0)
    expect(rows.filter(has_not_text=complaint["station"]["name"])).to_have_count(0)


def test_it_turns_dark_for_the_night_and_back(desk: Desk) -> None:
    page = desk.open("/app/desk", OFFICER)
    page.keyboard.press("l")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("l")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_it_opens_a_complaint_with_one_tap_on_a_phone(desk: Desk) -> None:
    receive(desk)
    page = desk.open("/app/desk", OFFICER, size=PHONE)
    page.get_by_role("option").first.click()
    expect(page.get_by_role("region", name="你现在可以")).to_be_visible(timeout=SLOW)


def test_it_shows_a_number_only_on_demand_and_records_it(desk: Desk) -> None:
    complaint = receive(desk, caller={"phone": "13812345678", "name": "王小明"})
    page = desk.open("/app/desk", OFFICER)
    choose(page, complaint["number"])
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("已遮盖")
    assert "13812345678" not in dialog.inner_text()
    dialog.get_by_role("button", name="显示姓名和电话").click()
    expect(dialog.get_by_role("link", name="13812345678")).to_be_visible(timeout=SLOW)
    audit = desk.get(f"/api/audit?subject_id={complaint['id']}&limit=20")["items"]
    assert "person.viewed" in [entry["action"] for entry in audit]
