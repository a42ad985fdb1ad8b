"""Adding, changing and removing channels: of persons, and the webhooks that belong to nobody."""

import hashlib
import secrets
from typing import NamedTuple
from uuid import UUID

import msgspec
from tortoise.exceptions import IntegrityError

from heating import audit
from heating.lib import clock
from heating.lib.ids import new_id
from heating.notifications import problems, queries
from heating.notifications.addresses import hint_of, receiver_of
from heating.notifications.models import NotificationChannel
from heating.notifications.queries import Channel
from heating.notifications.quiet_hours import DEFAULT, QuietHours
from heating.notifications.rules import ChannelKind, DeliveryState
from heating.storage import current_unit, execute, transaction

MOST_PER_PERSON = 20
MOST_WEBHOOKS = 50


class NewChannel(msgspec.Struct, frozen=True, kw_only=True):
    """`person` None is a program that is told of the city's events, those of `actions`."""

    id: UUID | None
    person: UUID | None
    organization: str
    kind: ChannelKind
    name: str
    address: str
    """As `addresses.check` has let it pass."""
    secret: str = ""
    quiet_hours: QuietHours | None = DEFAULT
    actions: list[str] | None = None


class Added(NamedTuple):
    channel: Channel
    secret: str | None
    """One that was made for it, told this once."""


async def add(by: audit.Who, new: NewChannel) -> Added:
    """The same id with the same content answers the existing channel. Raises notifications.id_taken and
    notifications.too_many_channels."""
    made = secrets.token_urlsafe(32) if new.kind is ChannelKind.WEBHOOK and not new.secret else None
    try:
        async with transaction():
            if new.id is not None and (existing := await queries.channel(new.id)):
                return Added(_same(existing, new), None)
            await _refuse_too_many(new)
            return Added(await _insert(by, new, made or new.secret), made)
    except IntegrityError:  # the same id at the same moment
        assert new.id is not None
        return Added(_same(await _existing(new.id), new), None)


def _same(existing: Channel, new: NewChannel) -> Channel:
    if existing.content_hash != _content_hash(new) or existing.removed_at is not None:
        raise problems.ID_TAKEN()
    return existing


def _content_hash(new: NewChannel) -> str:
    """A person's organization may have changed since; a webhook's is part of what it was made with."""
    content = new if new.person is None else msgspec.structs.replace(new, organization="")
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


async def _insert(by: audit.Who, new: NewChannel, secret: str) -> Channel:
    channel = new.id or new_id()
    await current_unit().insert_now(NotificationChannel, [_row(channel, new, secret)])
    receiver = receiver_of(new.kind, new.address)
    await execute("INSERT INTO delivery_receiver (key) VALUES (?) ON CONFLICT DO NOTHING", [receiver])
    added = await _existing(channel)
    _record(by, "added", added)
    return added


async def _refuse_too_many(new: NewChannel) -> None:
    most = MOST_WEBHOOKS if new.person is None else MOST_PER_PERSON
    if await queries.count_channels(new.person) >= most:
        raise problems.TOO_MANY_CHANNELS(most=most)


def _row(channel_id: UUID, new: NewChannel, secret: str) -> dict[str, object]:
    quiet = new.quiet_hours
    return {
        "id": channel_id,
        "person_id": new.person,
        "organization_path": new.organization,
        "kind": new.kind.value,
        "name": new.name,
        "address": new.address,
        "secret": secret,
        "hint": hint_of(new.kind, new.address),
        "receiver": receiver_of(new.kind, new.address),
        **_quiet_columns(quiet),
        "actions_json": None if new.actions is None else msgspec.json.encode(new.actions).decode(),
        "content_hash": _content_hash(new),
        "created_at": clock.now(),
        "disabled_at": None,
        "removed_at": None,
        "last_at": None,
        "last_state": None,
        "last_reason": None,
        "last_said": None,
    }


def _quiet_columns(quiet: QuietHours | None) -> dict[str, object]:
    start, end = (None, None) if quiet is None else (f"{quiet.start:%H:%M}", f"{quiet.end:%H:%M}")
    return {"quiet_from": start, "quiet_to": end}


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change; None, and for quiet hours UNSET, leaves it as it is."""

    name: str | None = None
    enabled: bool | None = None
    quiet_hours: QuietHours | msgspec.UnsetType | None = msgspec.UNSET
    actions: list[str] | None = None


async def change(by: audit.Who, channel: Channel, changes: Changes) -> Channel:
    columns: dict[str, object] = {}
    if changes.name is not None:
        columns["name"] = changes.name
    if changes.actions is not None:
        columns["actions_json"] = msgspec.json.encode(changes.actions).decode()
    if not isinstance(changes.quiet_hours, msgspec.UnsetType):
        columns |= _quiet_columns(changes.quiet_hours)
    if changes.enabled is not None and changes.enabled != channel.enabled:
        columns["disabled_at"] = None if changes.enabled else clock.now()
    async with transaction():
        if columns:
            await _update(channel.id, columns)
        if changes.enabled is False:
            await _cancel_waiting(channel.id)
        changed = await _existing(channel.id)
        _record(by, "changed", changed, changes=sorted(columns))
    return changed


async def remove(by: audit.Who, channel: Channel) -> None:
    """Its address and secret are gone at once; what became of its deliveries stays to be seen."""
    async with transaction():
        await _update(channel.id, {"removed_at": clock.now(), "address": "", "secret": ""})
        await _cancel_waiting(channel.id)
        _record(by, "removed", channel)


async def _update(channel: UUID, columns: dict[str, object]) -> None:
    assignments = ", ".join(f"{name} = ?" for name in columns)
    await execute(f"UPDATE notification_channel SET {assignments} WHERE id = ?", [*columns.values(), channel])


async def _cancel_waiting(channel: UUID) -> None:
    await execute(
        "UPDATE delivery SET state = ?, due_at = NULL, settled_at = ? WHERE channel_id = ? AND state = ?",
        [DeliveryState.CANCELLED.value, clock.now(), channel, DeliveryState.WAITING.value],
    )


async def _existing(channel: UUID) -> Channel:
    """One that is known to exist."""
    found = await queries.channel(channel)
    assert found is not None
    return found


def _record(by: audit.Who, verb: str, channel: Channel, **detail: object) -> None:
    """Never with the address."""
    noun = "webhook" if channel.person_id is None else "channel"
    audit.record(
        by,
        f"{noun}.{verb}",
        subject_kind=noun,
        subject_id=channel.id,
        organization=channel.organization_path,
        area="",
        detail={"kind": channel.kind.value, "name": channel.name, **detail},
    )
