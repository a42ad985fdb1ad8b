"""What a phone submits."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.checklists.document import Answer, Key
from heating.hazards.evidence import LabelScan, Position
from heating.http.fields import Moment

_DAY_MS = 24 * 3600 * 1000


class InspectionPayload(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection of one asset, or of one household in a building.

    `started_at` and `finished_at` are by the phone's clock; `clock_offset_ms` is what the server's clock was ahead of
    it when both were last compared. `hazards` names, by item, the ids of the hazards that failing answers raise, so
    that the phone can show them before it has an answer.
    """

    id: UUID
    visit: UUID
    asset: UUID
    checklist_version: UUID
    answers: Annotated[tuple[Answer, ...], Meta(max_length=500)]
    started_at: Moment
    finished_at: Moment
    household: UUID | None = None
    label: LabelScan | None = None
    position: Position | None = None
    clock_offset_ms: Annotated[int, Meta(ge=-36500 * _DAY_MS, le=36500 * _DAY_MS)] | None = None
    replaces: UUID | None = None
    hazards: Annotated[dict[Key, UUID], Meta(max_length=500)] = {}
