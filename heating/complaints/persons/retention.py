"""Personal data is erased some time after its complaint has been closed, or was taken over from the past and never
was."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

from heating import audit, storage
from heating.complaints.persons.erasing import erase

_AT_ONCE = 100
"""Half a second of writing, in which others wait."""
_ENDS = (("closed_at", ""), ("received_at", "c.historical AND c.closed_at IS NULL AND "))
_LEFT = (
    "(c.erased_at IS NULL OR c.erased_at < c.closed_at OR EXISTS"
    " (SELECT 1 FROM complaint_person p WHERE p.complaint_id = c.id AND p.erased_at IS NULL))"
)
"""What came to it after it had been erased goes too."""


async def erase_old(days: int, now: datetime) -> int:
    """Of complaints that were over more than `days` days ago; answers of how many persons."""
    before = now - timedelta(days=days)
    total = 0
    for column, which in _ENDS:
        async for complaints in _over_before(column, which, before):
            async with storage.transaction():
                erased = await erase(complaints, now)
                audit.record(
                    audit.SYSTEM,
                    "persons.erased",
                    subject_kind="retention",
                    subject_id=str(before.date()),
                    organization="",
                    area="",
                    detail={
                        "complaints": len(complaints),
                        "persons": erased.persons,
                        "photos": erased.photos,
                        "ids": [str(id) for id in complaints],
                    },
                )
            total += erased.persons
    return total


async def _over_before(column: str, which: str, before: datetime) -> AsyncIterator[list[UUID]]:
    """Some at a time, those first that were over first; each chunk once."""
    place: list[object] = []
    while True:
        after = f" AND (c.{column}, c.id) > (?, ?)" if place else ""
        rows = await storage.fetch(
            f"SELECT c.id, c.{column} AS over_at FROM complaint c WHERE {which}c.{column} < ?{after} AND {_LEFT}"
            f" ORDER BY c.{column}, c.id LIMIT {_AT_ONCE}",
            [before, *place],
            writer=True,
        )
        if not rows:
            return
        yield [UUID(str(row["id"])) for row in rows]
        place = [rows[-1]["over_at"], rows[-1]["id"]]
