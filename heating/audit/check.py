"""Walking the chain to see whether anybody tampered with the entries."""

from collections.abc import AsyncIterator

from heating.audit.queries import entries_after, entries_beyond_head, head
from heating.audit.rules import NOTHING, Entry, Fault, Head, faults, faults_at_end

_AT_ONCE = 1000


async def verify() -> AsyncIterator[Fault]:
    """Every break, in the order of the entries; nothing when the chain is whole. Writing may go on meanwhile."""
    end = await head()
    last = NOTHING
    while batch := await _batch(last, end):
        for fault in faults(last, batch):
            yield fault
        last = Head(batch[-1].seq, batch[-1].hash)
    for fault in faults_at_end(last, end):
        yield fault
    for seq in await entries_beyond_head():
        yield Fault("beyond head", seq)


async def _batch(last: Head, end: Head) -> list[Entry]:
    """Entries up to the head that was read first; what came later is checked next time."""
    return [entry for entry in await entries_after(last.seq, _AT_ONCE) if entry.seq <= end.seq]
