"""A long list on the screen: nothing is doubled, nothing shown is lost when it is read again, a failure is told."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser

ALL = 160


def _answer(route: Route) -> None:
    asked = {name: values[0] for name, values in parse_qs(urlparse(route.request.url).query).items()}
    begin = int(asked.get("cursor", "0"))
    end = min(begin + int(asked.get("limit", "50")), ALL)
    document = {"items": [_named(i) for i in range(begin, end)], "next": str(end) if end < ALL else None}
    route.fulfill(status=200, content_type="application/json", body=json.dumps(document))


def _named(i: int) -> dict[str, object]:
    site = {"id": str(UUID(int=i + 1)), "code": f"S-{i:04}", "name": f"第{i}站", "name_en": None}
    return {"site": site, "address": "", "organization": "taiyuan/", "area": "taiyuan/", "aliases": []}


def _open(desk: Desk, answer: Callable[[Route], None]) -> Page:
    page = desk.open("/app/readiness")
    page.route("**/api/aliases?*", answer)
    page.route("**/api/aliases", answer)
    page.goto("/app/registry/aliases")
    expect(page.locator("tbody tr")).to_have_count(50, timeout=SLOW)
    return page


def test_pressing_twice_for_more_doubles_nothing_and_reading_again_loses_nothing(desk: Desk) -> None:
    page = _open(desk, _answer)
    page.get_by_role("button", name="再显示一些").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator("tbody tr")).to_have_count(100, timeout=SLOW)
    page.route("**/api/sites/*/aliases", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="编辑").last.click()
    with page.expect_response("**/api/aliases?*") as read_again:
        page.get_by_role("dialog").get_by_role("button", name="保存").click()
    assert "limit=100" in read_again.value.url
    expect(page.get_by_role("status").filter(has_text="别名已保存")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(500)
    expect(page.locator("tbody tr")).to_have_count(100, timeout=SLOW)
    names = page.locator("tbody tr td.first").all_inner_texts()
    assert len(set(names)) == len(names)


def test_a_page_that_cannot_be_read_is_told_of_beside_what_is_there(desk: Desk) -> None:
    page = _open(desk, lambda route: route.abort() if "cursor" in route.request.url else _answer(route))
    page.get_by_role("button", name="再显示一些").click()
    expect(page.locator(".notice")).to_be_visible(timeout=SLOW)
    expect(page.locator("tbody tr")).to_have_count(50)
    page.locator(".notice").get_by_role("button").click()
    expect(page.locator(".notice")).to_have_count(0, timeout=SLOW)
