"""How the city stands at a glance: what is open, how fast it comes, who has most, what residents say."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints.filtering import AT_DESK_SQL, AT_WORK_SQL, Seen
from heating.complaints.rules import Status, Urgency

TEN_MINUTES = timedelta(minutes=10)
BUCKETS = 18
RATED_WITHIN = timedelta(days=7)


_ASKED = (
    "(c.status = 'replied' AND c.verified_at IS NOT NULL AND NOT c.historical)"
    " OR (c.closed_at >= ? AND c.verified_at IS NOT NULL AND NOT c.historical)"
    f" OR (c.status IN {AT_WORK_SQL} AND c.rated_at >= ? AND NOT c.historical)"
)
"""Who is not content opens it again: he has answered all the same."""
_SCORE = "CASE WHEN c.rated_at >= c.replied_at THEN c.rating END"
"""Not what was said of an earlier reply."""


class Count(msgspec.Struct, frozen=True):
    """`overdue`: the tightest clock of so many has run out."""

    open: int
    overdue: int


class StatusCount(Count, frozen=True):
    status: Status


class PlaceCount(Count, frozen=True):
    """`path` of an organization or an area, one level below the city."""

    path: str


class Arrivals(msgspec.Struct, frozen=True, rename={"start_at": "from"}):
    """What came in within ten minutes from then on."""

    start_at: datetime
    count: int


class Today(msgspec.Struct, frozen=True):
    received: int
    closed: int


class Satisfaction(msgspec.Struct, frozen=True):
    """Of those replied to that wait for a rating, or were closed or opened again by it within the last seven days: how
    many were asked, how many gave the last reply a score, and its mean. What was answered on the spot was never
    verified, and nobody is asked of it."""

    asked: int
    answered: int
    average: float | None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Without what was taken over from other systems. `arrivals` are of the last three hours, oldest first; the last
    one is still going on."""

    as_of: datetime
    open: int
    overdue: int
    urgent: int
    statuses: list[StatusCount]
    organizations: list[PlaceCount]
    areas: list[PlaceCount]
    arrivals: list[Arrivals]
    today: Today
    satisfaction: Satisfaction


class _Group(msgspec.Struct, frozen=True):
    status: Status
    urgency: Urgency
    organization_path: str
    area_path: str
    n: int
    late: int


async def figures(actor: Actor, zone: ZoneInfo, now: datetime) -> Figures:
    groups = await _groups(actor, now)
    return Figures(
        as_of=now,
        open=sum(group.n for group in groups),
        overdue=sum(group.late for group in groups),
        urgent=sum(group.n for group in groups if group.urgency is Urgency.URGENT),
        statuses=list(_statuses(groups)),
        organizations=list(_places(groups, "organization_path")),
        areas=list(_places(groups, "area_path")),
        arrivals=await _arrivals(actor, now),
        today=await _today(actor, zone, now),
        satisfaction=await _satisfaction(actor, now),
    )


async def _groups(actor: Actor, now: datetime) -> list[_Group]:
    seen = Seen(actor)
    seen.add(AT_DESK_SQL)
    by = "c.status, c.urgency, c.organization_path, c.area_path"
    sql = (
        f"SELECT {by}, count(*) AS n, sum(CASE WHEN c.due_at < ? THEN 1 ELSE 0 END) AS late"
        f" FROM complaint c WHERE {seen.sql} GROUP BY {by}"
    )
    return await storage.fetch_as(_Group, sql, [now, *seen.params])


def _statuses(groups: Sequence[_Group]) -> Iterator[StatusCount]:
    for status in Status:
        chosen = [group for group in groups if group.status is status]
        if chosen:
            yield StatusCount(sum(group.n for group in chosen), sum(group.late for group in chosen), status)


def _places(groups: Sequence[_Group], field: str) -> Iterator[PlaceCount]:
    """Companies, or districts: all below them together, the most laden first."""
    counts: dict[str, tuple[int, int]] = {}
    for group in groups:
        path = below_the_city(getattr(group, field))
        open_, late = counts.get(path, (0, 0))
        counts[path] = open_ + group.n, late + group.late
    for path, (open_, late) in sorted(counts.items(), key=lambda item: (-item[1][0], item[0])):
        yield PlaceCount(open_, late, path)


def below_the_city(path: str) -> str:
    """ "taiyuan/heat-one/crew-a/" → "taiyuan/heat-one/"."""
    return "/".join(path.rstrip("/").split("/")[:2]) + "/"


async def _arrivals(actor: Actor, now: datetime) -> list[Arrivals]:
    starts = [now - TEN_MINUTES * (BUCKETS - i) for i in range(BUCKETS)]
    parts, params = [], list[object]()
    for i, start in enumerate(starts):
        seen = Seen(actor)
        seen.add("c.received_at >= ? AND c.received_at < ? AND NOT c.historical", [start, start + TEN_MINUTES])
        parts.append(f"SELECT {i} AS i, count(*) AS n FROM complaint c WHERE {seen.sql}")
        params += seen.params
    rows = await storage.fetch(" UNION ALL ".join(parts), params)
    counts = {int(str(row["i"])): int(str(row["n"])) for row in rows}
    return [Arrivals(start, counts[i]) for i, start in enumerate(starts)]


async def _today(actor: Actor, zone: ZoneInfo, now: datetime) -> Today:
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Today(
        received=await _count(actor, "c.received_at >= ?", midnight),
        closed=await _count(actor, "c.closed_at >= ?", midnight),
    )


async def _count(actor: Actor, condition: str, *params: object) -> int:
    seen = Seen(actor)
    seen.add(f"{condition} AND NOT c.historical", params)
    (row,) = await storage.fetch(f"SELECT count(*) AS n FROM complaint c WHERE {seen.sql}", seen.params)
    return int(str(row["n"]))


async def _satisfaction(actor: Actor, now: datetime) -> Satisfaction:
    seen, since = Seen(actor), now - RATED_WITHIN
    seen.add(_ASKED, [since, since])
    counted = f"count(*) AS asked, count({_SCORE}) AS answered, sum({_SCORE}) AS total"
    (row,) = await storage.fetch(f"SELECT {counted} FROM complaint c WHERE {seen.sql}", seen.params)
    answered = int(str(row["answered"]))
    average = round(int(str(row["total"])) / answered, 2) if answered else None
    return Satisfaction(int(str(row["asked"])), answered, average)
