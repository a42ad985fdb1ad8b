"""The city with its server, phones, and what a test may ask of both."""

import contextlib
import hashlib
import json
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.browser import camera, chromium, city
from tests.browser.phone import PATIENCE, Phone
from tests.browser.proxy import Proxy
from tests.browser.server import DIST, Server, running

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Not longer than a module: while it runs, so does its event loop, and no other test could have one."""
    chromium.executable()
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a city in which nothing has happened yet. Only where there is a browser to use it."""
    chromium.executable()
    if not (DIST / "index.html").is_file():
        pytest.fail("the app is not built: run python static/build.py")
    data = tmp_path_factory.mktemp("city")
    Server(data).found_city()
    return data


def _with_more(founded: Path, data: Path, module: str) -> Path:
    Server(Path(shutil.copytree(founded, data))).add(module)
    return data


@pytest.fixture(scope="session")
def with_estate(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same city with an estate and its residents."""
    return _with_more(founded, tmp_path_factory.mktemp("estate") / "data", "tests.browser.residents")


@pytest.fixture(scope="session")
def with_homes(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same city with homes and a shaft to go into."""
    return _with_more(founded, tmp_path_factory.mktemp("homes") / "data", "tests.browser.homes")


@pytest.fixture
def ground(founded: Path) -> Path:
    """The city that each test's server begins with; a module that needs another has its own fixture of this name."""
    return founded


@pytest.fixture
def server(tmp_path: Path, ground: Path) -> Iterator[Server]:
    with running(ground, tmp_path / "data") as server:
        yield server


@pytest.fixture
def place(server: Server) -> city.Place:
    return city.load(server.data)


class Api:
    """The server as a program sees it that has signed in as somebody."""

    def __init__(self, server: Server, username: str) -> None:
        self._address = server.address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.post("/api/session", {"username": username, "password": city.PASSWORD})

    def get(self, path: str) -> Any:
        with self._opener.open(self._address + path) as answer:
            return json.load(answer)

    def read(self, path: str) -> bytes:
        with self._opener.open(self._address + path) as answer:
            content: bytes = answer.read()
            return content

    def post(self, path: str, body: object) -> Any:
        return self._send("POST", path, body)

    def delete(self, path: str) -> None:
        self._send("DELETE", path, {})

    def put_photo(self, content: bytes) -> str:
        """Returns its hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._send_bytes("PUT", f"/api/photos/{sha256}", content, "image/jpeg")
        return sha256

    def _send(self, method: str, path: str, body: object) -> Any:
        return self._send_bytes(method, path, json.dumps(body).encode(), "application/json")

    def _send_bytes(self, method: str, path: str, body: bytes, media_type: str) -> Any:
        request = urllib.request.Request(self._address + path, body, method=method)
        request.add_header("Content-Type", media_type)
        with self._opener.open(request) as answer:
            return json.loads(answer.read() or b"null")


@pytest.fixture
def leader(server: Server) -> Api:
    return Api(server, "lin")


@pytest.fixture
def new_phone(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """Makes phones, each with a line of its own; they are killed at the end."""
    with contextlib.ExitStack() as ending:

        def make(name: str = "phone", camera: Path | None = None) -> Phone:
            line = Proxy(server.address)
            ending.callback(line.close)
            phone = Phone(playwright, tmp_path / name, line, camera)
            ending.callback(phone.kill)
            phone.start()
            return phone

        yield make


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone()


@pytest.fixture
def label_film(founded: Path, place: city.Place, leader: Api) -> Path:
    """The camera sees the label that hangs on asset A1. One film for all tests: every city is a copy of the same."""
    path = founded.with_name(f"{founded.name}.mjpeg")
    if not path.is_file():
        camera.film(path, leader.read(f"/api/labels/{place.labels['A1']}.png"))
    return path
