"""What a crew member waits for on a slow phone: CPU four times slower, slow 4G. Needs Chromium."""

import io
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench.city import City, Json
from tests.bench.figures import Figure, at_most
from tests.browser import chromium
from tests.browser.phone import HEIGHT, INSTALLED, WIDTH

SLOWER = 4
SCANS = 9
LOADS = 3
_DIST = Path(__file__).parents[2] / "static" / "dist"
_READY = "performance.getEntriesByName('app-ready').length"
_READY_AT = "performance.getEntriesByName('app-ready')[0].startTime"
_CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


def figures(city: City, folder: Path) -> Iterator[Figure]:
    film = _film(folder / "label.mjpeg", _label(city))
    with sync_playwright() as playwright:
        arguments = [*chromium.ARGUMENTS, *_CAMERA, f"--use-file-for-fake-video-capture={film}"]
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=arguments)
        yield from _first_load(browser, city)
        yield _scans(browser, city)
        browser.close()


def _first_load(browser: Browser, city: City) -> Iterator[Figure]:
    with _slow_link(city) as slow_url:
        slow = [_load(browser, slow_url, SLOWER) for _ in range(LOADS)]
    fast = [_load(browser, city.url, 1) for _ in range(LOADS)]
    ready, plain = median(r for r, _ in slow), median(r for r, _ in fast)
    name = f"first load until ready, slow 4G, CPU x{SLOWER}"
    yield Figure(name, ready, "ms", plain, "no throttle", "<= 1,500 ms", at_most(1_500)(ready))
    scripts = slow[0][1]
    packed = sum((_DIST / f"{script}.br").stat().st_size for script in scripts) / 1024
    raw = sum((_DIST / script).stat().st_size for script in scripts) / 1024
    name = f"JavaScript of the first load, {len(scripts)} files, brotli"
    yield Figure(name, packed, "KB", raw, "uncompressed", "<= 45 KB", at_most(45)(packed))


def _load(browser: Browser, url: str, cpu: int) -> tuple[float, list[str]]:
    """Milliseconds until the app can be used, with nothing cached; the scripts it took."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", service_workers="block", bypass_csp=True
    )
    page = context.new_page()
    _slow_down(context, page, cpu)
    page.goto(url, wait_until="commit")
    page.wait_for_function(_READY, timeout=60_000)
    ready = float(page.evaluate(_READY_AT))
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    context.close()
    return ready, sorted({name.removeprefix("/static/") for name in names if name.endswith(".js") and "sw" not in name})


def _scans(browser: Browser, city: City) -> Figure:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", permissions=["camera"], bypass_csp=True
    )
    page = context.new_page()
    _sign_in(page, city)
    full = median(_scan(page, city) for _ in range(SCANS))
    _slow_down(context, page, SLOWER)
    slow = median(_scan(page, city) for _ in range(SCANS))
    context.close()
    name = f"scan tapped until the asset is open, label in view, CPU x{SLOWER}"
    return Figure(name, slow, "ms", full, "CPU x1", "<= 1,000 ms", at_most(1_000)(slow))


def _scan(page: Page, city: City) -> float:
    """Milliseconds, offline data and the decoder being on the phone."""
    page.goto(city.url)
    button = page.get_by_test_id("scan")
    button.wait_for()
    page.wait_for_timeout(300)
    started = page.evaluate("performance.now()")
    button.click()
    page.wait_for_function(
        "location.pathname.startsWith('/app/assets/') && document.querySelector('h1')", timeout=60_000
    )
    return float(page.evaluate("performance.now()")) - float(started)


def _sign_in(page: Page, city: City) -> None:
    account = _crew(city)
    page.goto(city.url)
    page.fill("#username", account["username"])
    page.fill("#password", account["password"])
    page.click("button[type=submit]")
    page.locator(".card.site").first.wait_for(timeout=60_000)
    page.wait_for_function(INSTALLED, timeout=60_000)


def _slow_down(context: BrowserContext, page: Page, cpu: int) -> None:
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": cpu})


def _crew(city: City) -> Json:
    account: Json = json.loads((city.folder / "signins.json").read_text())["crew_member"]
    return account


def _label(city: City) -> bytes:
    """PNG of a label that hangs on an asset of the crew."""
    crew = city.sign_in("crew_member")
    code = next(change["row"]["code"] for change in crew.pull()[0] if change["kind"] == "label")
    request = urllib.request.Request(f"{city.url}/api/labels/{code}.png", headers=crew.headers)
    with urllib.request.urlopen(request) as answer:
        image: bytes = answer.read()
    return image


def _film(path: Path, label: bytes) -> Path:
    """The label held still before a grey wall, from the first frame on."""
    wall = Image.new("L", (1280, 720), 110)
    wall.paste(Image.open(io.BytesIO(label)).convert("L").resize((360, 360)), (460, 180))
    with path.open("wb") as file:
        for _ in range(30):
            wall.convert("RGB").save(file, "JPEG", quality=85)
    return path


@contextmanager
def _slow_link(city: City) -> Iterator[str]:
    port = int(city.url.rsplit(":", 1)[1])
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.slow_link", str(port + 1), str(port)])
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port + 1}"
    finally:
        process.terminate()
        process.wait()
