"""Changing a running clock: pause, resume, extend, reclassify. Inside the caller's transaction."""

from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.audit import Who
from heating.deadlines import clocks, problems
from heating.deadlines.calendar_queries import ladders
from heating.deadlines.clocks import Clock, Tightest, in_force, tightest_of
from heating.deadlines.escalation import Plan, moved_plan
from heating.deadlines.models import PauseRow
from heating.deadlines.reckoning import Pause, due_at
from heating.deadlines.rules import Amount, State, is_overdue, state
from heating.deadlines.wording import named
from heating.lib.ids import new_id


class _Unchanged(Enum):
    UNCHANGED = "unchanged"


UNCHANGED: Final = _Unchanged.UNCHANGED


class _PauseRow(msgspec.Struct, frozen=True):
    started_at: datetime
    until: datetime
    ended_at: datetime | None


async def pause(
    subject_kind: str,
    subject_id: UUID,
    name: str,
    *,
    reason: str,
    cap: timedelta,
    at: datetime,
    actor: Who,
    zone: ZoneInfo,
) -> Tightest:
    """Stop the time for at most `cap`, after which it runs on by itself. Raises deadline.not_open, deadline.overdue,
    deadline.paused."""
    clock = await _open(subject_kind, subject_id, name)
    if is_overdue(clock, at):
        raise problems.OVERDUE()
    if state(clock, at) is State.PAUSED:
        raise problems.PAUSED()
    row = {"id": new_id(), "deadline_id": clock.id, "reason": reason, "started_at": at, "until": at + cap}
    await storage.current_unit().insert_now(PauseRow, [{**row, "actor_id": actor.id, "actor_name": actor.name}])
    after = msgspec.structs.replace(clock, paused_until=at + cap)
    return await _reckon(clock, after, at, zone, actor, "deadline.paused", reason=reason, until=at + cap)


async def resume(
    subject_kind: str, subject_id: UUID, name: str, *, at: datetime, actor: Who, zone: ZoneInfo
) -> Tightest:
    """Let the time run on before the pause's cap. Raises deadline.not_open, deadline.not_paused."""
    clock = await _open(subject_kind, subject_id, name)
    if state(clock, at) is not State.PAUSED:
        raise problems.NOT_PAUSED()
    await storage.execute(
        "UPDATE deadline_pause SET ended_at = ? WHERE deadline_id = ? AND ended_at IS NULL AND until > ?",
        [at, clock.id, at],
    )
    after = msgspec.structs.replace(clock, paused_until=None)
    return await _reckon(clock, after, at, zone, actor, "deadline.resumed")


async def extend(
    subject_kind: str, subject_id: UUID, name: str, *, due_at: datetime, reason: str, actor: Who, at: datetime
) -> Tightest:
    """Give it until another moment, whatever its amount and its last day were. Raises deadline.not_open,
    deadline.not_later."""
    clock = await _open(subject_kind, subject_id, name)
    if due_at <= max(clock.due_at, at):
        raise problems.NOT_LATER()
    after = msgspec.structs.replace(clock, extended_to=due_at, extended_at=at, due_at=due_at)
    return await _save(clock, after, at, actor, "deadline.extended", reason=reason)


async def reclassify(
    subject_kind: str,
    subject_id: UUID,
    name: str,
    *,
    amount: Amount,
    reason: str,
    actor: Who,
    at: datetime,
    zone: ZoneInfo,
    calendar: str | None = None,
    not_after: date | _Unchanged | None = UNCHANGED,
) -> Tightest:
    """Another amount from the same start, with the same pauses. An extension lapses: it was of the amount before.
    Raises deadline.not_open."""
    clock = await _open(subject_kind, subject_id, name)
    after = msgspec.structs.replace(
        clock,
        amount_n=amount.n,
        amount_unit=amount.unit,
        calendar_key=calendar or clock.calendar_key,
        not_after_on=clock.not_after_on if isinstance(not_after, _Unchanged) else not_after,
        extended_to=None,
        extended_at=None,
        urgent=clock.urgent or amount.is_urgent,
    )
    return await _reckon(clock, after, at, zone, actor, "deadline.reclassified", reason=reason, amount=amount)


async def _open(subject_kind: str, subject_id: UUID, name: str) -> Clock:
    await storage.current_unit().write_rows()
    found = await clocks.select(
        f"WHERE d.open_key = ? AND d.subject_kind = ? {clocks.lock()}", [f"{subject_id} {name}", subject_kind]
    )
    if not found:
        raise problems.NOT_OPEN(name=named(name))
    return found[0]


async def _reckon(
    before: Clock, after: Clock, at: datetime, zone: ZoneInfo, actor: Who, action: str, **detail: object
) -> Tightest:
    """Find out anew when the clock is due."""
    calendar = (await in_force([after.amount_unit]))(after.calendar_key)
    due = due_at(
        after.started_at,
        after.amount,
        calendar,
        await _pauses(after.id),
        zone,
        not_after=after.not_after_on,
        extension=after.extension,
    )
    return await _save(before, msgspec.structs.replace(after, due_at=due), at, actor, action, **detail)


async def _pauses(clock_id: UUID) -> list[Pause]:
    rows = await storage.fetch_as(
        _PauseRow,
        "SELECT started_at, until, ended_at FROM deadline_pause WHERE deadline_id = ? ORDER BY started_at",
        [clock_id],
    )
    return [Pause(row.started_at, row.until, row.ended_at) for row in rows]


async def _save(before: Clock, after: Clock, at: datetime, actor: Who, action: str, **detail: object) -> Tightest:
    plan = before.plan if after.due_at == before.due_at else await _moved(before, after, at)
    columns = {
        "amount_n": after.amount_n,
        "amount_unit": after.amount_unit,
        "calendar_key": after.calendar_key,
        "not_after_on": after.not_after_on,
        "due_at": after.due_at,
        "paused_until": after.paused_until,
        "extended_to": after.extended_to,
        "extended_at": after.extended_at,
        "step": plan.step,
        "look_after": plan.look_after,
        "urgent": after.urgent,
    }
    settings = ", ".join(f"{column} = ?" for column in columns)
    await storage.execute(
        f"UPDATE deadline SET {settings}, version = version + 1 WHERE id = ?", [*columns.values(), after.id]
    )
    audit.record(
        actor,
        action,
        subject_kind=after.subject_kind,
        subject_id=after.subject_id,
        organization=after.organization_path,
        area=after.area_path,
        detail={"clock": after.name, "due_at": after.due_at, "due_before": before.due_at, **detail},
    )
    return await tightest_of([after.subject_id])


async def _moved(before: Clock, after: Clock, at: datetime) -> Plan:
    ladder = (await ladders()).of(after.ladder_key)
    not_before = after.paused_until or after.started_at
    return moved_plan(ladder, before.plan, after.started_at, after.due_at, now=at, not_before=not_before)
