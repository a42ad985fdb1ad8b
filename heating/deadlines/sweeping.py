"""The sweep: what the passing of time has made due is said to whom it concerns.

It looks only at clocks whose `look_after` is past, so it costs what is due and not what exists. What it finds, says and
writes down is one transaction; rows are locked, and changed only if nobody has looked meanwhile. So two sweepers never
act twice, and one that dies has done nothing, which the next one does.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating import audit, jobs, storage
from heating.accounts.queries import Contact
from heating.deadlines import clocks, messages
from heating.deadlines.calendar_queries import Ladders, ladders
from heating.deadlines.clocks import Clock
from heating.deadlines.escalation import WARNING, Ladder, Plan, next_plan, roles_at
from heating.deadlines.messages import Fired
from heating.deadlines.reach import Reach, reach
from heating.lib import clock as time
from heating.notifications.actions import notify
from heating.registry.filtering import marks

_AT_ONCE = 100
"""In one transaction: about 50 ms, for which everybody else who writes has to wait."""

_PUT_OFF = timedelta(minutes=10)
_log = logging.getLogger(__name__)


class Swept(NamedTuple):
    """How many clocks were looked at, steps taken, people told."""

    looked: int
    fired: int
    notified: int


async def sweep_all(zone: ZoneInfo, limit: int = _AT_ONCE) -> None:
    """Until nothing is due any more."""
    while (await sweep(zone, limit)).looked == limit:
        pass


async def sweep(zone: ZoneInfo, limit: int = _AT_ONCE) -> Swept:
    """One round over at most `limit` clocks, longest due first."""
    now = time.now()
    due = await storage.fetch("SELECT id FROM deadline WHERE look_after < ? ORDER BY look_after LIMIT ?", [now, limit])
    if not due:
        return Swept(0, 0, 0)  # a reader has said so: it costs the writer nothing
    try:
        return await _round([row["id"] for row in due], zone, now)
    except Exception:
        _log.exception("could not sweep %d deadlines together", len(due))
    rounds = [await _alone(row["id"], zone, now) for row in due]
    return Swept(*map(sum, zip(*rounds, strict=True)))


async def _alone(id: object, zone: ZoneInfo, now: datetime) -> Swept:
    """A clock at which the sweep fails must not hold up the others: it is put off, and a person has to look."""
    try:
        return await _round([id], zone, now)
    except Exception as error:
        async with storage.transaction():
            await storage.execute("UPDATE deadline SET look_after = ? WHERE id = ?", [now + _PUT_OFF, id])
            jobs.bury("deadlines.sweep", {"deadline": str(id)}, repr(error))
        return Swept(1, 0, 0)


async def _round(ids: Sequence[object], zone: ZoneInfo, now: datetime) -> Swept:
    async with storage.transaction():
        due = await clocks.select(
            f"WHERE d.id IN ({marks(ids)}) AND d.look_after < ? ORDER BY d.look_after, d.id {clocks.lock(skip=True)}",
            [*ids, now],
        )
        fired = await _fire(due, zone, now)
    return Swept(len(ids), *fired)


async def _fire(due: Sequence[Clock], zone: ZoneInfo, now: datetime) -> tuple[int, int]:
    """How many steps, how many told."""
    people, steps = await reach(due), await ladders()
    fired: list[Fired] = []
    plans = []
    for clock in due:
        taken, plan = _walk(clock, steps, people, now)
        fired += taken
        plans.append([plan.step, plan.look_after, clock.id, clock.look_after])
    await storage.execute_many(
        "UPDATE deadline SET step = ?, look_after = ?, version = version + 1 WHERE id = ? AND look_after = ?", plans
    )
    for each in fired:
        _record(each)
    return len(fired), await notify([message for each in fired for message in messages.written(each, zone)])


def _walk(clock: Clock, steps: Ladders, people: Reach, now: datetime) -> tuple[list[Fired], Plan]:
    """All steps whose time has come, and the plan after them."""
    ladder, plan = steps.of(clock.ladder_key), clock.plan
    fired: list[Fired] = []
    while ladder is not None and plan.look_after is not None and plan.look_after < now:
        found = _found(clock, ladder, plan.step, people)
        if plan.step != WARNING or (found and now <= clock.due_at):  # nobody is warned of what is past
            fired.append(Fired(clock, plan.step, found, _unreached(fired)))
        plan = next_plan(ladder, plan, clock.due_at, reached=bool(found))
    return _with_last_resort(fired, plan, people), plan


def _found(clock: Clock, ladder: Ladder, step: int, people: Reach) -> tuple[Contact, ...]:
    """Each person once, in the order of the roles."""
    found = {person.id: person for role in roles_at(ladder, step) for person in people.resolve(role, clock)}
    return tuple(found.values())


def _unreached(fired: Sequence[Fired]) -> bool:
    """Did the step before find nobody, so that this one follows it at once?"""
    return bool(fired) and not fired[-1].people


def _with_last_resort(fired: list[Fired], plan: Plan, people: Reach) -> list[Fired]:
    """When a ladder has ended with nobody, the administrators hear of it: never nobody."""
    if plan.look_after is None and fired and not fired[-1].people:
        last = fired[-1]
        fired.append(Fired(last.clock, last.step + 1, tuple(people.last_resort()), unreached=True))
    return fired


def _record(fired: Fired) -> None:
    clock = fired.clock
    if fired.step == 0:  # it is overdue from now on: whoever shows it reads it anew
        storage.current_unit().changed(
            clock.subject_kind, clock.subject_id, organization=clock.organization_path, area=clock.area_path
        )
    for action in fired.actions:
        audit.record(
            audit.SYSTEM,
            action,
            subject_kind=clock.subject_kind,
            subject_id=clock.subject_id,
            organization=clock.organization_path,
            area=clock.area_path,
            detail={
                "clock": clock.name,
                "due_at": clock.due_at,
                "step": fired.step,
                "people": [person.id for person in fired.people],
            },
        )
