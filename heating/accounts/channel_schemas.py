"""Bodies and rows of channels and of what goes over them."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.http.fields import Name
from heating.lib.wording import Language
from heating.notifications.queries import Channel
from heating.notifications.quiet_hours import DEFAULT, QuietHours
from heating.notifications.rules import ChannelKind, DeliveryState, Reason, Result
from heating.notifications.testing import Tried
from heating.notifications.wording import why

ClockTime = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""Hours and minutes by the city's clocks."""
Address = Annotated[str, Meta(min_length=1, max_length=1000)]
Secret = Annotated[str, Meta(max_length=200)]


class QuietTimes(msgspec.Struct, frozen=True):
    """Between the two only what is urgent goes out."""

    start: ClockTime
    end: ClockTime


_DEFAULT = QuietTimes(f"{DEFAULT.start:%H:%M}", f"{DEFAULT.end:%H:%M}")


class NewChannelBody(msgspec.Struct, frozen=True, kw_only=True):
    """`address` is a robot's webhook address, a mail address, an address as apprise writes it, or that of a program."""

    id: UUID | None = None
    kind: ChannelKind
    name: Name
    address: Address
    secret: Secret = ""
    """What a robot of DingTalk or Feishu signs with. That of a webhook is made when it is empty."""
    quiet_hours: QuietTimes | None = _DEFAULT


class ChannelChanges(msgspec.Struct, frozen=True, kw_only=True):
    name: Name | None = None
    enabled: bool | None = None
    quiet_hours: QuietTimes | msgspec.UnsetType | None = msgspec.UNSET


class Last(msgspec.Struct, frozen=True):
    """What became of the last delivery that was sent or failed."""

    at: datetime
    state: DeliveryState
    error: str | None


class ChannelRow(msgspec.Struct, frozen=True):
    id: UUID
    kind: ChannelKind
    name: str
    hint: str
    """Where it leads; the whole address is never shown again."""
    quiet_hours: QuietTimes | None
    enabled: bool
    waiting: int
    last: Last | None
    created_at: datetime


class Channels(msgspec.Struct, frozen=True):
    items: Sequence[ChannelRow]


class NewChannelRow(msgspec.Struct, frozen=True):
    channel: ChannelRow
    secret: str | None
    """One that was made for a webhook, shown this once."""


class TestRow(msgspec.Struct, frozen=True):
    """What became of a test message; also of one that did not arrive."""

    delivery: UUID
    result: Result
    detail: str
    took_ms: int


def channel_row(channel: Channel, waiting: int, language: Language) -> ChannelRow:
    quiet = None
    if channel.quiet_from is not None and channel.quiet_to is not None:
        quiet = QuietTimes(channel.quiet_from, channel.quiet_to)
    return ChannelRow(
        id=channel.id,
        kind=channel.kind,
        name=channel.name,
        hint=channel.hint,
        quiet_hours=quiet,
        enabled=channel.enabled,
        waiting=waiting,
        last=last_of(channel, language),
        created_at=channel.created_at,
    )


def last_of(channel: Channel, language: Language) -> Last | None:
    if channel.last_at is None or channel.last_state is None:
        return None
    return Last(channel.last_at, channel.last_state, error_of(channel.last_reason, channel.last_said, language))


def error_of(reason: str | None, said: str | None, language: Language) -> str | None:
    if reason is None or reason == Reason.ACCEPTED:
        return None
    return why(reason, said or "", language)


def quiet_hours(times: QuietTimes | None) -> QuietHours | None:
    return None if times is None else QuietHours(time.fromisoformat(times.start), time.fromisoformat(times.end))


def test_row(tried: Tried, language: Language) -> TestRow:
    outcome = tried.outcome
    detail = why(outcome.reason, outcome.said, language)
    return TestRow(tried.delivery, outcome.result, detail, round(tried.took.total_seconds() * 1000))
