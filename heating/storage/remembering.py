"""What is remembered from one request to the next, as long as nothing of certain kinds is written to the change log."""

from typing import Generic, TypeVar

from heating.storage.current import in_unit
from heating.storage.sql import fetch
from heating.storage.unit import current_unit

Key = TypeVar("Key")
Value = TypeVar("Value")

_LARGEST = 5_000


class Memory(Generic[Key, Value]):
    """What was made of rows whose changes are logged under these kinds, by whichever process. Asking for it is one
    short read: only what was logged since the last time is looked through."""

    def __init__(self, *kinds: str) -> None:
        self._kinds = kinds
        self._values: dict[Key, Value] = {}
        self._epoch = ""
        self._read_to = 0
        self._sql = (
            "SELECT s.epoch, s.n, s.floor, EXISTS (SELECT 1 FROM change_log c WHERE c.seq > ?"
            f" AND c.kind IN ({', '.join('?' for _ in kinds)})) AS changed FROM sync_counter s WHERE s.id = 1"
        )

    async def values(self) -> dict[Key, Value]:
        """To be asked for before the rows are read, and to be added to afterwards. Once something changes everybody
        gets a new one, so what was read too early is remembered by nobody. A transaction that changes something itself
        says so (`Unit.changed`) before it asks, and gets one of its own."""
        if in_unit() and current_unit().has_changed(self._kinds):
            return {}
        rows = await fetch(self._sql, [self._read_to, *self._kinds])
        if not rows:
            return {}
        log = rows[0]
        is_other = log["epoch"] != self._epoch
        if is_other or log["changed"] or log["floor"] > self._read_to or len(self._values) > _LARGEST:
            self._values = {}
        # another task may have read further meanwhile
        self._read_to = log["n"] if is_other else max(self._read_to, log["n"])
        self._epoch = log["epoch"]
        return self._values
