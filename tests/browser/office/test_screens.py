"""Every office screen in both languages and three appearances: accessible, within its width, readable."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.office import complaints
from tests.browser.office.desk import NARROW, WIDE, Desk, axe_source
from tests.browser.office.hazards import confirm, day, rectify, report, site_of
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
    "hazards with filters": "/app/hazards?show=all&weak_link=false&grade=major",
    "hazard": "/app/hazards/{hazard}",
    "hazard board": "/app/hazards/board",
    "hazard statistics": "/app/hazards/statistics",
    "letters": "/app/letters",
    "letter": "/app/letters/{letter}",
    "duty desk": "/app/desk",
    "complaints": "/app/complaints",
    "complaint": "/app/complaints/{complaint}",
    "complaint being assessed": "/app/complaints/{unplaced}?do=assess",
    "complaint being replied to": "/app/complaints/{verified}?do=reply",
    "new complaint": "/app/complaints/new",
    "call back": "/app/complaints/call-backs",
    "visits": "/app/visits",
    "duty now": "/app/duty",
    "own watches": "/app/duty/mine",
    "rosters": "/app/duty/rosters",
    "roster": "/app/duty/rosters/{roster}",
    "hand-overs": "/app/duty/hand-overs",
    "spot checks": "/app/duty/checks",
    "registry": "/app/registry",
    "assets": "/app/registry?show=assets",
    "supplies": "/app/registry/supplies",
    "other names": "/app/registry/aliases",
    "skills": "/app/duty/skills",
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
    "time limits": "/app/settings/policies",
    "hazard codes": "/app/settings/codes",
    "phrases": "/app/settings/phrases?role=defect",
    "hazard code": "/app/settings/codes/circulating_pump",
    "edit hazard code": "/app/settings/codes/circulating_pump/edit",
    "calendars": "/app/settings/calendars",
    "escalation": "/app/settings/ladders",
    "kinds": "/app/settings/kinds",
    "kind": "/app/settings/kinds/heat_station",
    "webhooks": "/app/settings/webhooks",
    "inbox": "/app/inbox",
    "deadlines": "/app/deadlines?show=all",
    "channels": "/app/channels",
    "deliveries": "/app/deliveries",
    "audit": "/app/audit",
    "sign-ins and tokens": "/app/access",
    "missing site": "/app/sites/00000000-0000-7000-8000-000000000000",
}


DISTRICT = {
    "to verify": "/app/hazards/verification",
    "new letter": "/app/letters/new?hazard={planned}",
    "readiness with an override": "/app/readiness",
    "site with an override": "/app/readiness/sites/{overridden}",
    "closed hazard": "/app/hazards/{closed}",
    "confirm": "/app/hazards/{reported}?do=confirm",
    "dismiss": "/app/hazards/{reported}?do=dismiss",
    "accept": "/app/hazards/{rectified}?do=accept",
    "send back": "/app/hazards/{rectified}?do=send_back",
    "supervise": "/app/hazards/{planned}?do=supervise",
    "reassign": "/app/hazards/{planned}?do=reassign",
    "plan": "/app/hazards/{planned}?do=plan",
    "progress": "/app/hazards/{planned}?do=progress",
    "ask to extend": "/app/hazards/{planned}?do=ask_extension",
    "rectify": "/app/hazards/{planned}?do=rectify",
}
UNIT = ("plan", "progress", "ask to extend", "rectify")
"""Screens of those who act on hazards; these of the responsible unit, the others of the district."""


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
        "roster": get("/api/rosters?status=published&limit=1")["items"][0]["id"],
        **living(shared_desk),
        **complaining(shared_desk),
    }


def complaining(desk: Desk) -> dict[str, str]:
    """A complaint that was replied to, one that waits for its reply, one of a place that nobody knows."""
    made = {name: complaints.receive(desk) for name in ("complaint", "verified")}
    complaints.replied(desk, made["complaint"])
    complaints.verified(desk, made["verified"])
    made["unplaced"] = complaints.unplaced(desk, "老机床厂宿舍后面那栋楼")
    return {name: complaint["id"] for name, complaint in made.items()}


def living(desk: Desk) -> dict[str, str]:
    """A hazard in each state, a letter about one, a site that is ready by a leader's word."""
    made = {name: report(desk, f"{name} hazard", "major") for name in ("reported", "planned", "rectified", "closed")}
    for name in ("planned", "rectified", "closed"):
        confirm(desk, made[name])
    for name in ("rectified", "closed"):
        rectify(desk, made[name])
    photo = {"sha256": "5e" * 32, "role": "after"}
    seen = {"photos": [photo], "position": {"longitude": 112.55, "latitude": 37.87, "accuracy_m": 8}}
    desk.send("POST", f"/api/hazards/{made['closed']['id']}/acceptance", seen, role="district_officer")
    ids = {name: hazard["id"] for name, hazard in made.items()}
    return ids | {"letter": letter_about(desk, made["planned"]), "overridden": overridden(desk)}


def letter_about(desk: Desk, hazard: Any) -> str:
    body = {
        "title": "关于限期整改的督办函",
        "text": "请于期限前完成整改并书面回复。",
        "leader": "邢志强",
        "organization": desk.get(f"/api/hazards/{hazard['id']}")["unit"]["path"],
        "due_on": day(desk, 20),
        "hazards": [hazard["id"]],
    }
    letter: str = desk.send("POST", "/api/supervision-letters", body, role="city_leader")["id"]
    return letter


def overridden(desk: Desk) -> str:
    site: str = site_of(desk)["id"]
    body = {"reason": "备件明日到货", "alternative_supply": "由相邻站联供", "expires_on": day(desk)}
    desk.send("POST", f"/api/readiness/sites/{site}/override", body, role="city_leader")
    return site


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


@pytest.fixture(scope="module")
def acting(shared_desk: Desk) -> dict[str, BrowserContext]:
    roles = ("district_officer", "safety_officer")
    return {role: shared_desk.context(role, language="en", theme="dark", size=NARROW) for role in roles}


@pytest.mark.parametrize("name", DISTRICT)
def test_it_is_sound_for_those_who_act_on_hazards(
    desk: Desk, acting: dict[str, BrowserContext], known: dict[str, str], name: str
) -> None:
    address = DISTRICT[name].format_map(known)
    page = desk.show(acting["safety_officer" if name in UNIT else "district_officer"], address)
    if "?do=" in address:
        page.get_by_role("dialog").wait_for()
        expect(page.locator("[aria-busy=true], .waiting")).to_have_count(0)
    assert faults_of(page) == []
    assert chinese_words_in(page) == []
    page.close()


@pytest.mark.parametrize("name", ["readiness", "hazard", "hazard board", "inspection", "people"])
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
