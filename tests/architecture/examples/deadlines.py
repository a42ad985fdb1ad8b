from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from heating import storage
from heating.accounts.actor import system_actor
from heating.accounts.queries import actor as actor_of
from heating.deadlines import actions, calendar_actions, feeds
from heating.deadlines.actions import NewClock
from heating.deadlines.calendars import Hours
from heating.deadlines.rules import Amount, Unit
from heating.deadlines.schemas import BothNames, CalendarBody
from heating.lib.ids import new_id
from heating.lib.wording import Text
from tests.architecture.examples import Example, Examples, Names, Place


async def a_clock(place: Place) -> Names:
    clock = NewClock(
        subject_kind="hazard",
        subject_id=new_id(),
        name="rectify",
        title=Text("YH-2026-000001", "YH-2026-000001"),
        link="/app/hazards/1",
        amount=Amount(7, Unit.DAYS),
        started_at=datetime(2026, 11, 20, tzinfo=UTC),
        responsible=place.person_id,
        organization=place.organization,
        area=place.area,
    )
    async with storage.transaction():
        await actions.start([clock], ZoneInfo("Asia/Shanghai"))
    return {"id": str(clock.id)}


async def a_feed(place: Place) -> Names:
    person = await actor_of(place.person_id)
    assert person is not None
    return {"token": await feeds.make(person)}


async def a_new_key(place: Place) -> Names:
    return {"key": f"own{place.number}"}


def a_calendar(_: Place, __: Names) -> Any:
    name = {"zh": "夏季", "en": "Summer"}
    return {"name": name, "week": [[{"from": "08:00", "to": "12:00"}]] * 7, "version": 0}


async def a_written_calendar(place: Place) -> Names:
    names = await a_new_key(place)
    body = CalendarBody(name=BothNames("夏季", "Summer"), week=((Hours("08:00", "12:00"),),) * 7, version=0)
    await calendar_actions.put_calendar(system_actor(), names["key"], body)
    return names


def a_ladder(_: Place, __: Names) -> Any:
    name = {"zh": "直报市级", "en": "Straight to the city"}
    steps = [{"roles": ["city_leader"], "delay_minutes": 0}]
    return {"name": name, "warn_before_minutes": None, "warn": [], "steps": steps, "version": 0}


EXAMPLES: Examples = {
    ("GET", "/api/deadlines"): Example(subject=a_clock, shows=lambda _, names: names["id"]),
    ("GET", "/api/calendars"): Example(unscoped=True),
    ("PUT", "/api/calendars/{key}"): Example(unscoped=True, subject=a_new_key, body=a_calendar),
    ("PUT", "/api/calendars/{key}/days"): Example(
        unscoped=True,
        subject=a_written_calendar,
        body=lambda _, __: {"days": [{"on": "2026-11-23", "kind": "holiday"}], "version": 1},
    ),
    ("GET", "/api/escalation-ladders"): Example(unscoped=True),
    ("PUT", "/api/escalation-ladders/{key}"): Example(unscoped=True, subject=a_new_key, body=a_ladder),
    ("GET", "/api/account/calendar-feed"): Example(unscoped=True),
    ("POST", "/api/account/calendar-feed"): Example(unscoped=True),
    ("DELETE", "/api/account/calendar-feed"): Example(subject=a_feed, personal=True),
    ("GET", "/calendar/{token}.ics"): Example(subject=a_feed, unscoped=True),
}
