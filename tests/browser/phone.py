"""A phone: Chromium started by us with its own profile, so that it can be killed and started again with its data."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser import chromium
from tests.browser.proxy import Proxy
from tests.browser.waiting import eventually

PATIENCE = 90_000
"""Milliseconds. What comes at once here takes its time on a busy machine, and the app itself waits up to ten seconds,
again and again, before it asks a server that did not answer; a test that fails waits that long."""
WIDTH, HEIGHT = 390, 844
INSTALLED = """() => {
    navigator.serviceWorker.getRegistration().then(found => { self.installed = found?.active?.state === 'activated' })
    return self.installed === true
}"""
"""To be asked again and again: a promise would be taken for a yes."""
UNSTEADY = """{
    const draw = HTMLCanvasElement.prototype.toBlob;
    HTMLCanvasElement.prototype.toBlob = function (...given) {
        const context = this.getContext('2d');
        context.fillStyle = '#' + Math.floor(Math.random() * 2 ** 24).toString(16).padStart(6, '0');
        context.fillRect(0, 0, 16, 16);
        return draw.apply(this, given);
    };
}"""
"""No two photos are the same, as with a hand-held camera: the film would show the same frame again and again."""


class Phone:
    """`line` is its way to the server; `camera` a Motion-JPEG file that the camera shows in a loop."""

    def __init__(self, playwright: Playwright, home: Path, line: Proxy, camera: Path | None = None) -> None:
        self._playwright = playwright
        self._profile = home / "profile"
        self.line = line
        self.address = line.address
        self._camera = camera
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None
        self.errors: list[str] = []

    def start(self) -> None:
        chosen = self._profile / "DevToolsActivePort"
        chosen.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [chromium.executable(), *self._arguments(), "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{_port_in(chosen)}"
        self._browser = self._playwright.chromium.connect_over_cdp(address, timeout=PATIENCE)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(UNSTEADY)

    @property
    def context(self) -> BrowserContext:
        assert self._browser is not None
        return self._browser.contexts[0]

    def open(self, path: str = "/app/") -> Page:
        page = self.context.new_page()
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(self.address + path)
        return page

    def lose_signal(self) -> None:
        self.line.cut = True
        self.context.set_offline(True)

    def find_signal(self) -> None:
        self.line.cut = False
        self.context.set_offline(False)

    def put_away(self) -> None:
        """Closed in order: what the browser keeps for half a minute, such as cookies, reaches the disk."""
        assert self._browser is not None
        with contextlib.suppress(PlaywrightError):
            self._browser.new_browser_cdp_session().send("Browser.close")
        self._ended()

    def kill(self) -> None:
        """As the system does with an app it has no memory for: no time to save anything."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._ended()

    def _ended(self) -> None:
        """Until none of its processes is left: they write to the profile after the first of them has gone."""
        if self._process is None:
            return
        self._process.wait(timeout=120)
        _wait_for_all_of(self._process.pid)
        self._process = None
        if self._browser is not None:
            with contextlib.suppress(PlaywrightError):
                self._browser.close()
        for lock in self._profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def _arguments(self) -> list[str]:
        camera = [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            *([f"--use-file-for-fake-video-capture={self._camera}"] if self._camera else []),
        ]
        return [
            "--headless",
            *chromium.ARGUMENTS,
            *camera,
            "--lang=zh-CN",
            "--remote-debugging-port=0",
            f"--user-data-dir={self._profile}",
        ]


def _port_in(file: Path) -> int:
    """Which port the browser has chosen, and listens at when it says so."""
    return int(eventually(lambda: _first_line(file), seconds=120))


def _first_line(file: Path) -> str:
    """Empty until it is written to its end."""
    try:
        line, end, _ = file.read_text().partition("\n")
    except FileNotFoundError:
        return ""
    return line if end else ""


def _wait_for_all_of(group: int) -> None:
    eventually(lambda: _running(group), lambda left: not left, seconds=120)


def _running(group: int) -> list[str]:
    """Numbers of the processes of the group that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, of = stat.read_text().rpartition(")")[2].split()[:3]
            if int(of) == group and state not in "ZX":
                found.append(stat.parent.name)
    return found
