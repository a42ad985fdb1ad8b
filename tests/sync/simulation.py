"""Crews at work over a bad line: what they capture, how they send it, and what the server must have in the end."""

import asyncio
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from heating.lib.ids import new_id
from heating.photos.rules import Format
from tests.photos.pictures import picture, sha256
from tests.sync.faulty_proxy import FaultyProxy
from tests.sync.phone import Phone
from tests.sync.seeding import Seeds
from tests.sync.server import Server

SECONDS_TO_SETTLE = 900.0
"""The server is killed every few seconds meanwhile, and takes its time to start where the machine is busy."""
LEAST_REQUESTS = 30
"""Over the bad line, as long as there is something to send: else a busy machine would see few of its faults."""
_JUMPS = [timedelta(), timedelta(days=3), timedelta(days=-3), timedelta(hours=1), timedelta(seconds=-90)]

_numbers = count(1)


@dataclass
class Expected:
    """What was captured, and so has to be on the server exactly once."""

    visits: dict[str, str] = field(default_factory=dict)
    hazards: dict[str, int] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)


class Crew:
    """Some phones over one line, from one seed. Two devices belong to the same person."""

    def __init__(self, server: Server, seeds: Seeds, seed: int, labels: Iterator[str]) -> None:
        self.chance = random.Random(seed)
        self.proxy = FaultyProxy(server.port, seed)
        self.server = server
        self.seeds = seeds
        self.labels = labels
        self.expected = Expected()
        self.phones: list[Phone] = []

    async def work(self) -> None:
        """Capture and send, in turns, until the day is over; then everything is sent in peace."""
        port = await self.proxy.start()
        self.phones = [self._phone(name, port) for name in ("bob", "bob", "ben")]
        try:
            await asyncio.gather(*(self._day(phone) for phone in self.phones))
            while self.proxy.faults.total() < LEAST_REQUESTS and not all(phone.is_done() for phone in self.phones):
                await asyncio.gather(*(self._send_or_be_killed(phone) for phone in self.phones))
            self.proxy.calm = True
            async with asyncio.timeout(SECONDS_TO_SETTLE):
                await asyncio.gather(*(self._send_all(phone) for phone in self.phones))
        finally:
            await self.proxy.stop()

    def _phone(self, name: str, port: int) -> Phone:
        return Phone(
            device=str(uuid4()),
            author=self.seeds.people[name],
            cookie=self.seeds.cookies[name],
            url=f"http://127.0.0.1:{port}",
            chance=self.chance,
        )

    async def _day(self, phone: Phone) -> None:
        for _ in range(self.chance.randint(2, 5)):
            phone.clock = self.chance.choice(_JUMPS)
            for _ in range(self.chance.randint(1, 4)):
                self._capture(phone)
            for _ in range(self.chance.randint(0, 3)):
                await self._send_or_be_killed(phone)

    async def _send_or_be_killed(self, phone: Phone) -> None:
        """Sometimes the app dies in the middle; what it was about to write down is lost, its disk is not."""
        try:
            await asyncio.wait_for(phone.flush(), None if self.chance.random() < 0.8 else self.chance.random() * 0.1)
        except TimeoutError:
            return
        await asyncio.sleep(self.chance.random() * 0.02)

    async def _send_all(self, phone: Phone) -> None:
        while not phone.is_done():
            if await phone.flush() != "sent":
                await asyncio.sleep(0.1)

    def _capture(self, phone: Phone) -> None:
        self.chance.choice([self._pass, self._fail, self._fail, self._correct, self._report, self._attach])(phone)

    def _pass(self, phone: Phone) -> None:
        self._inspect(phone, self.seeds.passing, 0)

    def _fail(self, phone: Phone) -> None:
        self._inspect(phone, self.seeds.failing, len(self.seeds.failing_items))

    def _inspect(self, phone: Phone, filled: dict[str, Any], hazards: int, **others: Any) -> str:
        payload = filled | {"id": str(new_id()), "visit": str(new_id())} | others
        payload |= {"started_at": phone.now(), "finished_at": phone.now()}
        photos = [self._photo(), self._photo()] if hazards else []
        payload["answers"] = [self._with_photos(answer, photos, phone) for answer in filled["answers"]]
        payload["hazards"] = {item: str(new_id()) for item in self.seeds.failing_items[:hazards]}
        phone.capture("inspection.submit", payload, photos)
        self.expected.visits[payload["visit"]] = payload["id"]
        self.expected.hazards[payload["id"]] = hazards
        return str(payload["id"])

    def _with_photos(self, answer: dict[str, Any], photos: Sequence[bytes], phone: Phone) -> dict[str, Any]:
        if answer["item"] not in self.seeds.failing_items or not photos:
            return answer
        noted = [
            {"sha256": sha256(content), "role": role, "taken_at": phone.now()}
            for content, role in zip(photos, ("close_up", "context"), strict=True)
        ]
        return answer | {"photos": noted}

    def _correct(self, phone: Phone) -> None:
        """A passing inspection, and at once another one that replaces it."""
        first = self._inspect(phone, self.seeds.passing, 0)
        self._inspect(phone, self.seeds.passing, 0, replaces=first)

    def _report(self, phone: Phone) -> None:
        photos = [self._photo(), self._photo()]
        noted = [
            {"sha256": sha256(content), "role": role, "taken_at": phone.now()}
            for content, role in zip(photos, ("close_up", "context"), strict=True)
        ]
        payload = {"id": str(new_id()), "asset": self.seeds.station, "title": "漏水", "grade": "minor", "photos": noted}
        phone.capture("hazard.report", payload, photos)
        self.expected.reports.append(str(payload["id"]))

    def _attach(self, phone: Phone) -> None:
        code = next(self.labels)
        phone.capture("label.attach", {"code": code, "asset": self.seeds.station}, [])
        self.expected.labels[code] = self.seeds.station

    def _photo(self) -> bytes:
        number = next(_numbers)
        content = picture(Format.PNG, size=(40 + number % 30, 30 + number // 30 % 30), seed=number)
        self.expected.photos.add(sha256(content))
        return content


async def faults(crew: Crew, database: Path) -> list[str]:
    """What is wrong on the server, in words; empty when nothing was lost and nothing doubled."""
    found = [f"refused: {item.problem}" for phone in crew.phones for item in phone.outbox if item.state == "refused"]
    found += [f"photos refused: {phone.refused_photos}" for phone in crew.phones if phone.refused_photos]
    found += [f"{phone.not_answered} operations without a receipt" for phone in crew.phones if phone.not_answered]
    for phone in crew.phones:
        phone.url = crew.server.url
        outcomes, missing = await _manifest(phone)
        wanted = {item.operation["id"]: "applied" for item in phone.outbox}
        if outcomes != wanted:
            found.append(f"manifest differs: {sorted(outcomes.items() ^ wanted.items())}")
        if missing:
            found.append(f"photos missing by the manifest: {sorted(missing)}")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=60)) as connection:
        found += _rows_that_differ(crew.expected, connection)
    return found


async def _manifest(phone: Phone) -> tuple[dict[str, str], set[str]]:
    """The server may be killed while it is asked."""
    while True:
        try:
            return await phone.manifest()
        except httpx2.TransportError:
            await asyncio.sleep(0.1)


def _rows_that_differ(expected: Expected, connection: sqlite3.Connection) -> Iterator[str]:
    def rows(sql: str, names: Sequence[str] | set[str]) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(names))
        return connection.execute(sql.format(marks), list(names)).fetchall()

    stored = rows("SELECT visit_id, id FROM inspection WHERE visit_id IN ({})", list(expected.visits))
    if sorted(stored) != sorted(expected.visits.items()):
        yield f"inspections: {len(stored)} instead of {len(expected.visits)}"
    raised = dict(
        rows(
            "SELECT i.id, count(*) FROM inspection i, json_each(i.hazards_json) one WHERE i.id IN ({})"
            " AND (one.value IN (SELECT id FROM hazard)"
            " OR one.value IN (SELECT id FROM hazard_step WHERE step = 'see_again')) GROUP BY i.id",
            list(expected.hazards),
        )
    )
    if raised != {id: number for id, number in expected.hazards.items() if number}:
        yield f"hazards of inspections: {sum(raised.values())} instead of {sum(expected.hazards.values())}"
    doubled = rows(
        "SELECT asset_id, item FROM hazard WHERE inspection_id IN ({}) AND status NOT IN ('closed', 'dismissed')"
        " GROUP BY asset_id, item, household_id HAVING count(*) > 1",
        list(expected.hazards),
    )
    if doubled:
        yield f"open hazards of the same item: {doubled}"
    reported = rows("SELECT id FROM hazard WHERE id IN ({})", expected.reports)
    if sorted(id for (id,) in reported) != sorted(expected.reports):
        yield f"reports: {len(reported)} instead of {len(expected.reports)}"
    attached = dict(
        rows("SELECT code, asset_id FROM label WHERE state = 'attached' AND code IN ({})", list(expected.labels))
    )
    if attached != expected.labels:
        yield f"labels: {len(attached)} instead of {len(expected.labels)}"
    arrived = {name for (name,) in rows("SELECT sha256 FROM photo WHERE sha256 IN ({})", expected.photos)}
    if arrived != expected.photos:
        yield f"photos: {len(arrived)} instead of {len(expected.photos)}"
