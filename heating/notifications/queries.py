"""Reads of inboxes, channels and deliveries. Who may ask for what is decided above."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating.lib.areas import prefix_range
from heating.notifications.rules import ChannelKind, DeliveryState
from heating.storage import fetch, fetch_as


class Told(msgspec.Struct, frozen=True):
    """A message in an inbox."""

    id: UUID
    kind: str
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    link: str
    urgent: bool
    subject_kind: str
    subject_id: str
    created_at: datetime
    read_at: datetime | None


async def inbox(person: UUID, *, unread: bool = False, before: UUID | None = None, limit: int = 50) -> list[Told]:
    """Newest first; `before` is the last id of the page before."""
    condition = " AND read_at IS NULL" if unread else ""
    params: list[object] = [person]
    if before is not None:
        condition += " AND id < ?"
        params.append(before)
    return await fetch_as(
        Told,
        f"SELECT {', '.join(Told.__struct_fields__)}"
        f" FROM notification WHERE person_id = ?{condition} ORDER BY id DESC LIMIT ?",
        [*params, limit],
    )


async def count_unread(person: UUID) -> int:
    rows = await fetch("SELECT count(*) AS n FROM notification WHERE person_id = ? AND read_at IS NULL", [person])
    count: int = rows[0]["n"]
    return count


class Channel(msgspec.Struct, frozen=True):
    """A channel without its address and secret."""

    id: UUID
    person_id: UUID | None
    organization_path: str
    kind: ChannelKind
    name: str
    hint: str
    receiver: str
    quiet_from: str | None
    quiet_to: str | None
    actions_json: str | None
    content_hash: str
    created_at: datetime
    disabled_at: datetime | None
    removed_at: datetime | None
    last_at: datetime | None
    last_state: DeliveryState | None
    last_reason: str | None
    last_said: str | None

    @property
    def enabled(self) -> bool:
        return self.disabled_at is None

    @property
    def actions(self) -> list[str]:
        return msgspec.json.decode(self.actions_json or "[]", type=list[str])


_CHANNEL = f"SELECT {', '.join(Channel.__struct_fields__)} FROM notification_channel"


async def channel(channel_id: UUID) -> Channel | None:
    """Also one that was removed."""
    rows = await fetch_as(Channel, f"{_CHANNEL} WHERE id = ?", [channel_id])
    return rows[0] if rows else None


async def channels_of(person: UUID) -> list[Channel]:
    return await fetch_as(Channel, f"{_CHANNEL} WHERE person_id = ? AND removed_at IS NULL ORDER BY id", [person])


async def webhooks() -> list[Channel]:
    """Those of the city, whatever organization they listen to."""
    return await fetch_as(Channel, f"{_CHANNEL} WHERE person_id IS NULL AND removed_at IS NULL ORDER BY id")


async def count_channels(person: UUID | None) -> int:
    owner, params = ("person_id IS NULL", []) if person is None else ("person_id = ?", [person])
    rows = await fetch(f"SELECT count(*) AS n FROM notification_channel WHERE {owner} AND removed_at IS NULL", params)
    count: int = rows[0]["n"]
    return count


class Sent(msgspec.Struct, frozen=True):
    """A delivery with its channel. `content_json` is a `rules.Parcel`."""

    id: UUID
    channel_id: UUID
    channel_kind: ChannelKind
    channel_name: str
    person_id: UUID | None
    organization_path: str
    content_json: str
    urgent: bool
    is_test: bool
    state: DeliveryState
    attempts: int
    reason: str | None
    said: str | None
    created_at: datetime
    due_at: datetime | None
    settled_at: datetime | None


_SENT = """
    SELECT d.id, d.channel_id, c.kind AS channel_kind, c.name AS channel_name, d.person_id, d.organization_path,
        d.content_json, d.urgent, d.is_test, d.state, d.attempts, d.reason, d.said, d.created_at, d.due_at, d.settled_at
    FROM delivery d JOIN notification_channel c ON c.id = d.channel_id
"""


class DeliveryFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What is None does not restrict."""

    person: UUID | None = None
    organization: str = ""
    """With all below it; "" is everywhere."""
    state: DeliveryState | None = None
    channel: UUID | None = None


async def deliveries(chosen: DeliveryFilter, *, before: UUID | None = None, limit: int = 50) -> list[Sent]:
    """Newest first; `before` is the last id of the page before."""
    conditions, params = _conditions(chosen)
    if before is not None:
        conditions.append("d.id < ?")
        params.append(before)
    where = " AND ".join(conditions) or "1 = 1"
    return await fetch_as(Sent, f"{_SENT} WHERE {where} ORDER BY d.id DESC LIMIT ?", [*params, limit])


async def delivery(delivery_id: UUID) -> Sent | None:
    rows = await fetch_as(Sent, f"{_SENT} WHERE d.id = ?", [delivery_id])
    return rows[0] if rows else None


def _conditions(chosen: DeliveryFilter) -> tuple[list[str], list[object]]:
    equal = {
        "d.person_id": chosen.person,
        "d.state": None if chosen.state is None else chosen.state.value,
        "d.channel_id": chosen.channel,
    }
    conditions = [f"{column} = ?" for column, value in equal.items() if value is not None]
    params: list[object] = [value for value in equal.values() if value is not None]
    if chosen.organization:
        conditions.append("d.organization_path >= ? AND d.organization_path < ?")
        params += prefix_range(chosen.organization)
    return conditions, params


class Attempt(msgspec.Struct, frozen=True):
    at: datetime
    result: str
    reason: str
    said: str
    took_ms: int


async def attempts_of(delivery_id: UUID) -> list[Attempt]:
    return await fetch_as(
        Attempt,
        "SELECT at, result, reason, said, took_ms FROM delivery_attempt WHERE delivery_id = ? ORDER BY id",
        [delivery_id],
    )


class _Waiting(msgspec.Struct, frozen=True):
    channel_id: UUID
    n: int


async def waiting_counts(channels: Sequence[UUID]) -> dict[UUID, int]:
    """How many deliveries wait or are under way; channels without any are missing."""
    if not channels:
        return {}
    rows = await fetch_as(
        _Waiting,
        f"SELECT channel_id, count(*) AS n FROM delivery WHERE channel_id IN ({', '.join('?' for _ in channels)})"
        " AND due_at IS NOT NULL GROUP BY channel_id",
        channels,
    )
    return {row.channel_id: row.n for row in rows}
