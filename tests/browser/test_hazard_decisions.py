"""Planning, more time, supervision and reopening on phones without signal, by the people whose step it is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import city, crew, hazards
from tests.browser.conftest import Api
from tests.browser.phone import INSTALLED, Phone
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def officer(server: Server) -> Api:
    return Api(server, "charlie")


@pytest.fixture
def hazard(server: Server, officer: Api, place: city.Place) -> dict[str, Any]:
    """A major one, to be rectified by alice."""
    found = hazards.report(Api(server, "bob"), place, grade="major")
    return hazards.confirm(officer, found, place.people["alice"])


def _ready(phone: Phone, username: str) -> Page:
    page = phone.open()
    crew.sign_in(page, username)
    page.wait_for_function(INSTALLED, timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/my/hazards?tab=unit")
    expect(page.locator(".card.hazard")).not_to_have_count(0, timeout=crew.SLOW)
    return page


def _upload(page: Page, phone: Phone, states: list[str]) -> None:
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, states)


def _go_to_step(page: Page, phone: Phone, hazard: dict[str, Any], step: str) -> None:
    page.goto(f"{phone.address}/app/my/hazards/{hazard['id']}/{step}")


def _fill(page: Page, label: str, value: str) -> None:
    page.get_by_label(label).fill(value, timeout=crew.SLOW)


def test_it_says_what_a_request_lacks_before_it_is_kept(hazard: dict[str, Any], phone: Phone) -> None:
    page = _ready(phone, "alice")
    phone.lose_signal()
    _go_to_step(page, phone, hazard, "ask_extension")
    page.locator(".actbar .primary").click(timeout=crew.SLOW)
    expect(page.get_by_text("选择日期")).to_be_visible()
    expect(page.get_by_text("请填写内容")).to_be_visible()
    _fill(page, "申请延至", date.today().isoformat())
    expect(page.get_by_text("要晚于现整改期限")).to_be_visible()


def test_it_plans_and_asks_on_one_phone_decides_on_another_and_reopens_on_a_third(
    server: Server, leader: Api, officer: Api, hazard: dict[str, Any], new_phone: Callable[..., Phone]
) -> None:
    due = (date.fromisoformat(hazard["rectify_due_at"][:10]) + timedelta(days=20)).isoformat()
    phone = new_phone("phone")
    page = _ready(phone, "alice")
    phone.lose_signal()
    _plan(page, phone, hazard)
    _ask(page, phone, hazard, due)
    _upload(page, phone, ["received", "received"])
    whole = leader.get(f"/api/hazards/{hazard['id']}")
    assert (whole["plan_complete"], whole["plan"]["funds"]) == (True, {"amount_cny": 3200, "source": "年度维修费"})
    assert whole["extension"]["due_on"] == due

    other = new_phone("other")
    decider = _ready(other, "lin")
    other.lose_signal()
    _grant_and_list(decider, other, hazard)
    _upload(decider, other, ["received", "received"])
    whole = leader.get(f"/api/hazards/{hazard['id']}")
    assert (whole["extension"], whole["extensions"][0]["decision"]) == (None, "granted")
    assert whole["supervised"]["leader"]["name"] == "林市长"

    _close(server, officer, hazard)
    third = new_phone("third")
    verifier = third.open()
    crew.sign_in_and_get_ready(verifier, "charlie")
    third.lose_signal()
    _reopen(verifier, third, hazard)
    _upload(verifier, third, ["received"])
    whole = leader.get(f"/api/hazards/{hazard['id']}")
    assert (whole["status"], whole["steps"][-1]["reason"]) == ("rectifying", "又漏了")
    assert [phone.errors, other.errors, third.errors] == [[], [], []]


def _plan(page: Page, phone: Phone, hazard: dict[str, Any]) -> None:
    hazards.open_hazard(page, phone.address, hazard)
    page.get_by_role("link", name="治理方案").click()
    _fill(page, "治理完成日期", date.today().isoformat())
    _fill(page, "治理措施", "更换机械密封，整泵试压")
    _fill(page, "所需资金", "3200")
    _fill(page, "资金来源", "年度维修费")
    _fill(page, "应急预案", "切换备用泵")
    expect(page.get_by_text("五项已写 5 项")).to_be_visible()
    hazards.submit(page)


def _ask(page: Page, phone: Phone, hazard: dict[str, Any], due: str) -> None:
    hazards.open_hazard(page, phone.address, hazard)
    expect(page.get_by_text("五项齐全").first).to_be_visible(timeout=crew.SLOW)
    page.get_by_role("link", name="申请延期").click()
    _fill(page, "申请延至", due)
    _fill(page, "延期原因", "密封件要订货")
    hazards.submit(page)


def _grant_and_list(page: Page, phone: Phone, hazard: dict[str, Any]) -> None:
    hazards.open_hazard(page, phone.address, hazard)
    page.get_by_role("link", name="审批延期").click()
    expect(page.get_by_text("密封件要订货")).to_be_visible(timeout=crew.SLOW)
    page.locator(".segment label", has_text="同意延期").click()
    _fill(page, "理由", "备件已下单")
    hazards.submit(page)
    hazards.open_hazard(page, phone.address, hazard)
    page.get_by_role("link", name="挂牌督办").click()
    page.get_by_label("督办领导").select_option(label="林市长 · 市领导", timeout=crew.SLOW)
    _fill(page, "挂牌理由", "主干站，影响面大")
    hazards.submit(page)


def _close(server: Server, officer: Api, hazard: dict[str, Any]) -> None:
    hazards.rectify(Api(server, "alice"), hazard)
    hazards.accept(officer, hazard)


def _reopen(page: Page, phone: Phone, hazard: dict[str, Any]) -> None:
    """What was closed is still there, in a list of its own."""
    page.goto(f"{phone.address}/app/my/hazards?tab=closed")
    page.locator(f"[data-hazard='{hazard['id']}']").click(timeout=crew.SLOW)
    page.get_by_role("link", name="重新打开").click(timeout=crew.SLOW)
    _fill(page, "重新打开的原因", "又漏了")
    hazards.submit(page)
    hazards.open_hazard(page, phone.address, hazard)
    expect(page.get_by_text("整改中").first).to_be_visible(timeout=crew.SLOW)
