"""Runs the TypeScript unit tests in Chromium: real IndexedDB, Web Locks and fetch, one runner for the whole project."""

import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "static"
VECTORS = HERE.parent / "shared_rules"


class Result(msgspec.Struct):
    name: str
    error: str | None


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test run is not a web server's log."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("frontend")
    _bundle(root)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _bundle(root: Path) -> None:
    esbuild = next((STATIC / "node_modules").glob("@esbuild/*/bin/esbuild"), None)
    if esbuild is None:
        pytest.fail("the app's packages are not installed: run python static/build.py")
    for test in sorted(HERE.glob("*.test.ts")):
        subprocess.run(
            [
                str(esbuild),
                str(test),
                "--bundle",
                "--jsx=automatic",
                "--jsx-import-source=preact",
                "--log-level=warning",
                f"--outfile={root / test.stem}.js",
                f"--define:CHECKLIST_VECTORS={_vectors('checklists')}",
                f"--define:LABEL_VECTORS={_vectors('labels')}",
                f"--define:DESCRIPTION_VECTORS={_vectors('descriptions')}",
                f"--define:CODE_VECTORS={_vectors('codes')}",
                f"--define:HAZARD_VECTORS={_vectors('hazards')}",
                f"--define:DESK_VECTORS={_vectors('desk')}",
                f"--define:COMPLAINT_VECTORS={_vectors('complaints')}",
            ],
            check=True,
        )
        page = f'<!doctype html><meta charset="utf-8"><title>{test.stem}</title><script src="{test.stem}.js"></script>'
        (root / f"{test.stem}.html").write_text(page, "utf-8")


def _vectors(name: str) -> str:
    return json.dumps(json.loads((VECTORS / f"{name}.json").read_bytes()))


@pytest.mark.parametrize("name", [path.stem for path in sorted(HERE.glob("*.test.ts"))])
def test_it_holds_in_chromium(name: str, address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{address}/{name}.html")
        results = msgspec.convert(page.evaluate("runAll()"), list[Result])
        browser.close()
    failed = [f"{result.name}: {result.error}" for result in results if result.error]
    assert not failed, "\n\n".join(failed)
    assert results, "no tests were found"
