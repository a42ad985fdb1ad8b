"""What is known about a site when its readiness is judged: the evidence from the field and the open hazards."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec


class Gate(StrEnum):
    INSPECTED = "inspected"
    HAZARDS_PLANNED = "hazards_planned"
    FILLED = "filled"
    COLD_RUN = "cold_run"
    HOT_RUN = "hot_run"
    AT_TEMPERATURE = "at_temperature"


class Evidence(msgspec.Struct, frozen=True):
    """What the newest inspection says about one gate of one asset; `since` starts the present run of passes."""

    inspection: UUID
    item: str
    passed: bool
    since: date | None


class Seen(msgspec.Struct, frozen=True):
    """The newest inspection of the season; `first_on` is the day of its first, `failing` the aspects found wanting."""

    inspection: UUID
    first_on: date
    failing: frozenset[str] = frozenset()


class AssetFacts(msgspec.Struct, frozen=True):
    """An asset in service that can be inspected; `gates` are those its checklist asks about."""

    id: UUID
    gates: frozenset[Gate] = frozenset()
    seen: Seen | None = None
    evidence: Mapping[Gate, Evidence] = {}


class HazardFacts(msgspec.Struct, frozen=True):
    """An open hazard. `planned_on` is the day its five-part plan was complete; a weak link 薄弱环节 is watched, and
    stands in nobody's way."""

    id: UUID
    grade: str
    asset: UUID | None = None
    planned_on: date | None = None
    weak_link: bool = False
    needs_plan: bool = False


class OverrideFacts(msgspec.Struct, frozen=True):
    """A leader's decision that is in force. `hazards` are those it sets aside, with the grade each had then: what came
    later or grew worse is not covered."""

    id: UUID
    until: date
    hazards: Mapping[UUID, str] = {}

    def covers(self, hazard: HazardFacts) -> bool:
        return self.hazards.get(hazard.id) == hazard.grade


class SiteFacts(msgspec.Struct, frozen=True):
    assets: tuple[AssetFacts, ...] = ()
    hazards: tuple[HazardFacts, ...] = ()
    override: OverrideFacts | None = None
