"""Which clocks run on a hazard: each step stops some and starts others, in its own transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor
from heating.deadlines import actions as deadlines
from heating.deadlines import queries as deadline_queries
from heating.deadlines.actions import NewClock
from heating.hazards.policies import Clock, Limit
from heating.hazards.policies_queries import Policies
from heating.hazards.rules import GRADE_NAMES, Grade
from heating.lib.wording import Text

KIND = "hazard"


class Timed(NamedTuple):
    """What the clocks have to know of a hazard as it is after the step. `unit` answers for it."""

    id: UUID
    number: str
    grade: Grade
    code: str | None
    weak_link: bool
    unit: str
    area: str
    responsible: UUID
    rural: bool = False


def limit(hazard: Timed, name: Clock, policies: Policies, at: datetime) -> Limit | None:
    """None where the clock does not run for such a hazard."""
    return policies.limit(name, grade=hazard.grade, code=hazard.code, area=hazard.area, at=at, rural=hazard.rural)


def clock(
    hazard: Timed,
    name: Clock,
    its_limit: Limit,
    at: datetime,
    *,
    due_on: date | None = None,
    due_at: datetime | None = None,
    responsible: UUID | None = None,
) -> NewClock:
    """A weak link has clocks like any other, but nobody above ever hears of them."""
    last_days = [day for day in (due_on, its_limit.not_after) if day is not None]
    new = NewClock(
        subject_kind=KIND,
        subject_id=hazard.id,
        name=name,
        title=title(hazard.number, hazard.grade),
        link=f"/app/hazards/{hazard.id}",
        amount=its_limit.amount,
        calendar=its_limit.calendar,
        started_at=at,
        not_after=min(last_days) if last_days else None,
        ladder=None if hazard.weak_link else _ladder(name, hazard.grade),
        responsible=responsible or hazard.responsible,
        organization=hazard.unit,
        area=hazard.area,
    )
    return new if due_at is None else msgspec.structs.replace(new, due_at=due_at)


def title(number: str, grade: Grade) -> Text:
    """Goes into messages that leave the house: no words of anybody."""
    name = GRADE_NAMES[grade]
    return Text(f"隐患 {number}（{name.zh}）", f"Hazard {number} ({name.en})")


async def start(
    hazard: Timed, names: Iterable[Clock], policies: Policies, at: datetime, zone: ZoneInfo
) -> datetime | None:
    """Those of the clocks that run for such a hazard; answers when the tightest of all is due."""
    limits = [(name, found) for name in names if (found := limit(hazard, name, policies, at)) is not None]
    return await begin(hazard.id, [clock(hazard, name, found, at) for name, found in limits], zone)


async def begin(hazard: UUID, clocks: Sequence[NewClock], zone: ZoneInfo) -> datetime | None:
    tightest = await deadlines.start(clocks, zone)
    return tightest.get(hazard)


async def stop(
    hazard: UUID, names: Sequence[Clock] | None, at: datetime, *, cancelled: bool = False
) -> datetime | None:
    return (await deadlines.stop(KIND, [hazard], names, at=at, cancelled=cancelled)).get(hazard)


async def due_of(hazard: UUID, name: Clock) -> datetime | None:
    """When the open clock of this name is due."""
    clocks = (await deadline_queries.clocks_of(KIND, [hazard])).get(hazard, [])
    return next((one.due_at for one in clocks if one.name == name and one.ended_at is None), None)


async def extend(hazard: UUID, due_at: datetime, reason: str, actor: Actor, at: datetime) -> datetime | None:
    moved = await deadlines.extend(KIND, hazard, "rectify", due_at=due_at, reason=reason, actor=actor, at=at)
    return moved.get(hazard)


def _ladder(name: Clock, grade: Grade) -> str:
    """Confirming and verifying begin with other people than rectifying does."""
    if name in ("confirm", "verify"):
        return name
    return "major" if grade is Grade.MAJOR else "ordinary"
