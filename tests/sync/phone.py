"""A phone with the rules of the app's outbox (static/app/sync): what is captured lies on its disk until there is a
receipt for it, is sent in order, and is sent again as often as it takes."""

import gzip
import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import httpx2
import msgspec

from heating.lib.ids import new_id

MOST_OPERATIONS = 50

State = Literal["waiting", "received", "refused"]
Sent = Literal["sent", "unreachable", "later"]


@dataclass
class Item:
    operation: dict[str, Any]
    photos: list[str]
    state: State = "waiting"
    problem: dict[str, Any] | None = None


@dataclass
class Phone:
    """The disk of a phone: it survives when the app is killed. `clock` is how far its clock is off."""

    device: str
    author: str
    cookie: str
    url: str
    chance: random.Random
    clock: timedelta = timedelta()
    outbox: list[Item] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)
    arrived: set[str] = field(default_factory=set)
    refused_photos: dict[str, str] = field(default_factory=dict)
    not_answered: int = 0

    def now(self) -> str:
        return (datetime.now(UTC) + self.clock).isoformat()

    def capture(self, type: str, payload: dict[str, Any], photos: list[bytes]) -> None:
        """Durable from here on."""
        names = [hashlib.sha256(content).hexdigest() for content in photos]
        self.photos.update(zip(names, photos, strict=True))
        operation = {
            "id": str(new_id()),
            "type": type,
            "happened_at": self.now(),
            "author": self.author,
            "payload": payload,
        }
        self.outbox.append(Item(operation, names))

    def waiting(self) -> list[Item]:
        return [item for item in self.outbox if item.state == "waiting"]

    def is_done(self) -> bool:
        return not self.waiting() and self.arrived | set(self.refused_photos) >= self._wanted()

    async def flush(self) -> Sent:
        """Send what waits: operations first, then pictures. Stops at the first failure."""
        async with httpx2.AsyncClient(
            base_url=self.url, cookies={"session": self.cookie}, headers={"connection": "close"}, timeout=20
        ) as client:
            return await self._push_operations(client) or await self._push_photos(client) or "sent"

    async def manifest(self) -> tuple[dict[str, str], set[str]]:
        """What the server has of this device: outcomes by operation, and the photos it misses."""
        outcomes: dict[str, str] = {}
        missing: set[str] = set()
        cursor = None
        async with httpx2.AsyncClient(base_url=self.url, cookies={"session": self.cookie}) as client:
            while True:
                params = {"device": self.device, "limit": "7", **({"cursor": cursor} if cursor else {})}
                page = (await client.get("/api/sync/manifest", params=params)).raise_for_status().json()
                outcomes |= {operation["id"]: operation["outcome"] for operation in page["operations"]}
                missing |= set(page["photos"]["missing"])
                cursor = page["next"]
                if cursor is None:
                    return outcomes, missing

    def _wanted(self) -> set[str]:
        return {name for item in self.outbox if item.state != "refused" for name in item.photos}

    async def _push_operations(self, client: httpx2.AsyncClient) -> Sent | None:
        while batch := self.waiting()[: self.chance.randint(1, MOST_OPERATIONS)]:
            body = {"device": self.device, "operations": [item.operation for item in batch]}
            answer = await self._ask(client, "POST", "/api/sync/push", *_packed(msgspec.json.encode(body)))
            if answer is None:
                return "unreachable"
            if answer.status_code != 200:
                return "later"
            self._settle(batch, answer.json()["receipts"])
        return None

    def _settle(self, batch: list[Item], receipts: list[dict[str, Any]]) -> None:
        by_id = {receipt["id"]: receipt for receipt in receipts}
        for item in batch:
            receipt = by_id.get(item.operation["id"])
            if receipt is None:
                self.not_answered += 1
            elif receipt["outcome"] in ("applied", "replayed"):
                item.state = "received"
            else:
                item.state, item.problem = "refused", receipt["problem"]

    async def _push_photos(self, client: httpx2.AsyncClient) -> Sent | None:
        for name in sorted(self._wanted() - self.arrived - set(self.refused_photos)):
            headers = {"content-type": "image/png"}
            answer = await self._ask(client, "PUT", f"/api/photos/{name}", self.photos[name], headers)
            if answer is None:
                return "unreachable"
            if answer.status_code in (415, 422):
                self.refused_photos[name] = answer.text
            elif answer.status_code not in (200, 201):
                return "later"
            else:
                self.arrived.add(name)
        return None

    async def _ask(
        self, client: httpx2.AsyncClient, method: str, path: str, content: bytes, headers: dict[str, str]
    ) -> httpx2.Response | None:
        """None for no answer, or for one that broke off."""
        try:
            answer = await client.request(method, path, content=content, headers=headers)
            if answer.status_code == 200:
                answer.json()
        except (httpx2.TransportError, ValueError):
            return None
        return answer


def _packed(body: bytes) -> tuple[bytes, dict[str, str]]:
    headers = {"content-type": "application/json"}
    if len(body) < 2000:
        return body, headers
    return gzip.compress(body, 1), {**headers, "content-encoding": "gzip"}
