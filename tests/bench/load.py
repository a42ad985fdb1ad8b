"""A load generator that costs little: requests are bytes made beforehand, answers are read only as far as needed.

It runs in a process of its own (`python -m tests.bench.load`): it shares the cores with the server and must not share
its interpreter.
"""

import asyncio
import pickle
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import uvloop


@dataclass(frozen=True)
class Load:
    """`requests` are dealt to `clients` connections; each sends its next one when the last was answered."""

    url: str
    requests: Sequence[bytes]
    clients: int


@dataclass(frozen=True)
class Outcome:
    seconds: float
    latencies: list[float]
    statuses: dict[int, int]
    refused: int

    def percentile(self, share: float) -> float:
        """Latency in seconds that `share` of all requests stayed below."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(_END)
    return _status(head), await reader.readexactly(_length(head))


_END = b"\r\n\r\n"


def _status(head: bytes) -> int:
    return int(head[9:12])


def _length(head: bytes) -> int:
    """Of the body that follows."""
    lowered = head.lower()
    start = lowered.index(b"content-length:") + 15
    return int(lowered[start : lowered.index(b"\r", start)])


class _Client(asyncio.Protocol):
    """One connection. Called back by the loop: tasks and streams would take longer than the kernel does."""

    def __init__(self, own: Iterator[bytes], outcome: Outcome) -> None:
        self.done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._own = own
        self._outcome = outcome
        self._refused = 0
        self._received = b""
        self._expected = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send_next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._expected:
            head = self._received.find(_END) + len(_END)
            if head < len(_END):
                return
            self._expected = head + _length(self._received[:head])
        if len(self._received) >= self._expected:
            self._note()
            self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server ended the connection"))

    def _note(self) -> None:
        outcome, status = self._outcome, _status(self._received)
        outcome.latencies.append(time.perf_counter() - self._sent_at)
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
        self._refused += self._received.count(b'"refused"') + self._received.count(b'"conflict"')

    def _send_next(self) -> None:
        request = next(self._own, None)
        if request is None:
            self.done.set_result(self._refused)
            self._transport.close()
            return
        self._received, self._expected, self._sent_at = b"", 0, time.perf_counter()
        self._transport.write(request)


async def run(load: Load) -> Outcome:
    address, loop = urlsplit(load.url), asyncio.get_running_loop()
    outcome = Outcome(0.0, [], {}, 0)
    started = time.perf_counter()
    clients = [_Client(iter(load.requests[i :: load.clients]), outcome) for i in range(load.clients)]
    for client in clients:
        await loop.create_connection(partial(_itself, client), address.hostname or "", address.port or 80)
    refused = await asyncio.gather(*(client.done for client in clients))
    return Outcome(time.perf_counter() - started, outcome.latencies, outcome.statuses, sum(refused))


def _itself(client: _Client) -> _Client:
    return client


def request_bytes(method: str, url: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One HTTP/1.1 request with keep-alive, complete."""
    lines = [f"{method} {path} HTTP/1.1", f"host: {urlsplit(url).netloc}", f"content-length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def run_apart(load: Load, folder: Path) -> Outcome:
    """Run the load in a process of its own and wait for what it found."""
    order, answer = folder / "load.pickle", folder / "outcome.pickle"
    order.write_bytes(pickle.dumps(load))
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.load", str(order), str(answer))
    if await process.wait() != 0:
        raise RuntimeError("the load generator failed")
    outcome = pickle.loads(answer.read_bytes())
    assert isinstance(outcome, Outcome)
    return outcome


if __name__ == "__main__":
    from tests.bench import load as this

    given: Load = pickle.loads(Path(sys.argv[1]).read_bytes())
    Path(sys.argv[2]).write_bytes(pickle.dumps(uvloop.run(this.run(given))))
