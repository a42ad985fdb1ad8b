"""Requests as other systems sent them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.open311.forms import Attributes, Position
from heating.registry.filtering import in_chunks, marks

_COLUMNS = (
    "s.id, s.complaint_id, s.client_id, s.idempotency_key, s.content_digest, s.attributes_json, s.media_url,"
    " s.address_string, s.lat, s.long, s.created_at"
)
_decode_attributes = msgspec.json.Decoder(Attributes).decode


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    complaint_id: UUID
    client_id: UUID
    idempotency_key: str | None
    content_digest: str
    attributes_json: str
    media_url: str
    address_string: str
    lat: float | None
    long: float | None
    created_at: datetime

    @property
    def attributes(self) -> Attributes:
        return _decode_attributes(self.attributes_json)

    @property
    def position(self) -> Position | None:
        return None if self.lat is None or self.long is None else Position(self.lat, self.long)


async def of_complaints(ids: Iterable[UUID]) -> dict[UUID, Submission]:
    found: dict[UUID, Submission] = {}
    for some in in_chunks(list(ids)):
        rows = await _read(f"s.complaint_id IN ({marks(some)})", some)
        found.update((row.complaint_id, row) for row in rows)
    return found


async def by_token(token: UUID) -> Submission | None:
    return next(iter(await _read("s.id = ?", [token])), None)


async def by_key(client: UUID, key: str) -> Submission | None:
    """`key`: the client's own Idempotency-Key."""
    return next(iter(await _read("s.client_id = ? AND s.idempotency_key = ?", [client, key])), None)


async def same_content(client: UUID, digest: str, since: datetime) -> Submission | None:
    """The newest that was sent without a key of its own."""
    rows = await _read(
        "s.client_id = ? AND s.content_digest = ? AND s.created_at >= ? AND s.idempotency_key IS NULL"
        " ORDER BY s.created_at DESC LIMIT 1",
        [client, digest, since],
    )
    return next(iter(rows), None)


async def _read(condition: str, params: Iterable[object]) -> list[Submission]:
    sql = f"SELECT {_COLUMNS} FROM open311_submission s WHERE {condition}"
    return await storage.fetch_as(Submission, sql, list(params))
