"""Clocks as the database has them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.deadlines.calendar_queries import built_in, calendars
from heating.deadlines.calendars import Calendar
from heating.deadlines.catalogue import CITY
from heating.deadlines.escalation import Plan
from heating.deadlines.reckoning import Extension
from heating.deadlines.rules import BY_CALENDAR, Amount, Outcome, Unit
from heating.lib.wording import Text
from heating.registry.filtering import in_chunks, marks

Tightest = dict[UUID, datetime | None]

COLUMNS = """d.id, d.subject_kind, d.subject_id, d.name, d.title, d.title_en, d.link, d.amount_n, d.amount_unit,
    d.calendar_key, d.not_after_on, d.started_at, d.due_at, d.paused_until, d.extended_to, d.extended_at, d.ended_at,
    d.outcome, d.ladder_key, d.step, d.look_after, d.responsible_id, d.organization_path, d.area_path, d.urgent,
    d.version"""


class Clock(msgspec.Struct, frozen=True):
    id: UUID
    subject_kind: str
    subject_id: UUID
    name: str
    title: str
    title_en: str
    link: str
    amount_n: int
    amount_unit: Unit
    calendar_key: str
    not_after_on: date | None
    started_at: datetime
    due_at: datetime
    paused_until: datetime | None
    extended_to: datetime | None
    extended_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome
    ladder_key: str | None
    step: int
    look_after: datetime | None
    responsible_id: UUID | None
    organization_path: str
    area_path: str
    urgent: bool
    version: int

    @property
    def amount(self) -> Amount:
        return Amount(self.amount_n, self.amount_unit)

    @property
    def plan(self) -> Plan:
        return Plan(self.step, self.look_after)

    @property
    def extension(self) -> Extension | None:
        if self.extended_to is None or self.extended_at is None:
            return None
        return Extension(self.extended_to, self.extended_at)

    @property
    def subject(self) -> Text:
        return Text(self.title, self.title_en or self.title)


class _Due(msgspec.Struct, frozen=True):
    subject_id: UUID
    due_at: datetime


async def of_subjects(subject_kind: str, ids: Iterable[UUID], condition: str = "1 = 1") -> list[Clock]:
    found: list[Clock] = []
    for some in in_chunks(list(set(ids))):
        found += await select(
            f"WHERE d.subject_id IN ({marks(some)}) AND d.subject_kind = ? AND {condition} ORDER BY d.id",
            [*some, subject_kind],
        )
    return found


async def select(rest: str, params: Sequence[object]) -> list[Clock]:
    """`rest` follows FROM deadline d."""
    return await storage.fetch_as(Clock, f"SELECT {COLUMNS} FROM deadline d {rest}", params)


def lock(skip: bool = False) -> str:
    """At the end of a SELECT in a transaction: nobody else changes the rows until it ends. SQLite has one writer."""
    if storage.dialect() == "sqlite":
        return ""
    return "FOR UPDATE SKIP LOCKED" if skip else "FOR UPDATE"


async def tightest_of(subject_ids: Iterable[UUID]) -> Tightest:
    """When the tightest open clock of each subject is due; None without an open one. Asked by what an open one lacks,
    not by its outcome: SQLite would look through every open clock of the city."""
    found: Tightest = dict.fromkeys(subject_ids)
    for some in in_chunks(list(found)):
        rows = await storage.fetch_as(
            _Due,
            f"SELECT subject_id, min(due_at) AS due_at FROM deadline WHERE subject_id IN ({marks(some)})"
            " AND ended_at IS NULL GROUP BY subject_id",
            some,
        )
        found.update((row.subject_id, row.due_at) for row in rows)
    return found


async def in_force(units: Iterable[Unit]) -> Callable[[str], Calendar]:
    """Calendars by key; read only if one of the units needs them. An unknown key means the city's."""
    known = await calendars() if BY_CALENDAR.intersection(units) else built_in()
    return lambda key: known.get(key, known[CITY])
