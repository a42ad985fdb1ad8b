"""What waits: the verifier's queue, by the time left once he is there, and the safety officer's board."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import presenting
from heating.hazards.filtering import EARLIEST, Seen
from heating.hazards.nearness import Point, distance_m, slack_s
from heating.hazards.presenting import Row
from heating.hazards.rules import Status
from heating.hazards.steps import Step, refusal
from heating.hazards.story_queries import facts, stepper
from heating.hazards.story_schemas import Board, BoardQuery, Column, QueueQuery, Waiting
from heating.lib import clock
from heating.registry import site_queries

_MOST_LOOKED_AT = 300
"""Of what waits, the tightest: nobody verifies more in a day."""

_ON_THE_BOARD = 20
MOST_COUNTED = 1000
"""Further the board does not count: a safety officer cannot tell 1,000 from more."""
_CLOSED_LATELY = timedelta(days=7)


async def to_verify(actor: Actor, query: QueueQuery) -> list[Waiting]:
    """What this actor may verify: by time left, less the way there when it is known where he is."""
    conditions = Seen(actor)
    conditions.equal("status", Status.RECTIFIED)
    conditions.add("h.due_at >= ?", [EARLIEST])  # all of them have a clock; SQLite would walk the closed ones first
    rows = await presenting.rows(conditions, f"ORDER BY h.due_at, h.id LIMIT {_MOST_LOOKED_AT}")
    person = stepper(actor)
    mine = [row for row in rows if refusal(facts(row, None), Step.ACCEPT, person) is None]
    ordered = await _by_slack(mine, _here(query))
    shown = ordered[: query.limit]
    hazards = await presenting.present([row for row, _ in shown])
    now = clock.now()
    return [
        Waiting(hazard=hazard, distance_m=distance, remaining_s=_remaining_s(row, now))
        for hazard, (row, distance) in zip(hazards, shown, strict=True)
    ]


async def board(actor: Actor, query: BoardQuery) -> Board:
    statuses = (Status.REPORTED, Status.RECTIFYING, Status.RECTIFIED, Status.CLOSED)
    return Board([await _column(actor, query, status) for status in statuses])


async def _column(actor: Actor, query: BoardQuery, status: Status) -> Column:
    now = clock.now()
    conditions = Seen(actor)
    conditions.within(query.organization, query.area)
    if status is Status.CLOSED:
        conditions.add("h.closed_at >= ?", [now - _CLOSED_LATELY])  # what is open again has none
        return await _filled(conditions, status, "h.closed_at DESC, h.id DESC", now)
    conditions.equal("status", status)
    return await _filled(conditions, status, "h.due_at, h.id", now)


async def _filled(conditions: Seen, status: Status, order: str, now: datetime) -> Column:
    rows = await presenting.rows(conditions, f"ORDER BY {order} LIMIT {_ON_THE_BOARD}")
    count = await _count(conditions)
    conditions.add("h.due_at < ?", [now])
    overdue = 0 if status is Status.CLOSED else await _count(conditions)
    return Column(status=status, count=count, overdue=overdue, items=await presenting.present(rows))


async def _count(conditions: Seen) -> int:
    some = f"SELECT 1 FROM hazard h WHERE {conditions.sql} LIMIT {MOST_COUNTED}"
    rows = await storage.fetch(f"SELECT count(*) AS n FROM ({some}) counted", conditions.params)
    n: int = rows[0]["n"]
    return n


def _here(query: QueueQuery) -> Point | None:
    if query.longitude is None or query.latitude is None:
        return None
    return Point(query.longitude, query.latitude)


async def _by_slack(rows: Sequence[Row], here: Point | None) -> list[tuple[Row, float | None]]:
    places = await _places(rows) if here else {}
    now = clock.now()
    measured = [(row, distance_m(here, places[row.id]) if here and row.id in places else None) for row in rows]
    return sorted(measured, key=lambda one: (slack_s(_remaining_s(one[0], now) or 0.0, one[1]), one[0].id))


async def _places(rows: Sequence[Row]) -> dict[UUID, Point]:
    """Where the hazard was reported, else where its site is; what has neither is missing."""
    sites = await site_queries.sites_by_ids({row.site_id for row in rows})
    found: dict[UUID, Point] = {}
    for row in rows:
        site = sites[row.site_id]
        if row.longitude is not None and row.latitude is not None:
            found[row.id] = Point(row.longitude, row.latitude)
        elif site.longitude is not None and site.latitude is not None:
            found[row.id] = Point(site.longitude, site.latitude)
    return found


def _remaining_s(row: Row, now: datetime) -> float | None:
    return None if row.due_at is None else (row.due_at - now).total_seconds()
