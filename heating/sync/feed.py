"""The newest part of the change log in memory, read once for all live pages of this process."""

import asyncio
from collections import deque
from contextvars import Context
from itertools import dropwhile

from heating.storage import changes
from heating.storage.changes import Change

_KEPT = 5_000
_PAGE = 1_000
_ATTEMPTS = 2  # the first may join a reading that began before the change


class Feed:
    """Reads on when a page asks. The reading is a task of its own: a page that goes away in the middle of it harms none
    of the others, nor the connection."""

    def __init__(self) -> None:
        self._recent: deque[Change] = deque(maxlen=_KEPT)
        self._after = 0
        self.read_to = 0
        self._reading: asyncio.Task[None] | None = None

    async def since(self, seq: int, latest: int) -> list[Change] | None:
        """All changes after `seq` and at least up to `latest`, whoever may see them. None when `seq` is too far behind,
        or not of this log."""
        for _ in range(_ATTEMPTS):
            if self.read_to < latest:
                await self._read_on()
        if not self._after <= seq <= self.read_to:
            return None
        return list(dropwhile(lambda change: change.seq <= seq, self._recent))

    async def _read_on(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="feed", context=Context())
        await asyncio.shield(self._reading)

    async def _read(self) -> None:
        head = await changes.head()
        if self.read_to < head.seq - _KEPT or self.read_to < await changes.floor():
            self._start_at(max(await changes.floor(), head.seq - _PAGE))
        while page := await changes.since(self.read_to, _PAGE):
            self._recent.extend(page)
            self.read_to = page[-1].seq
            self._after = max(self._after, self._recent[0].seq - 1)
        # a pruned or empty log has no rows up to its head
        self.read_to = max(self.read_to, head.seq)

    def _start_at(self, seq: int) -> None:
        self._recent.clear()
        self._after = self.read_to = seq
