"""A failing answer of an inspection, from which a hazard is raised, or which joins an open one."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from heating.accounts.actor import Actor
from heating.hazards.evidence import HazardPhoto, LabelScan, Position
from heating.hazards.rules import Grade
from heating.lib.wording import Text
from heating.registry.records import AssetFacts


class Cause(NamedTuple):
    """The id is the phone's, or new."""

    id: UUID
    actor: Actor
    asset: AssetFacts
    inspection: UUID
    item: str
    title: Text
    description: str
    grade: Grade
    photos: tuple[HazardPhoto, ...]
    position: Position | None
    label: LabelScan | None
    happened_at: datetime
    received_at: datetime
    device: UUID | None
    household: UUID | None = None
