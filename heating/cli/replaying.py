"""Sending a history through a running server, in the order and the pace in which it happened."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import httpx2

from heating.cli.history import Case, History

_AT_ONCE = 8
"""Requests on their way at a time."""
_SECONDS = 60
_LONGEST_ADDRESS = 200
_LONGEST_NOTE = 4000


class Target(NamedTuple):
    """Where to, with whose token; complaints are taken over as of `category` and of this unit and area."""

    url: str
    token: str
    source: str
    category: str
    organization: str | None
    area: str | None


class Sent(NamedTuple):
    """`due` are our clocks' due times by name, as the server has set them; None for a case that it refused."""

    case: Case
    due: Mapping[str, datetime] | None
    problem: str = ""


class Run(NamedTuple):
    """`seconds` are how long each request took; `lag` is the most that the pace could not be kept by."""

    sent: Sequence[Sent]
    requests: int
    seconds: Sequence[float]
    took: float
    lag: float


class _Event(NamedTuple):
    at: datetime
    case: Case
    is_end: bool


async def replay(
    history: History, target: Target, speed: float, transport: httpx2.AsyncBaseTransport | None = None
) -> Run:
    """`speed` seconds of history pass in one second; 0 is as fast as the server takes it. `transport` is how the server
    is reached if not over the network."""
    headers = {"authorization": f"Bearer {target.token}", "accept-language": "en"}
    async with httpx2.AsyncClient(
        base_url=target.url, headers=headers, timeout=_SECONDS, transport=transport
    ) as client:
        return await _Replay(client, target, speed).run(_events(history))


def complaint_id(source: str, number: str) -> UUID:
    """The same for the same case: replaying again finds everything there. Version 8 of RFC 9562: made by hashing."""
    bits = int.from_bytes(sha256(f"{source} {number}".encode()).digest()[:16], "big")
    bits = bits & ~(0xF << 76) | 8 << 76
    return UUID(int=bits & ~(0b11 << 62) | 0b10 << 62)


def _events(history: History) -> list[_Event]:
    events = [_Event(case.opened_at, case, is_end=False) for case in history.cases]
    events += [
        _Event(max(case.closed_at, case.opened_at), case, is_end=True) for case in history.cases if case.closed_at
    ]
    return sorted(events, key=lambda event: (event.at, event.is_end, event.case.number))


class _Replay:
    def __init__(self, client: httpx2.AsyncClient, target: Target, speed: float) -> None:
        self._client = client
        self._target = target
        self._speed = speed
        self._free = asyncio.Semaphore(_AT_ONCE)
        self._receipts: dict[str, asyncio.Task[Sent]] = {}
        self._seconds: list[float] = []
        self._lag = 0.0

    async def run(self, events: Sequence[_Event]) -> Run:
        began = time.monotonic()
        endings = []
        for event in events:
            await self._wait_for(event.at, events[0].at, began)
            await self._free.acquire()
            if event.is_end:
                endings.append(asyncio.create_task(self._freeing(self._end(event.case))))
            else:
                receipt = asyncio.create_task(self._freeing(self._receive(event.case)))
                self._receipts[event.case.number] = receipt
        sent = [await receipt for receipt in self._receipts.values()]
        problems = {one.case.number: one for one in await asyncio.gather(*endings) if one.problem}
        sent = [problems.get(one.case.number, one) for one in sent]
        return Run(sent, len(self._seconds), self._seconds, time.monotonic() - began, self._lag)

    async def _wait_for(self, at: datetime, first: datetime, began: float) -> None:
        if not self._speed:
            return
        ahead = (at - first).total_seconds() / self._speed - (time.monotonic() - began)
        self._lag = max(self._lag, -ahead)
        if ahead > 0:
            await asyncio.sleep(ahead)

    async def _freeing(self, work: Any) -> Sent:
        try:
            sent: Sent = await work
            return sent
        finally:
            self._free.release()

    async def _receive(self, case: Case) -> Sent:
        answer = await self._post("/api/complaints", self._intake(case))
        if answer.status_code != 201:
            return Sent(case, None, _problem(answer))
        clocks = answer.json()["clocks"]
        return Sent(case, {clock["name"]: datetime.fromisoformat(clock["due_at"]) for clock in clocks})

    async def _end(self, case: Case) -> Sent:
        """Its receipt was sent before, and may still be on its way."""
        receipt = await self._receipts[case.number]
        if receipt.due is None or case.closed_at is None:
            return receipt
        ended = max(case.closed_at, case.opened_at)
        body = {"closed_at": ended.isoformat(), "note": case.outcome[:_LONGEST_NOTE]}
        id = complaint_id(self._target.source, case.number)
        answer = await self._post(f"/api/complaints/{id}/outcome", body)
        return receipt if answer.status_code == 200 else Sent(case, None, _problem(answer))

    def _intake(self, case: Case) -> dict[str, object]:
        target = self._target
        return {
            "id": str(complaint_id(target.source, case.number)),
            "channel": "phone",
            "text": case.text,
            "category": target.category,
            "address": case.address[:_LONGEST_ADDRESS],
            "organization": target.organization,
            "area": target.area,
            "external_system": f"replay/{target.source}",
            "external_number": case.number,
            "historical": True,
            "happened_at": case.opened_at.isoformat(),
            "received_at": case.opened_at.isoformat(),
        }

    async def _post(self, path: str, body: object) -> httpx2.Response:
        began = time.monotonic()
        answer = await self._client.post(path, json=body)
        self._seconds.append(time.monotonic() - began)
        return answer


def _problem(answer: httpx2.Response) -> str:
    try:
        document = answer.json()
    except ValueError:
        return f"{answer.status_code}"
    details = [error["detail"] for error in document.get("errors", [])]
    return " ".join([f"{answer.status_code} {document.get('code', '')}:", document.get("detail", ""), *details])
