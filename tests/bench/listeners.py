"""Desks that listen to the live events, many in one process (`python -m tests.bench.listeners`).

Each notes when the row of a complaint reached it; nothing else is read.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import uvloop

_ROW = re.compile(rb'"id":"([0-9a-f-]{36})","number"')
_READY = "ready"


class _Desk(asyncio.Protocol):
    """One connection: complaint id → Unix time of its first row."""

    def __init__(self, request: bytes, connected: asyncio.Event) -> None:
        self.seen: dict[bytes, float] = {}
        self._request, self._connected, self._rest = request, connected, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast(asyncio.WriteTransport, transport).write(self._request)

    def data_received(self, data: bytes) -> None:
        now = time.time()
        self._connected.set()
        whole, end, self._rest = (self._rest + data).rpartition(b"\n\n")
        if end:
            for id in _ROW.findall(whole):
                self.seen.setdefault(id, now)


async def _listen(url: str, requests: Sequence[str], count: int) -> list[dict[str, float]]:
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 80
    loop = asyncio.get_running_loop()
    desks, connected = [], [asyncio.Event() for _ in range(count)]
    for number in range(count):
        request = requests[number % len(requests)].encode()
        _, desk = await loop.create_connection(partial(_Desk, request, connected[number]), host, port)
        desks.append(desk)
    await asyncio.gather(*(event.wait() for event in connected))
    print(_READY, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    return [{id.decode(): at for id, at in desk.seen.items()} for desk in desks]


class Listening:
    """`count` desks from the moment `start` returns until `stop`, which answers what each saw and when."""

    def __init__(self, url: str, requests: Sequence[bytes], count: int, folder: Path) -> None:
        self._order, self._answer = folder / "desks.json", folder / "seen.json"
        texts = [request.decode() for request in requests]
        self._order.write_text(json.dumps({"url": url, "requests": texts, "count": count}))

    async def start(self) -> None:
        command = [sys.executable, "-m", "tests.bench.listeners", str(self._order), str(self._answer)]
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
        assert self._process.stdout is not None
        if (await self._process.stdout.readline()).decode().strip() != _READY:
            raise RuntimeError("the desks could not connect")

    async def stop(self) -> list[dict[str, float]]:
        assert self._process.stdin is not None
        self._process.stdin.close()
        if await self._process.wait() != 0:
            raise RuntimeError("the desks failed")
        seen: list[dict[str, float]] = json.loads(self._answer.read_text())
        return seen


if __name__ == "__main__":
    order = json.loads(Path(sys.argv[1]).read_text())
    found = uvloop.run(_listen(order["url"], order["requests"], order["count"]))
    Path(sys.argv[2]).write_text(json.dumps(found))
