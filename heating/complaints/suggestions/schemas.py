"""Suggestions as they are shown, with how far they can be trusted."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.complaints.schemas import Short
from heating.complaints.suggestions.categorising import Measured
from heating.complaints.suggestions.likeness import Shared
from heating.http.fields import Key


class Reason(msgspec.Struct, frozen=True):
    """Words of the text that speak for the category; `weight` is the sum of their logarithms of likelihood."""

    words: str
    weight: float


class SuggestedCategory(msgspec.Struct, frozen=True):
    """`score` is about the share of such suggestions that were right when it was measured."""

    key: str
    name: str
    name_en: str
    score: float
    why: list[Reason]


class Similar(msgspec.Struct, frozen=True):
    """A complaint of the last days that may be about the same; `shared` is what both have in common."""

    id: UUID
    number: str
    status: str
    category: str | None
    received_at: datetime
    likeness: float
    shared: list[Shared]


class Suggestions(msgspec.Struct, frozen=True):
    """Nothing of it is decided. `measured`: with each example left out in turn, how often its category came first."""

    categories: list[SuggestedCategory]
    similar: list[Similar]
    measured: Measured
    measured_at: datetime


class AskedFor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In a body: what a resident said stands in no address and no log."""

    text: Annotated[str, Meta(max_length=4000)] = ""
    category: Key | None = None
    building: UUID | None = None
    unit: Short = ""
    room: Short = ""
