"""Server-sent events: which rows changed, for pages that are open. The page reads them anew by the ordinary API."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

import msgspec

from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.identity_cache import CHANGE_KIND
from heating.accounts.rules import Permission
from heating.complaints import live
from heating.complaints.filtering import sees
from heating.storage import changes
from heating.storage.changes import Change
from heating.sync.feed import Batch, Feed

PING_SECONDS = 15.0
LONGEST_SECONDS = 600
"""After this the stream ends and the browser opens another: whose session has expired is refused then."""
MOST_CHANGES = 500
"""In one event; after more than that the page had better read everything anew."""

_RECONNECT_MS = 2000
_INTERNAL_KINDS = {CHANGE_KIND}


class ChangedRow(msgspec.Struct, frozen=True):
    kind: str
    id: str


class Event(msgspec.Struct, frozen=True):
    seq: int
    changes: list[ChangedRow]


class Complaints(msgspec.Struct, frozen=True):
    """Rows of complaints as they are now; `gone` are those that the desk has no longer before it."""

    rows: list[msgspec.Raw]
    gone: list[str]


async def stream(
    actor: Actor, feed: Feed, last_seq: int | None, seconds: float, ask_again: Callable[[], Awaitable[Actor | None]]
) -> AsyncGenerator[bytes, None]:
    """`last_seq` is the id of the last event the page has got. No transaction and no lock is held while waiting.

    When something about the person changes, `ask_again` tells who the page belongs to now; with None the stream ends.
    """
    clock = asyncio.get_running_loop().time
    ends_at = clock() + seconds
    with feed.subscribe() as news:
        latest = (await changes.head()).seq
        seq = latest if last_seq is None else last_seq
        yield f"retry: {_RECONNECT_MS}\n: connected\n\n".encode()
        if last_seq is None:
            yield _message(seq, "ping", b"{}")  # where it begins, for whoever goes on with it in another tab
        while True:
            batch = await feed.since(seq, latest)
            seq = feed.read_to
            if batch is None or str(actor.id) in batch.accounts:
                present = await ask_again()
                if present is None:
                    return
                actor = present
            event = _resync(seq) if batch is None else _event(actor, batch, seq)
            if event is not None:
                yield event
            while (heard := await news.wait(max(0.0, min(PING_SECONDS, ends_at - clock())))) is None:
                if news.closed or clock() >= ends_at:
                    return
                yield _message(seq, "ping", b"{}")
            latest = heard


def is_for(actor: Actor, change: Change) -> bool:
    """A row that belongs to nobody is everybody's."""
    if change.kind in _INTERNAL_KINDS:
        return False
    return scope.sees(actor, change.organization or actor.organization, change.area or actor.area)


def _event(actor: Actor, batch: Batch, seq: int) -> bytes | None:
    """Written once for all who see the same."""
    own = actor.id if actor.id in batch.officers() else None
    key = actor.organization, actor.area, actor.may(Permission.COMPLAINTS_READ), own
    if key not in batch.written:
        batch.written[key] = _written(actor, batch, seq)
    return batch.written[key]


def _written(actor: Actor, batch: Batch, seq: int) -> bytes | None:
    """The rows of complaints go before what names changes and carries the position: who loses the connection between
    the two gets both again."""
    rows = {(change.kind, change.row_id): None for change in batch.changes if is_for(actor, change)}
    complaints = _complaints(actor, batch) if actor.may(Permission.COMPLAINTS_READ) else Complaints([], [])
    if len(rows) > MOST_CHANGES or complaints is None:
        return _resync(seq)
    told = b""
    if complaints.rows or complaints.gone:
        told = b"event: complaint\ndata: %b\n\n" % msgspec.json.encode(complaints)
    if rows:
        return told + _message(seq, "change", msgspec.json.encode(Event(seq, [ChangedRow(*row) for row in rows])))
    return told + _message(seq, "ping", b"{}") if told else None


def _complaints(actor: Actor, batch: Batch) -> Complaints | None:
    """None when one is not known any more: then the page reads everything anew."""
    found = Complaints([], [])
    seen = {change.row_id for change in batch.changes if change.kind == live.KIND and is_for(actor, change)}
    for id, row in batch.complaints.items():
        if row is None:
            return None
        if row.document is not None and sees(actor, row.organization, row.area, row.officer):
            found.rows.append(msgspec.Raw(row.document))
        elif id in seen:
            found.gone.append(id)
    return found


def _resync(seq: int) -> bytes:
    return _message(seq, "resync", b"{}")


def _message(seq: int, event: str, content: bytes) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (seq, event.encode(), content)
