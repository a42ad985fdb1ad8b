"""People on duty who cannot be reached any more, and companies where nobody can be: events that go up, told once."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.accounts.rules import OrganizationKind
from heating.duty import alarms, queries, telling
from heating.duty.alarms import Alarm
from heating.duty.line import Duty, Why
from heating.duty.queries import Posts
from heating.duty.rules import Place, Roster, Staff, Watch, Window
from heating.duty.timeline import in_force
from heating.lib import clock
from heating.lib.ids import new_id

_AHEAD = timedelta(days=1)
"""How long before a watch somebody else can still be found for it."""


class _Missing(NamedTuple):
    """The first watch within the day of somebody who cannot be reached."""

    place: Place
    watch: Watch
    person: Staff

    @property
    def key(self) -> str:
        return f"{self.place.organization} {self.place.area} {self.person.id} {self.person.unreachable}"


async def sweep(zone: ZoneInfo) -> int:
    """Of how many people and companies it is known from now on that they cannot be reached."""
    posts = await queries.posts_at(clock.now())
    missing = {one.key: one for one in await _missing(posts)}
    empty = {f"{place.organization} {place.area}": place for place in await _empty(posts)}
    if not await alarms.differs(Alarm.UNREACHABLE, missing) and not await alarms.differs(Alarm.NOBODY, empty):
        return 0
    async with storage.transaction():
        lost = [missing[key] for key in sorted(await alarms.note(Alarm.UNREACHABLE, missing))]
        left = [empty[key] for key in sorted(await alarms.note(Alarm.NOBODY, empty))]
        for one in lost:
            await _tell_missing(one, posts, zone)
        for place in left:
            await _tell_nobody(place, posts.on_duty(*place))
    return len(lost) + len(left)


async def _missing(posts: Posts) -> list[_Missing]:
    found = in_force(posts.rosters, Window(posts.at, posts.at + _AHEAD))
    people = {one.id: one for one in await queries.staff({watch.person for _, watch in found})}
    first: dict[tuple[Place, UUID], _Missing] = {}
    for roster, watch in found:
        person = people.get(watch.person)
        if person is not None and person.unreachable:
            first.setdefault((roster.place, person.id), _Missing(roster.place, watch, person))
    return list(first.values())


async def _empty(posts: Posts) -> list[Place]:
    """Companies, and their areas with rosters of their own, for which somebody above has to answer; and the city."""
    kinds = (OrganizationKind.COMPANY, OrganizationKind.CITY)
    places = [Place(one.path, "") for one in await accounts.organizations_below("") if one.kind in kinds]
    places += _own_areas(posts.rosters)
    return [place for place in dict.fromkeys(places) if posts.on_duty(*place).why in (Why.HIGHER, Why.NOBODY)]


def _own_areas(rosters: Iterable[Roster]) -> Sequence[Place]:
    return [roster.place for roster in rosters if roster.kind is OrganizationKind.COMPANY and roster.area]


async def _tell_missing(one: _Missing, posts: Posts, zone: ZoneInfo) -> None:
    place, watch, id = one.place, one.watch, new_id()
    told = await telling.unreachable(id, place, watch, one.person, posts.on_duty(*place), zone)
    _record(
        "post.unreachable",
        id,
        place,
        post=watch.post,
        person=watch.person,
        why=one.person.unreachable,
        starts_at=watch.starts_at,
        ends_at=watch.ends_at,
        people=told,
    )


async def _tell_nobody(place: Place, duty: Duty) -> None:
    id = new_id()
    told = await telling.nobody_reachable(id, place, duty)
    answering = duty.answering.person.id if duty.answering else None
    _record("post.nobody_reachable", id, place, answering=answering, people=told)


def _record(action: str, id: UUID, place: Place, **detail: object) -> None:
    audit.record(
        audit.SYSTEM,
        action,
        subject_kind="watch",
        subject_id=id,
        organization=place.organization,
        area=place.area,
        detail=detail,
    )
    storage.current_unit().changed("roster", id, organization=place.organization, area=place.area)
