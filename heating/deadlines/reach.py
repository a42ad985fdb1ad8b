"""Who fills a role for a clock. Duty rosters will answer here; until then the accounts do."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from heating.accounts.queries import Contact, contacts
from heating.accounts.rules import Role
from heating.deadlines.clocks import Clock
from heating.deadlines.escalation import StepRole
from heating.lib import areas

_BY_ORGANIZATION: dict[StepRole, Role] = {
    StepRole.SAFETY_OFFICER: Role.SAFETY_OFFICER,
    StepRole.DUTY_OFFICER: Role.DUTY_OFFICER,
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
    """The people of a moment, read once for many clocks."""

    def __init__(self, people: Iterable[Contact]) -> None:
        self._people = list(people)
        self._by_id = {person.id: person for person in self._people}

    def resolve(self, role: StepRole, clock: Placed) -> list[Contact]:
        """Those nearest to the clock's place: a crew's own before the company's, a street's before the district's."""
        if role is StepRole.RESPONSIBLE:
            person = self._by_id.get(clock.responsible_id) if clock.responsible_id else None
            return [] if person is None else [person]
        if role is StepRole.VERIFIER:
            return next((found for each in _VERIFIERS if (found := self.resolve(each, clock))), [])
        if role in _BY_ORGANIZATION:
            return self._nearest(_BY_ORGANIZATION[role], clock.organization_path, lambda person: person.organization)
        return self._nearest(_BY_AREA[role], clock.area_path, lambda person: person.area)

    def last_resort(self) -> list[Contact]:
        """Who is told when a ladder ends with nobody."""
        return [person for person in self._people if person.role is Role.ADMINISTRATOR]

    def _nearest(self, role: Role, path: str, place: Callable[[Contact], str]) -> list[Contact]:
        above = [person for person in self._people if person.role is role and areas.within(path, place(person))]
        longest = max((len(place(person)) for person in above), default=0)
        return [person for person in above if len(place(person)) == longest]


async def reach(clocks: Sequence[Clock]) -> Reach:
    responsible = {clock.responsible_id for clock in clocks if clock.responsible_id}
    roles = {*_BY_ORGANIZATION.values(), *_BY_AREA.values(), Role.ADMINISTRATOR}
    return Reach(await contacts(roles, responsible))
