"""Bodies and rows of the city's webhooks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.accounts.channel_schemas import Address, Last, Secret, last_of
from heating.http.fields import Name, PathOrAll
from heating.lib.wording import Language
from heating.notifications.queries import Channel

Actions = Annotated[
    list[Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\.([a-z_]{1,40}|\*)$")]], Meta(min_length=1, max_length=50)
]
"""Names of events as the audit has them, such as "hazard.accepted", or all of a noun: "hazard.*"."""


class NewWebhookBody(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID | None = None
    name: Name
    url: Address
    secret: Annotated[Secret, Meta(pattern=r"^([!-~]{16,200})?$")] = ""
    """What the requests are signed with; made when it is empty."""
    actions: Actions
    organization: PathOrAll = ""
    """Of which part of the tree; empty is the whole city."""


class WebhookChanges(msgspec.Struct, frozen=True, kw_only=True):
    name: Name | None = None
    actions: Actions | None = None
    enabled: bool | None = None


class WebhookRow(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    hint: str
    actions: Sequence[str]
    organization: str
    enabled: bool
    waiting: int
    last: Last | None
    created_at: datetime


class Webhooks(msgspec.Struct, frozen=True):
    items: Sequence[WebhookRow]


class NewWebhookRow(msgspec.Struct, frozen=True):
    webhook: WebhookRow
    secret: str | None
    """One that was made, shown this once."""


def webhook_row(channel: Channel, waiting: int, language: Language) -> WebhookRow:
    return WebhookRow(
        id=channel.id,
        name=channel.name,
        hint=channel.hint,
        actions=channel.actions,
        organization=channel.organization_path,
        enabled=channel.enabled,
        waiting=waiting,
        last=last_of(channel, language),
        created_at=channel.created_at,
    )
