"""GET /api/events, while the person behind an open page loses the right to see it."""

import asyncio
from time import monotonic

import httpx2
import pytest

from heating.sync import feed
from tests.cast import Cast

LONG = {"wait": "20"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "COALESCING_SECONDS", 0.02)


async def test_it_ends_at_once_for_whoever_is_disabled_meanwhile(
    alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, cast: Cast
) -> None:
    started = monotonic()
    page = asyncio.create_task(bob.get("/api/events", params=LONG))
    await asyncio.sleep(0.2)
    change = {"version": 1, "disabled": True}
    assert (await alice.patch(f"/api/users/{cast.users['bob'].id}", json=change)).status_code == 200
    assert (await page).status_code == 200
    assert monotonic() - started < 10
    assert (await bob.get("/api/events", params=LONG)).status_code == 401


async def test_it_ends_for_whoever_signs_out_in_another_window(bob: httpx2.AsyncClient) -> None:
    started = monotonic()
    page = asyncio.create_task(bob.get("/api/events", params=LONG))
    await asyncio.sleep(0.2)
    await bob.delete("/api/session")
    assert (await page).status_code == 200
    assert monotonic() - started < 10


async def test_it_stays_open_when_only_the_language_changes(bob: httpx2.AsyncClient) -> None:
    page = asyncio.create_task(bob.get("/api/events", params={"wait": "1"}))
    await asyncio.sleep(0.2)
    started = monotonic()
    assert (await bob.patch("/api/account", json={"language": "en"})).status_code == 200
    assert (await page).status_code == 200
    assert monotonic() - started > 0.6
