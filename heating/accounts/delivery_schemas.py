"""Rows of deliveries: what went out, what waits and what failed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating.accounts.channel_schemas import error_of
from heating.http.paging import PageQuery
from heating.lib.wording import Language
from heating.notifications.queries import Attempt, Sent
from heating.notifications.rules import ChannelKind, DeliveryState, Parcel, Result
from heating.notifications.wording import why


class DeliveryQuery(PageQuery, frozen=True, kw_only=True):
    state: DeliveryState | None = None
    channel: UUID | None = None


class ChannelName(msgspec.Struct, frozen=True):
    id: UUID
    kind: ChannelKind
    name: str


class PersonName(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class DeliveryRow(msgspec.Struct, frozen=True):
    id: UUID
    channel: ChannelName
    person: PersonName | None
    """None for a webhook of the city."""
    kind: str
    title: str
    """Empty where the message is another person's."""
    link: str
    urgent: bool
    test: bool
    state: DeliveryState
    attempts: int
    error: str | None
    created_at: datetime
    due_at: datetime | None
    """When the next attempt is made."""
    settled_at: datetime | None


class Try(msgspec.Struct, frozen=True):
    at: datetime
    result: Result
    detail: str
    took_ms: int


class DeliveryStory(DeliveryRow, frozen=True, kw_only=True):
    tries: Sequence[Try]


def delivery_row(sent: Sent, reader: UUID, names: dict[UUID, str], language: Language) -> DeliveryRow:
    parcel = msgspec.json.decode(sent.content_json, type=Parcel)
    is_other = sent.person_id not in (None, reader)
    return DeliveryRow(
        id=sent.id,
        channel=ChannelName(sent.channel_id, sent.channel_kind, "" if is_other else sent.channel_name),
        person=None if sent.person_id is None else PersonName(sent.person_id, names.get(sent.person_id, "")),
        kind=parcel.kind,
        title="" if is_other else parcel.title,
        link=parcel.link,
        urgent=sent.urgent,
        test=sent.is_test,
        state=sent.state,
        attempts=sent.attempts,
        error=error_of(sent.reason, sent.said, language),
        created_at=sent.created_at,
        due_at=sent.due_at,
        settled_at=sent.settled_at,
    )


def delivery_story(row: DeliveryRow, attempts: Sequence[Attempt], language: Language) -> DeliveryStory:
    tries = [
        Try(attempt.at, Result(attempt.result), why(attempt.reason, attempt.said, language), attempt.took_ms)
        for attempt in attempts
    ]
    return DeliveryStory(**msgspec.structs.asdict(row), tries=tries)
