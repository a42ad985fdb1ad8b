"""Taking deliveries to send them.

A receiver's row is locked while its deliveries are chosen, and claimed while they are under way: to one receiver one
request goes at a time, from however many processes. A claim ends with its lease, so a process that dies holds nothing
up; what it was sending then counts as interrupted.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from heating.lib import clock
from heating.lib.ids import new_id
from heating.notifications import pacing
from heating.notifications.outbox import look
from heating.notifications.quiet_hours import quiet_until
from heating.notifications.rules import ChannelKind, DeliveryState, Parcel
from heating.notifications.settling import settle_interrupted
from heating.notifications.waiting import Receiver, Taken, Waiting, change, due, lock
from heating.storage import execute, transaction

LEASE = timedelta(seconds=45)
"""Longer than any sending, shorter than a job's lease: who takes the job up again finds the claim over."""

HowMany = Callable[[ChannelKind, Sequence[Parcel]], int]
_BOTH = (DeliveryState.WAITING, DeliveryState.SENDING)


async def take(receiver: str, zone: ZoneInfo, how_many: HowMany) -> Taken | None:
    """The next deliveries for the receiver. None when there is nothing to do now; whoever made it so has somebody look
    again when there is."""
    now = clock.now()
    if not await due(receiver, now, _BOTH, most=1):  # of a reader: looking in vain costs the writer nothing
        return None
    async with transaction():
        state = await lock(receiver)
        await settle_interrupted(receiver, now)
        waiting = await _awake(receiver, now, zone)
        if not waiting:
            return None
        start = state.earliest(waiting[0].kind, now)
        if start > now:
            look(receiver, start)
            return None
        alike = [delivery for delivery in waiting if delivery.to == waiting[0].to]
        count = how_many(waiting[0].kind, [delivery.parcel for delivery in alike])
        return await claim(receiver, state, alike[:count], now)


async def _awake(receiver: str, now: datetime, zone: ZoneInfo) -> list[Waiting]:
    """What may go out now. What its person does not want to hear at this hour is put off, and what has lost its channel
    is let go, so that neither hides the rest."""
    while waiting := await due(receiver, now, [DeliveryState.WAITING]):
        awake = [delivery for delivery in waiting if not await _set_aside(delivery, receiver, now, zone)]
        if awake:
            return awake
    return []


async def _set_aside(delivery: Waiting, receiver: str, now: datetime, zone: ZoneInfo) -> bool:
    if delivery.is_off:
        await change(delivery.id, state=DeliveryState.CANCELLED.value, due_at=None, settled_at=now)
        return True
    until = quiet_until(delivery.quiet_hours, now, zone)
    if until is None:
        return False
    await change(delivery.id, due_at=until)
    look(receiver, until)
    return True


async def claim(receiver: str, state: Receiver, chosen: Sequence[Waiting], now: datetime) -> Taken:
    """The attempt counts from here on, whatever becomes of this process."""
    counted = [msgspec.structs.replace(delivery, attempts=delivery.attempts + 1) for delivery in chosen]
    taken = Taken(new_id(), receiver, counted)
    until = now + LEASE
    for delivery in counted:
        sending = DeliveryState.SENDING.value
        await change(delivery.id, state=sending, claim=taken.claim, due_at=until, attempts=delivery.attempts)
    paced_until = pacing.paced(pacing.PACES[chosen[0].kind], state.paced_until, now)
    await execute(
        "UPDATE delivery_receiver SET claim = ?, claimed_until = ?, paced_until = ? WHERE key = ?",
        [taken.claim, until, paced_until, receiver],
    )
    return taken
