"""The chain: each entry's hash covers its content and the hash before it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, Protocol
from uuid import UUID

import msgspec

_encode = msgspec.json.Encoder().encode

START = "0" * 64
"""Stands before the first entry."""

Flaw = Literal["missing", "reordered", "changed", "cut off", "head", "beyond head"]


class Entry(msgspec.Struct, frozen=True):
    """`detail_json` is kept as it was written: the hash covers its very letters."""

    seq: int
    at: datetime
    actor_id: UUID | None
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    organization: str
    area: str
    detail_json: str
    previous_hash: str
    hash: str

    @property
    def detail(self) -> dict[str, Any]:
        detail: dict[str, Any] = msgspec.json.decode(self.detail_json)
        return detail


class Fault(msgspec.Struct, frozen=True):
    """Where the chain is broken. `seq` is the first entry concerned; `count` how many are missing there."""

    flaw: Flaw
    seq: int
    count: int = 1


class Head(msgspec.Struct, frozen=True):
    seq: int
    hash: str


NOTHING = Head(0, START)


class Content(Protocol):
    """What an entry says, beside its place in the chain."""

    @property
    def at(self) -> datetime: ...
    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def actor_name(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def subject_kind(self) -> str: ...
    @property
    def subject_id(self) -> str: ...
    @property
    def organization(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def detail_json(self) -> str: ...


def hash_of(seq: int, content: Content, previous_hash: str) -> str:
    """SHA-256 over a JSON array: unlike joined texts it has one reading only."""
    array = [
        seq,
        content.at.astimezone(UTC).isoformat(),
        content.actor_id,
        content.actor_name,
        content.action,
        content.subject_kind,
        content.subject_id,
        content.organization,
        content.area,
        content.detail_json,
        previous_hash,
    ]
    return sha256(_encode(array)).hexdigest()


def entry_hash(entry: Entry) -> str:
    return hash_of(entry.seq, entry, entry.previous_hash)


def faults(last: Head, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Breaks among entries in the order of their numbers, of which `last` is the one before the first."""
    for entry in entries:
        if entry.seq != last.seq + 1:
            yield Fault("missing", last.seq + 1, entry.seq - last.seq - 1)
        elif entry.previous_hash != last.hash:
            yield Fault("reordered", entry.seq)
        if entry.hash != entry_hash(entry):
            yield Fault("changed", entry.seq)
        last = Head(entry.seq, entry.hash)


def faults_at_end(last: Head, head: Head) -> Iterator[Fault]:
    """Does the last entry found agree with the head, which was read before the entries?"""
    if last.seq < head.seq:
        yield Fault("cut off", last.seq + 1, head.seq - last.seq)
    elif last.hash != head.hash:
        yield Fault("head", head.seq)
