"""Who is on duty now, post by post, and one's own watches."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.duty import own_watches, queries, reading, records
from heating.duty.coverage import uncovered
from heating.duty.line import LOOKS_AHEAD, Duty, OnDuty
from heating.duty.roster_queries import reachable
from heating.duty.rules import SIGN_IN_BEFORE, Place, Roster, Staff, Via, Watch, Window, sign_in_key
from heating.duty.schemas import (
    DutyFilter,
    DutyShown,
    OnDutyItem,
    Person,
    PlaceQuery,
    PostItem,
    Posts,
)
from heating.duty.serving_schemas import OwnDuty, OwnWatch
from heating.duty.timeline import in_force
from heating.lib import areas, clock
from heating.registry.filtering import in_chunks, marks

_OWN_AHEAD = timedelta(days=31)


async def duty(actor: Actor, query: PlaceQuery) -> DutyShown:
    """Who is on duty for a place, and who comes next. Raises duty.not_found."""
    reading.hidden_unless(reading.sees(actor, query.organization, query.area))
    at = query.at or clock.now()
    found = (await queries.posts_at(at, [(query.organization, query.area)])).on_duty(query.organization, query.area)
    return _duty(found, query, at)


def _duty(found: Duty, query: PlaceQuery, at: datetime) -> DutyShown:
    return DutyShown(
        at=at,
        organization=query.organization,
        area=query.area,
        officers=[_on_duty(one) for one in found.officers],
        leader=None if found.leader is None else _on_duty(found.leader),
        line=[_on_duty(one) for one in found.tried],
        roster=found.roster,
        why=found.why,
        climbed=found.climbed,
    )


def _on_duty(one: OnDuty) -> OnDutyItem:
    return OnDutyItem(
        person=reachable(one.person),
        post=one.post,
        organization=one.place.organization,
        area=one.place.area,
        via=one.via,
        since=one.since,
        until=one.until,
        vacant=one.vacant,
        unreachable=one.person.unreachable,
    )


class _Known(NamedTuple):
    """`signed` by sign-in key."""

    at: datetime
    people: dict[UUID, Staff]
    signed: dict[str, datetime]
    vacant: frozenset[str]


async def posts(actor: Actor, query: DutyFilter, zone: ZoneInfo) -> Posts:
    """Every post there is now in what he sees, by organization; and where no roster will say who is on duty."""
    at = clock.now()
    window = Window(at, at + LOOKS_AHEAD)
    rosters = [one for one in await queries.rosters_in(window) if _is_wanted(actor, query, one.place)]
    by_place: dict[Place, list[tuple[Roster, Watch]]] = {}
    for roster, watch in in_force(rosters, window):
        by_place.setdefault(roster.place, []).append((roster, watch))
    known = await _known(at, rosters)
    found = [item for _, pairs in sorted(by_place.items()) for item in _of_place(actor, pairs, known)]
    return Posts(at=at, posts=found, gaps=await uncovered(actor, query, at, zone))


def _is_wanted(actor: Actor, query: DutyFilter, place: Place) -> bool:
    return (
        reading.sees(actor, *place)
        and areas.within(place.organization, query.organization or "")
        and areas.within(place.area, query.area or "")
    )


async def _known(at: datetime, rosters: Sequence[Roster]) -> _Known:
    people = {one.id: one for one in await queries.staff({id for roster in rosters for id in roster.people})}
    running = [
        sign_in_key(roster.place, watch) for roster, watch in in_force(rosters, Window(at, at + timedelta(seconds=1)))
    ]
    return _Known(at, people, await signed(running), await queries.vacant_keys(at))


def _of_place(actor: Actor, pairs: Sequence[tuple[Roster, Watch]], known: _Known) -> Iterable[PostItem]:
    around = [watch for _, watch in pairs]
    for roster, watch in sorted(pairs, key=lambda pair: (pair[1].post, pair[1].via is Via.REINFORCEMENT)):
        if watch.window.holds(known.at) and (person := known.people.get(watch.person)):
            yield _post(actor, roster, watch, person, own_watches.following(watch, around), known)


def _post(actor: Actor, roster: Roster, watch: Watch, person: Staff, coming: Watch | None, known: _Known) -> PostItem:
    key = sign_in_key(roster.place, watch)
    following = None if coming is None else known.people.get(coming.person)
    return PostItem(
        organization=roster.organization,
        area=roster.area,
        post=watch.post,
        person=reachable(person),
        via=watch.via,
        starts_at=watch.starts_at,
        ends_at=watch.ends_at,
        sign_in_by=watch.sign_in_by,
        signed_at=known.signed.get(key),
        vacant=key in known.vacant,
        unreachable=person.unreachable,
        next=None if following is None else reachable(following),
        next_at=coming and coming.starts_at,
        roster=roster.id,
        writable=reading.may_write(actor, *roster.place),
    )


async def own(actor: Actor) -> OwnDuty:
    """From the running watch to a month ahead."""
    at = clock.now()
    return OwnDuty(
        at=at,
        watches=await _own(actor, at),
        hand_overs=await records.own_hand_overs(actor),
        spot_checks=await records.own_spot_checks(actor, at),
        swaps=await records.own_swaps(actor, at),
    )


async def _own(actor: Actor, at: datetime) -> list[OwnWatch]:
    pairs = await _own_watches(actor.id, Window(at, at + _OWN_AHEAD))
    around: dict[Place, list[Watch]] = {}
    for place, watch in pairs:
        around.setdefault(place, []).append(watch)
    mine = {sign_in_key(*pair): pair for pair in pairs if pair[1].person == actor.id and pair[1].ends_at > at}
    names = await accounts.people({watch.person for _, watch in pairs})
    signed_at, written = await signed(list(mine)), await records.handed_over_keys(list(mine))
    return [
        OwnWatch(
            organization=place.organization,
            area=place.area,
            post=watch.post,
            starts_at=watch.starts_at,
            ends_at=watch.ends_at,
            via=watch.via,
            sign_in_from=watch.starts_at - SIGN_IN_BEFORE,
            sign_in_by=watch.sign_in_by,
            signed_at=signed_at.get(key),
            handed_over=key in written,
            coming=_named(own_watches.following(watch, around[place]), names),
        )
        for key, (place, watch) in mine.items()
    ]


def _named(watch: Watch | None, names: Mapping[UUID, str]) -> Person | None:
    return None if watch is None else Person(watch.person, names.get(watch.person, ""))


async def _own_watches(person: UUID, window: Window) -> list[tuple[Place, Watch]]:
    """Of the places at which he serves, with everybody there."""
    rosters = await queries.rosters_in(window, only=await queries.rosters_of([person], window))
    return [(roster.place, watch) for roster, watch in in_force(rosters, window)]


async def watches_of_person(person: UUID, window: Window) -> list[tuple[Place, Watch]]:
    return [pair for pair in await _own_watches(person, window) if pair[1].person == person]


class _SignIn(msgspec.Struct, frozen=True):
    key: str
    signed_at: datetime


async def signed(keys: Sequence[str]) -> dict[str, datetime]:
    """When each was signed in for; those that were not are missing."""
    found: dict[str, datetime] = {}
    for some in in_chunks(keys):
        rows = await storage.fetch_as(
            _SignIn, f"SELECT key, signed_at FROM duty_sign_in WHERE key IN ({marks(some)})", list(some)
        )
        found |= {row.key: row.signed_at for row in rows}
    return found
