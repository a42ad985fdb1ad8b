"""What the routes of clocks, calendars and ladders take and answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.deadlines import rules
from heating.deadlines.calendar_queries import Versioned, VersionedLadder
from heating.deadlines.calendars import DayKind, WrittenWeek
from heating.deadlines.catalogue import NamedDay
from heating.deadlines.clocks import Clock
from heating.deadlines.escalation import Ladder, Minutes, Roles, Step
from heating.deadlines.rules import Amount, State
from heating.deadlines.wording import named
from heating.http.fields import Count, Key, Line, Moment, Name, PathOrAll
from heating.http.paging import PageQuery
from heating.lib.wording import Text


class ClockRow(msgspec.Struct, frozen=True, kw_only=True):
    """A clock as its subject shows it. `remaining_s` are seconds until it is due, negative once it is overdue; they
    stand still in a pause and after the end."""

    id: UUID
    name: str
    started_at: datetime
    due_at: datetime
    state: State
    paused_until: datetime | None
    overdue: bool
    remaining_s: int


class Responsible(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class DeadlineItem(ClockRow, frozen=True, kw_only=True):
    """A clock in a list, with what it is about; `link` is the subject's page."""

    label: Text
    title: Text
    link: str
    subject_kind: str
    subject: UUID
    amount: Amount
    urgent: bool
    responsible: Responsible | None
    organization: str
    area: str


class DeadlineFilter(PageQuery, frozen=True, kw_only=True):
    """Open clocks; `before` is a moment they are due before."""

    mine: bool | None = None
    overdue: bool | None = None
    subject_kind: Key | None = None
    name: Key | None = None
    responsible: UUID | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""
    before: Moment | None = None


class CalendarItem(msgspec.Struct, frozen=True, kw_only=True):
    """`week`: the hours of each weekday, Monday first. `days` differ from it. `entered_until` is the last of them:
    nothing is known of public holidays after it. Version 0: built in, not changed by the city."""

    key: str
    name: Text
    week: WrittenWeek
    days: Sequence[NamedDay]
    entered_until: date | None
    version: int


class Calendars(msgspec.Struct, frozen=True):
    items: Sequence[CalendarItem]


class BothNames(msgspec.Struct, frozen=True):
    zh: Name
    en: Name


class CalendarBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version` is the one it was read at, 0 to create."""

    name: BothNames
    week: WrittenWeek
    version: Count


class Day(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    kind: DayKind
    name: Line = ""


class DaysBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    days: Annotated[tuple[Day, ...], Meta(min_length=1, max_length=400)]
    version: Count


class LadderItem(Ladder, frozen=True, kw_only=True):
    version: int


class Ladders(msgspec.Struct, frozen=True):
    items: Sequence[LadderItem]


class LadderBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: BothNames
    warn_before_minutes: Minutes | None
    warn: Roles
    steps: Annotated[tuple[Step, ...], Meta(max_length=12)]
    version: Count


class NewFeed(msgspec.Struct, frozen=True):
    """The address for a calendar program; it is shown once."""

    url: str


class Feed(msgspec.Struct, frozen=True):
    """`made_at` is null as long as there is no address."""

    made_at: datetime | None


def clock_row(clock: Clock, now: datetime) -> ClockRow:
    return ClockRow(
        id=clock.id,
        name=clock.name,
        started_at=clock.started_at,
        due_at=clock.due_at,
        state=rules.state(clock, now),
        paused_until=clock.paused_until,
        overdue=rules.is_overdue(clock, now),
        remaining_s=int(rules.remaining(clock, now).total_seconds()),
    )


def deadline_item(clock: Clock, now: datetime, names: dict[UUID, str]) -> DeadlineItem:
    person = clock.responsible_id
    return DeadlineItem(
        **msgspec.structs.asdict(clock_row(clock, now)),
        label=named(clock.name),
        title=clock.subject,
        link=clock.link,
        subject_kind=clock.subject_kind,
        subject=clock.subject_id,
        amount=clock.amount,
        urgent=clock.urgent,
        responsible=Responsible(person, names[person]) if person in names else None,
        organization=clock.organization_path,
        area=clock.area_path,
    )


def calendar_item(found: Versioned) -> CalendarItem:
    calendar = found.calendar
    return CalendarItem(
        key=calendar.key,
        name=calendar.name,
        week=calendar.week,
        days=calendar.days,
        entered_until=max((day.on for day in calendar.days), default=None),
        version=found.version,
    )


def ladder_item(found: VersionedLadder) -> LadderItem:
    return LadderItem(**msgspec.structs.asdict(found.ladder), version=found.version)


def ladder_of(key: str, body: LadderBody) -> Ladder:
    return Ladder(
        key=key,
        name=Text(body.name.zh, body.name.en),
        warn_before_minutes=body.warn_before_minutes,
        warn=body.warn,
        steps=body.steps,
    )
