"""Photos that may not be kept any longer: what nothing else shows goes, its bytes and all that was drawn of it."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from heating import jobs, storage
from heating.photos import queries
from heating.photos.files import PhotoFiles

REMOVING_JOB = "photo.remove"
_CHUNK = 400  # SQL parameters per statement


async def forget(subject_kind: str, subjects: Sequence[UUID]) -> dict[UUID, int]:
    """Within a transaction: these subjects show no photos any more. Answers how many each of them did show.

    Bytes cannot be rolled back: a job removes them after the commit.
    """
    shown: defaultdict[UUID, set[str]] = defaultdict(set)
    for start in range(0, len(subjects), _CHUNK):
        some = subjects[start : start + _CHUNK]
        for row in await storage.fetch(
            f"DELETE FROM photo_reference WHERE subject_kind = ? AND subject_id IN ({_marks(some)})"
            " RETURNING subject_id, sha256",
            [subject_kind, *some],
        ):
            shown[UUID(str(row["subject_id"]))].add(row["sha256"])
    await _forget_unshown(sorted(set().union(*shown.values())))
    return {subject: len(hashes) for subject, hashes in shown.items()}


async def remove(files: PhotoFiles, payload: Mapping[str, object]) -> None:
    """The job `photo.remove`. What somebody has sent again meanwhile stays."""
    hashes = msgspec.convert(payload["sha256s"], list[str])
    known = await queries.known(hashes)
    for sha256 in hashes:
        if sha256 not in known:
            await asyncio.to_thread(files.remove, sha256)


async def _forget_unshown(hashes: Sequence[str]) -> None:
    for start in range(0, len(hashes), _CHUNK):
        some = hashes[start : start + _CHUNK]
        rows = await storage.fetch(
            f"DELETE FROM photo WHERE sha256 IN ({_marks(some)}) AND NOT EXISTS"
            " (SELECT 1 FROM photo_reference r WHERE r.sha256 = photo.sha256) RETURNING sha256",
            some,
        )
        if rows:
            jobs.enqueue(REMOVING_JOB, {"sha256s": [row["sha256"] for row in rows]})


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
