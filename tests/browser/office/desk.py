"""A desk in the office: pages of signed-in people on a screen of some size, in a language and an appearance."""

import json
from pathlib import Path
from typing import Any, Literal

import msgspec
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.server import Server

Language = Literal["zh", "en"]
Theme = Literal["light", "dark", "sun"]

WIDE, PHONE, NARROW = (1440, 900), (390, 844), (360, 740)
SLOW = 60_000

DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))"
"""Keys are listened to from the first picture on, not from the moment the heading stands there."""

_SENT_AGAIN = 2
"""Times, as browsers do it, where a resting connection was ended just as it was used again."""


class SignIn(msgspec.Struct):
    username: str
    password: str
    name: str


class Desk:
    """One browser over one server with the demo city. Everyone's sign-in is kept, so that it happens once."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server
        self._people = msgspec.json.decode((server.data / "signins.json").read_bytes(), type=dict[str, SignIn])
        self._contexts: list[BrowserContext] = []
        self._kept: dict[str, Any] = {}
        self._asking: dict[str, BrowserContext] = {}
        self.errors: list[str] = []

    def person(self, role: str) -> SignIn:
        return self._people[role]

    def introduce(self, username: str, name: str) -> str:
        """Another person of the demo city, who signs in like the others; named like a role from now on."""
        self._people[username] = SignIn(username, self.person("administrator").password, name)
        return username

    def context(
        self,
        role: str = "administrator",
        language: Language = "zh",
        theme: Theme = "light",
        size: tuple[int, int] = WIDE,
    ) -> BrowserContext:
        if role not in self._kept:
            self._kept[role] = self._sign_in(role)
        made = self._browser.new_context(
            storage_state=self._kept[role],
            viewport={"width": size[0], "height": size[1]},
            base_url=self._server.address,
            reduced_motion="reduce",
        )
        made.add_init_script(
            f"localStorage.setItem('language', '{language}'); localStorage.setItem('theme', '{theme}')"
        )
        self._contexts.append(made)
        return made

    def open(
        self, path: str, role: str = "administrator", language: Language = "zh", size: tuple[int, int] = WIDE
    ) -> Page:
        return self.show(self.context(role, language, size=size), path)

    def show(self, context: BrowserContext, path: str) -> Page:
        """A page whose errors are remembered and whose content has come."""
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{path}: {error}"))
        page.goto(path)
        page.locator(".office main h1:not(.waiting)").first.wait_for(timeout=SLOW)
        expect(page.locator("[aria-busy=true], .waiting:not(.live)")).to_have_count(0, timeout=2 * SLOW)
        page.evaluate(DRAWN)
        return page

    def get(self, path: str, role: str = "administrator") -> Any:
        answer = self._as(role).request.get(path, max_retries=_SENT_AGAIN)
        assert answer.ok, answer.text()
        return answer.json()

    def send(self, method: str, path: str, body: object, role: str = "administrator") -> Any:
        answer = self._as(role).request.fetch(
            path, method=method, data=json.dumps(body), headers=self._headers(), max_retries=_SENT_AGAIN
        )
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None

    def _as(self, role: str) -> BrowserContext:
        """One for all that is asked and sent in this person's name."""
        if role not in self._asking:
            self._asking[role] = self.context(role)
        return self._asking[role]

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _headers(self) -> dict[str, str]:
        return {"Content-Type": "application/json", "Origin": self._server.address}

    def _sign_in(self, role: str) -> Any:
        person = self.person(role)
        context = self._browser.new_context(base_url=self._server.address)
        body = json.dumps({"username": person.username, "password": person.password})
        answer = context.request.post("/api/session", data=body, headers=self._headers())
        assert answer.ok, answer.text()
        state = context.storage_state()
        context.close()
        return state


def axe_source(static: Path) -> str:
    return (static / "node_modules/axe-core/axe.min.js").read_text("utf-8")
