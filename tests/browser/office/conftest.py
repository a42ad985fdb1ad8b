"""The demo city behind a running server, and desks to look at it from."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser import chromium
from tests.browser.office.desk import Desk
from tests.browser.server import Server


class DemoServer(Server):
    """It may send to this machine, where the tests listen for what goes out."""

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "HEATING_OUTBOUND_ALLOW": "127.0.0.1/32"}

    def found_city(self) -> None:
        self._run("-m", "heating", "migrate")
        self._run("-m", "heating", "sample", "--size", "small")
        self.add("tests.browser.office.posts")


@pytest.fixture(scope="session")
def demo_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the demo city. Only where there is a browser to look at it."""
    chromium.executable()
    data = tmp_path_factory.mktemp("demo") / "data"
    data.mkdir()
    DemoServer(data).found_city()
    return data


@pytest.fixture(scope="module")
def added() -> Sequence[str]:
    """Modules of the tests that add to the demo city; a module that needs more has its own fixture of this name."""
    return ()


@pytest.fixture(scope="module")
def office_server(tmp_path_factory: pytest.TempPathFactory, demo_city: Path, added: Sequence[str]) -> Iterator[Server]:
    """Each module changes its own copy of the city."""
    server = DemoServer(Path(shutil.copytree(demo_city, tmp_path_factory.mktemp("office") / "data")))
    for module in added:
        server.add(module)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.ARGUMENTS)
    yield running
    running.close()


@pytest.fixture(scope="module")
def shared_desk(browser: Browser, office_server: Server) -> Iterator[Desk]:
    desk = Desk(browser, office_server)
    yield desk
    desk.close()


@pytest.fixture
def desk(shared_desk: Desk) -> Iterator[Desk]:
    """No page may have thrown by the end of a test."""
    shared_desk.errors.clear()
    yield shared_desk
    assert shared_desk.errors == []
