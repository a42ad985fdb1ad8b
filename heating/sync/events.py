"""Server-sent events: which rows changed, for pages that are open. The page reads them anew by the ordinary API."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

import msgspec

from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.identity_cache import CHANGE_KIND
from heating.storage import changes, hub
from heating.storage.changes import Change
from heating.sync.feed import Feed

PING_SECONDS = 15.0
COALESCING_SECONDS = 0.25
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


async def stream(
    actor: Actor, feed: Feed, last_seq: int | None, seconds: float, ask_again: Callable[[], Awaitable[Actor | None]]
) -> AsyncGenerator[bytes, None]:
    """`last_seq` is the id of the last event the page has got. No transaction and no lock is held while waiting.

    When something about the person changes, `ask_again` tells who the page belongs to now; with None the stream ends.
    """
    clock = asyncio.get_running_loop().time
    ends_at = clock() + seconds
    with hub.subscribe() as news:
        latest = (await changes.head()).seq
        seq = latest if last_seq is None else last_seq
        yield f"retry: {_RECONNECT_MS}\n: connected\n\n".encode()
        while True:
            logged = await feed.since(seq, latest)
            seq = feed.read_to
            if logged is None or _is_about(actor, logged):
                present = await ask_again()
                if present is None:
                    return
                actor = present
            event = _resync(seq) if logged is None else _event(actor, logged, seq)
            if event is not None:
                yield event
            while (heard := await news.wait(max(0.0, min(PING_SECONDS, ends_at - clock())))) is None:
                if news.closed or clock() >= ends_at:
                    return
                yield _message(seq, "ping", b"{}")
            latest = heard
            await asyncio.sleep(COALESCING_SECONDS)


def is_for(actor: Actor, change: Change) -> bool:
    """A row that belongs to nobody is everybody's."""
    if change.kind in _INTERNAL_KINDS:
        return False
    return scope.sees(actor, change.organization or actor.organization, change.area or actor.area)


def _is_about(actor: Actor, logged: Sequence[Change]) -> bool:
    return any(change.kind == CHANGE_KIND and change.row_id == str(actor.id) for change in logged)


def _event(actor: Actor, logged: Sequence[Change], seq: int) -> bytes | None:
    rows = {(change.kind, change.row_id): None for change in logged if is_for(actor, change)}
    if not rows:
        return None
    if len(rows) > MOST_CHANGES:
        return _resync(seq)
    return _message(seq, "change", msgspec.json.encode(Event(seq, [ChangedRow(*row) for row in rows])))


def _resync(seq: int) -> bytes:
    return _message(seq, "resync", b"{}")


def _message(seq: int, event: str, content: bytes) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (seq, event.encode(), content)
