"""The test button: one message over one channel, now, and what became of it."""

import math
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.wording import Language
from heating.notifications import problems
from heating.notifications.claims import LEASE, claim
from heating.notifications.delivering import Courier
from heating.notifications.models import Delivery
from heating.notifications.outbox import Destination, delivery_row, look
from heating.notifications.queries import Channel
from heating.notifications.rules import Outcome, Parcel
from heating.notifications.waiting import Taken, lock, one
from heating.notifications.wording import TEST_BODY, TEST_TITLE
from heating.storage import current_unit, transaction


class Tried(NamedTuple):
    delivery: UUID
    outcome: Outcome
    took: timedelta


async def test(courier: Courier, channel: Channel, language: Language) -> Tried:
    """Also over a channel that is switched off, and in quiet hours; but at the receiver's pace. Raises
    notifications.too_soon."""
    taken = await _take(channel, _parcel(channel, language))
    outcome, took = await courier.carry(taken)
    return Tried(taken.deliveries[0].id, outcome, took)


async def _take(channel: Channel, parcel: Parcel) -> Taken:
    now = clock.now()
    async with transaction():
        state = await lock(channel.receiver)
        start = state.earliest(channel.kind, now)
        if start > now:
            raise problems.TOO_SOON(retry_after=math.ceil((start - now).total_seconds()))
        place = Destination(channel.id, channel.person_id, channel.organization_path, channel.receiver)
        delivery = new_id()
        row = {**delivery_row(delivery, place, parcel), "is_test": True, "urgent": True}
        await current_unit().insert_now(Delivery, [row])
        look(channel.receiver, now + LEASE)  # should this process die, somebody settles it
        return await claim(channel.receiver, state, [await one(delivery)], now)


def _parcel(channel: Channel, language: Language) -> Parcel:
    return Parcel(
        id=new_id(),
        kind="channel.tested",
        at=clock.now().isoformat(),
        title=TEST_TITLE.in_language(language),
        body=TEST_BODY.in_language(language).format(name=channel.name),
        link="/app/channels",
        subject_kind="channel",
        subject_id=str(channel.id),
        organization=channel.organization_path,
    )
