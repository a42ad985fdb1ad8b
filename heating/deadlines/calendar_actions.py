"""Writing calendars and ladders. What runs already keeps its due time; what is begun or changed later follows."""

import re
from collections.abc import Sequence
from functools import partial

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.deadlines import problems
from heating.deadlines.calendar_queries import Versioned, written_calendars, written_ladders
from heating.deadlines.calendars import WrittenWeek, read_week, week_faults
from heating.deadlines.catalogue import NamedDay
from heating.deadlines.escalation import ladder_faults
from heating.deadlines.models import CalendarDay, CalendarRow, LadderRow
from heating.deadlines.schemas import CalendarBody, LadderBody, ladder_of
from heating.http.problems import INVALID, NOT_FOUND
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.wording import Text
from heating.registry.clashes import once_more

_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")


async def put_calendar(actor: Actor, key: str, body: CalendarBody) -> None:
    """Create, or replace name and week; the days stay. Raises http.not_found, deadline.version_conflict,
    http.invalid."""
    _refuse_wrong_key(key)
    if faults := week_faults(read_week(body.week)):
        raise INVALID(errors=faults)
    await once_more(partial(_put_calendar, actor, key, body))


async def _put_calendar(actor: Actor, key: str, body: CalendarBody) -> None:
    async with storage.transaction():
        before = (await written_calendars()).get(key)
        await _write_calendar(key, before, Text(body.name.zh, body.name.en), body.week, body.version)
        _tell(actor, "calendar.changed", "calendar", key, version=body.version + 1)


async def put_days(actor: Actor, key: str, days: Sequence[NamedDay], version: int) -> None:
    """Enter or correct days; `ordinary` takes one back. Raises http.not_found, deadline.version_conflict."""
    await once_more(partial(_put_days, actor, key, days, version))


async def _put_days(actor: Actor, key: str, days: Sequence[NamedDay], version: int) -> None:
    async with storage.transaction() as unit:
        before = (await written_calendars()).get(key)
        if before is None:
            raise NOT_FOUND()
        await _write_calendar(key, before, before.calendar.name, before.calendar.week, version)
        entered = {day.on: day for day in days}
        await CalendarDay.filter(calendar_key=key, day__in=list(entered)).delete()
        for day in entered.values():
            values = {"id": new_id(), "calendar_key": key, "day": day.on, "kind": day.kind, "name": day.name}
            unit.insert(CalendarDay, values)
        _tell(actor, "calendar.days_changed", "calendar", key, days=list(entered.values()), version=version + 1)


async def _write_calendar(key: str, before: Versioned | None, name: Text, week: WrittenWeek, version: int) -> None:
    present = before.version if before else 0
    if present != version:
        raise problems.VERSION_CONFLICT(version=present)
    columns = {
        "name": name.zh,
        "name_en": name.en,
        "week_json": msgspec.json.encode(week).decode(),
        "version": version + 1,
        "updated_at": clock.now(),
    }
    if version == 0:
        storage.current_unit().insert(CalendarRow, {"key": key, **columns})
    elif not await CalendarRow.filter(key=key, version=version).update(**columns):
        raise problems.VERSION_CONFLICT(version=version + 1)


async def put_ladder(actor: Actor, key: str, body: LadderBody) -> None:
    """Create or replace. Raises http.not_found, deadline.version_conflict, http.invalid."""
    _refuse_wrong_key(key)
    if faults := list(ladder_faults(body.steps)):
        raise INVALID(errors=faults)
    await once_more(partial(_put_ladder, actor, key, body))


async def _put_ladder(actor: Actor, key: str, body: LadderBody) -> None:
    async with storage.transaction() as unit:
        before = (await written_ladders()).get(key)
        present = before.version if before else 0
        if present != body.version:
            raise problems.VERSION_CONFLICT(version=present)
        document = msgspec.json.encode(ladder_of(key, body)).decode()
        columns = {"document_json": document, "version": body.version + 1, "updated_at": clock.now()}
        if body.version == 0:
            unit.insert(LadderRow, {"key": key, **columns})
        elif not await LadderRow.filter(key=key, version=body.version).update(**columns):
            raise problems.VERSION_CONFLICT(version=body.version + 1)
        _tell(actor, "escalation_ladder.changed", "escalation_ladder", key, version=body.version + 1)


def _refuse_wrong_key(key: str) -> None:
    if _KEY.fullmatch(key) is None:
        raise NOT_FOUND()


def _tell(actor: Actor, action: str, subject: str, key: str, **detail: object) -> None:
    record = partial(audit.record, actor, action, subject_kind=subject, subject_id=key)
    record(organization="", area="", detail=detail)
