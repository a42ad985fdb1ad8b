"""What the complaints' routes take and answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.complaints.rules import Channel, Disposition, Kind, MatterClass, Status, Urgency
from heating.complaints.steps.replies import Answer, Reply
from heating.complaints.steps.table import Step
from heating.deadlines.schemas import ClockRow
from heating.hazards.evidence import Photos, StepPhoto
from heating.http.fields import Key, Line, Moment, Note, Path, PathOrAll, Search
from heating.http.paging import PageQuery

Short = Annotated[str, Meta(max_length=40)]
"""A unit or a room as people say it."""
Indoor = Annotated[float, Meta(ge=-40, le=60)]
"""°C, in the room."""


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who called, or whose home it is: personal data, kept apart from the complaint."""

    name: Annotated[str, Meta(max_length=100)] = ""
    phone: Annotated[str, Meta(max_length=40)] = ""
    note: Line = ""


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as it comes in. The station follows from the building, unit and area from the station; `address` is
    what was said where no building is known. `answer` answers it on the spot. `historical`: taken over from another
    system; nobody is sent anywhere or told anything."""

    id: UUID
    channel: Channel
    text: Note
    kind: Kind | None = None
    category: Key | None = None
    matter_class: MatterClass | None = None
    urgency: Urgency | None = None
    building: UUID | None = None
    unit: Short = ""
    room: Short = ""
    address: Line = ""
    station: UUID | None = None
    organization: Path | None = None
    area: Path | None = None
    caller: Caller | None = None
    resident: Caller | None = None
    photos: Photos = ()
    indoor_c: Indoor | None = None
    label: Annotated[str, Meta(max_length=40)] | None = None
    external_system: Annotated[str, Meta(min_length=1, max_length=100)] | None = None
    external_number: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    answer: Answer | None = None
    historical: bool = False


class NewComplaint(Intake, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as a request body. `happened_at` is when the resident called or wrote, `received_at` when a complaint
    taken over was received; both are now when they are not given."""

    happened_at: Moment | None = None
    received_at: Moment | None = None


class Person(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Teller(msgspec.Struct, frozen=True):
    """Who took a step; nobody's id is the resident's or the product's own doing."""

    id: UUID | None
    name: str


class Building(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Station(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    name_en: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint in a list, on the desk and in its events: nothing of who called."""

    id: UUID
    number: str
    status: Status
    version: int
    urgency: Urgency
    channel: Channel
    kind: Kind
    category: str | None
    matter_class: MatterClass | None
    address: str
    building: Building | None
    station: Station | None
    organization: str
    area: str
    officer: Person | None
    claimed_by: Person | None
    received_at: datetime
    due_at: datetime | None
    """Of the tightest open clock, whose name is `clock`."""
    clock: str | None
    paused_until: datetime | None
    returns: int
    promised_on: date | None
    repeats: int
    repeat_of: UUID | None
    merged_into: UUID | None
    merged_count: int


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    score: int | None
    solved: bool
    comment: str
    at: datetime


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    promised_on: date
    text: str
    organization: str
    made_by: str
    made_at: datetime
    ended_at: datetime | None
    outcome: Literal["kept", "late", "broken", "replaced"] | None


class StepEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what and when, with what evidence. `detail` is what else was decided, see docs/api.md."""

    id: UUID
    step: Step
    from_: Status | None = msgspec.field(name="from")
    to: Status
    actor: Teller
    organization: str
    happened_at: datetime
    received_at: datetime
    reason: str
    note: str
    photos: tuple[StepPhoto, ...]
    detail: Mapping[str, Any]


class MeasuredAtVisit(msgspec.Struct, frozen=True, kw_only=True):
    """Measured in the home at a household visit, and signed for by the household."""

    visit: UUID
    indoor_c: float
    room: str
    measured_at: datetime


class Complaint(Row, frozen=True, kw_only=True):
    """All of a complaint but its story, and who called. `tracking_code` is empty for whoever takes in no complaints."""

    tracking_code: str
    text: str
    unit: str
    room: str
    photos: tuple[StepPhoto, ...]
    indoor_c: float | None
    label: str | None
    external_system: str | None
    external_number: str | None
    historical: bool
    happened_at: datetime
    received_by: Teller
    leader: Person | None
    dispatched_at: datetime | None
    acknowledged_at: datetime | None
    resolved_by: Person | None
    resolved_at: datetime | None
    verified_by: Teller | None
    verified_at: datetime | None
    disposition: Disposition | None
    draft: Reply | None
    drafted_by: Person | None
    reply: Reply | None
    replied_by: Person | None
    replied_at: datetime | None
    rating: Rating | None
    call_backs: int
    closed_at: datetime | None
    reworks: int
    reopenings: int


class WholeComplaint(Complaint, frozen=True, kw_only=True):
    """With its clocks, its promises and its story, oldest first. `allowed` is what the asker may do now; `neighbours`
    are open ones under the same station; `same_home` others of the home, newest first. `measured` is what a resolution
    takes that names no temperature itself."""

    allowed: list[Step]
    clocks: list[ClockRow]
    promises: list[Promise]
    measured: MeasuredAtVisit | None
    merged: Sequence[Row]
    neighbours: Sequence[Row]
    same_home: Sequence[Row]
    steps: list[StepEntry]


Sort = Literal["newest", "due"]


class ComplaintFilter(PageQuery, frozen=True, kw_only=True):
    """`q` is a whole number, a tracking code, or words to be found in number, address and text. Without `status`,
    `open=true` shows what is not closed. `mine` is what the asker has to act on; `sort=due` shows only what has a
    running clock, the tightest first."""

    q: Search = ""
    status: Status | None = None
    channel: Channel | None = None
    kind: Kind | None = None
    category: Key | None = None
    matter_class: MatterClass | None = None
    urgency: Urgency | None = None
    officer: UUID | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""
    building: UUID | None = None
    station: UUID | None = None
    external_number: Line = ""
    open: bool | None = None
    overdue: bool | None = None
    mine: bool | None = None
    merged: bool | None = None
    since: Moment | None = None
    until: Moment | None = None
    sort: Sort = "newest"


class RegisterQuery(ComplaintFilter, frozen=True, kw_only=True):
    """`personal`: doors, and telephone numbers in texts, are not masked, which is noted in the audit."""

    personal: bool = False


class QueueQuery(PageQuery, frozen=True, kw_only=True):
    """`ids`: only these, separated by commas; what is not on the desk any more is left out."""

    limit: Annotated[int, Meta(ge=1, le=1000, description="How many rows a page may have.")] = 500
    ids: Annotated[str, Meta(max_length=20_000)] = ""


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk has before it, tightest first. `seq` is the change log's number before the rows were read: events
    after it lose nothing."""

    items: Sequence[Row]
    next: str | None
    seq: int
