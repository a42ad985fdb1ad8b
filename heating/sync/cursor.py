"""Where a phone is in what it pulls. Opaque to the phone."""

import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta

from heating.accounts.actor import Actor
from heating.http.paging import decode_cursor, encode_cursor
from heating.storage.changes import Head
from heating.sync.problems import CURSOR_GONE


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """`seq` is the position in the change log up to which everything is known or will be read as a whole.

    While the whole is being read, `kind` is the place of the kind in the order of kinds and `after` the last id read of
    it; the log is followed from `seq`, noted before the first row was read, so a change meanwhile comes again.
    """

    epoch: str
    scope: str
    seq: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    kind: int | None
    after: str

    def encoded(self) -> str:
        return encode_cursor(self)


def begin(actor: Actor, head: Head) -> Cursor:
    return Cursor(head.epoch, scope_of(actor), head.seq, 0, "")


def resume(text: str, actor: Actor) -> Cursor:
    """Raises http.cursor for what is no cursor, and sync.cursor_gone for one of another scope."""
    cursor = decode_cursor(text, Cursor)
    if cursor is None or cursor.scope != scope_of(actor):
        raise CURSOR_GONE()
    return cursor


def check(cursor: Cursor, head: Head) -> None:
    """Raises sync.cursor_gone for one of another log."""
    if cursor.epoch != head.epoch or cursor.seq > head.seq:
        raise CURSOR_GONE()


def scope_of(actor: Actor) -> str:
    """Changes when the actor sees other rows than before."""
    return hashlib.sha256(f"{actor.organization}|{actor.area}|{actor.role}".encode()).hexdigest()[:16]
