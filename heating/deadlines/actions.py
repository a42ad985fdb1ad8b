"""Starting and stopping clocks, many at once, inside the caller's transaction.

`start`, `stop` and what changes a running clock answer `Tightest`: when the tightest open clock of each subject is due
after the change, None where none is left.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.deadlines import catalogue
from heating.deadlines.calendar_queries import Ladders, ladders
from heating.deadlines.calendars import Calendar
from heating.deadlines.changing import extend, pause, reclassify, resume
from heating.deadlines.clocks import Tightest, in_force, tightest_of
from heating.deadlines.escalation import first_plan
from heating.deadlines.models import DeadlineRow
from heating.deadlines.reckoning import due_at
from heating.deadlines.rules import Amount, Outcome
from heating.lib.ids import new_id
from heating.lib.wording import Text
from heating.registry.filtering import in_chunks, marks

__all__ = ["NewClock", "Tightest", "extend", "pause", "reassign", "reclassify", "resume", "start", "stop"]


class NewClock(msgspec.Struct, frozen=True, kw_only=True):
    """`title` names the subject in messages, which leave the house: no free text, nothing about residents. `not_after`
    is the last local day, unless that is over at the start. `ladder=None`: nobody is ever told. An amount in urgent
    hours makes the clock urgent."""

    subject_kind: str
    subject_id: UUID
    name: str
    title: Text
    link: str
    amount: Amount
    started_at: datetime
    responsible: UUID | None
    organization: str
    area: str
    calendar: str = catalogue.CITY
    not_after: date | None = None
    ladder: str | None = catalogue.ORDINARY
    urgent: bool = False
    due_at: datetime | None = None
    """Given when a clock goes on as it was before it was stopped: it holds like an extension, whatever the amount."""
    id: UUID = msgspec.field(default_factory=new_id)


async def start(new: Sequence[NewClock], zone: ZoneInfo) -> Tightest:
    """A subject has one open clock of a name: the database refuses a second. Raises ValueError for a link that no
    message could carry."""
    if not new:
        return {}
    if wrong := [clock.link for clock in new if not clock.link.startswith("/app/")]:
        raise ValueError(f"a clock's subject has its page in the application: {wrong[0]!r}")
    known = await in_force(clock.amount.unit for clock in new)
    steps = await ladders()
    unit = storage.current_unit()
    await unit.write_rows()
    await unit.insert_now(DeadlineRow, [_row(clock, known(clock.calendar), steps, zone) for clock in new])
    return await tightest_of({clock.subject_id for clock in new})


def _row(clock: NewClock, calendar: Calendar, steps: Ladders, zone: ZoneInfo) -> dict[str, object]:
    due = clock.due_at or due_at(clock.started_at, clock.amount, calendar, (), zone, not_after=clock.not_after)
    plan = first_plan(steps.of(clock.ladder), clock.started_at, due, clock.started_at)
    return {
        "id": clock.id,
        "subject_kind": clock.subject_kind,
        "subject_id": clock.subject_id,
        "name": clock.name,
        "open_key": f"{clock.subject_id} {clock.name}",
        "title": clock.title.zh,
        "title_en": clock.title.en,
        "link": clock.link,
        "amount_n": clock.amount.n,
        "amount_unit": clock.amount.unit,
        "calendar_key": clock.calendar,
        "not_after_on": clock.not_after,
        "started_at": clock.started_at,
        "due_at": due,
        "paused_until": None,
        "extended_to": clock.due_at,
        "extended_at": clock.due_at and clock.started_at,
        "ended_at": None,
        "outcome": Outcome.OPEN,
        "ladder_key": clock.ladder,
        "step": plan.step,
        "look_after": plan.look_after,
        "responsible_id": clock.responsible,
        "organization_path": clock.organization,
        "area_path": clock.area,
        "urgent": clock.urgent or clock.amount.is_urgent,
        "version": 1,
    }


async def stop(
    subject_kind: str,
    ids: Collection[UUID],
    names: Iterable[str] | None = None,
    *,
    at: datetime,
    cancelled: bool = False,
) -> Tightest:
    """End the open clocks of these names, or all: in time, late, or of no interest any more. Subjects without such a
    clock are no fault."""
    await storage.current_unit().write_rows()
    outcome = "'cancelled'" if cancelled else "CASE WHEN due_at < ? THEN 'late' ELSE 'met' END"
    params = [at] if cancelled else [at, at]
    for some in in_chunks(list(ids)):
        which, chosen = _open_ones(subject_kind, some, names)
        await storage.execute(
            f"UPDATE deadline SET ended_at = ?, outcome = {outcome}, open_key = NULL, look_after = NULL,"
            f" version = version + 1 WHERE {which}",
            [*params, *chosen],
        )
    return await tightest_of(ids)


async def reassign(
    subject_kind: str, ids: Collection[UUID], *, responsible: UUID | None, organization: str, area: str
) -> None:
    """Hand the open clocks of these subjects to somebody else; the time runs on."""
    await storage.current_unit().write_rows()
    for some in in_chunks(list(ids)):
        which, chosen = _open_ones(subject_kind, some, None)
        await storage.execute(
            "UPDATE deadline SET responsible_id = ?, organization_path = ?, area_path = ?, version = version + 1"
            f" WHERE {which}",
            [responsible, organization, area, *chosen],
        )


def _open_ones(subject_kind: str, ids: Sequence[UUID], names: Iterable[str] | None) -> tuple[str, list[object]]:
    which = f"subject_id IN ({marks(ids)}) AND subject_kind = ? AND ended_at IS NULL"
    params: list[object] = [*ids, subject_kind]
    if names is not None:
        chosen = list(names)
        return f"{which} AND name IN ({marks(chosen) or 'NULL'})", [*params, *chosen]
    return which, params
