"""Which clocks run on a complaint: each step stops some and starts others, in its own transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.complaints.catalogue.categories import Category
from heating.complaints.catalogue.policies import Clock, Matter, Policy, limit_for
from heating.complaints.records import Record
from heating.complaints.rules import Urgency
from heating.deadlines import actions as deadlines
from heating.deadlines import queries as deadline_queries
from heating.deadlines.actions import NewClock
from heating.lib.wording import Text

KIND = "complaint"

OWN_CLOCKS: tuple[Clock, ...] = ("hotline_12345", "message_board")
"""Of the channel by which it came: counted from when the resident called or wrote, as the reply is."""

_UNKNOWN = Text("类别待定", "category to be found")


class Timed(NamedTuple):
    """What the clocks have to know of a complaint as it is after the step. `quiet`: taken over from the past, nobody
    is told of its being late."""

    id: UUID
    number: str
    category: Text | None
    matter: Matter
    unit: str
    area: str
    responsible: UUID | None
    quiet: bool = False


class Tight(NamedTuple):
    """The tightest open clock; all None without one."""

    due_at: datetime | None = None
    clock: str | None = None
    paused_until: datetime | None = None

    def columns(self) -> dict[str, object]:
        return self._asdict()


def timed(row: Record, category: Category | None, *, rural: bool = False) -> Timed:
    return Timed(
        id=row.id,
        number=row.number,
        category=category.name if category else None,
        matter=Matter(row.urgency, row.matter_class, row.channel, rural),
        unit=row.organization_path,
        area=row.area_path,
        responsible=row.officer_id,
        quiet=row.historical,
    )


def clock(
    complaint: Timed,
    name: Clock,
    policies: Mapping[Clock, Policy],
    at: datetime,
    *,
    due_at: datetime | None = None,
) -> NewClock | None:
    """None where the clock does not run for such a complaint."""
    limit = limit_for(policies, name, complaint.matter)
    if limit is None:
        return None
    return NewClock(
        subject_kind=KIND,
        subject_id=complaint.id,
        name=name,
        title=title(complaint.number, complaint.category),
        link=f"/app/complaints/{complaint.id}",
        amount=limit.amount,
        calendar=limit.calendar,
        started_at=at,
        ladder=None if complaint.quiet else limit.ladder,
        responsible=complaint.responsible,
        organization=complaint.unit,
        area=complaint.area,
        urgent=complaint.matter.urgency is Urgency.URGENT and name not in ("reply", "call_back", "promise"),
        due_at=due_at,
    )


def title(number: str, category: Text | None) -> Text:
    """Goes into messages that leave the house: nothing of the resident, nor of what he said."""
    name = category or _UNKNOWN
    return Text(f"诉求 {number}（{name.zh}）", f"Complaint {number} ({name.en})")


async def start(
    complaint: Timed, names: Iterable[Clock], policies: Mapping[Clock, Policy], at: datetime, zone: ZoneInfo
) -> None:
    await begin([new for name in names if (new := clock(complaint, name, policies, at)) is not None], zone)


async def begin(clocks: Sequence[NewClock], zone: ZoneInfo) -> None:
    await deadlines.start(clocks, zone)


async def stop(complaint: UUID, names: Collection[str] | None, at: datetime, *, cancelled: bool = False) -> None:
    await deadlines.stop(KIND, [complaint], names, at=at, cancelled=cancelled)


async def running(complaint: UUID) -> dict[str, deadline_queries.Clock]:
    """The open clocks by name."""
    clocks = (await deadline_queries.clocks_of(KIND, [complaint])).get(complaint, [])
    return {one.name: one for one in clocks if one.ended_at is None}


async def tightest(complaint: UUID) -> Tight:
    return (await tightest_of([complaint]))[complaint]


async def tightest_of(complaints: Sequence[UUID]) -> dict[UUID, Tight]:
    clocks = await deadline_queries.clocks_of(KIND, complaints)
    return {id: first_of(clocks.get(id, [])) for id in complaints}


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """24:00 local."""
    return datetime.combine(day + timedelta(days=1), time(0), zone)


def first_of(clocks: Sequence[deadline_queries.Clock]) -> Tight:
    """They come with the open ones first, tightest first."""
    if not clocks or clocks[0].ended_at is not None:
        return Tight()
    return Tight(clocks[0].due_at, clocks[0].name, clocks[0].paused_until)
