"""What changed since the phone last asked; the first time, everything. Nothing is ever skipped.

The position in the change log is noted before the first row of the whole is read, and the log is followed from there.
A change that commits while the whole is read comes again as a change; rows are always read as they are now, so coming
twice does no harm. A row that is gone, or is not for this actor any more, is told as gone.
"""

from datetime import datetime
from typing import Any

import msgspec

from heating.accounts.actor import Actor
from heating.lib import clock
from heating.storage import changes
from heating.storage.changes import Change, Head
from heating.sync import cursor as cursors
from heating.sync.cursor import Cursor
from heating.sync.mirror import KINDS
from heating.sync.problems import CURSOR_GONE

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
    head = await changes.head()
    cursor = cursors.begin(actor, head) if text is None else cursors.resume(text, actor, head)
    if cursor.kind is None:
        return await _follow(actor, cursor, head, limit)
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


async def _follow(actor: Actor, cursor: Cursor, head: Head, limit: int) -> Pulled:
    try:
        logged = await changes.since(cursor.seq, limit, actor.organization, actor.area)
    except changes.CursorGone:
        raise CURSOR_GONE() from None
    more = len(logged) == limit
    # `head` was read before the log, so all that the log had up to it has been read
    seq = logged[-1].seq if more else max([head.seq, *(change.seq for change in logged[-1:])])
    following = msgspec.structs.replace(cursor, seq=seq)
    return Pulled(following.encoded(), more, clock.now(), await _as_they_are_now(actor, logged))


async def _as_they_are_now(actor: Actor, logged: list[Change]) -> list[RowChange]:
    ids: dict[str, dict[str, None]] = {}
    for change in logged:
        if change.kind in _BY_NAME:
            ids.setdefault(change.kind, {})[change.row_id] = None
    found: list[RowChange] = []
    for name, changed in ids.items():
        rows = await _BY_NAME[name].some(actor, list(changed))
        found += [RowChange(name, id, rows.get(id)) for id in changed]
    return found
