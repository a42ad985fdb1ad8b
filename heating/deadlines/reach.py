"""Who fills a role for a clock: the duty roster for those on duty, where one is in force; otherwise the accounts."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from heating.accounts.queries import Contact, contacts
from heating.accounts.rules import Role
from heating.deadlines.clocks import Clock
from heating.deadlines.escalation import StepRole
from heating.duty.queries import Posts, posts_at
from heating.duty.rules import Staff
from heating.lib import areas
from heating.lib import clock as time

_BY_ORGANIZATION: dict[StepRole, Role] = {
    StepRole.SAFETY_OFFICER: Role.SAFETY_OFFICER,
    StepRole.DUTY_OFFICER: Role.DUTY_OFFICER,
    StepRole.LEADER_IN_CHARGE: Role.COMPANY_MANAGER,
    StepRole.COMPANY_MANAGER: Role.COMPANY_MANAGER,
}
_BY_AREA: dict[StepRole, Role] = {
    StepRole.DISTRICT_OFFICER: Role.DISTRICT_OFFICER,
    StepRole.CITY_LEADER: Role.CITY_LEADER,
}
_VERIFIERS = (StepRole.SAFETY_OFFICER, StepRole.DUTY_OFFICER)
"""Whoever of these is there first has the verification done."""


class Placed(Protocol):
    """What of a clock says who answers for it."""

    @property
    def responsible_id(self) -> UUID | None: ...
    @property
    def organization_path(self) -> str: ...
    @property
    def area_path(self) -> str: ...


class Reach:
    """The people of a moment, read once for many clocks. Without `posts` the accounts alone answer."""

    def __init__(self, people: Iterable[Contact], posts: Posts | None = None) -> None:
        self._people = list(people)
        self._posts = posts
        self._by_id = {person.id: person for person in self._people}

    def resolve(self, role: StepRole, clock: Placed) -> list[Contact]:
        """Those nearest to the clock's place: a crew's own before the company's, a street's before the district's."""
        if role is StepRole.RESPONSIBLE:
            person = self._by_id.get(clock.responsible_id) if clock.responsible_id else None
            return [] if person is None else [person]
        if role is StepRole.VERIFIER:
            return next((found for each in _VERIFIERS if (found := self.resolve(each, clock))), [])
        if on_roster := self._on_roster(role, clock):
            return on_roster
        if role in _BY_ORGANIZATION:
            return self._nearest(_BY_ORGANIZATION[role], clock.organization_path, lambda person: person.organization)
        return self._nearest(_BY_AREA[role], clock.area_path, lambda person: person.area)

    def _on_roster(self, role: StepRole, clock: Placed) -> list[Contact]:
        if self._posts is None or role not in (StepRole.DUTY_OFFICER, StepRole.LEADER_IN_CHARGE):
            return []
        duty = self._posts.on_duty(clock.organization_path, clock.area_path)
        leader = () if duty.leader is None else (duty.leader,)
        found = duty.officers if role is StepRole.DUTY_OFFICER else leader
        return [_contact(one.person) for one in found if one.roster is not None]

    def last_resort(self) -> list[Contact]:
        """Who is told when a ladder ends with nobody."""
        return [person for person in self._people if person.role is Role.ADMINISTRATOR]

    def _nearest(self, role: Role, path: str, place: Callable[[Contact], str]) -> list[Contact]:
        above = [person for person in self._people if person.role is role and areas.within(path, place(person))]
        longest = max((len(place(person)) for person in above), default=0)
        return [person for person in above if len(place(person)) == longest]


def _contact(person: Staff) -> Contact:
    return Contact(person.id, person.name, person.role, person.organization, person.area, person.language)


async def reach(clocks: Sequence[Clock]) -> Reach:
    responsible = {clock.responsible_id for clock in clocks if clock.responsible_id}
    roles = {*_BY_ORGANIZATION.values(), *_BY_AREA.values(), Role.ADMINISTRATOR}
    places = {(clock.organization_path, clock.area_path) for clock in clocks}
    return Reach(await contacts(roles, responsible), await posts_at(time.now(), places))
