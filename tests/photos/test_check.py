"""What `heating check` says of photos, and the sweep of what belongs to nobody."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest

from heating import storage
from heating.lib import clock
from heating.photos import actions
from heating.photos.check import PATIENCE, Fault, verify
from heating.photos.files import PhotoFiles
from heating.photos.rules import Reference
from heating.photos.sweeping import GRACE, sweep
from tests.cast import Cast
from tests.photos.pictures import picture, sha256

PHOTO, OTHER = picture(seed=1), picture(seed=2)


async def in_chunks(content: bytes):  # type: ignore[no-untyped-def]
    yield content[:100]
    yield content[100:]


@pytest.fixture(autouse=True)
async def stored(cast: Cast, files: PhotoFiles) -> None:
    zone = clock.now().tzinfo
    assert zone is not None
    await actions.store(cast.actor("bob"), files, sha256(PHOTO), in_chunks(PHOTO), "", zone)


def orphan(files: PhotoFiles, age: timedelta) -> str:
    """A file without a row."""
    path = files.path(sha256(OTHER))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(OTHER)
    moment = (clock.now() - age).timestamp()
    os.utime(path, (moment, moment))
    return sha256(OTHER)


async def found(files: PhotoFiles, *, full: bool = True) -> list[Fault]:
    return [fault async for fault in verify(files, full=full)]


async def test_it_finds_nothing_wrong(files: PhotoFiles) -> None:
    await actions.drawn(files, sha256(PHOTO), "thumb")
    assert await found(files) == []


async def test_it_finds_a_row_without_a_file(files: PhotoFiles) -> None:
    files.path(sha256(PHOTO)).unlink()
    assert await found(files, full=False) == [Fault("file missing", sha256(PHOTO))]


async def test_it_finds_a_file_without_a_row(files: PhotoFiles) -> None:
    name = orphan(files, GRACE + timedelta(hours=1))
    assert await found(files) == [Fault("row missing", name)]


async def test_it_finds_a_changed_file_by_size_at_once_and_by_content_when_it_reads_all(files: PhotoFiles) -> None:
    path = files.path(sha256(PHOTO))
    changed = bytearray(PHOTO)
    changed[50] ^= 1
    path.write_bytes(changed)
    assert await found(files, full=False) == []
    assert await found(files) == [Fault("content differs", sha256(PHOTO))]
    path.write_bytes(PHOTO[:-1])
    assert await found(files, full=False) == [Fault("content differs", sha256(PHOTO))]


async def test_it_finds_a_photo_that_has_not_arrived_for_long(files: PhotoFiles) -> None:
    subject = uuid4()
    with clock.travel(clock.now() - PATIENCE - timedelta(minutes=1)):
        async with storage.transaction():
            actions.reference([Reference(sha256(OTHER), "inspection", subject, "", "", "context")])
    async with storage.transaction():
        actions.reference([Reference("f" * 64, "inspection", uuid4(), "", "", "context")])
    assert await found(files) == [Fault("not arrived", sha256(OTHER), f"inspection {subject}")]


async def test_it_sweeps_what_was_left_behind(files: PhotoFiles) -> None:
    orphan(files, GRACE + timedelta(hours=1))
    cut = files.root / "incoming" / "cut"
    cut.write_bytes(b"half")
    os.utime(cut, (0, 0))
    assert await sweep(files, clock.now()) == 2
    assert await found(files) == []
    assert files.path(sha256(PHOTO)).is_file()
    assert not cut.exists()


async def test_what_goes_while_it_sweeps_is_no_failure(files: PhotoFiles) -> None:
    """An upload that is finished, or given up, between being listed and being looked at."""
    name = sha256(OTHER)
    (files.root / name[:2]).mkdir(exist_ok=True)
    for listed in (files.root / "incoming" / "gone", files.path(name)):
        listed.symlink_to(files.root / "nowhere")
    assert await sweep(files, clock.now()) == 0


async def test_it_leaves_what_is_just_arriving(files: PhotoFiles) -> None:
    orphan(files, timedelta(hours=1))
    async with files.receive() as incoming:
        await incoming.take(b"half")
        assert await sweep(files, clock.now()) == 0
        assert incoming.path.exists()
