"""The newest part of the change log in memory, read once for all live pages of this process."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextvars import Context
from itertools import takewhile
from uuid import UUID

from heating.accounts.identity_cache import CHANGE_KIND
from heating.complaints import live
from heating.complaints.live import LiveRow
from heating.storage import changes, hub
from heating.storage.changes import Change
from heating.storage.hub import Hub, Subscription

_log = logging.getLogger(__name__)

_KEPT = 5_000
_PAGE = 1_000
_ATTEMPTS = 2  # the first may join a reading that began before the change
_LOOK_AGAIN = 15.0

COALESCING_SECONDS = 0.1
"""Waited after a commit for what comes in the same moment."""


class Batch:
    """What was logged from one number to another: the same for all pages that have come equally far. `written` is kept
    by whoever writes events of it, by who may see them, so that a thousand pages are written for once."""

    def __init__(self, logged: list[Change], complaints: Mapping[str, LiveRow]) -> None:
        self.changes = logged
        self.accounts = frozenset(change.row_id for change in logged if change.kind == CHANGE_KIND)
        self.complaints = {id: complaints.get(id) for id in _complaints(logged)}
        """None for one that is not known any more."""
        self.written: dict[object, bytes | None] = {}

    def officers(self) -> frozenset[UUID]:
        """Whoever sees one of the complaints because it is his."""
        return frozenset(row.officer for row in self.complaints.values() if row is not None and row.officer is not None)


class Feed:
    """Follows the log as long as there are pages, and tells them when it has read on: all go on at once, equally far.
    Following and reading are tasks of their own: a page that goes away harms none of the others, nor the connection."""

    def __init__(self) -> None:
        self.pages = Hub()
        self._recent: deque[Change] = deque(maxlen=_KEPT)
        self._complaints: dict[str, LiveRow] = {}
        self._batches: dict[int, Batch] = {}
        self._after = 0
        self.read_to = 0
        self._reading: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None

    def subscribe(self) -> Subscription:
        """For a page: what it is told has been read already."""
        if self._following is None or self._following.done():
            self._following = asyncio.create_task(self._follow(), name="followed by pages", context=Context())
        return self.pages.subscribe()

    async def since(self, seq: int, latest: int) -> Batch | None:
        """All changes after `seq` and at least up to `latest`, whoever may see them. None when `seq` is too far behind,
        or not of this log."""
        await self._reach(latest)
        if not self._after <= seq <= self.read_to:
            return None
        if seq not in self._batches:
            self._batches[seq] = Batch(list(self._newer(seq)), self._complaints)
        return self._batches[seq]

    async def _follow(self) -> None:
        """Until no page is left. When the log cannot be read the pages end, and begin anew."""
        try:
            with hub.subscribe() as news:
                while len(self.pages) and not news.closed:
                    latest = await news.wait(_LOOK_AGAIN)
                    if latest is None or not len(self.pages):
                        continue
                    await asyncio.sleep(COALESCING_SECONDS)
                    await self._reach(latest)
                    self.pages.publish(self.read_to)
        except Exception:
            _log.exception("could not read the change log for pages")
        finally:
            self.pages.close()

    def _newer(self, seq: int) -> Iterator[Change]:
        newest_first = takewhile(lambda change: change.seq > seq, reversed(self._recent))
        return reversed(list(newest_first))

    async def _reach(self, latest: int) -> None:
        for _ in range(_ATTEMPTS):
            if self.read_to < latest:
                await self._read_on()

    async def _read_on(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="feed", context=Context())
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        head = await changes.head()
        if self.read_to < head.seq - _KEPT or self.read_to < await changes.floor():
            self._start_at(max(await changes.floor(), head.seq - _PAGE))
        while self.read_to < head.seq and (page := await changes.since(self.read_to, _PAGE)):
            known = await live.rows(_complaints(page))
            self._remember(known)
            self._recent.extend(page)
            self._batches.clear()
            self.read_to = page[-1].seq
            self._after = max(self._after, self._recent[0].seq - 1)
        # a pruned or empty log has no rows up to its head
        if self.read_to < head.seq:
            self._batches.clear()
            self.read_to = head.seq

    def _remember(self, known: Mapping[str, LiveRow]) -> None:
        """The latest of each, as many as there are changes."""
        for id, row in known.items():
            self._complaints.pop(id, None)
            self._complaints[id] = row
        for id in list(self._complaints)[: max(0, len(self._complaints) - _KEPT)]:
            del self._complaints[id]

    def _start_at(self, seq: int) -> None:
        self._recent.clear()
        self._complaints.clear()
        self._batches.clear()
        self._after = self.read_to = seq


def _complaints(logged: Iterable[Change]) -> list[str]:
    return list(dict.fromkeys(change.row_id for change in logged if change.kind == live.KIND))
