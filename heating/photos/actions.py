"""Photos arrive and are referred to, in either order."""

import asyncio
import errno
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec
from tortoise.exceptions import IntegrityError

from heating import audit, jobs, storage
from heating.accounts.actor import Actor
from heating.lib import clock
from heating.lib.problems import Problem
from heating.photos import imaging, problems, queries
from heating.photos.files import Incoming, PhotoFiles
from heating.photos.models import Photo, PhotoReference
from heating.photos.rules import (
    HEAD_BYTES,
    SIDES,
    Foreign,
    Picture,
    Reference,
    Size,
    contradicts,
    is_sha256,
    recognise,
)

Answer = TypeVar("Answer")

DRAWING_JOB = "photo.thumbnail"
# One thread: a picture in memory is up to 150 MB, and two cores have other work
_decoder = ThreadPoolExecutor(1, thread_name_prefix="photo")


class Stored(NamedTuple):
    photo: queries.Photo
    is_new: bool


def reference(references: Iterable[Reference]) -> None:
    """Inside a transaction: note that these subjects show these photos, arrived or not."""
    unit = storage.current_unit()
    now = clock.now()
    for row in references:
        unit.insert(
            PhotoReference,
            {
                "sha256": row.sha256,
                "subject_kind": row.subject_kind,
                "subject_id": row.subject_id,
                "organization_path": row.organization,
                "area_path": row.area,
                "role": row.role,
                "referred_at": now,
            },
        )


async def store(
    actor: Actor, files: PhotoFiles, sha256: str, chunks: AsyncIterator[bytes], declared: str, zone: tzinfo
) -> Stored:
    """Receive the bytes of the photo `sha256`, look at it, keep it. Doing it again is harmless, and mends a lost file.

    `declared` is the Content-Type of the request, `zone` the time zone of cameras that do not say theirs.
    """
    if not is_sha256(sha256):
        raise problems.ADDRESS()
    async with files.receive() as incoming:
        await _fill(incoming, chunks, declared)
        if incoming.sha256 != sha256:
            raise problems.HASH(found=incoming.sha256)
        photo = await queries.find(sha256)
        if photo is None:
            picture = await decoded(partial(imaging.inspect, incoming.path, zone))
            await files.keep(incoming)
            return await _note(actor, sha256, incoming.size, picture)
        if not files.path(sha256).exists():
            await files.keep(incoming)
        return Stored(photo, is_new=False)


async def drawn(files: PhotoFiles, sha256: str, size: Size) -> bytes:
    """The picture in this size; drawn now if the job has not come to it. Raises accounts.not_found without the file."""
    path = files.drawn_path(sha256, size)
    try:
        return await asyncio.to_thread(path.read_bytes)
    except FileNotFoundError:
        content = await decoded(partial(imaging.draw, files.path(sha256), size))
        await asyncio.to_thread(files.write_drawn, sha256, size, content)
        return content


async def decoded(work: Callable[[], Answer]) -> Answer:
    """Run decoder work on the thread that is for it."""
    return await asyncio.get_running_loop().run_in_executor(_decoder, work)


async def draw(files: PhotoFiles, payload: dict[str, object]) -> None:
    """The job `photo.thumbnail`: make both served sizes, so that nobody has to wait for them."""
    sha256 = str(payload["sha256"])
    for size in SIDES:
        await drawn(files, sha256, size)


async def _fill(incoming: Incoming, chunks: AsyncIterator[bytes], declared: str) -> None:
    """Take the bytes. What is no photo by its first bytes is read to its end, for the sender to hear why."""
    refused: Problem | None = None
    try:
        async for chunk in chunks:
            if refused is None:
                await incoming.take(chunk)
                refused = _refusal_of_head(incoming.head, declared)
        await incoming.flush()
    except OSError as full:
        if full.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise problems.NO_SPACE() from full
        raise
    if refused is not None:
        raise refused


def _refusal_of_head(head: bytes, declared: str) -> Problem | None:
    if len(head) < HEAD_BYTES:
        return None
    found = recognise(head)
    if isinstance(found, Foreign):
        return imaging.refusal(found)
    if contradicts(declared, found):
        return problems.DISGUISED(declared=declared, found=found.media_type)
    return None


async def _note(actor: Actor, sha256: str, size: int, picture: Picture) -> Stored:
    """Write the row; of two senders of the same bytes one comes first."""
    photo = queries.Photo(
        sha256=sha256,
        format=picture.format,
        bytes=size,
        width=picture.width,
        height=picture.height,
        taken_at=picture.evidence.taken_at,
        longitude=picture.evidence.longitude,
        latitude=picture.evidence.latitude,
        uploaded_by=actor.id,
        uploaded_at=clock.now(),
    )
    try:
        async with storage.transaction():
            await Photo.create(**msgspec.structs.asdict(photo), orientation=picture.orientation)
            audit.record(
                actor,
                "photo.stored",
                subject_kind="photo",
                subject_id=sha256,
                organization=actor.home_organization,
                area=actor.area,
                detail={"bytes": size, "width": photo.width, "height": photo.height},
            )
            jobs.enqueue(DRAWING_JOB, {"sha256": sha256}, key=sha256)
    except IntegrityError:
        return Stored(await queries.find(sha256) or photo, is_new=False)
    return Stored(photo, is_new=True)
