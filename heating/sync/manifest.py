"""What a device made and what of it arrived, so that loss can be seen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.http.paging import decode_cursor, encode_cursor
from heating.photos import queries as photos
from heating.sync.rules import Outcome


class ReceivedOperation(msgspec.Struct, frozen=True):
    id: UUID
    type: str
    outcome: Outcome
    received_at: datetime


class Photos(msgspec.Struct, frozen=True):
    """Photos that these operations refer to, by SHA-256."""

    arrived: list[str]
    missing: list[str]


class Manifest(msgspec.Struct, frozen=True):
    operations: list[ReceivedOperation]
    photos: Photos
    next: str | None


class _Row(ReceivedOperation, frozen=True):
    subject_id: str | None


_SQL = (
    "SELECT id, type, outcome, received_at, subject_id FROM sync_operation"
    " WHERE device = ? AND organization_path = ? AND id > ? ORDER BY id LIMIT ?"
)
_FIRST = UUID(int=0)


async def manifest(actor: Actor, device: UUID, cursor: str | None, limit: int) -> Manifest:
    """Of the operations sent from this device by the actor's own organization, one page by their ids."""
    after = decode_cursor(cursor, UUID) or _FIRST
    found = await storage.fetch_as(_Row, _SQL, [device, actor.home_organization, after, limit + 1])
    page = found[:limit]
    operations = [ReceivedOperation(row.id, row.type, row.outcome, row.received_at) for row in page]
    return Manifest(operations, await _photos(page), encode_cursor(page[-1].id) if len(found) > limit else None)


async def _photos(page: Sequence[_Row]) -> Photos:
    subjects = [UUID(row.subject_id) for row in page if row.subject_id]
    shown = {photo.sha256: photo.arrived for photo in await photos.shown_by(subjects)}
    return Photos(
        arrived=sorted(sha256 for sha256, arrived in shown.items() if arrived),
        missing=sorted(sha256 for sha256, arrived in shown.items() if not arrived),
    )
