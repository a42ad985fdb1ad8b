"""A person's deadlines and watches for calendar programs (iCalendar, RFC 5545), behind an address
that nobody can guess."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from heating import audit, storage
from heating.accounts import secrets
from heating.accounts.actor import Actor
from heating.accounts.queries import actor as actor_of
from heating.deadlines import problems, queries
from heating.deadlines.clocks import Clock
from heating.deadlines.models import CalendarFeed
from heating.deadlines.rules import is_overdue
from heating.deadlines.wording import named
from heating.duty.post_queries import watches_of_person
from heating.duty.rules import Place, Post, Watch, Window, sign_in_key
from heating.lib import clock as time
from heating.lib.ids import new_id
from heating.lib.wording import Text

_INSERT = """
    INSERT INTO calendar_feed (id, person_id, token_hash, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at
"""
_SHOWN_FOR = timedelta(minutes=30)
"""Calendars show nothing that has no length; this ends when it is due, so what is due at 24:00 is on the right day."""
_READ_AGAIN = timedelta(hours=1)
_WATCHES_BACK, _WATCHES_AHEAD = timedelta(days=7), timedelta(days=62)
_WATCHES = UUID("0193a1f0-0000-7000-8000-6475747979ff")
"""The namespace of the watches' identities."""
_DUTY = Text("值班", "duty")
_DUTIES = {
    Post.LEADER: Text("带班", "Leader in charge"),
    Post.OFFICER: Text("值守", "Officer on duty"),
}


async def make(actor: Actor) -> str:
    """The token of a new address; the one before, if any, ends."""
    token = secrets.new_token()
    async with storage.transaction():
        await storage.execute(_INSERT, [new_id(), actor.id, secrets.digest(token), time.now()])
        _tell(actor, "calendar_feed.made")
    return token


async def end(actor: Actor) -> None:
    """Raises deadline.no_feed."""
    async with storage.transaction():
        if not await CalendarFeed.filter(person_id=actor.id).delete():
            raise problems.NO_FEED()
        _tell(actor, "calendar_feed.ended")


async def made_at(actor: Actor) -> datetime | None:
    feed = await CalendarFeed.get_or_none(person_id=actor.id)
    return None if feed is None else feed.created_at


async def read(token: str, base_url: str) -> bytes:
    """The calendar behind an address. `base_url` is where the pages are, without a slash at the end. Raises
    deadline.no_feed, also when its person is disabled."""
    feed = await CalendarFeed.get_or_none(token_hash=secrets.digest(token))
    person = None if feed is None else await actor_of(feed.person_id)
    if person is None:
        raise problems.NO_FEED()
    now = time.now()
    watches = await watches_of_person(person.id, Window(now - _WATCHES_BACK, now + _WATCHES_AHEAD))
    return _written(person, await queries.of_person(person), watches, base_url, now)


def _written(
    person: Actor, clocks: Iterable[Clock], watches: Iterable[tuple[Place, Watch]], base_url: str, now: datetime
) -> bytes:
    calendar = Calendar()
    name = Text(f"{person.name}的时限与值班", f"Deadlines and duties of {person.name}").in_language(person.language)
    for key, value in {
        "prodid": "-//heating//deadlines//ZH",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": name,
    }.items():
        calendar.add(key, value)
    calendar.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for clock in clocks:
        calendar.add_component(_event(person, clock, base_url, now))
    for place, watch in watches:
        calendar.add_component(_watch(person, place, watch, base_url, now))
    content: bytes = calendar.to_ical()
    return content


def _event(person: Actor, clock: Clock, base_url: str, now: datetime) -> Event:
    event = Event()
    due = clock.due_at.astimezone(UTC).replace(microsecond=0)
    for key, value in {
        "uid": f"{clock.id}@heating",
        "dtstamp": now.astimezone(UTC).replace(microsecond=0),
        "dtstart": due - _SHOWN_FOR,
        "dtend": due,
        "sequence": clock.version - 1,
        "summary": _summary(clock, now).in_language(person.language),
        "url": f"{base_url}{clock.link}",
        "categories": [named(clock.name).in_language(person.language)],
        "priority": 1 if clock.urgent else 5,
        "transp": "TRANSPARENT",
    }.items():
        event.add(key, value)
    return event


def _watch(person: Actor, place: Place, watch: Watch, base_url: str, now: datetime) -> Event:
    """It keeps its identity as long as its post, person and beginning are the same."""
    event = Event()
    for key, value in {
        "uid": f"{uuid5(_WATCHES, sign_in_key(place, watch))}@heating",
        "dtstamp": now.astimezone(UTC).replace(microsecond=0),
        "dtstart": watch.starts_at.astimezone(UTC),
        "dtend": watch.ends_at.astimezone(UTC),
        "summary": _DUTIES[watch.post].in_language(person.language),
        "url": f"{base_url}/app/duty/mine",
        "categories": [_DUTY.in_language(person.language)],
        "transp": "OPAQUE",
    }.items():
        event.add(key, value)
    return event


def _summary(clock: Clock, now: datetime) -> Text:
    label, overdue = named(clock.name), is_overdue(clock, now)
    return Text(
        f"{'【已超期】' if overdue else ''}{label.zh}截止：{clock.subject.zh}",
        f"{'[overdue] ' if overdue else ''}{label.en} due: {clock.subject.en}",
    )


def _tell(actor: Actor, action: str) -> None:
    audit.record(
        actor,
        action,
        subject_kind="user",
        subject_id=actor.id,
        organization=actor.home_organization,
        area=actor.area,
    )
