"""What changed since the phone last asked; the first time, everything. Nothing is ever skipped.

The position in the change log is noted before the first row of the whole is read, and the log is followed from there.
A change that commits while the whole is read comes again as a change; rows are always read as they are now, so coming
twice does no harm. A row that is gone, or is not for this actor any more, is told as gone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from heating.accounts.actor import Actor
from heating.lib import clock
from heating.storage import changes
from heating.storage.changes import Entry, Head
from heating.sync import cursor as cursors
from heating.sync.cursor import Cursor
from heating.sync.mirror import KINDS
from heating.sync.problems import CURSOR_GONE

AT_ONCE = 4
"""Pulls that are read and packed at a time: as many as the readers can serve. More would only hold their rows in memory
while they wait for each other, and everybody else's reading with them."""

_BY_NAME = {kind.name: kind for kind in KINDS}


class RowChange(msgspec.Struct, frozen=True):
    """`row` is null when the phone has to forget it."""

    kind: str
    id: str
    row: Any


class Pulled(msgspec.Struct, frozen=True):
    cursor: str
    more: bool
    at: datetime
    changes: list[RowChange]


async def pull(actor: Actor, text: str | None, limit: int) -> Pulled:
    """Raises sync.cursor_gone when only pulling everything afresh helps."""
    if text is None:
        head = await changes.head()
        return await _read_whole(actor, cursors.begin(actor, head), 0, head, limit)
    cursor = cursors.resume(text, actor)
    if cursor.kind is None:
        return await _follow(actor, cursor, limit)
    head = await changes.head()
    cursors.check(cursor, head)
    return await _read_whole(actor, cursor, cursor.kind, head, limit)


async def _read_whole(actor: Actor, cursor: Cursor, place: int, head: Head, limit: int) -> Pulled:
    found: list[RowChange] = []
    after = cursor.after
    while place < len(KINDS) and len(found) < limit:
        kind = KINDS[place]
        rows, last = await kind.after(actor, after, limit - len(found))
        found += [RowChange(kind.name, id, row) for id, row in rows.items()]
        place, after = (place + 1, "") if last is None else (place, last)
    if place < len(KINDS):
        following = msgspec.structs.replace(cursor, kind=place, after=after)
        return Pulled(following.encoded(), True, clock.now(), found)
    following = msgspec.structs.replace(cursor, kind=None, after="")
    return Pulled(following.encoded(), head.seq > cursor.seq, clock.now(), found)


async def _follow(actor: Actor, cursor: Cursor, limit: int) -> Pulled:
    try:
        news = await changes.news(cursor.seq, limit, tuple(_BY_NAME), actor.organization, actor.area)
    except changes.CursorGone:
        raise CURSOR_GONE() from None
    cursors.check(cursor, news.head)
    following = msgspec.structs.replace(cursor, seq=news.seq)
    return Pulled(following.encoded(), news.more, clock.now(), await _as_they_are_now(actor, news.entries))


async def _as_they_are_now(actor: Actor, logged: Iterable[Entry]) -> list[RowChange]:
    ids: dict[str, dict[str, None]] = {}
    for entry in logged:
        ids.setdefault(entry.kind, {})[entry.row_id] = None
    found: list[RowChange] = []
    for name, changed in ids.items():
        rows = await _BY_NAME[name].some(actor, list(changed))
        found += [RowChange(name, id, rows.get(id)) for id in changed]
    return found
