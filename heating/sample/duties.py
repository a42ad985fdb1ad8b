"""Duty rosters of the city's offices, districts and companies: published before the season, and served by people who
sign in, hand over, swap and are checked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.accounts.rules import OrganizationKind, Role
from heating.duty import queries, roster_actions, serving, spot_checks, swap_actions, vacancies
from heating.duty.patterns import Pattern, Plan
from heating.duty.rules import Place, Post, Watch, Window
from heating.duty.schemas import NewRoster
from heating.duty.serving_schemas import NewHandOver, NewSpotCheck, NewSwap, WatchBody
from heating.duty.timeline import in_force
from heating.lib import ids
from heating.registry.seasons import SeasonPlan
from heating.sample.agenda import Agenda
from heating.sample.founding import Founded
from heating.sample.plan import City, PlannedOrganization, PlannedPerson

_LATELY = timedelta(days=2)
"""How far back people sign in: what is older nobody looks at."""
_LONGEST_ROSTER = timedelta(days=365)
"""From the first to the last day: in the first days of April the season's end is further away."""
_HALF_PAST_SEVEN = time(7, 30)
"""All watches change at eight."""
_NOTES = (
    "各站运行平稳，无新增投诉；2 号机组补水量偏大，已安排夜巡。",
    "东二线检查室井盖已复位，白班复查；其余正常。",
    "凌晨降温，已按曲线上调供水温度 3 ℃，请继续关注末端回温。",
    "接诉 3 件均已派单，1 件待上门测温；备品备件齐全。",
)


class _House(NamedTuple):
    """An organization that keeps watch: its officers take turns of so many hours, its leaders of a day."""

    place: Place
    writer: PlannedPerson
    officers: Sequence[PlannedPerson]
    leaders: Sequence[PlannedPerson]
    hours: int


class Duties:
    def __init__(self, city: City, founded: Founded, agenda: Agenda, zone: ZoneInfo, seed: int) -> None:
        self._founded = founded
        self._agenda = agenda
        self._zone = zone
        self._rng = Random(seed)
        self._houses = list(_houses(city))

    def plan(self, season: SeasonPlan, until: datetime) -> None:
        """Everything goes onto the agenda; the last days are served."""
        today = until.astimezone(self._zone).date()
        first = min(season.starts_on, today - timedelta(days=4))
        last = min(season.ends_on, first + _LONGEST_ROSTER)
        self._agenda.plan(self._at(first - timedelta(days=7), 10), partial(self._publish, first, last))
        beginning = datetime.combine(today - _LATELY, _HALF_PAST_SEVEN, self._zone)
        self._agenda.plan(beginning, partial(self._serve, until))

    async def _publish(self, first: date, last: date, _: datetime) -> None:
        for house in self._houses:
            new = NewRoster(
                id=ids.new_id(),
                name=f"{first.year}–{last.year} 供热季值班表",
                organization=house.place.organization,
                area=house.place.area,
                plan=self._rotations(house, first, last),
            )
            writer = self._actor(house.writer)
            await roster_actions.create(writer, new, self._zone)
            await roster_actions.publish(writer, new.id, 1, self._zone)

    def _rotations(self, house: _House, first: date, last: date) -> Plan:
        start, end = self._at(first, 0), self._at(last + timedelta(days=1), 0)
        eight = start - timedelta(hours=16)  # watches change at eight in the morning
        officers, leaders = self._ids(house.officers), self._ids(house.leaders)
        return Plan(
            start,
            end,
            (Pattern(Post.OFFICER, eight, house.hours, officers), Pattern(Post.LEADER, eight, 24, leaders)),
        )

    async def _serve(self, until: datetime, now: datetime) -> None:
        """Put what people do at their watches onto the agenda, now that it is known who has which."""
        window = Window(now, until)
        watches = [(roster.place, watch) for roster, watch in in_force(await queries.rosters_in(window), window)]
        late = self._rng.randrange(len(watches)) if watches else 0
        for number, (place, watch) in enumerate(watches):
            comes = watch.starts_at + timedelta(minutes=25 if number == late else self._rng.randint(-12, 6))
            if now <= comes <= until and not self._is_missing_now(place, watch, until):
                self._agenda.plan(comes, partial(self._sign_in, place, watch))
            if now <= watch.ends_at <= until and watch.post is Post.OFFICER:
                self._agenda.plan(watch.ends_at - timedelta(minutes=8), partial(self._hand_over, place, watch))
        for hours in range(1, 56, 4):
            self._agenda.plan(min(now + timedelta(hours=hours), until), self._look)
        self._agenda.plan(until - timedelta(hours=5), self._check)
        self._agenda.plan(until - timedelta(hours=3), self._swap)

    def _is_missing_now(self, place: Place, watch: Watch, until: datetime) -> bool:
        """In one company the leader of the day has not come: the screens have something to show."""
        companies = [house.place for house in self._houses if house.hours == _COMPANY_HOURS]
        return place == companies[-1] and watch.post is Post.LEADER and watch.window.holds(until)

    async def _sign_in(self, place: Place, watch: Watch, _: datetime) -> None:
        body = WatchBody(id=ids.new_id(), **place._asdict(), post=watch.post, starts_at=watch.starts_at)
        await serving.sign_in(self._by_id(watch.person), body)

    async def _hand_over(self, place: Place, watch: Watch, at: datetime) -> None:
        note = self._rng.choice(_NOTES)
        given = place._asdict()
        new = NewHandOver(id=ids.new_id(), **given, post=watch.post, starts_at=watch.starts_at, note=note)
        await serving.hand_over(self._by_id(watch.person), new)
        coming = await self._at_post(place, watch.post, watch.ends_at)
        if coming is not None and self._rng.random() < 0.9:
            self._agenda.plan(at + timedelta(minutes=14), partial(self._receive, coming.person, new.id))

    async def _receive(self, person: UUID, hand_over: UUID, _: datetime) -> None:
        await serving.receive(self._by_id(person), hand_over, "已阅，设备现状核对一致。")

    async def _look(self, _: datetime) -> None:
        await vacancies.sweep(self._zone)
        await spot_checks.sweep()

    async def _check(self, at: datetime) -> None:
        """One is answered, the next is not."""
        for number, house in enumerate(self._houses[:3]):
            new = NewSpotCheck(id=ids.new_id(), **house.place._asdict(), minutes=10)
            await spot_checks.ask(self._actor(house.writer), new)
            watch = await self._at_post(house.place, Post.OFFICER, at)
            if number != 1 and watch is not None:
                self._agenda.plan(at + timedelta(minutes=2), partial(self._answer, watch.person, new.id))
        self._agenda.plan(at + timedelta(minutes=11), self._look)

    async def _answer(self, person: UUID, check: UUID, _: datetime) -> None:
        await spot_checks.answer(self._by_id(person), check, "在岗，正在巡屏。")

    async def _swap(self, at: datetime) -> None:
        """Of each company: a watch of the day after tomorrow; the first is accepted, the others wait."""
        for number, house in enumerate(house for house in self._houses if house.hours == _COMPANY_HOURS):
            day = at + timedelta(days=2)
            given = await self._at_post(house.place, Post.OFFICER, day)
            taken = await self._at_post(house.place, Post.OFFICER, day + timedelta(hours=house.hours * 2))
            if given is None or taken is None:
                continue
            new = NewSwap(
                id=ids.new_id(),
                **house.place._asdict(),
                post=Post.OFFICER,
                starts_at=given.starts_at,
                asked=taken.person,
                return_starts_at=taken.starts_at,
                reason="家中有事，申请对调",
            )
            await swap_actions.ask(self._by_id(given.person), new, self._zone)
            if number == 0:
                await swap_actions.accept(self._by_id(taken.person), new.id, "同意", self._zone)

    async def _at_post(self, place: Place, post: Post, at: datetime) -> Watch | None:
        window = Window(at, at + timedelta(minutes=1))
        rosters = [roster for roster in await queries.rosters_in(window, [place]) if roster.place == place]
        found = [watch for _, watch in in_force(rosters, window) if watch.post is post and watch.window.holds(at)]
        return found[0] if found else None

    def _ids(self, people: Iterable[PlannedPerson]) -> tuple[UUID, ...]:
        return tuple(self._actor(person).id for person in people)

    def _actor(self, person: PlannedPerson) -> Actor:
        return self._founded.actors[person.username]

    def _by_id(self, id: UUID) -> Actor:
        return next(actor for actor in self._founded.actors.values() if actor.id == id)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self._zone)


_COMPANY_HOURS, _OFFICE_HOURS = 8, 12


def _houses(city: City) -> Iterator[_House]:
    for organization in city.organizations:
        match organization.kind:
            case OrganizationKind.COMPANY:
                roles = Role.DUTY_OFFICER, Role.COMPANY_MANAGER
                yield _house(city, organization, "", _COMPANY_HOURS, *roles)
            case OrganizationKind.DISTRICT:
                officials = _people(city, Role.DISTRICT_OFFICER, organization.path)
                place = Place(organization.path, organization.path)
                yield _House(place, officials[0], officials[2:], officials[:2], _OFFICE_HOURS)
            case OrganizationKind.CITY:
                yield _house(city, organization, "", _OFFICE_HOURS, Role.DUTY_OFFICER, Role.CITY_LEADER)


def _house(city: City, organization: PlannedOrganization, area: str, hours: int, officer: Role, leader: Role) -> _House:
    officers, leaders = _people(city, officer, organization.path), _people(city, leader, organization.path)
    is_city = organization.kind is OrganizationKind.CITY
    writer = _people(city, Role.ADMINISTRATOR, organization.path)[0] if is_city else leaders[0]
    return _House(Place(organization.path, area), writer, officers, leaders, hours)


def _people(city: City, role: Role, organization: str) -> list[PlannedPerson]:
    return [person for person in city.people if person.role is role and person.organization == organization]
