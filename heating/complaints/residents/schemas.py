"""What residents send and are shown: nothing of who works on it by name, nothing of anybody's home."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.complaints.rules import Status
from heating.complaints.schemas import Indoor, Rating
from heating.complaints.steps.replies import Reply
from heating.complaints.steps.table import Step
from heating.hazards.evidence import Photos
from heating.http.fields import Note
from heating.lib.wording import Text

ResidentStep = Literal["confirm", "rate", "note"]


class ResidentRating(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    solved: bool
    score: Annotated[int, Meta(ge=1, le=5)] | None = None
    comment: Note = ""


class ResidentConfirmation(msgspec.Struct, frozen=True, kw_only=True):
    """ "It is warm again", or "it is not solved"."""

    id: UUID
    warm: bool
    indoor_c: Indoor | None = None
    text: Note = ""


class ResidentNote(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    text: Note
    photos: Photos = ()


class PublicStep(msgspec.Struct, frozen=True, kw_only=True):
    """`from_resident`: he did it himself."""

    step: Step
    to: Status
    at: datetime
    from_resident: bool
    promised_on: date | None


class Tracked(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as its own resident follows it. `next_due_at` is when the next thing that he is owed is due: the
    promise, the resolution, the reply."""

    id: UUID
    number: str
    tracking_code: str
    status: Status
    category: Text | None
    organization: str
    area: str
    received_at: datetime
    next_due_at: datetime | None
    promised_on: date | None
    reply: Reply | None
    replied_at: datetime | None
    rating: Rating | None
    closed_at: datetime | None
    may: list[ResidentStep]
    steps: list[PublicStep]
