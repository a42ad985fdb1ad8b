"""Every office screen in both languages and three appearances: accessible, within its width, readable."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.office.desk import NARROW, WIDE, Desk, axe_source
from tests.browser.server import DIST

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEAST_TARGET = 24
LEAST_LETTER = 15

SCREENS = {
    "readiness": "/app/readiness",
    "sites by readiness": "/app/readiness/sites",
    "readiness of a site": "/app/readiness/sites/{site}",
    "uninspected": "/app/readiness/uninspected",
    "inspections": "/app/inspections",
    "inspection": "/app/inspections/{inspection}",
    "hazards": "/app/hazards",
    "hazard": "/app/hazards/{hazard}",
    "registry": "/app/registry",
    "assets": "/app/registry?show=assets",
    "search": "/app/registry?q=%E7%83%AD%E5%8A%9B%E7%AB%99",
    "site": "/app/sites/{site}",
    "new site": "/app/sites/new",
    "edit site": "/app/sites/{site}/edit",
    "new asset": "/app/sites/{site}/assets/new",
    "asset": "/app/registry/assets/{asset}",
    "edit asset": "/app/registry/assets/{asset}/edit",
    "labels": "/app/labels",
    "label": "/app/labels/{label}",
    "label sheet": "/app/labels/sheet?labels={label}",
    "checklists": "/app/checklists",
    "checklist": "/app/checklists/{checklist}",
    "import": "/app/imports",
    "people": "/app/people",
    "person": "/app/people/{person}",
    "new person": "/app/people/new",
    "organizations": "/app/organizations",
    "areas": "/app/organizations?tree=areas",
    "seasons": "/app/seasons",
    "audit": "/app/audit",
    "sign-ins and tokens": "/app/access",
    "missing site": "/app/sites/00000000-0000-7000-8000-000000000000",
}


@pytest.fixture(scope="module")
def known(shared_desk: Desk) -> dict[str, str]:
    """Ids of the demo city to fill into addresses."""
    get = shared_desk.get
    inspection = get("/api/inspections?outcome=failed&limit=1")["items"][0]
    return {
        "site": inspection["site"]["id"],
        "asset": inspection["asset"]["id"],
        "inspection": inspection["id"],
        "hazard": get("/api/hazards?limit=1")["items"][0]["id"],
        "label": get("/api/labels?state=attached&limit=1")["items"][0]["code"],
        "checklist": get("/api/checklists?limit=1")["items"][0]["id"],
        "person": get("/api/users?limit=1")["items"][0]["id"],
    }


@pytest.fixture(scope="module")
def chinese_by_day(shared_desk: Desk) -> BrowserContext:
    return shared_desk.context(language="zh", theme="light", size=WIDE)


@pytest.fixture(scope="module")
def english_by_night(shared_desk: Desk) -> BrowserContext:
    return shared_desk.context(language="en", theme="dark", size=NARROW)


@pytest.fixture(scope="module")
def english_in_the_sun(shared_desk: Desk) -> BrowserContext:
    return shared_desk.context(language="en", theme="sun", size=NARROW)


@pytest.mark.parametrize("name", SCREENS)
def test_it_is_sound_on_a_wide_screen_in_chinese(
    desk: Desk, chinese_by_day: BrowserContext, known: dict[str, str], name: str
) -> None:
    page = desk.show(chinese_by_day, SCREENS[name].format_map(known))
    assert faults_of(page) == []
    page.close()


@pytest.mark.parametrize("name", SCREENS)
def test_it_is_sound_on_a_narrow_phone_in_english_at_night(
    desk: Desk, english_by_night: BrowserContext, known: dict[str, str], name: str
) -> None:
    page = desk.show(english_by_night, SCREENS[name].format_map(known))
    assert faults_of(page) == []
    assert chinese_words_in(page) == []
    page.close()


@pytest.mark.parametrize("name", ["readiness", "hazard", "inspection", "people"])
def test_it_is_sound_in_strong_sunlight(
    desk: Desk, english_in_the_sun: BrowserContext, known: dict[str, str], name: str
) -> None:
    page = desk.show(english_in_the_sun, SCREENS[name].format_map(known))
    assert faults_of(page) == []
    page.close()


def faults_of(page: Page) -> list[Any]:
    page.evaluate(axe_source(Path(DIST).parent))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", RULES)
    violations = [(one["id"], one["nodes"][0]["html"][:120]) for one in result["violations"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [
        *violations,
        *(["wider than the screen"] if too_wide else []),
        *page.evaluate(MEASURE, [LEAST_TARGET, LEAST_LETTER]),
    ]


MEASURE = """([target, letter]) => {
  const shown = e => e.checkVisibility() && e.getClientRects().length && !e.closest('.sr, .skip, svg');
  const small = [...document.querySelectorAll('main a, main button, main input, main select, nav a, nav button')]
    .filter(e => shown(e) && !e.closest('label.choice, .segment, .filedrop'))
    .filter(e => e.getBoundingClientRect().height < target)
    .map(e => 'small target ' + e.outerHTML.slice(0, 80));
  const tiny = [...document.querySelectorAll('body *')]
    .filter(e => shown(e) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < letter)
    .map(e => 'tiny letters ' + e.outerHTML.slice(0, 80));
  return [...small, ...tiny];
}"""


def chinese_words_in(page: Page) -> list[str]:
    """Headings, buttons and labels of ours; names of people, places and recorded texts stay as they are."""
    words: list[str] = page.evaluate(OUR_WORDS)
    return [word for word in words if any("\u4e00" <= letter <= "\u9fff" for letter in word)]


OUR_WORDS = """
  [...document.querySelectorAll(
    'main h2, main button:not(.plain-link), main .button, main label, main th, main dt, .rail nav a, .bottombar a'
  )].filter(e => !e.closest('[lang=zh], tbody, .combobox, td')).map(e => e.textContent)
"""
