"""What the routes of household visits take and answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.checklists.document import Signature
from heating.complaints.schemas import Caller, Indoor, Person
from heating.complaints.visits.rules import Room, VisitState
from heating.hazards.evidence import Photos, StepPhoto
from heating.http.fields import Moment, Name, Note, Positive
from heating.http.paging import PageQuery

Reason = Annotated[str, Meta(min_length=1, max_length=4000)]


class NewVisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An appointment with the household; `visitor` is who goes there. `happened_at`: when it was made."""

    id: UUID | None = None
    starts_at: Moment
    ends_at: Moment
    visitor: UUID
    note: Note = ""
    happened_at: Moment | None = None


class VisitStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version` is that of the visit its author saw."""

    version: Positive
    happened_at: Moment | None = None


class Appointment(VisitStep, frozen=True, kw_only=True):
    """Another time, or another visitor."""

    starts_at: Moment
    ends_at: Moment
    visitor: UUID | None = None
    reason: Note = ""


class Absence(VisitStep, frozen=True, kw_only=True):
    """Nobody at home; a picture of the note left at the door."""

    note: Note = ""
    photos: Photos = ()


class KeyHandOver(VisitStep, frozen=True, kw_only=True):
    """The household lets somebody else open the door. `consented_by` is who of the household has agreed, and how."""

    holder: Caller
    relation: Name
    from_at: Moment
    until_at: Moment
    consented_by: Name


class KeyReturn(VisitStep, frozen=True, kw_only=True):
    received_by: Name


class Measurement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    indoor_c: Indoor
    room: Room
    measured_at: Moment


class Completion(VisitStep, frozen=True, kw_only=True):
    """Both sign; where the resident does not, `unsigned_reason` says why."""

    note: Reason
    measurement: Measurement | None = None
    resident_signature: Signature | None = None
    visitor_signature: Signature
    unsigned_reason: Note = ""
    photos: Photos = ()


class Cancellation(VisitStep, frozen=True, kw_only=True):
    reason: Reason


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the key, who of the household consented and who has it back is among the complaint's persons."""

    relation: str
    from_at: datetime
    until_at: datetime
    consented_at: datetime
    returned_at: datetime | None
    is_out: bool


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    indoor_c: float
    room: Room
    measured_at: datetime


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    complaint: UUID
    number: str
    address: str
    state: VisitState
    version: int
    starts_at: datetime
    ends_at: datetime
    visitor: Person
    note: str
    arranged_by: Person
    arranged_at: datetime
    absences: int
    key: Key | None
    ended_at: datetime | None
    outcome: str | None
    measured: Measured | None
    signed_by_resident: bool | None
    unsigned_reason: str | None
    photos: Sequence[StepPhoto]


class Visits(msgspec.Struct, frozen=True):
    items: Sequence[Visit]


class VisitFilter(PageQuery, frozen=True, kw_only=True):
    """`mine`: where the asker goes. `on`: a local day. `open`: still to come, the earliest first; false: over, the
    latest first."""

    mine: bool | None = None
    open: bool | None = None
    on: date | None = None
