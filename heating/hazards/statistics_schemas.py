"""What the statistics are asked for and how they are answered."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from heating.hazards.rules import Grade
from heating.hazards.schemas import Person, Unit
from heating.hazards.statistics import By, Figures
from heating.http.fields import PathOrAll


class StatisticsQuery(msgspec.Struct, frozen=True, kw_only=True, rename={"from_on": "from", "to_on": "to"}):
    """Days of the city, both included; without them the season's year up to today."""

    from_on: date | None = None
    to_on: date | None = None
    by: By = "person"
    organization: PathOrAll = ""
    area: PathOrAll = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`person` is null in a list of units or companies; `unit` is where the person works."""

    person: Person | None
    unit: Unit
    figures: Figures


class RefusedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was dismissed, and why."""

    id: UUID
    number: str
    title: str
    grade: Grade
    reporter: Person
    reported_at: datetime
    reason: str
    refused_by: Person
    refused_at: datetime


class Statistics(msgspec.Struct, frozen=True, kw_only=True, rename={"from_on": "from", "to_on": "to"}):
    """`rows` by the number of reports; `refused` newest first, at most 500 of `total.refused`."""

    from_on: date
    to_on: date
    by: By
    total: Figures
    rows: list[Row]
    refused: list[RefusedReport]
