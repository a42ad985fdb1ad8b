"""Rosters that run out: told so many days before, again on the last day, and when there is none."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import audit, storage
from heating.duty import alarms, coverage, queries, telling
from heating.duty.alarms import Alarm
from heating.duty.coverage import Stretch
from heating.lib import clock
from heating.lib.ids import new_id

_LAST_DAY = timedelta(days=1)


async def sweep(zone: ZoneInfo, days: int) -> int:
    """How many stretches without a roster somebody is told of for the first time, or for the last."""
    now = clock.now()
    found = await coverage.stretches(now, zone)
    until = now + timedelta(days=days)
    coming = {_key(one, one.window.starts_at - now): one for one in found if one.window.starts_at <= until}
    if not await alarms.differs(Alarm.RUNS_OUT, coming):
        return 0
    async with storage.transaction():
        new = [coming[key] for key in sorted(await alarms.note(Alarm.RUNS_OUT, coming))]
        posts = await queries.posts_at(now)
        for one in new:
            id = new_id()
            told = await telling.runs_out(id, one.place, one.window, posts.on_duty(*one.place), zone)
            _record(id, one, told)
    return len(new)


def _key(one: Stretch, left: timedelta) -> str:
    """Of a stretch that runs, the moment it began does not matter: it is the same one until a roster is published."""
    if left <= timedelta():
        return f"{one.place.organization} {one.place.area} now"
    begins = int(one.window.starts_at.timestamp())
    return f"{one.place.organization} {one.place.area} {begins} {'last' if left <= _LAST_DAY else 'first'}"


def _record(id: UUID, one: Stretch, told: object) -> None:
    audit.record(
        audit.SYSTEM,
        "roster.runs_out",
        subject_kind="roster",
        subject_id=id,
        **one.place._asdict(),
        detail={**one.window._asdict(), "people": told},
    )
