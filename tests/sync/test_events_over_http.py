"""GET /api/events, while the person behind an open page loses the right to see it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from time import monotonic
from typing import Any

import httpx2
import pytest

from heating.sync import events, feed
from tests.cast import Cast

LONG = {"wait": "60"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "COALESCING_SECONDS", 0.02)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set when the page is open and hears of what happens from now on."""
    begun = asyncio.Event()
    stream = events.stream

    async def told(*given: Any) -> AsyncIterator[bytes]:
        async with aclosing(stream(*given)) as messages:
            async for message in messages:
                begun.set()
                yield message

    monkeypatch.setattr(events, "stream", told)
    return begun


async def test_it_ends_at_once_for_whoever_is_disabled_meanwhile(
    alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, cast: Cast, begun: asyncio.Event
) -> None:
    page = asyncio.create_task(bob.get("/api/events", params=LONG))
    await begun.wait()
    started = monotonic()
    change = {"version": 1, "disabled": True}
    assert (await alice.patch(f"/api/users/{cast.users['bob'].id}", json=change)).status_code == 200
    assert (await page).status_code == 200
    assert monotonic() - started < 50
    assert (await bob.get("/api/events", params=LONG)).status_code == 401


async def test_it_ends_for_whoever_signs_out_in_another_window(bob: httpx2.AsyncClient, begun: asyncio.Event) -> None:
    page = asyncio.create_task(bob.get("/api/events", params=LONG))
    await begun.wait()
    started = monotonic()
    await bob.delete("/api/session")
    assert (await page).status_code == 200
    assert monotonic() - started < 50


async def test_it_stays_open_when_only_the_language_changes(bob: httpx2.AsyncClient, begun: asyncio.Event) -> None:
    started = monotonic()
    page = asyncio.create_task(bob.get("/api/events", params={"wait": "1"}))
    await begun.wait()
    assert (await bob.patch("/api/account", json={"language": "en"})).status_code == 200
    assert (await page).status_code == 200
    assert monotonic() - started > 0.95  # the clock of its end is read a moment early
