"""What those who serve send and see: signing in, handing over, swaps, spot checks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.duty.rules import Post, SwapStatus, Via
from heating.duty.schemas import Person
from heating.http.fields import Line, Moment, Note, Path, PathOrAll


class WatchBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which watch: a post of a place, by its beginning."""

    id: UUID
    organization: Path
    area: PathOrAll = ""
    post: Post
    starts_at: Moment


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    signed_at: datetime


class NewHandOver(WatchBody, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: Annotated[str, Meta(min_length=1, max_length=4000)]


class Remark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Note = ""


class HandOverItem(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    organization: str
    area: str
    post: Post
    by: Person
    to: Person
    starts_at: datetime
    ends_at: datetime
    note: str
    written_at: datetime
    received_at: datetime | None
    remark: str


class NewSwap(WatchBody, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One gives the watch to `asked`, and takes the one of his that begins at `return_starts_at`, if it is given."""

    asked: UUID
    return_starts_at: Moment | None = None
    reason: Line = ""


class SwapItem(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    organization: str
    area: str
    post: Post
    asker: Person
    asked: Person
    starts_at: datetime
    ends_at: datetime
    return_starts_at: datetime | None
    return_ends_at: datetime | None
    reason: str
    status: SwapStatus
    asked_at: datetime
    answered_at: datetime | None
    answer: str


class NewSpotCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of whoever is at the post now, to be answered within so many minutes."""

    id: UUID
    organization: Path
    area: PathOrAll = ""
    post: Post = Post.OFFICER
    minutes: Annotated[int, Meta(ge=1, le=60)] = 5


class SpotCheckItem(msgspec.Struct, frozen=True, kw_only=True):
    """`late`: answered after `answer_by`; `missed`: not answered, and the time is over."""

    id: UUID
    organization: str
    area: str
    post: Post
    person: Person
    asked_at: datetime
    asked_by: str
    answer_by: datetime
    answered_at: datetime | None
    answer: str
    late: bool
    missed: bool


class OwnWatch(msgspec.Struct, frozen=True, kw_only=True):
    """`handed_over`: the note of the one who goes is written. `coming` is who takes over."""

    organization: str
    area: str
    post: Post
    starts_at: datetime
    ends_at: datetime
    via: Via
    sign_in_from: datetime
    sign_in_by: datetime
    signed_at: datetime | None
    handed_over: bool
    coming: Person | None


class OwnDuty(msgspec.Struct, frozen=True, kw_only=True):
    """One's own watches from the running one on, the notes that wait for one's signature, checks, and swaps."""

    at: datetime
    watches: list[OwnWatch]
    hand_overs: list[HandOverItem]
    spot_checks: list[SpotCheckItem]
    swaps: list[SwapItem]
