"""What became of deliveries that were under way."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from heating import audit
from heating.lib import clock
from heating.lib.ids import new_id
from heating.notifications.models import DeliveryAttempt
from heating.notifications.outbox import look
from heating.notifications.rules import INTERRUPTED, DeliveryState, Outcome, after_attempt, rest_of_receiver
from heating.notifications.waiting import Taken, Waiting, change, due
from heating.storage import current_unit, execute, transaction


async def settle(taken: Taken, outcome: Outcome, took: timedelta) -> bool:
    """False when the lease was over and others have taken up the receiver since."""
    async with transaction():
        held = await execute(
            "UPDATE delivery_receiver SET claim = NULL, claimed_until = NULL WHERE key = ? AND claim = ?",
            [taken.receiver, taken.claim],
        )
        if held:
            await _record(taken.receiver, taken.deliveries, outcome, took, clock.now())
            if taken.deliveries[0].is_test:
                look(taken.receiver)  # a test is not sent by a job that would go on with what came meanwhile
    return held > 0


async def settle_interrupted(receiver: str, now: datetime) -> None:
    """What a process was sending that died: its lease is over, and nobody knows how far it came."""
    while interrupted := await due(receiver, now, [DeliveryState.SENDING]):
        await _record(receiver, interrupted, INTERRUPTED, timedelta(), now)


async def _record(
    receiver: str, deliveries: Sequence[Waiting], outcome: Outcome, took: timedelta, now: datetime
) -> None:
    chance = random.random()
    pauses = []
    for delivery in deliveries:
        _note_attempt(delivery, outcome, took, now)
        following = after_attempt(delivery.kind, outcome, delivery.attempts, chance)
        if following.pause is None or delivery.is_test:
            await _end(delivery, following.state is DeliveryState.SENT, outcome, now)
        else:
            pauses.append(following.pause)
            await _put_off(delivery, outcome, now + following.pause)
    rest = rest_of_receiver(outcome, min(pauses, default=None))
    free_at = None if rest is None else now + rest
    await execute("UPDATE delivery_receiver SET free_at = ? WHERE key = ?", [free_at, receiver])
    if pauses:
        look(receiver, now + min(pauses))


def _note_attempt(delivery: Waiting, outcome: Outcome, took: timedelta, now: datetime) -> None:
    current_unit().insert(
        DeliveryAttempt,
        {
            "id": new_id(),
            "delivery_id": delivery.id,
            "at": now,
            "result": outcome.result.value,
            "reason": outcome.reason.value,
            "said": outcome.said,
            "took_ms": round(took.total_seconds() * 1000),
        },
    )


async def _put_off(delivery: Waiting, outcome: Outcome, until: datetime) -> None:
    reason, state = outcome.reason.value, DeliveryState.WAITING.value
    await change(delivery.id, state=state, claim=None, due_at=until, reason=reason, said=outcome.said)


async def _end(delivery: Waiting, is_sent: bool, outcome: Outcome, now: datetime) -> None:
    state = (DeliveryState.SENT if is_sent else DeliveryState.FAILED).value
    reason, said = outcome.reason.value, outcome.said
    await change(delivery.id, state=state, claim=None, due_at=None, settled_at=now, reason=reason, said=said)
    await execute(
        "UPDATE notification_channel SET last_at = ?, last_state = ?, last_reason = ?, last_said = ? WHERE id = ?",
        [now, state, reason, said, delivery.channel_id],
    )
    if not is_sent and not delivery.is_test:
        audit.record(
            audit.SYSTEM,
            "delivery.failed",
            subject_kind="delivery",
            subject_id=delivery.id,
            organization=delivery.organization_path,
            area="",
            detail={"kind": delivery.kind.value, "attempts": delivery.attempts, "reason": reason},
        )
