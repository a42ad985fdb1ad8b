"""What residents see: the whole story on a phone, the same without JavaScript, and every page for everybody."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, expect

from tests.browser import chromium, residents
from tests.browser.conftest import Api
from tests.browser.phone import PATIENCE
from tests.browser.server import DIST, Server, running
from tests.photos.pictures import picture

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: ViewportSize = {"width": 390, "height": 844}
WIRE, SCRIPT = 25 * 1024, 8 * 1024
LEAST_TARGET = 44
SMALL_TARGETS = """least => [...document.querySelectorAll('main button, main .button, main .choice, main input')]
    .filter(e => e.checkVisibility() && !e.closest('.trap, .switch') && !e.matches('.choice input'))
    .filter(e => e.type !== 'hidden' && e.getBoundingClientRect().height < least).map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def portal(with_estate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(with_estate, tmp_path_factory.mktemp("portal") / "data") as server:
        yield server


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=chromium.executable(), args=chromium.ARGUMENTS, timeout=PATIENCE
    )
    yield browser
    browser.close()


class Visit:
    """A resident's browser; it counts what goes over the wire."""

    def __init__(self, browser: Browser, server: Server, **settings: Any) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport=PHONE, base_url=server.address, has_touch=True, **{"locale": "zh-CN", **settings}
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def heading(self, text: str) -> None:
        expect(self.page.locator("h1")).to_have_text(text)


@pytest.fixture
def visit(browser: Browser, portal: Server) -> Iterator[Visit]:
    visit = Visit(browser, portal)
    yield visit
    visit.context.close()


def _report(visit: Visit, portal: Server, tmp_path: Path, text: str) -> str:
    """Scan, fill in, send. Answers the tracking code as it is stored."""
    photo = tmp_path / "thermometer.jpg"
    photo.write_bytes(picture(size=(3000, 2000)))
    page = visit.page
    page.goto(f"/l/{residents.load(portal.data).label}")
    page.get_by_role("link", name="家里不热？在线报修").click()
    visit.heading("哪里需要处理？")
    page.get_by_label("单元").fill("2")
    page.get_by_label("房号").fill("501")
    page.get_by_label("房号").press("Enter")
    visit.heading("出了什么问题？")
    page.get_by_label("室温不达标").check()
    page.get_by_label("具体情况").fill(text)
    page.get_by_label("室温（℃），不知道可不填").fill("14.5")
    page.get_by_label("照片（可选，最多 3 张）").set_input_files(photo)
    page.get_by_label("联系电话（建议填写）").fill("13812345678")
    page.wait_for_timeout(500)
    visit.press("下一步")
    visit.heading("请核对后提交")
    expect(page.locator("dl")).to_contain_text("已收到 1 张照片")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="提交", exact=True).dblclick()
    visit.heading("办理进度")
    return page.url.split("/track/")[1].split("?")[0]


def _case(officer: Api, text: str) -> str:
    (row,) = officer.get(f"/api/complaints?q={text}")["items"]
    return str(row["id"])


def _resolve(officer: Api, id: str) -> None:
    officer.post(f"/api/complaints/{id}/resolution", {"done": "排气", "cause": "气堵", "indoor_c": 20.5})


def _answer(officer: Api, id: str) -> None:
    today = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
    reply = {"disposition": "solvable_now", "cause": "立管气堵", "measure": "已排气", "measure_on": today}
    officer.post(f"/api/complaints/{id}/reply", {**reply, "contact": "值班室 0351-1234567"})


def test_a_resident_is_heard_until_it_is_warm(visit: Visit, portal: Server, tmp_path: Path) -> None:
    """Scan the label, report with a photo, follow it, still cold, worked on again, warm, rated."""
    officer, page = Api(portal, "dora"), visit.page
    code = _report(visit, portal, tmp_path, "story")
    expect(page.locator(".state")).to_have_text("已派给值班人员，等待接单")
    expect(page.locator(".bigcode")).to_have_text(re.compile("-".join([code[:4], code[4:8], code[8:]])))
    id = _case(officer, "story")
    officer.post(f"/api/complaints/{id}/acknowledgement", {})
    _resolve(officer, id)
    page.reload()
    expect(page.locator(".state")).to_have_text("已处理，请您确认是否恢复")
    visit.press("仍未解决")
    expect(page.locator(".state")).to_have_text("工作人员正在处理")
    expect(page.locator(".story")).to_contain_text("您：核实仍未解决，继续处理")
    _resolve(officer, id)
    page.goto(f"/track/{code}")
    visit.press("我家已恢复")
    expect(page.locator(".state")).to_have_text("已核实恢复，正在准备答复")
    _answer(officer, id)
    page.goto(f"/track/{code}")
    expect(page.locator("main")).to_contain_text("立管气堵")
    page.get_by_label("解决了", exact=True).check()
    page.get_by_label("5", exact=True).check()
    visit.press("提交评价")
    expect(page.locator(".state")).to_have_text("已办结")
    shown = officer.get(f"/api/complaints/{id}")
    assert (shown["rating"]["score"], shown["reworks"], len(shown["photos"]), shown["indoor_c"]) == (5, 1, 1, 14.5)


def test_it_needs_no_javascript(browser: Browser, portal: Server, tmp_path: Path) -> None:
    plain = Visit(browser, portal, java_script_enabled=False)
    _report(plain, portal, tmp_path, "without script")
    plain.page.get_by_label("补充说明").fill("晚上在家")
    plain.press("提交补充")
    expect(plain.page.locator(".story")).to_contain_text("您：补充了情况")
    plain.context.close()


def test_two_clicks_are_one_report(browser: Browser, portal: Server, tmp_path: Path) -> None:
    """The button is clicked twice, by a browser that does not stop it either."""
    plain = Visit(browser, portal, java_script_enabled=False)
    _report(plain, portal, tmp_path, "twice")
    plain.context.close()
    assert len(Api(portal, "dora").get("/api/complaints?q=twice")["items"]) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_and_use_it(browser: Browser, portal: Server, language: str, scheme: Any) -> None:
    """By machine: contrast, names, order, targets, width; at 320 pixels and with letters twice as large."""
    visit = Visit(browser, portal, color_scheme=scheme, locale="zh-CN" if language == "zh" else "en-GB")
    faults = {name: found for name in _pages(visit, portal, language) if (found := _faults(visit.page))}
    visit.context.close()
    assert faults == {}


def _pages(visit: Visit, portal: Server, language: str) -> Iterator[str]:
    page, estate = visit.page, residents.load(portal.data)
    for name, path in {
        "label": f"/l/{estate.label}",
        "card": f"/service/{estate.code}",
        "look up": "/track",
        "no such code": "/track/000000000000",
        "begin": "/report",
    }.items():
        page.goto(f"{path}?lang={language}")
        yield name
    for go in ("next", "stay"):
        page.locator("#q").fill("和平苑")
        with page.expect_navigation():
            page.locator(f"button[value={'next' if go == 'next' else 'find'}]").first.click()
        yield f"address {go}"
    page.locator("#building").check()
    page.locator("button[value=next]").click()
    page.locator("#category").wait_for()
    yield "problem"
    page.locator("#phone").fill("1")
    page.locator("button[value=next]").click()
    page.locator(".errors").wait_for()
    yield "errors"
    page.locator("#phone").fill(f"138{time.time_ns() // 1000 % 10**8:08}")
    page.locator("#category").check()
    page.locator("#text").fill(f"{datetime.now(UTC)}")
    page.locator("button[value=next]").click()
    page.locator("dl").wait_for()
    yield "check"
    page.wait_for_timeout(3000)
    page.locator("button[value=next]").click()
    page.locator(".bigcode").wait_for()
    yield "progress"
    officer = Api(portal, "dora")
    code = page.url.split("/track/")[1].split("?")[0]
    row = next(
        row
        for row in officer.get("/api/complaints")["items"]
        if officer.get(f"/api/complaints/{row['id']}")["tracking_code"] == code
    )
    officer.post(f"/api/complaints/{row['id']}/acknowledgement", {})
    _resolve(officer, row["id"])
    page.goto(f"/track/{code}?lang={language}")
    page.locator("button[value=warm]").click()
    page.locator("[role=status]").wait_for()
    _answer(officer, row["id"])
    page.goto(f"/track/{code}?lang={language}")
    yield "rating"


def _faults(page: Page) -> list[Any]:
    axe = (DIST.parent / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    page.evaluate(axe)
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    violations = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in result["violations"]]
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    large = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(PHONE)
    wide = [name for name, found in (("too wide at 320", narrow), ("too wide with large letters", large)) if found]
    return [*violations, *wide, *page.evaluate(SMALL_TARGETS, LEAST_TARGET)]


def test_it_stays_within_its_budget(visit: Visit, portal: Server) -> None:
    """Everything that a page brings over the wire, as the browser counts it."""
    session = visit.context.new_cdp_session(visit.page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    for path in ("/report", "/track", f"/service/{residents.load(portal.data).code}"):
        received.clear()
        visit.page.goto(path, wait_until="networkidle")
        assert 0 < sum(received) <= WIRE, (path, received)
        script = visit.page.evaluate("[...document.scripts].map(s => s.textContent.length + (s.src ? 1e6 : 0))")
        assert sum(script) <= SCRIPT
