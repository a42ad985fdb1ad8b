"""Followers: what happens because of what happened. Each sees the entries it asked for once, in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from contextvars import Context
from time import monotonic
from typing import Any, NamedTuple

from heating import jobs
from heating.audit import news
from heating.audit.queries import count_after, entries_after, head
from heating.audit.rules import Entry
from heating.storage import dialect, execute, fetch, transaction

_AT_ONCE = 1000
_FAR_BEHIND = 10_000
"""So many entries that it does not want lie behind a follower's cursor before it is moved past them: moving it is a
commit, which the writing connection has better use for."""

_LOOK_AGAIN = 1.0
"""Seconds between looks when nothing woke the follower: entries of other processes."""

_GATHERING = 0.2
"""Seconds a follower waits after news for what comes right behind it, also when it has just reacted: a transaction of
its own after every commit would cost those who wait for the next one more than the reaction does."""
_REST = 9.0
"""Rests this many times as long as it worked: more rarely under load, and with more at once."""
_LONGEST_REST = 2.0
"""Seconds."""

_log = logging.getLogger(__name__)


class _Ahead(NamedTuple):
    """The entries after a cursor, and the last entry's number when they were read."""

    cursor: int
    end: int
    entries: list[Entry]


def _rested_at(started: float, ended: float) -> float:
    """When a follower that worked so long may begin again, in seconds of the same clock."""
    return ended + min((ended - started) * _REST, _LONGEST_REST)


class Follower:
    """`react(entries)` runs in one transaction with the moving of the cursor, so its writes happen exactly once. An
    entry at which it fails becomes the dead letter "reaction.<name>", and the follower goes on.

    `actions` are beginnings of the actions it wants to see: all where there are none. What it does not want costs the
    writer next to nothing: it is not woken by such entries, and its cursor moves past many at a time."""

    def __init__(self, name: str, react: Callable[[list[Entry]], Awaitable[None]], actions: Sequence[str] = ()) -> None:
        self.name = name
        self.actions = tuple(actions)
        self._react = react
        self._looked_to = 0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=f"follower {self.name}", context=Context())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def catch_up(self) -> int:
        """React to everything recorded so far. Answers how many entries."""
        seen = 0
        while await self._is_behind():
            seen += await self._step()
        return seen

    async def skip(self) -> None:
        """Count everything recorded so far as seen, for whoever rebuilds from scratch what the reactions make."""
        async with transaction():
            await self._lock_cursor()
            await self._move_cursor((await head()).seq)

    async def lag(self) -> int:
        """How many entries that it wants it has not seen yet."""
        return await count_after(await self._cursor(), self.actions)

    async def react_again(self, payload: dict[str, Any]) -> None:
        """The function of the job "reaction.<name>", for dead letters that a person sends on their way again."""
        async with transaction():
            await self._react(await entries_after(payload["seq"] - 1, 1))

    async def _run(self) -> None:
        with news.subscribe(self.actions) as subscription:
            while not subscription.closed:
                started = monotonic()
                try:
                    while await self._is_behind() and await self._step() >= _AT_ONCE:
                        pass
                except Exception:
                    _log.exception("follower %s could not go on", self.name)
                rested_at = _rested_at(started, monotonic())
                await subscription.wait(_LOOK_AGAIN)
                await asyncio.sleep(max(_GATHERING, rested_at - monotonic()))

    async def _is_behind(self) -> bool:
        """Asked of a reader: looking in vain costs the writer nothing. Where it has looked in vain it need not look
        again: entries become visible in the order of their numbers."""
        cursor, end = await self._cursor(), (await head()).seq
        if end < self._looked_to:  # the database was put back to what it was before
            self._looked_to = 0
        if await entries_after(max(cursor, self._looked_to), 1, self.actions):
            return True
        self._looked_to = end
        return end - cursor >= _FAR_BEHIND

    async def _cursor(self) -> int:
        rows = await fetch("SELECT seq FROM reaction_cursor WHERE name = ?", [self.name])
        return rows[0]["seq"] if rows else 0

    async def _step(self) -> int:
        """Reads before the transaction: whoever wants to write meanwhile need not wait for that."""
        ahead = await self._after(await self._cursor(), _AT_ONCE)
        try:
            return await self._react_to(_AT_ONCE, ahead)
        except Exception:
            _log.warning("follower %s failed, trying the entries one by one", self.name, exc_info=True)
        return await self._one_by_one()

    async def _one_by_one(self) -> int:
        """Through the batch that failed; answers how many entries were dealt with."""
        for done in range(_AT_ONCE):
            try:
                if await self._react_to(1) == 0:
                    return done
            except Exception as error:
                await self._bury_next(error)
        return _AT_ONCE

    async def _react_to(self, most: int, ahead: _Ahead | None = None) -> int:
        """`ahead` is what was read beforehand; another process may have been quicker."""
        async with transaction():
            cursor = await self._lock_cursor()
            if ahead is None or ahead.cursor != cursor:
                ahead = await self._after(cursor, most)
            if ahead.entries:
                await self._react(ahead.entries)
            last = ahead.entries[-1].seq if ahead.entries else cursor
            await self._move_cursor(last if len(ahead.entries) == most else max(last, ahead.end))
        return len(ahead.entries)

    async def _after(self, cursor: int, most: int) -> _Ahead:
        end = (await head()).seq  # first: nothing that is wanted lies between the last entry found and it
        return _Ahead(cursor, end, await entries_after(cursor, most, self.actions))

    async def _bury_next(self, error: Exception) -> None:
        async with transaction():
            for entry in await entries_after(await self._lock_cursor(), 1, self.actions):
                payload = {"seq": entry.seq, "action": entry.action}
                jobs.bury(f"reaction.{self.name}", payload, f"{type(error).__name__}: {error}")
                await self._move_cursor(entry.seq)

    async def _lock_cursor(self) -> int:
        await execute("INSERT INTO reaction_cursor (name, seq) VALUES (?, 0) ON CONFLICT DO NOTHING", [self.name])
        lock = "FOR UPDATE" if dialect() == "postgres" else ""
        rows = await fetch(f"SELECT seq FROM reaction_cursor WHERE name = ? {lock}", [self.name])
        seq: int = rows[0]["seq"]
        return seq

    async def _move_cursor(self, seq: int) -> None:
        await execute("UPDATE reaction_cursor SET seq = ? WHERE name = ?", [seq, self.name])
