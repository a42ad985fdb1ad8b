"""Telling people, and their reading it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import audit
from heating.lib import clock
from heating.notifications import problems, queries
from heating.notifications.masking import masked_text
from heating.notifications.outbox import Outgoing, hand_over, ids, look
from heating.notifications.queries import Sent
from heating.notifications.rules import LONGEST_KEY, DeliveryState, Message, Parcel
from heating.storage import current_unit, execute, execute_many, fetch, transaction

CHANGE_KIND = "notification"
"""In the change log; the row is the person, whose inbox is other than it was."""

_AT_ONCE = 500
_INSERT = """
    INSERT INTO notification (id, person_id, organization_path, kind, title_zh, title_en, body_zh, body_en, link,
        urgent, subject_kind, subject_id, once, created_at, read_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (once) DO NOTHING
"""


class _Told(NamedTuple):
    """A message with its own id, and the key by which it is told once."""

    id: UUID
    once: str
    message: Message


async def notify(messages: Sequence[Message]) -> int:
    """Put the messages into the inboxes and, after the commit, on their way over the channels of each person. Runs in
    the caller's transaction, in a few statements however many there are. Whom a key was told before is not told again.
    Answers how many were new."""
    unique = {_once(message): message for message in messages}
    told = [
        _Told(id, once, _cleaned(message)) for id, (once, message) in zip(ids(len(unique)), unique.items(), strict=True)
    ]
    told.sort(key=lambda one: one.once)  # one order of locks for everyone
    now = clock.now()
    new: list[_Told] = []
    for start in range(0, len(told), _AT_ONCE):
        new += await _insert(told[start : start + _AT_ONCE], now)
    new.sort(key=lambda one: one.id)
    unit = current_unit()
    for one in new:
        unit.changed(CHANGE_KIND, one.message.person, organization=one.message.organization, area="")
    await hand_over([_outgoing(one, now) for one in new])
    return len(new)


def _once(message: Message) -> str:
    if not 0 < len(message.key) <= LONGEST_KEY:
        raise ValueError(f"a message's key has 1 to {LONGEST_KEY} characters: {message.key!r}")
    if not message.link.startswith("/app/"):
        raise ValueError(f"a message links to a page of the application: {message.link!r}")
    return f"{message.person}/{message.key}"


def _cleaned(message: Message) -> Message:
    return msgspec.structs.replace(message, title=masked_text(message.title), body=masked_text(message.body))


async def _insert(told: Sequence[_Told], now: datetime) -> list[_Told]:
    """Those that were not told before."""
    await execute_many(_INSERT, [_row(one, now) for one in told])
    marks = ", ".join("?" for _ in told)
    rows = await fetch(f"SELECT id FROM notification WHERE id IN ({marks})", [one.id for one in told])
    written = {UUID(str(row["id"])) for row in rows}
    return [one for one in told if one.id in written]


def _row(one: _Told, now: datetime) -> Sequence[object]:
    message = one.message
    return (
        one.id,
        message.person,
        message.organization,
        message.kind,
        message.title.zh,
        message.title.en,
        message.body.zh,
        message.body.en,
        message.link,
        message.urgent,
        message.subject_kind,
        str(message.subject_id),
        one.once,
        now,
    )


def _outgoing(one: _Told, now: datetime) -> Outgoing:
    message = one.message
    parcel = Parcel(
        id=one.id,
        kind=message.kind,
        at=now.isoformat(),
        title=message.title.in_language(message.language),
        body=message.body.in_language(message.language),
        link=message.link,
        subject_kind=message.subject_kind,
        subject_id=str(message.subject_id),
        organization=message.organization,
    )
    return Outgoing(message.person, one.id, message.urgent, parcel)


async def read(person: UUID, organization: str, ids: Sequence[UUID] | None) -> None:
    """Mark these messages of the person as read, or all of them; what is not his is left alone."""
    chosen, params = "", []
    if ids is not None:
        chosen, params = f"AND id IN ({', '.join('?' for _ in ids) or 'NULL'})", list(ids)
    async with transaction() as unit:
        met = await execute(
            f"UPDATE notification SET read_at = ? WHERE person_id = ? AND read_at IS NULL {chosen}",
            [clock.now(), person, *params],
        )
        if met:
            unit.changed(CHANGE_KIND, person, organization=organization, area="")


async def send_again(by: audit.Who, delivery: Sent) -> None:
    """Give a delivery that failed another series of attempts. Raises notifications.not_failed and
    notifications.channel_off."""
    async with transaction():
        channel = await queries.channel(delivery.channel_id)
        if channel is None or channel.removed_at is not None or not channel.enabled:
            raise problems.CHANNEL_OFF()
        met = await execute(
            "UPDATE delivery SET state = ?, due_at = ?, attempts = 0, settled_at = NULL WHERE id = ? AND state = ?",
            [DeliveryState.WAITING.value, clock.now(), delivery.id, DeliveryState.FAILED.value],
        )
        if not met or delivery.is_test:
            raise problems.NOT_FAILED()
        look(channel.receiver)
        audit.record(
            by,
            "delivery.sent_again",
            subject_kind="delivery",
            subject_id=delivery.id,
            organization=delivery.organization_path,
            area="",
        )


async def withhold(person: UUID) -> None:
    """Let go whatever waits to go out to a person who may no longer know it. Runs in the caller's transaction."""
    await execute(
        "UPDATE delivery SET state = ?, due_at = NULL, settled_at = ? WHERE person_id = ? AND state = ?",
        [DeliveryState.CANCELLED.value, clock.now(), person, DeliveryState.WAITING.value],
    )


_KEEP_READ, _KEEP, _KEEP_DELIVERIES = timedelta(days=180), timedelta(days=730), timedelta(days=180)


async def prune() -> None:
    """Forget read messages after half a year, all after two years, and deliveries half a year after they were made."""
    now = clock.now()
    made_before = now - _KEEP_DELIVERIES
    async with transaction():
        await execute(
            "DELETE FROM notification WHERE created_at < ? OR (created_at < ? AND read_at IS NOT NULL)",
            [now - _KEEP, now - _KEEP_READ],
        )
        await execute(
            "DELETE FROM delivery_attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE created_at < ?)",
            [made_before],
        )
        await execute("DELETE FROM delivery WHERE created_at < ?", [made_before])
