"""Who is on duty for an organization and area at a moment, and who comes next: a pure question of rosters and people.

It is asked level by level: the organization itself and those above it (a crew's company), then the district, then the
city. Each level answers from its roster in force; one without a roster, from the roles of its accounts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from heating.accounts.rules import OrganizationKind, Role
from heating.duty.rules import Place, Post, Roster, Staff, Via, Watch, Window, sign_in_key
from heating.duty.timeline import in_force
from heating.lib import areas

LOOKS_AHEAD = timedelta(days=7)
"""How far the next in line is looked for in the roster: as long as a shift can be."""


class Why(StrEnum):
    """How the first in line who can be asked was found: on the nearest roster, or there by account, the leader because
    no officer can be, or a level above because nobody can be. `nobody`: nobody at all can."""

    ROSTER = "roster"
    ACCOUNT = "account"
    LEADER = "leader"
    HIGHER = "higher"
    NOBODY = "nobody"


class OnDuty(msgspec.Struct, frozen=True, kw_only=True):
    """`until` is None where only the account says so. `vacant`: the post was not signed in for in time."""

    person: Staff
    post: Post
    place: Place
    via: Via
    roster: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    vacant: bool = False

    @property
    def answers(self) -> bool:
        """Can he be asked? Not without a telephone, nor when he has not come."""
        return not self.vacant and self.person.unreachable is None


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """`officers` and the `leader` are of the nearest level that has any. `line` is everybody, each person once:
    officers, leader, the next on the roster, then the same of the levels above."""

    officers: tuple[OnDuty, ...]
    leader: OnDuty | None
    line: tuple[OnDuty, ...]
    roster: UUID | None
    why: Why

    @property
    def officer(self) -> OnDuty | None:
        return self.officers[0] if self.officers else None

    @property
    def tried(self) -> tuple[OnDuty, ...]:
        """The line in the order in which it is tried: who cannot be asked is passed over, and comes last."""
        return tuple(sorted(self.line, key=lambda one: not one.answers))

    @property
    def answering(self) -> OnDuty | None:
        return next(iter(self.tried), None)

    @property
    def next_in_line(self) -> tuple[OnDuty, ...]:
        """Whoever is to be tried when those on duty do not answer."""
        on_duty = {one.person.id for one in self.officers}
        return tuple(one for one in self.tried if one.person.id not in on_duty)

    @property
    def climbed(self) -> bool:
        """Can nobody at the nearest post be asked, so that somebody else has to be?"""
        return self.why in (Why.LEADER, Why.HIGHER, Why.NOBODY)


NOBODY = Duty(officers=(), leader=None, line=(), roster=None, why=Why.NOBODY)

_DISTRICT, _CITY = OrganizationKind.DISTRICT, (OrganizationKind.CITY, OrganizationKind.DEPARTMENT)


class Line:
    """The rosters and people of a moment, to be asked for any number of places. `vacant` are the sign-in keys of
    watches that nobody has signed in for in time."""

    def __init__(
        self, rosters: Iterable[Roster], people: Iterable[Staff], at: datetime, vacant: frozenset[str] = frozenset()
    ) -> None:
        self._at = at
        self._people = {person.id: person for person in people if not person.disabled}
        self._vacant = vacant
        self._watches: dict[Place, list[Watch]] = {}
        self._rosters: dict[Place, Roster] = {}
        present = sorted(rosters, key=lambda roster: (roster.published_at, roster.id))
        for roster in present:
            if roster.in_force(at):
                self._rosters[roster.place] = roster
        for roster, watch in in_force(present, Window(at, at + LOOKS_AHEAD)):
            self._watches.setdefault(roster.place, []).append(watch)
        self._answers: dict[Place, Duty] = {}

    def on_duty(self, organization: str, area: str) -> Duty:
        asked = Place(organization, area)
        if asked not in self._answers:
            self._answers[asked] = self._found(organization, area)
        return self._answers[asked]

    def _found(self, organization: str, area: str) -> Duty:
        levels = list(self._levels(organization, area))
        line = _once(one for level in levels for one in level.line)
        if not line:
            return NOBODY
        officers = next((level.officers for level in levels if level.officers), ())
        leader = next((level.leader for level in levels if level.leader), None)
        roster = next((level.roster for level in levels if level.roster), None)
        return Duty(officers=officers, leader=leader, line=line, roster=roster, why=_why(levels))

    def _levels(self, organization: str, area: str) -> Iterator["_Level"]:
        root = areas.root(organization)
        for path in reversed(areas.ancestors(organization)):
            if path != root:
                yield self._level(self._nearest(area, _of_organization(path)), path, area)
        yield self._district(organization, area)
        yield self._city(root, area)

    def _district(self, organization: str, area: str) -> "_Level":
        roster = self._nearest(area, self._is_of(_DISTRICT, organization), narrow=True)
        officers = [one for one in self._of_role(Role.DISTRICT_OFFICER) if one.area and areas.within(area, one.area)]
        narrowest = max((len(one.area) for one in officers), default=0)
        by_role = {Post.LEADER: [one for one in officers if len(one.area) == narrowest]}
        return self._answered(roster, by_role, is_own=False)

    def _is_of(self, kind: OrganizationKind, organization: str) -> Callable[[Place], bool]:
        """Levels that the organization's own path has led through are not asked again."""
        passed = set(areas.ancestors(organization))
        return lambda place: self._rosters[place].kind is kind and place.organization not in passed

    def _city(self, root: str, area: str) -> "_Level":
        roster = self._nearest(area, lambda place: self._rosters[place].kind in _CITY)
        by_role = {
            Post.OFFICER: [one for one in self._of_role(Role.DUTY_OFFICER) if one.organization == root],
            Post.LEADER: self._of_role(Role.CITY_LEADER),
        }
        return self._answered(roster, by_role, is_own=False)

    def _level(self, roster: Roster | None, path: str, area: str) -> "_Level":
        own = [one for one in self._people.values() if one.organization == path and areas.within(area, one.area)]
        by_role = {
            Post.OFFICER: [one for one in own if one.role is Role.DUTY_OFFICER],
            Post.LEADER: [one for one in own if one.role is Role.COMPANY_MANAGER],
        }
        return self._answered(roster, by_role, is_own=True)

    def _of_role(self, role: Role) -> list[Staff]:
        return [one for one in self._people.values() if one.role is role]

    def _nearest(self, area: str, suits: Callable[[Place], bool], *, narrow: bool = False) -> Roster | None:
        """Of the rosters in force that cover the area, the one of the narrowest. `narrow`: not of everywhere."""
        covering = [
            place
            for place in self._rosters
            if areas.within(area, place.area) and (place.area or not narrow) and suits(place)
        ]
        return self._rosters[max(covering, key=lambda place: (len(place.area), place))] if covering else None

    def _answered(self, roster: Roster | None, by_role: Mapping[Post, Sequence[Staff]], *, is_own: bool) -> "_Level":
        if roster is None:
            found = {
                post: tuple(
                    OnDuty(person=one, post=post, place=Place(one.organization, one.area), via=Via.ACCOUNT)
                    for one in people
                )
                for post, people in by_role.items()
            }
            return _Level(found.get(Post.OFFICER, ()), found.get(Post.LEADER, ()), (), None, is_own)
        watches = [watch for watch in self._watches.get(roster.place, []) if watch.person in self._people]
        now = [self._on_duty(roster, watch) for watch in watches if watch.window.holds(self._at)]
        now.sort(key=lambda one: one.via is Via.REINFORCEMENT)
        coming = [self._on_duty(roster, watch) for watch in watches if watch.starts_at > self._at]
        officers = tuple(one for one in now if one.post is Post.OFFICER)
        leaders = tuple(one for one in now if one.post is Post.LEADER)
        following = tuple(one for post in (Post.OFFICER, Post.LEADER) if (one := _first(coming, post)))
        return _Level(officers, leaders, following, roster.id, is_own)

    def _on_duty(self, roster: Roster, watch: Watch) -> OnDuty:
        return OnDuty(
            person=self._people[watch.person],
            post=watch.post,
            place=roster.place,
            via=watch.via,
            roster=roster.id,
            since=watch.starts_at,
            until=watch.ends_at,
            vacant=sign_in_key(roster.place, watch) in self._vacant,
        )


class _Level(msgspec.Struct, frozen=True):
    """`is_own`: of the organization that was asked for, or above it in its tree."""

    officers: tuple[OnDuty, ...]
    leaders: tuple[OnDuty, ...]
    following: tuple[OnDuty, ...]
    roster: UUID | None
    is_own: bool

    @property
    def leader(self) -> OnDuty | None:
        return self.leaders[0] if self.leaders else None

    @property
    def line(self) -> tuple[OnDuty, ...]:
        return (*self.officers, *self.leaders, *self.following)


def on_duty(rosters: Iterable[Roster], people: Iterable[Staff], organization: str, area: str, at: datetime) -> Duty:
    """For a single question."""
    return Line(rosters, people, at).on_duty(organization, area)


def _of_organization(path: str) -> Callable[[Place], bool]:
    return lambda place: place.organization == path


def _first(coming: Sequence[OnDuty], post: Post) -> OnDuty | None:
    """Who can be reached, if anybody can."""
    return min((one for one in coming if one.post is post), key=lambda one: not one.answers, default=None)


def _once(line: Iterable[OnDuty]) -> tuple[OnDuty, ...]:
    first: dict[UUID, OnDuty] = {}
    for one in line:
        first.setdefault(one.person.id, one)
    return tuple(first.values())


def _why(levels: Sequence[_Level]) -> Why:
    nearest = next((level for level in levels if _any_answers(level.line)), None)
    if nearest is None:
        return Why.NOBODY
    if not nearest.is_own and any(level.is_own for level in levels):
        return Why.HIGHER
    if not _any_answers(nearest.officers):
        return Why.LEADER
    return Why.ACCOUNT if nearest.roster is None else Why.ROSTER


def _any_answers(people: Iterable[OnDuty]) -> bool:
    return any(one.answers for one in people)
