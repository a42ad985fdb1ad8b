"""From a message to its deliveries, within the transaction that says it. Nothing is sent here."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import jobs
from heating.lib import clock
from heating.lib.ids import new_id
from heating.notifications.models import Delivery
from heating.notifications.rules import DeliveryState, Parcel
from heating.storage import current_unit, fetch_as

LOOK_JOB = "notifications.look"
"""Look whether anything is to be sent to a receiver."""

_AT_ONCE = 500


class Outgoing(NamedTuple):
    person: UUID
    notification: UUID
    urgent: bool
    parcel: Parcel


class Destination(msgspec.Struct, frozen=True):
    """A channel, as far as a delivery has to know it."""

    id: UUID
    person_id: UUID | None
    organization_path: str
    receiver: str


async def hand_over(outgoing: Sequence[Outgoing]) -> None:
    """One delivery for each message and each channel that its person has switched on."""
    channels = await _channels_of([*{one.person for one in outgoing}])
    pairs = [(one, channel) for one in outgoing for channel in channels.get(one.person, ())]
    for id, (one, channel) in zip(ids(len(pairs)), pairs, strict=True):
        row = delivery_row(id, channel, one.parcel)
        current_unit().insert(Delivery, {**row, "notification_id": one.notification, "urgent": one.urgent})
    for receiver in dict.fromkeys(channel.receiver for _, channel in pairs):
        look(receiver)


def ids(count: int) -> list[UUID]:
    """In ascending order: what is made within one millisecond keeps the order in which it was said."""
    return sorted(new_id() for _ in range(count))


def delivery_row(id: UUID, channel: Destination, parcel: Parcel) -> dict[str, object]:
    """A delivery that waits to be looked at."""
    now = clock.now()
    return {
        "id": id,
        "channel_id": channel.id,
        "notification_id": None,
        "person_id": channel.person_id,
        "organization_path": channel.organization_path,
        "receiver": channel.receiver,
        "content_json": msgspec.json.encode(parcel).decode(),
        "urgent": False,
        "is_test": False,
        "state": DeliveryState.WAITING.value,
        "due_at": now,
        "claim": None,
        "attempts": 0,
        "reason": None,
        "said": None,
        "created_at": now,
        "settled_at": None,
    }


def look(receiver: str, at: datetime | None = None) -> None:
    """Have somebody look at the receiver's deliveries after the commit, or at a later time. The same later time is
    asked for once: a thousand looks that find the receiver busy leave one behind, not a thousand."""
    key = None if at is None else f"look {receiver} {at.timestamp():.6f}"
    jobs.enqueue(LOOK_JOB, {"receiver": receiver}, key=key, run_at=at)


async def _channels_of(persons: Sequence[UUID]) -> dict[UUID, list[Destination]]:
    found: dict[UUID, list[Destination]] = {}
    for start in range(0, len(persons), _AT_ONCE):
        some = persons[start : start + _AT_ONCE]
        rows = await fetch_as(
            Destination,
            "SELECT id, person_id, organization_path, receiver FROM notification_channel"
            f" WHERE person_id IN ({', '.join('?' for _ in some)}) AND disabled_at IS NULL AND removed_at IS NULL"
            " ORDER BY id",
            some,
        )
        for row in rows:
            assert row.person_id is not None  # asked for by it
            found.setdefault(row.person_id, []).append(row)
    return found
