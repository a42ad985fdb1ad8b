"""What the steps of a complaint take."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.complaints.rules import Disposition, MatterClass, Urgency
from heating.complaints.schemas import Indoor, Short
from heating.hazards.evidence import LabelScan, Photos, Position
from heating.http.fields import Key, Line, Moment, Note, Path, Positive


class StepBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every step may name itself, the version of the complaint that its author saw, and when it happened."""

    id: UUID | None = None
    version: Positive | None = None
    happened_at: Moment | None = None


class Assessment(StepBody, frozen=True, kw_only=True):
    """Class and urgency are the category's unless given. What is null of the place stays as it was taken down. With
    `dispatch` the complaint goes at once to whoever is on duty."""

    category: Key
    matter_class: MatterClass | None = None
    urgency: Urgency | None = None
    building: UUID | None = None
    unit: Short | None = None
    room: Short | None = None
    station: UUID | None = None
    organization: Path | None = None
    area: Path | None = None
    note: Note = ""
    dispatch: bool = True


class Reclassification(StepBody, frozen=True, kw_only=True):
    category: Key | None = None
    matter_class: MatterClass | None = None
    urgency: Urgency | None = None
    reason: Note


class Dispatching(StepBody, frozen=True, kw_only=True):
    """Without an officer the roster finds one; without an organization the complaint's own unit answers."""

    organization: Path | None = None
    officer: UUID | None = None
    note: Note = ""


class Claim(StepBody, frozen=True, kw_only=True):
    pass


class Acknowledgement(StepBody, frozen=True, kw_only=True):
    note: Note = ""


class Return(StepBody, frozen=True, kw_only=True):
    """ "Not mine"; `organization` is whose it is instead."""

    reason: Note
    organization: Path | None = None


class Rerouting(StepBody, frozen=True, kw_only=True):
    """To another officer, or to whoever is on duty now."""

    reason: Note
    organization: Path | None = None
    officer: UUID | None = None


class Pausing(StepBody, frozen=True, kw_only=True):
    reason: Note
    hours: Annotated[int, Meta(ge=1, le=24 * 60)]


class Resumption(StepBody, frozen=True, kw_only=True):
    note: Note = ""


class InterimReply(StepBody, frozen=True, kw_only=True):
    """A plan exists: `organization` will have done it by the promised day."""

    text: Note
    promised_on: date
    organization: Path | None = None


class Resolution(StepBody, frozen=True, kw_only=True):
    """`indoor_c`: °C in the room, needed where it is about cold, unless a household visit has measured it."""

    done: Note
    cause: Note = ""
    indoor_c: Indoor | None = None
    photos: Photos = ()
    position: Position | None = None


class Verification(StepBody, frozen=True, kw_only=True):
    """By somebody else on site, or by what the resident says."""

    passed: bool
    method: Literal["on_site", "resident"]
    note: Note
    indoor_c: Indoor | None = None
    photos: Photos = ()
    position: Position | None = None
    label: LabelScan | None = None


class Replying(StepBody, frozen=True, kw_only=True):
    """A `replies.Reply`: cause, measure, day and contact are always needed."""

    disposition: Disposition
    cause: Note
    measure: Note
    contact: Line
    measure_on: date
    text: Note = ""
    promised_on: date | None = None
    explanation: Note = ""
    proof: UUID | None = None


class ReplyReview(StepBody, frozen=True, kw_only=True):
    """`note` is the instruction 批示; needed when the reply is refused."""

    approved: bool
    note: Note = ""


class Rated(StepBody, frozen=True, kw_only=True):
    """What the resident says of it; one who does not rate but says whether it is solved gives no score."""

    solved: bool
    score: Annotated[int, Meta(ge=1, le=5)] | None = None
    comment: Note = ""


class CallBack(StepBody, frozen=True, kw_only=True):
    """Nobody was reached. Who was reached is asked for a rating."""

    note: Line = ""


class Reopening(StepBody, frozen=True, kw_only=True):
    reason: Note


class Merger(StepBody, frozen=True, kw_only=True):
    """`into`: the complaint that leads from now on."""

    into: UUID
    note: Note = ""


class Split(StepBody, frozen=True, kw_only=True):
    """It turned out to be another matter."""

    reason: Note


class Noting(StepBody, frozen=True, kw_only=True):
    """`contacted`: the resident was spoken to."""

    text: Note
    photos: Photos = ()
    contacted: bool = False
