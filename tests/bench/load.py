"""A load generator that costs little: requests are bytes made beforehand, answers are read only as far as needed.

It runs in a process of its own (`python -m tests.bench.load`): it shares the cores with the server and must not share
its interpreter.
"""

import asyncio
import pickle
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
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
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lowered = head.lower()
    start = lowered.index(b"content-length:") + 15
    length = int(lowered[start : lowered.index(b"\r", start)])
    return status, await reader.readexactly(length)


async def _client(load: Load, own: Sequence[bytes], outcome: Outcome) -> int:
    address = urlsplit(load.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    refused = 0
    for request in own:
        started = time.perf_counter()
        writer.write(request)
        status, body = await read_answer(reader)
        outcome.latencies.append(time.perf_counter() - started)
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
        refused += body.count(b'"refused"') + body.count(b'"conflict"')
    writer.close()
    return refused


async def run(load: Load) -> Outcome:
    outcome = Outcome(0.0, [], {}, 0)
    started = time.perf_counter()
    refused = await asyncio.gather(
        *(_client(load, load.requests[i :: load.clients], outcome) for i in range(load.clients))
    )
    return Outcome(time.perf_counter() - started, outcome.latencies, outcome.statuses, sum(refused))


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
