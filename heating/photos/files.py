"""Where the bytes lie: `{root}/ab/cdef…`, named by their SHA-256, whole or not there at all."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from heating.photos.rules import HEAD_BYTES, SIDES, Size, is_sha256

_FLUSH_BYTES = 256 * 1024
_INCOMING = "incoming"


class Incoming:
    """A photo while it is received: hashed in passing, in a file that is not yet anyone's."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.size = 0
        self.head = b""
        self._file = file
        self._hash = hashlib.sha256()
        self._waiting = bytearray()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    async def take(self, chunk: bytes) -> None:
        self._hash.update(chunk)
        self.size += len(chunk)
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + chunk)[:HEAD_BYTES]
        self._waiting += chunk
        if len(self._waiting) >= _FLUSH_BYTES:
            await self.flush()

    async def flush(self) -> None:
        """All bytes taken can be read at `path`."""
        waiting, self._waiting = self._waiting, bytearray()
        await asyncio.to_thread(_write, self._file, waiting)

    async def sync(self) -> None:
        """They are on the disk, not only in its cache."""
        await asyncio.to_thread(os.fsync, self._file.fileno())


class PhotoFiles:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:]

    def drawn_path(self, sha256: str, size: Size) -> Path:
        return self.path(sha256).with_suffix(f".{size}")

    @asynccontextmanager
    async def receive(self) -> AsyncIterator[Incoming]:
        """A place for the bytes; whatever was not kept is removed at the end."""
        path, file = await asyncio.to_thread(self._open_incoming)
        try:
            yield Incoming(path, file)
        finally:
            file.close()
            path.unlink(missing_ok=True)

    async def keep(self, incoming: Incoming) -> None:
        """From now on the photo is there, also after a power cut."""
        await incoming.sync()
        await asyncio.to_thread(_move, incoming.path, self.path(incoming.sha256))

    def write_drawn(self, sha256: str, size: Size, content: bytes) -> None:
        """Blocking. A reader sees the whole file or none; it can be drawn again, so it need not survive a power cut."""
        path, file = self._open_incoming()
        with file:
            file.write(content)
        path.replace(self.drawn_path(sha256, size))

    def remove(self, sha256: str) -> None:
        for path in (self.path(sha256), *(self.drawn_path(sha256, size) for size in SIDES)):
            path.unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[str, Path]]:
        """Blocking. The hash and the path of every photo that lies here, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if is_sha256(folder.name + path.name):
                    yield folder.name + path.name, path

    def abandoned(self, before: float) -> list[Path]:
        """Blocking. What was never finished receiving, last touched before this time (seconds since 1970)."""
        return [path for path in self.root.glob(f"{_INCOMING}/*") if touched_before(path, before)]

    def _open_incoming(self) -> tuple[Path, BinaryIO]:
        folder = self.root / _INCOMING
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
        return Path(name), os.fdopen(descriptor, "wb")


def touched_before(path: Path, before: float) -> bool:
    """Blocking. Not what has gone since it was listed: it was kept under its name, or given up."""
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def sha256_of(path: Path) -> str:
    """Blocking."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(file: BinaryIO, content: bytearray) -> None:
    file.write(content)
    file.flush()


def _move(path: Path, to: Path) -> None:
    """A rename is durable when the folder that holds the name is."""
    if not to.parent.is_dir():
        to.parent.mkdir(exist_ok=True)
        _sync_folder(to.parent.parent)
    path.replace(to)
    _sync_folder(to.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
