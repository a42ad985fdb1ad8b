"""Live events over a real connection, which no in-process client can show."""

import asyncio
import signal
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.sync.seeding import Seeds, seed_apart
from tests.sync.sending import another_device, body, report
from tests.sync.server import Server


@pytest.fixture
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, Seeds]]:
    directory = tmp_path_factory.mktemp("live")
    seeds = await asyncio.to_thread(seed_apart, directory)
    server = Server(directory)
    await server.start()
    yield server, seeds
    await server.stop()


def client(server: Server, seeds: Seeds, name: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=server.url, cookies={"session": seeds.cookies[name]}, timeout=60)


async def test_a_page_hears_of_a_push_and_the_server_stops_while_pages_are_open(running: tuple[Server, Seeds]) -> None:
    server, seeds = running
    async with (
        client(server, seeds, "alice") as office,
        client(server, seeds, "bob") as phone,
        office.stream("GET", "/api/events") as events,
    ):
        assert events.headers["content-type"].startswith("text/event-stream")
        lines = events.aiter_lines()
        assert await anext(lines) == "retry: 2000"
        sent = report(seeds.station)
        pushed = await phone.post("/api/sync/push", json=body(sent, device=another_device()))
        assert pushed.json()["receipts"][0]["outcome"] == "applied"
        async with asyncio.timeout(60):
            while sent["payload"]["id"] not in await anext(lines):
                pass
        stopping = asyncio.create_task(server.stop())
        async for _ in lines:
            pass
        assert await stopping in (0, -signal.SIGTERM)
        assert "graceful shutdown exceeded" not in server.log(), "it waited for the stream"
