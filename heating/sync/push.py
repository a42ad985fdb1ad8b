"""Operations of many phones in one transaction, and a receipt for each after the commit."""

import logging
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating import storage
from heating.http.problems import UNAVAILABLE
from heating.lib import clock
from heating.sync import receipts
from heating.sync.group import Group
from heating.sync.operations import Operation, Unreadable
from heating.sync.schemas import Receipt

_log = logging.getLogger(__name__)

_RETRY_AFTER = 5  # seconds
_LARGEST_GROUP = 200
"""Operations in one transaction. With smaller groups the next requests are read while one group is committed."""


class Push(NamedTuple):
    """One request. `careful` puts a savepoint around each operation, at a cost, so that a failing one stands alone."""

    operations: Sequence[Operation | Unreadable]
    careful: bool = False


class Pushes:
    """Takes the pushes of all requests; made once per process, closed at its end."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._writer = storage.GroupWriter(
            self._apply, largest_group=_LARGEST_GROUP, weight=lambda push: len(push.operations)
        )

    async def push(self, operations: Sequence[Operation | Unreadable]) -> list[Receipt]:
        """A receipt for each operation, after all of them are committed. Raises http.unavailable when nothing was
        written, whatever the reason; the phone sends again."""
        try:
            return await self._writer.submit(Push(operations))
        except storage.Closed:
            raise UNAVAILABLE(retry_after=_RETRY_AFTER) from None
        except Exception:
            _log.exception("a push failed and is tried again operation by operation")
        try:
            return await self._writer.submit(Push(operations, careful=True))
        except Exception as error:
            _log.exception("a push failed")
            raise UNAVAILABLE(retry_after=_RETRY_AFTER) from error

    async def close(self) -> None:
        """Write what was accepted, then take nothing more."""
        await self._writer.close()

    async def _apply(self, pushes: list[Push]) -> list[list[Receipt]]:
        sent = [operation for push in pushes for operation in push.operations]
        kept = await receipts.kept([operation.id for operation in sent if isinstance(operation, Operation)])
        group = Group(sent, kept, clock.now(), self._zone)
        await group.apply(careful=any(push.careful for push in pushes))
        await group.note()
        return [[group.receipt(operation) for operation in push.operations] for push in pushes]
