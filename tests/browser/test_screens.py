"""Every crew screen in both languages and three appearances: accessible, within its width, big enough for gloves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from heating.labels import codes
from tests.browser import chromium, city, crew, hazards, homes_visited, residents
from tests.browser.conftest import Api
from tests.browser.phone import PATIENCE
from tests.browser.server import DIST, Server, running

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEAST_TARGET = 48
LOOKS = [("zh", "light"), ("zh", "dark"), ("en", "sun"), ("en", "dark")]

SMALL_TARGETS = """least => [...document.querySelectorAll('main, nav')]
    .flatMap(part => [...part.querySelectorAll('a, button, input, label:has(input)')])
    .filter(e => e.checkVisibility() && e.getClientRects().length && !e.matches('.skip, label input, .facts a'))
    .filter(e => e.getBoundingClientRect().height < least).map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def shared_server(with_estate: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all looks: these tests change nothing that another one looks at."""
    with running(with_estate, tmp_path_factory.mktemp("screens") / "data") as server:
        _bring_hazards(server)
        _bring_complaints(server)
        yield server


def _bring_hazards(server: Server) -> None:
    """One to be confirmed, one to be rectified by alice, one that waits for a verifier."""
    place = city.load(server.data)
    bob, officer = Api(server, "bob"), Api(server, "charlie")
    hazards.report(bob, place)
    for _ in range(2):
        hazard = hazards.confirm(officer, hazards.report(bob, place), place.people["alice"])
    hazards.rectify(Api(server, "alice"), hazard)


def _bring_complaints(server: Server) -> None:
    """One to be acknowledged by alice, one in her hands that she visits."""
    alice, dora = Api(server, "alice"), Api(server, "dora")
    place, estate = city.load(server.data), residents.load(server.data)
    for room in ("302", "501"):
        complaint = homes_visited.receive(dora, estate, place.people["alice"], room=room)
    alice.post(f"/api/complaints/{complaint['id']}/acknowledgement", {})
    homes_visited.arrange(alice, complaint, place.people["alice"])


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    browser = playwright.chromium.launch(
        executable_path=chromium.executable(), args=[*chromium.ARGUMENTS, *camera], timeout=PATIENCE
    )
    yield browser
    browser.close()


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_it_is_accessible_and_fits_a_small_phone(
    language: str, theme: str, browser: Browser, shared_server: Server
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, base_url=shared_server.address
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"localStorage.language = '{language}'; localStorage.theme = '{theme}'")
    page = context.new_page()
    faults = {name: found for name in _screens(page, city.load(shared_server.data)) if (found := _faults_of(page))}
    context.close()
    assert faults == {}


def _screens(page: Page, place: city.Place) -> Iterator[str]:
    """Leads the page from screen to screen and says which one it shows."""
    page.goto("/app/")
    expect(page.locator("#username")).to_be_visible(timeout=crew.SLOW)
    yield "sign-in"
    crew.sign_in(page)
    expect(page.locator(".card.site")).not_to_have_count(0, timeout=crew.SLOW)
    yield "today"
    for name, path in {
        "scan": "/app/scan",
        "place": f"/app/places/{place.sites['S1']}",
        "blank label": f"/app/label/{place.blank}",
        "unknown label": f"/app/label/{codes.new_code()}",
        "report": f"/app/report?asset={place.assets['A1']}",
        "outbox": "/app/outbox",
        "phone": "/app/phone",
        "help": "/app/help",
        "account": "/app/account",
        "no such page": "/app/nowhere",
        "device": f"/app/assets/{place.assets['A1']}",
    }.items():
        page.goto(path)
        expect(page.locator("main h1, main strong").first).to_be_visible(timeout=crew.SLOW)
        page.wait_for_timeout(300)
        yield name
    yield from _pages_of_a_checklist(page)
    yield from _pages_of_hazards(page)
    yield from _pages_of_complaints(page)


def _pages_of_a_checklist(page: Page) -> Iterator[str]:
    crew.start_inspection(page)
    page.locator("[data-item=drawings] .segment label").nth(1).click()
    page.locator("[data-item=pump] .segment label").nth(1).click()
    yield "checklist with a failing item"
    page.locator("[data-item=pump] .take").first.click()
    expect(page.locator("dialog .primary:not([disabled])")).to_be_visible(timeout=crew.SLOW)
    yield "camera"
    page.keyboard.press("Escape")
    crew.fill_readings(page, "0.9")
    yield "checklist with a doubtful number"
    page.locator(".actbar .primary").click()
    expect(page.locator(".gaps")).to_be_visible()
    yield "review"


def _pages_of_complaints(page: Page) -> Iterator[str]:
    page.goto("/app/my/complaints")
    expect(page.locator("[data-complaint]")).to_have_count(2, timeout=crew.SLOW)
    yield "complaints"
    paths = {
        status: page.locator(f"[data-status={status}]").get_attribute("href") for status in ("dispatched", "handling")
    }
    for status, path in paths.items():
        page.goto(str(path))
        expect(page.locator(".actbar")).to_be_visible(timeout=crew.SLOW)
        page.wait_for_timeout(300)
        yield f"complaint {status}"
    visit = page.locator("[data-visit]").get_attribute("data-visit")
    for act in ("arrange", f"miss?visit={visit}"):
        page.goto(f"{paths['handling']}/{act}")
        expect(page.locator(".actbar")).to_be_visible(timeout=crew.SLOW)
        yield f"form of {act.split('?')[0]}"
    for act in ("resolve", "interim_reply", "pause", "note", f"complete?visit={visit}"):
        page.goto(f"{paths['handling']}/{act}")
        page.locator(".actbar .primary").click(timeout=crew.SLOW)
        expect(page.locator(".error").first).to_be_visible(timeout=crew.SLOW)
        yield f"form of {act.split('?')[0]} with what is missing"


def _pages_of_hazards(page: Page) -> Iterator[str]:
    for name, path in {
        "messages": "/app/my/inbox",
        "handbook": "/app/handbook",
        "handbook page": "/app/handbook/circulating_pump",
        "report by the handbook": "/app/report?code=circulating_pump",
        "verification": "/app/my/verification",
        "hazards": "/app/my/hazards?tab=unit",
    }.items():
        page.goto(path)
        expect(page.locator("main h1, main strong").first).to_be_visible(timeout=crew.SLOW)
        page.wait_for_timeout(300)
        yield name
    waiting, mine = (
        page.locator(f"[data-status={status}]").first.get_attribute("data-hazard")
        for status in ("rectified", "rectifying")
    )
    for name, path in {
        "hazard": f"{mine}",
        "rectify": f"{mine}/rectify",
        "progress": f"{mine}/progress",
        "repaired": f"{waiting}",
        "own work": f"{waiting}/accept",
    }.items():
        page.goto(f"/app/my/hazards/{path}")
        expect(page.locator("main h1").first).to_be_visible(timeout=crew.SLOW)
        page.wait_for_timeout(300)
        yield name
    page.goto(f"/app/my/hazards/{mine}/rectify")
    page.locator(".photoslot [data-role=after]").click(timeout=crew.SLOW)
    expect(page.locator("dialog .primary:not([disabled])")).to_be_visible(timeout=crew.SLOW)
    yield "camera over the first photo"


def _faults_of(page: Page) -> list[Any]:
    page.evaluate((DIST.parent / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    violations = [(one["id"], [node["html"][:100] for node in one["nodes"][:3]]) for one in result["violations"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*violations, *(["wider than the screen"] if too_wide else []), *page.evaluate(SMALL_TARGETS, LEAST_TARGET)]
