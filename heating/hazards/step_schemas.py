"""What the steps of a hazard take."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.hazards.evidence import LabelScan, Photos, Position
from heating.hazards.plans import Funds, Responsibility
from heating.hazards.rules import Grade
from heating.http.fields import Key, Moment, Note, Path, Positive, Sha256

MOST_AT_ONCE = 200


class StepBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every step may name itself, the version of the hazard that its author saw, and when it happened."""

    id: UUID | None = None
    version: Positive | None = None
    happened_at: Moment | None = None


class Confirmation(StepBody, frozen=True, kw_only=True):
    """`organization` is the unit that must rectify, `responsible` the person in it."""

    version: Positive
    grade: Grade
    organization: Path
    responsible: UUID
    weak_link: bool = False
    code: Key | None = None
    due_on: date | None = None
    note: Note = ""


class Dismissal(StepBody, frozen=True, kw_only=True):
    version: Positive
    reason: Note


class OnTheSpotFix(StepBody, frozen=True, kw_only=True):
    done: Note
    photos: Photos
    label: LabelScan | None = None
    position: Position | None = None


class Rectification(StepBody, frozen=True, kw_only=True):
    done: Note
    photos: Photos
    label: LabelScan | None = None
    position: Position | None = None


class Acceptance(StepBody, frozen=True, kw_only=True):
    photos: Photos
    label: LabelScan | None = None
    position: Position | None = None
    note: Note = ""


class Rework(StepBody, frozen=True, kw_only=True):
    reason: Note
    photos: Photos = ()
    label: LabelScan | None = None
    position: Position | None = None


class Reopening(StepBody, frozen=True, kw_only=True):
    reason: Note
    photos: Photos = ()


class Supervising(StepBody, frozen=True, kw_only=True):
    leader: UUID
    reason: Note


class Planning(StepBody, frozen=True, kw_only=True):
    """The `plans.Plan` as it is from now on; parts may still be missing."""

    responsibility: Responsibility | None = None
    time_limit_on: date | None = None
    measures: Note = ""
    funds: Funds | None = None
    contingency: Note = ""


class Progress(StepBody, frozen=True, kw_only=True):
    text: Note
    percent: Annotated[int, Meta(ge=0, le=100)]
    photos: Photos = ()


class ExtensionRequest(StepBody, frozen=True, kw_only=True):
    """The step's id is the extension's."""

    reason: Note
    due_on: date


class ExtensionDecision(StepBody, frozen=True, kw_only=True):
    granted: bool
    reason: Note
    extension: UUID | None = None
    """Which extension is meant; a request names it in its address."""


class PhotoReplacement(StepBody, frozen=True, kw_only=True):
    """`refused` is the photo that the server would not take, or that never came; `taken_at` is of its replacement."""

    refused: Sha256
    replacement: Sha256
    reason: Note
    taken_at: Moment | None = None


class OneConfirmation(Confirmation, frozen=True, kw_only=True):
    hazard: UUID


class Confirmations(msgspec.Struct, frozen=True):
    items: Annotated[list[OneConfirmation], Meta(min_length=1, max_length=MOST_AT_ONCE)]
