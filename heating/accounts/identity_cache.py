"""Remembers for a few seconds which actor a token stands for, so that most requests need no query.

A change to a user, a session or a token made by this process is in force at once: the action that makes it calls
`forget_after_commit`. Other processes hear of it through the change log; the short life of an entry is the safety net,
and covers commands of the command line.
"""

import time
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.queries import Principal

LIFE_SECONDS = 5.0
LARGEST = 20_000
CHANGE_KIND = "account"


class Entry(NamedTuple):
    actor: Actor
    principal: Principal


_entries: dict[str, tuple[float, Entry]] = {}
_generation = 0


def get(token_hash: str) -> Entry | None:
    remembered = _entries.get(token_hash)
    if remembered is None or remembered[0] < time.monotonic():
        return None
    return remembered[1]


def generation() -> int:
    """Taken before a look-up, given back to `put`: what was forgotten meanwhile must not come back."""
    return _generation


def put(token_hash: str, entry: Entry, generation: int) -> None:
    if generation != _generation:
        return
    if len(_entries) >= LARGEST:
        _entries.clear()
    _entries[token_hash] = (time.monotonic() + LIFE_SECONDS, entry)


def forget_all() -> None:
    global _generation
    _generation += 1
    _entries.clear()


def forget_user(user_id: UUID) -> None:
    global _generation
    _generation += 1
    for token_hash in list(_of(user_id)):
        del _entries[token_hash]


def forget_after_commit(user_id: UUID, organization: str) -> None:
    """Inside a transaction that changes what a user may do."""
    unit = storage.current_unit()
    unit.changed(CHANGE_KIND, user_id, organization=organization, area="")
    unit.after_commit(lambda: forget_user(user_id))


async def follow_other_processes() -> None:
    """For the life of a process on PostgreSQL: forget the users that other processes have changed."""
    seen = (await storage.changes.head()).seq
    with storage.hub.subscribe() as news:
        while not news.closed:
            if await news.wait(LIFE_SECONDS) is not None:
                seen = await _forget_since(seen)


async def _forget_since(seen: int) -> int:
    head = (await storage.changes.head()).seq
    rows = await storage.fetch(
        "SELECT DISTINCT row_id FROM change_log WHERE seq > ? AND seq <= ? AND kind = ?", [seen, head, CHANGE_KIND]
    )
    for row in rows:
        forget_user(UUID(row["row_id"]))
    return head


def _of(user_id: UUID) -> Iterator[str]:
    return (token_hash for token_hash, (_, entry) in _entries.items() if entry.actor.id == user_id)
