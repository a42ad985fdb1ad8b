"""The inbox with its live count, channels with their test, what was delivered, webhooks, the calendar's address."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.desk import PHONE, SLOW, Desk
from tests.browser.office.hazards import confirm, report
from tests.browser.waiting import eventually

pytestmark = pytest.mark.browser


class Receiver(ThreadingHTTPServer):
    """Somebody else's system: keeps what it is sent and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status = 200
        self.received: list[dict[str, object]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/in"


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def unread(desk: Desk, role: str) -> int:
    return int(desk.get("/api/inbox/count", role=role)["unread"])


def test_it_counts_while_one_looks_and_is_quiet_once_read(desk: Desk) -> None:
    hazard = report(desk, "要通知责任人的隐患")
    wait_for_message(desk, hazard["id"])
    page = desk.open("/app/hazards", "safety_officer")
    before = unread(desk, "safety_officer")
    confirm(desk, hazard)
    wait_for_message(desk, hazard["id"], 2)
    counted = wait_for_bell(desk, page)
    assert counted > before
    page.locator(".bell").click()
    newest = page.locator(".inbox li").filter(has_text=hazard["number"]).first
    expect(newest).to_have_class("unread", timeout=SLOW)
    newest.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("要通知责任人的隐患", timeout=SLOW)
    eventually(lambda: [one["read_at"] for one in told_of(desk, hazard["id"])], lambda read: read.count(None) == 1)
    wait_for_bell(desk, page)


def wait_for_bell(desk: Desk, page: Page) -> int:
    """Until it says what there is, and that is returned; what clocks say may come beside what a test does."""
    _, counted = eventually(
        lambda: (page.locator(".bell").get_attribute("aria-label"), unread(desk, "safety_officer")),
        lambda seen: seen[0] == f"消息，{seen[1]} 条未读",
    )
    return counted


def told_of(desk: Desk, hazard: str) -> list[Any]:
    return [one for one in desk.get("/api/inbox", "safety_officer")["items"] if one["subject"]["id"] == hazard]


def wait_for_message(desk: Desk, hazard: str, count: int = 1) -> None:
    """Messages follow the deed after a moment."""
    eventually(lambda: told_of(desk, hazard), lambda told: len(told) >= count)


def test_it_reads_in_the_language_of_the_page_whatever_the_account_says(desk: Desk) -> None:
    hazard = report(desk, "两种语言的消息")
    wait_for_message(desk, hazard["id"])
    page = desk.open("/app/inbox", "safety_officer", language="en")
    told = page.locator(".inbox li").filter(has_text=hazard["number"])
    expect(told.first).to_contain_text("A new hazard to confirm", timeout=SLOW)


def test_it_marks_everything_as_read_at_once(desk: Desk) -> None:
    hazard = report(desk, "全部已读之前的隐患")
    wait_for_message(desk, hazard["id"])
    confirm(desk, hazard)
    wait_for_message(desk, hazard["id"], 2)
    page = desk.open("/app/inbox", "safety_officer", size=PHONE)
    before = unread_ones(desk)
    assert before
    page.get_by_role("button", name="全部标为已读").click()
    eventually(lambda: before & unread_ones(desk), lambda left: not left)
    page.get_by_role("button", name="未读", exact=True).click()
    none = page.get_by_text("没有未读消息")
    eventually(
        lambda: (page.locator(".inbox li").count(), none.is_visible(), len(unread_ones(desk))),
        lambda seen: seen == (seen[2], seen[2] == 0, seen[2]),
    )


def unread_ones(desk: Desk) -> set[str]:
    return {one["id"] for one in desk.get("/api/inbox?unread=true&limit=200", "safety_officer")["items"]}


def test_it_refuses_an_address_of_the_machine_itself(desk: Desk) -> None:
    page = desk.open("/app/channels", "safety_officer")
    page.get_by_role("button", name="添加通知方式").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("类型").select_option("webhook")
    sheet.get_by_label("名称").fill("本机")
    sheet.get_by_label("地址").fill("http://169.254.10.10/in")
    sheet.get_by_role("button", name="保存").click()
    expect(sheet.get_by_role("alert")).to_be_visible(timeout=SLOW)
    expect(sheet.get_by_label("地址")).to_have_attribute("aria-invalid", "true")


def test_it_tests_a_channel_and_says_what_came_back(desk: Desk, receiver: Receiver) -> None:
    page = desk.open("/app/channels", "district_officer")
    page.get_by_role("button", name="添加通知方式").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("类型").select_option("webhook")
    sheet.get_by_label("名称").fill("区供热办系统")
    sheet.get_by_label("地址").fill(receiver.address)
    sheet.get_by_role("button", name="保存").click()
    expect(page.get_by_role("dialog").locator("output")).not_to_be_empty(timeout=SLOW)
    page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()
    card = page.get_by_role("article", name="区供热办系统")
    expect(card).not_to_contain_text(receiver.address)
    card.get_by_role("button", name="发送测试").click()
    expect(card.get_by_role("alert")).to_contain_text("测试消息已送达", timeout=SLOW)
    assert [one["title"] for one in receiver.received if one["title"] == "测试消息"] == ["测试消息"]

    receiver.status = 403
    card.get_by_role("button", name="发送测试").click()
    expect(card.get_by_role("alert")).to_contain_text("对方拒绝了", timeout=SLOW)
    page.get_by_role("link", name="发送记录").click()
    tested = page.get_by_role("row").filter(has=page.get_by_role("button", name="测试消息"))
    failed = tested.filter(has_text="失败").filter(has_text="区供热办系统")
    failed.first.get_by_role("button", name="测试消息").click()
    expect(page.get_by_role("dialog")).to_contain_text("403", timeout=SLOW)


def test_it_turns_a_channel_off_and_removes_it_after_asking(desk: Desk) -> None:
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a1b2"
    body = {"kind": "wecom", "name": "值班群", "address": address}
    desk.send("POST", "/api/channels", body, role="duty_officer")
    page = desk.open("/app/channels", "duty_officer", size=PHONE)
    card = page.get_by_role("article", name="值班群")
    card.get_by_role("button", name="停用").click()
    expect(card).to_contain_text("已停用", timeout=SLOW)
    card.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(card).to_be_visible()
    card.get_by_role("button", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    expect(card).to_have_count(0, timeout=SLOW)


def test_it_tells_another_system_what_happens(desk: Desk, receiver: Receiver) -> None:
    page = desk.open("/app/settings/webhooks")
    page.get_by_role("button", name="添加推送").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("名称").fill("省平台")
    sheet.get_by_label("网址").fill(receiver.address)
    sheet.get_by_label("推送哪些事件").fill("hazard.confirmed")
    sheet.get_by_role("button", name="保存").click()
    expect(page.get_by_role("dialog").locator("output")).not_to_be_empty(timeout=SLOW)
    page.get_by_role("dialog").get_by_role("button", name="关闭").last.click()
    confirm(desk, report(desk, "要推送到省平台的隐患"))
    expect(page.get_by_role("article", name="省平台")).to_contain_text("hazard.confirmed")
    eventually(lambda: receiver.received)


def test_it_shows_the_calendars_address_once(desk: Desk) -> None:
    page = desk.open("/app/channels", "company_manager")
    part = page.get_by_role("region", name="期限日历")
    part.get_by_role("button", name="生成订阅地址").click()
    address = part.locator("output").inner_text(timeout=SLOW)
    assert desk.context("auditor").request.get(address).text().startswith("BEGIN:VCALENDAR")
    page.reload()
    expect(part.get_by_role("button", name="取消订阅地址")).to_be_visible(timeout=SLOW)
    expect(part.locator("output")).to_have_count(0)
    part.get_by_role("button", name="取消订阅地址").click()
    page.get_by_role("dialog").get_by_role("button", name="取消订阅地址").click()
    expect(part.get_by_role("button", name="生成订阅地址")).to_be_visible(timeout=SLOW)
    assert desk.context("auditor").request.get(address).status == 404
