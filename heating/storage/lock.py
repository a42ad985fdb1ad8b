"""One process writes an SQLite file. A second one is refused at its start, not surprised later."""

import fcntl
import os
from pathlib import Path


class InUse(Exception):
    """Another process has this database open."""


class ProcessLock:
    """Held until `release`, or until the process ends in whatever way."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(self._file, 20).decode(errors="replace").strip()
            os.close(self._file)
            raise InUse(f"{database} is in use by process {owner or 'unknown'}") from None
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())

    def release(self) -> None:
        # the file stays: removing it would let a third process lock a name that is gone
        os.close(self._file)
