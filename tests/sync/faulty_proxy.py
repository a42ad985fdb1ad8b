"""A line between phones and the server that fails in every way, by a seeded plan.

It carries one request per connection. What it does to each is drawn from `FAULTS`, with the weights given.
"""

import asyncio
import random
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

WEIGHTS: Mapping[str, int] = {
    "pass": 25,
    "refuse": 8,
    "cut before": 8,
    "cut during": 8,
    "cut after": 14,
    "cut in answer": 10,
    "twice": 8,
    "late": 6,
    "busy": 6,
    "busy after": 6,
}
_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Cut(Exception):
    """The line is dead from here on."""


class FaultyProxy:
    """`faults` counts what was done to requests. A request that was delivered late may arrive after others, of the same
    phone too: that is what a resent packet does."""

    def __init__(self, target: int, seed: int, weights: Mapping[str, int] = WEIGHTS) -> None:
        self.target = target
        self.faults: Counter[str] = Counter()
        self.calm = False
        self._chance = random.Random(seed)
        self._weights = weights
        self._ghosts: set[asyncio.Task[None]] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """What was delayed still arrives; what is answered now is cut."""
        if self._server is not None:
            self._server.close()
        for serving in list(self._serving):
            serving.cancel()
        while tasks := self._ghosts | self._serving:
            await asyncio.gather(*tasks, return_exceptions=True)

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        _keep(asyncio.create_task(self._serve(reader, writer)), self._serving)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        fault = "pass" if self.calm else self._chance.choices(*zip(*self._weights.items(), strict=True))[0]
        self.faults[fault] += 1
        try:
            await _ACTS[fault](self, reader, writer)
        except (OSError, Cut, asyncio.IncompleteReadError):
            pass  # the line is dead, as planned or because the server is
        finally:
            writer.transport.abort()

    async def _pass(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._answer(writer, await self._ask(await _request(reader)))

    async def _refuse(self, _reader: StreamReader, _writer: StreamWriter) -> None:
        raise Cut

    async def _cut_before(self, reader: StreamReader, _writer: StreamWriter) -> None:
        await _request(reader)
        raise Cut

    async def _cut_during(self, reader: StreamReader, _writer: StreamWriter) -> None:
        request = await _request(reader)
        _, server = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            server.write(request[: self._chance.randrange(1, len(request))])
            await server.drain()
        finally:
            server.transport.abort()

    async def _cut_after(self, reader: StreamReader, _writer: StreamWriter) -> None:
        await self._ask(await _request(reader))
        raise Cut

    async def _cut_in_answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        answer = await self._ask(await _request(reader))
        await self._answer(writer, answer[: self._chance.randrange(len(answer))])

    async def _twice(self, reader: StreamReader, writer: StreamWriter) -> None:
        request = await _request(reader)
        self._haunt(request)
        await self._answer(writer, await self._ask(request))

    async def _late(self, reader: StreamReader, _writer: StreamWriter) -> None:
        self._haunt(await _request(reader))
        raise Cut

    async def _busy(self, reader: StreamReader, writer: StreamWriter) -> None:
        await _request(reader)
        await self._answer(writer, _BUSY)

    async def _busy_after(self, reader: StreamReader, writer: StreamWriter) -> None:
        await self._ask(await _request(reader))
        await self._answer(writer, _BUSY)

    def _haunt(self, request: bytes) -> None:
        """Deliver the request a little later, to nobody's knowledge."""
        _keep(asyncio.create_task(self._deliver(request, self._chance.random() * 0.2)), self._ghosts)

    async def _deliver(self, request: bytes, seconds: float) -> None:
        await asyncio.sleep(seconds)
        with suppress(OSError):
            await self._ask(request)

    async def _ask(self, request: bytes) -> bytes:
        """The server's whole answer to a request that says "connection: close"; raises OSError when it has none."""
        reader, server = await asyncio.open_connection("127.0.0.1", self.target)
        try:
            server.write(request)
            await server.drain()
            answer = await reader.read()
        finally:
            server.transport.abort()
        if not answer:
            raise ConnectionResetError
        return answer

    async def _answer(self, writer: StreamWriter, answer: bytes) -> None:
        writer.write(answer)
        await writer.drain()
        writer.write_eof()


_ACTS: Mapping[str, Callable[[FaultyProxy, StreamReader, StreamWriter], Awaitable[None]]] = {
    "pass": FaultyProxy._pass,
    "refuse": FaultyProxy._refuse,
    "cut before": FaultyProxy._cut_before,
    "cut during": FaultyProxy._cut_during,
    "cut after": FaultyProxy._cut_after,
    "cut in answer": FaultyProxy._cut_in_answer,
    "twice": FaultyProxy._twice,
    "late": FaultyProxy._late,
    "busy": FaultyProxy._busy,
    "busy after": FaultyProxy._busy_after,
}


def _keep(task: asyncio.Task[None], among: set[asyncio.Task[None]]) -> None:
    """The loop itself holds tasks only weakly."""
    among.add(task)
    task.add_done_callback(among.discard)


async def _request(reader: StreamReader) -> bytes:
    """One whole request with a content-length."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return head + await reader.readexactly(int(value))
    return head
