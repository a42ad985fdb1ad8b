"""Requests that arrive when they arrive, whether the server has answered the last ones or not.

A request's latency counts from the moment it was due, so that a server that stalls is not flattered by the requests
that waited for it. It runs in a process of its own (`python -m tests.bench.paced`).
"""

import asyncio
import pickle
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

from tests.bench.load import read_answer

_CURSOR, _ANSWERED = b"%CURSOR%", re.compile(rb'"cursor":"([^"]+)"')
_IDLE_SECONDS = 3.0
"""After this a client takes a new connection: the server closes those that nothing comes over."""


@dataclass(frozen=True)
class Stream:
    """`requests` are due `per_second`, dealt in turn to `clients` connections; each keeps its own order. `%CURSOR%`
    in a request stands for the cursor that the client was answered last, at first for `cursor`."""

    requests: Sequence[bytes]
    per_second: float
    clients: int
    cursor: str = ""


@dataclass(frozen=True)
class Arrivals:
    """What became of the requests of one stream, in their order: Unix times when each was due and answered."""

    due: list[float]
    answered: list[float]
    statuses: list[int]
    bodies: list[bytes]

    def latencies(self) -> list[float]:
        """Seconds."""
        return [answered - due for due, answered in zip(self.due, self.answered, strict=True)]


async def _client(url: str, stream: Stream, own: int, starts_at: float, arrivals: Arrivals) -> None:
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    used_at, cursor = time.time(), stream.cursor.encode()
    for number in range(own, len(stream.requests), stream.clients):
        due = starts_at + number / stream.per_second
        await asyncio.sleep(due - time.time())
        if time.time() - used_at > _IDLE_SECONDS:
            writer.close()
            reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.write(stream.requests[number].replace(_CURSOR, cursor))
        arrivals.statuses[number], arrivals.bodies[number] = await read_answer(reader)
        if found := _ANSWERED.search(arrivals.bodies[number]):
            cursor = found[1]
        arrivals.due[number], arrivals.answered[number] = due, time.time()
        used_at = arrivals.answered[number]
    writer.close()


async def _stream(url: str, stream: Stream, starts_at: float) -> Arrivals:
    count = len(stream.requests)
    arrivals = Arrivals([0.0] * count, [0.0] * count, [0] * count, [b""] * count)
    await asyncio.gather(*(_client(url, stream, own, starts_at, arrivals) for own in range(stream.clients)))
    return arrivals


async def run(url: str, streams: Sequence[Stream]) -> list[Arrivals]:
    starts_at = time.time() + 1.0
    return await asyncio.gather(*(_stream(url, stream, starts_at) for stream in streams))


async def run_apart(url: str, streams: Sequence[Stream], folder: Path) -> list[Arrivals]:
    """Run the streams side by side in a process of their own; what became of each, in their order."""
    order, answer = folder / "streams.pickle", folder / "arrivals.pickle"
    order.write_bytes(pickle.dumps((url, streams)))
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.paced", str(order), str(answer))
    if await process.wait() != 0:
        raise RuntimeError("the load generator failed")
    arrivals: list[Arrivals] = pickle.loads(answer.read_bytes())
    return arrivals


if __name__ == "__main__":
    from tests.bench import paced as this

    given_url, given = pickle.loads(Path(sys.argv[1]).read_bytes())
    Path(sys.argv[2]).write_bytes(pickle.dumps(uvloop.run(this.run(given_url, given))))
