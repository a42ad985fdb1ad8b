from uuid import UUID

from heating.hazards.step_schemas import StepBody
from heating.http.fields import Note, Path, Positive


class Assignment(StepBody, frozen=True, kw_only=True):
    """`organization` is the unit that must rectify from now on, `responsible` the person in it or above it."""

    version: Positive
    organization: Path
    responsible: UUID
    reason: Note
