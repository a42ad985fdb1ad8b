"""Complaints as live pages get them: each row is written out once, whoever may see it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.complaints import clocking, presenting
from heating.complaints.records import BRIEF_COLUMNS, Brief
from heating.complaints.rules import is_at_desk
from heating.lib import clock
from heating.registry.filtering import in_chunks, marks

KIND = clocking.KIND

_encode = msgspec.json.Encoder().encode


class LiveRow(NamedTuple):
    """`document` is a `schemas.Row` in JSON; None for what the desk has no longer before it."""

    organization: str
    area: str
    officer: UUID | None
    document: bytes | None


async def rows(ids: Sequence[str]) -> dict[str, LiveRow]:
    """By id, as they are now. What does not exist is left out."""
    found: dict[str, LiveRow] = {}
    now = clock.now()
    for some in in_chunks([UUID(id) for id in ids]):
        briefs = await storage.fetch_as(
            Brief, f"SELECT {BRIEF_COLUMNS} FROM complaint c WHERE c.id IN ({marks(some)})", some
        )
        for row in briefs:
            is_shown = is_at_desk(row.status, merged=row.merged_into_id is not None)
            document = _encode(presenting.brief(row, now)) if is_shown else None
            found[str(row.id)] = LiveRow(row.organization_path, row.area_path, row.officer_id, document)
    return found
