"""Deliveries that wait or are under way, and the receivers they go to, as those see them who send."""

from collections.abc import Sequence
from datetime import datetime, time
from uuid import UUID

import msgspec

from heating.notifications import pacing
from heating.notifications.quiet_hours import QuietHours
from heating.notifications.rules import ChannelKind, DeliveryState, Parcel
from heating.notifications.senders.sending import Address
from heating.storage import dialect, execute, fetch_as

MOST_TOGETHER = 30


class Waiting(msgspec.Struct, frozen=True):
    """A delivery with its channel."""

    id: UUID
    channel_id: UUID
    attempts: int
    content_json: str
    organization_path: str
    urgent: bool
    is_test: bool
    kind: ChannelKind
    address: str
    secret: str
    quiet_from: str | None
    quiet_to: str | None
    is_off: bool

    @property
    def parcel(self) -> Parcel:
        return msgspec.json.decode(self.content_json, type=Parcel)

    @property
    def to(self) -> Address:
        return Address(self.kind, self.address, self.secret)

    @property
    def quiet_hours(self) -> QuietHours | None:
        if self.urgent or self.quiet_from is None or self.quiet_to is None:
            return None
        return QuietHours(time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_to))


class Taken(msgspec.Struct, frozen=True):
    """Deliveries that go out together."""

    claim: UUID
    receiver: str
    deliveries: Sequence[Waiting]

    @property
    def to(self) -> Address:
        return self.deliveries[0].to

    @property
    def parcels(self) -> list[Parcel]:
        return [delivery.parcel for delivery in self.deliveries]


class Receiver(msgspec.Struct, frozen=True):
    claimed_until: datetime | None
    paced_until: datetime | None
    free_at: datetime | None

    def earliest(self, kind: ChannelKind, now: datetime) -> datetime:
        """When it may next be sent to."""
        slot = pacing.slot(pacing.PACES[kind], self.paced_until, now)
        return max(slot, self.free_at or now, self.claimed_until or now)


async def lock(receiver: str) -> Receiver:
    """From here to the end of the transaction nobody else takes or settles the receiver's deliveries."""
    for_update = "FOR UPDATE" if dialect() == "postgres" else ""
    [row] = await fetch_as(
        Receiver,
        f"SELECT claimed_until, paced_until, free_at FROM delivery_receiver WHERE key = ? {for_update}",
        [receiver],
    )
    return row


_SELECT = """
    SELECT d.id, d.channel_id, d.attempts, d.content_json, d.organization_path, d.urgent, d.is_test, c.kind, c.address,
        c.secret, c.quiet_from, c.quiet_to, (c.disabled_at IS NOT NULL OR c.removed_at IS NOT NULL) AS is_off
    FROM delivery d JOIN notification_channel c ON c.id = d.channel_id
"""


async def due(
    receiver: str, now: datetime, states: Sequence[DeliveryState], most: int = MOST_TOGETHER
) -> list[Waiting]:
    """Urgent ones first, then in the order in which they were said. What is under way is due when its lease is over."""
    return await fetch_as(
        Waiting,
        f"{_SELECT} WHERE d.receiver = ? AND d.due_at <= ? AND d.state IN ({', '.join('?' for _ in states)})"
        " ORDER BY d.urgent DESC, d.id LIMIT ?",
        [receiver, now, *(state.value for state in states), most],
    )


async def one(delivery: UUID) -> Waiting:
    """One that is known to exist."""
    [row] = await fetch_as(Waiting, f"{_SELECT} WHERE d.id = ?", [delivery])
    return row


async def change(delivery: UUID, **columns: object) -> None:
    assignments = ", ".join(f"{name} = ?" for name in columns)
    await execute(f"UPDATE delivery SET {assignments} WHERE id = ?", [*columns.values(), delivery])
