"""Does what the rows say lie on the disk, and has what lies on the disk a row?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal

import msgspec

from heating.lib import clock
from heating.photos import queries
from heating.photos.files import PhotoFiles, sha256_of
from heating.photos.sweeping import orphans

PATIENCE = timedelta(days=7)
"""How long a photo may stay on a phone before its absence counts as a fault."""

Flaw = Literal["file missing", "row missing", "content differs", "not arrived"]


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a photo. `subject` is what shows a photo that never arrived."""

    flaw: Flaw
    sha256: str
    subject: str | None = None


async def verify(files: PhotoFiles, *, full: bool) -> AsyncIterator[Fault]:
    """Compare rows, files and references; `full` reads every file and compares its hash, too."""
    async for photo in queries.every():
        flaw = await asyncio.to_thread(_flaw, files, photo, full)
        if flaw is not None:
            yield Fault(flaw, photo.sha256)
    now = clock.now()
    for sha256 in await orphans(files, now):
        yield Fault("row missing", sha256)
    async for shown in queries.awaited_since(now - PATIENCE):
        yield Fault("not arrived", shown.sha256, f"{shown.subject_kind} {shown.subject_id}")


def _flaw(files: PhotoFiles, photo: queries.Photo, full: bool) -> Flaw | None:
    path = files.path(photo.sha256)
    if not path.is_file():
        return "file missing"
    if path.stat().st_size != photo.bytes or (full and sha256_of(path) != photo.sha256):
        return "content differs"
    return None
