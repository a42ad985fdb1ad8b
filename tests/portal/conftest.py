"""The estates of tests/network, and a resident's browser that fills in forms."""

import re
from html import unescape
from typing import Any

import httpx2
import pytest

from heating.lib.buckets import Buckets
from heating.portal import report_routes, routes, service_routes
from heating.portal.guessing import Guesses
from heating.portal.reporting import Sent
from tests.complaints.conftest import life, line, world
from tests.network.conftest import estates, registry

__all__ = ["estates", "life", "line", "registry", "world"]

_INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_TYPED = re.compile(r'<input id="([^"]+)" name="([^"]+)" type="(?:text|tel)" value="([^"]*)"')
_AREA = re.compile(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)
_TOKEN = re.compile(r'<input type="hidden" name="form" value="[^"]*">')
_CHOSEN = re.compile(r'<input type="radio" id="[^"]+" name="([^"]+)" value="([^"]*)" checked>')


class Resident:
    """Somebody with a browser without JavaScript: what a page has in its form goes back with what is typed."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self.client = client
        self.page: httpx2.Response

    async def open(self, address: str = "/report") -> str:
        self.page = await self.client.get(address)
        return self.page.text

    async def press(self, go: str = "next", photos: list[tuple[str, bytes]] | None = None, **typed: str) -> str:
        files = [("photo", (name, content, "image/jpeg")) for name, content in photos or []]
        address = unescape(re.findall(r'<form[^>]* action="([^"]+)"', self.page.text)[0])
        self.page = await self.client.post(address, data=self.fields() | {"go": go} | typed, files=files or None)
        return self.page.text

    def read(self, *drawn: str) -> str:
        """The page without what is drawn by chance, where any few letters may stand: its form's token and `drawn`."""
        text = _TOKEN.sub("", self.page.text)
        for one in drawn:
            text = text.replace(one, "")
        return text

    def fields(self) -> dict[str, Any]:
        """What the form holds; a name that comes often is a list."""
        text = self.page.text
        pairs = [*_INPUT.findall(text), *((name, value) for _, name, value in _TYPED.findall(text))]
        found: dict[str, Any] = {}
        for name, value in [*pairs, *_AREA.findall(text), *_CHOSEN.findall(text)]:
            found.setdefault(name, []).append(unescape(value))
        return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins with full buckets and an empty memory."""
    buckets = [(report_routes, name) for name in ("_pages", "_sendings", "_uploads", "_of_number", "_of_building")]
    for module, name in [*buckets, (service_routes, "_cards")]:
        bucket: Buckets = getattr(module, name)
        monkeypatch.setattr(module, name, Buckets(bucket.most, bucket.refill))
    monkeypatch.setattr(report_routes, "_sent", Sent())
    monkeypatch.setattr(routes, "_guesses", Guesses())


@pytest.fixture
def resident(stranger: httpx2.AsyncClient) -> Resident:
    return Resident(stranger)
