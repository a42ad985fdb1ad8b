"""The people of the city's heating: crews, safety officers, duty officers, managers, officials."""

from collections.abc import Iterable, Iterator
from random import Random

from heating.accounts.rules import Role
from heating.sample.naming import person_names, slug
from heating.sample.places import Company, District, Places
from heating.sample.plan import PlannedPerson


class Staff:
    """Engages people one after another; nobody is engaged twice and no two have the same user name."""

    def __init__(self, places: Places, rng: Random) -> None:
        self.root = f"{places.city.key}/"
        self.people: list[PlannedPerson] = []
        self._names = person_names(places, rng)
        self._taken: set[str] = set()
        self._surplus = 0

    def engage(self, role: Role, organization: str, area: str = "") -> PlannedPerson:
        name = self._next_name()
        number = len(self.people) + 1
        person = PlannedPerson(self._username(name), name, role, organization, area, f"0351-555{number:04d}")
        self.people.append(person)
        return person

    def city_offices(self) -> None:
        for role, count in _CITY_OFFICES:
            for _ in range(count):
                self.engage(role, self.root)

    def company_offices(self, company: Company) -> None:
        for role in (Role.COMPANY_MANAGER, Role.DUTY_OFFICER):
            self.engage(role, f"{self.root}{company.key}/")

    def district_office(self, district: District) -> None:
        path = f"{self.root}{district.key}/"
        self.engage(Role.DISTRICT_OFFICER, path, path)

    def watches(self, companies: Iterable[Company], districts: Iterable[District]) -> None:
        """Those beside the ones above who take turns on duty."""
        for role, count in _CITY_WATCH:
            for _ in range(count):
                self.engage(role, self.root)
        for company in companies:
            for role, count in _COMPANY_WATCH:
                for _ in range(count):
                    self.engage(role, f"{self.root}{company.key}/")
        for district in districts:
            for _ in range(_DISTRICT_WATCH):
                self.district_office(district)

    def _next_name(self) -> str:
        try:
            return next(self._names)
        except StopIteration:
            self._surplus += 1
            return (
                f"张{_GENERATIONS[self._surplus % len(_GENERATIONS)]}{_GENERATIONS[self._surplus // len(_GENERATIONS)]}"
            )

    def _username(self, name: str) -> str:
        plain = slug(name)
        username = next(name for name in _numbered(plain) if name not in self._taken)
        self._taken.add(username)
        return username


_CITY_OFFICES = (
    (Role.CITY_LEADER, 2),
    (Role.ADMINISTRATOR, 1),
    (Role.AUDITOR, 1),
    (Role.DUTY_OFFICER, 2),
)
_CITY_WATCH = ((Role.DUTY_OFFICER, 2),)
_COMPANY_WATCH = ((Role.COMPANY_MANAGER, 2), (Role.DUTY_OFFICER, 3))
_DISTRICT_WATCH = 4
_GENERATIONS = "德庆忠仁义礼智信安康"


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}{number}"
        number += 1
