"""Bodies and answers of sync."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.http.fields import Count, Moment
from heating.sync.rules import MAX_OPERATIONS, Outcome


class Envelope(msgspec.Struct, frozen=True):
    """What a phone sends. Each operation is decoded by itself, so that a bad one stands alone."""

    device: UUID
    operations: Annotated[list[msgspec.Raw], Meta(max_length=MAX_OPERATIONS)]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What every operation has. `happened_at` is the phone's clock; `author` who captured it, when not the sender."""

    id: UUID
    type: Annotated[str, Meta(max_length=64)]
    happened_at: Moment
    base_version: Count | None = None
    author: UUID | None = None


class OperationBody(Frame, frozen=True, kw_only=True):
    """One operation; the payload is decoded by what its type needs."""

    payload: msgspec.Raw


class PlainOperation(Frame, frozen=True, kw_only=True):
    """The same with a payload of any shape, to find every wrong field of the frame."""

    payload: dict[str, Any]


class Attachment(msgspec.Struct, frozen=True):
    """The payload of label.attach: bind the blank label with this code to the asset."""

    code: Annotated[str, Meta(min_length=1, max_length=200)]
    asset: UUID


class Subject(msgspec.Struct, frozen=True):
    kind: str
    id: str


class Receipt(msgspec.Struct, frozen=True):
    """`id` is the operation's as it was sent; null when it had none that can be read."""

    id: str | None
    outcome: Outcome
    problem: dict[str, Any] | None
    received_at: datetime
    subject: Subject | None


class Pushed(msgspec.Struct, frozen=True):
    receipts: list[Receipt]
    server_time: datetime
