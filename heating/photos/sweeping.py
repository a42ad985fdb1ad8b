"""Removes files that belong to no photo: an upload that was cut after the file was kept and before the row was."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from heating import storage
from heating.photos import queries
from heating.photos.files import PhotoFiles, touched_before

GRACE = timedelta(days=1)
"""Far longer than any upload takes between its file and its row."""
_BATCH = 400
UNUSED_FOR = timedelta(days=2)
"""As long as a resident's form may lie open."""
NOBODY = UUID(int=0)
"""Who brought the pictures of those who have no account."""


async def sweep(files: PhotoFiles, now: datetime) -> int:
    """Remove what was left behind more than `GRACE` ago; answers how many files."""
    abandoned = await asyncio.to_thread(files.abandoned, (now - GRACE).timestamp())
    for path in abandoned:
        path.unlink(missing_ok=True)
    without_row = await orphans(files, now)
    for sha256 in without_row:
        await asyncio.to_thread(files.remove, sha256)
    return len(abandoned) + len(without_row)


async def sweep_unused(files: PhotoFiles, now: datetime) -> int:
    """Remove what residents brought for forms that they never sent; answers how many photos."""
    async with storage.transaction():
        rows = await storage.fetch(
            "DELETE FROM photo WHERE uploaded_by = ? AND uploaded_at < ? AND NOT EXISTS"
            " (SELECT 1 FROM photo_reference r WHERE r.sha256 = photo.sha256) RETURNING sha256",
            [NOBODY, now - UNUSED_FOR],
        )
    for row in rows:
        await asyncio.to_thread(files.remove, row["sha256"])
    return len(rows)


async def orphans(files: PhotoFiles, now: datetime) -> list[str]:
    """Hashes of files older than `GRACE` without a row."""
    old = await asyncio.to_thread(_older, files, (now - GRACE).timestamp())
    found: list[str] = []
    for start in range(0, len(old), _BATCH):
        batch = old[start : start + _BATCH]
        known = await queries.known(batch)
        found += [sha256 for sha256 in batch if sha256 not in known]
    return found


def _older(files: PhotoFiles, before: float) -> list[str]:
    return [sha256 for sha256, path in files.kept() if touched_before(path, before)]
