"""A page that does not read its stream, over real sockets with small buffers."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette

from heating import storage
from heating.lib.ids import new_id
from heating.sync import feed
from tests.cast import CREW_A, XINGHUALING, Cast, session_token

SMALL = 8 * 1024
"""Bytes of a socket's own buffers; what does not fit the server would have to keep."""
STOPS_AT = 64 * 1024
"""Bytes kept for one connection, after which the server waits for its page."""
EVENT = 64 * 1024
"""More than any event here has."""

_EVENT = re.compile(rb"id: (\d+)\nevent: (\w+)\ndata: (.*)")
_ROW = re.compile(rb'"id":"([^"]+)"')


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "COALESCING_SECONDS", 0.01)


def small_socket() -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    return made


class Served(uvicorn.Server):
    """The application in this process, so that one can look at what it keeps."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(uvicorn.Config(app, http="httptools", lifespan="off", log_config=None))
        self.socket = small_socket()
        self.socket.bind(("127.0.0.1", 0))

    def kept(self) -> int:
        """The most bytes that wait for one page."""
        connections = self.server_state.connections
        return max(each.transport.get_write_buffer_size() for each in connections)


class Page:
    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._rest = b""
        self.seq = -1
        self.changed: set[str] = set()
        self.was_told_to_read_anew = False

    async def read_to(self, seq: int) -> None:
        """Until the event of this position has come."""
        async with asyncio.timeout(120):
            while self.seq < seq:
                data = await asyncio.get_running_loop().sock_recv(self._socket, EVENT)
                assert data, "the stream ended"
                self._take(self._rest + data)

    def _take(self, data: bytes) -> None:
        whole, end, self._rest = data.rpartition(b"\n\n")
        chunks = re.sub(rb"\r\n[0-9a-f]+\r\n", b"", whole + end)
        for seq, kind, content in _EVENT.findall(chunks):
            self.seq = int(seq)
            self.changed |= {row.decode() for row in _ROW.findall(content)}
            self.was_told_to_read_anew |= kind == b"resync"


@pytest.fixture
async def served(app: Starlette) -> AsyncIterator[Served]:
    server = Served(app)
    server.socket.listen()  # connections wait until it serves
    serving = asyncio.create_task(server.serve(sockets=[server.socket]))
    yield server
    server.should_exit = server.force_exit = True
    storage.hub.close()
    await serving


@asynccontextmanager
async def opened(served: Served, cookie: str) -> AsyncIterator[Page]:
    loop, connected = asyncio.get_running_loop(), small_socket()
    with connected:
        connected.setblocking(False)
        await loop.sock_connect(connected, served.socket.getsockname())
        request = f"GET /api/events HTTP/1.1\r\nhost: heating.test\r\ncookie: session={cookie}\r\n\r\n"
        await loop.sock_sendall(connected, request.encode())
        page = Page(connected)
        await page.read_to(0)
        yield page


async def change(rows: int) -> tuple[int, set[str]]:
    """A commit of so many rows with long ids: the position after it, and the ids."""
    ids = {f"{new_id()}{'x' * 60}" for _ in range(rows)}
    async with storage.transaction() as unit:
        for id in ids:
            unit.changed("asset", id, organization=CREW_A, area=XINGHUALING)
    return unit.last_seq, ids


async def test_a_page_that_stopped_reading_fills_no_memory_nor_holds_up_another(served: Served, cast: Cast) -> None:
    cookie = await session_token(cast.users["alice"])
    async with opened(served, cookie) as stalled, opened(served, cookie) as reading:
        for _ in range(40):
            seq, ids = await change(400)
            await reading.read_to(seq)
            assert ids <= reading.changed
        assert STOPS_AT < served.kept() < STOPS_AT + EVENT
        await stalled.read_to(seq)
        assert stalled.was_told_to_read_anew
        seq, ids = await change(1)
        await stalled.read_to(seq)
        assert ids <= stalled.changed


async def test_a_page_that_reads_again_gets_what_it_did_not_read(served: Served, cast: Cast) -> None:
    cookie = await session_token(cast.users["alice"])
    async with opened(served, cookie) as stalled, opened(served, cookie) as reading:
        seq = 0
        while served.kept() < STOPS_AT:
            seq, _ = await change(100)
            await reading.read_to(seq)
        for _ in range(3):
            seq, _ = await change(100)
            await reading.read_to(seq)
        await stalled.read_to(seq)
        assert stalled.changed == reading.changed
        assert not stalled.was_told_to_read_anew
