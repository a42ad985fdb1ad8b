"""Plans the whole city from a seed: places, organizations, people, sites and who looks after them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from random import Random

from heating.accounts.rules import OrganizationKind, Role
from heating.sample.areas import districts_of, planned_areas
from heating.sample.naming import estate_names, romanised, village_names
from heating.sample.people import Staff
from heating.sample.places import District, Places, Plant, places
from heating.sample.plan import City, PlannedCrew, PlannedOrganization, PlannedSite, Size
from heating.sample.sites import SiteMaker

_NUMERALS = "零一二三四五六七八九十"


def plan_city(size: Size, seed: int) -> City:
    rng = Random(seed)
    known = places()
    districts = districts_of(known, size)
    staff = Staff(known, rng)
    staff.city_offices()
    for company in known.companies:
        staff.company_offices(company)
    for district in districts:
        staff.district_office(district)
    sites = list(_sites(known, districts, size, rng))
    crews = tuple(_crews(known, districts, sites, size, staff))
    staff.watches(known.companies, districts)
    organizations = [*_offices(known, districts), *(crew.organization for crew in crews)]
    return City(tuple(planned_areas(known, districts)), tuple(organizations), tuple(staff.people), crews)


def _sites(known: Places, districts: list[District], size: Size, rng: Random) -> Iterator[tuple[str, PlannedSite]]:
    """Pairs of district and site, in the order of the districts."""
    make = SiteMaker(known, rng)
    estates, villages = estate_names(known, rng), village_names(known, rng)
    weights = [district.weight for district in districts]
    rural = [district for district in districts if district.rural]
    stations, networks = shares(size.stations, weights), shares(size.networks, weights)
    hamlets = dict(zip((d.key for d in rural), shares(size.villages, [d.weight for d in rural]), strict=True))
    for district, of_stations, of_networks in zip(districts, stations, networks, strict=True):
        for _ in range(of_stations):
            yield from ((district.key, site) for site in make.station_and_courtyard(district, next(estates)))
        for number in range(of_networks):
            road = known.roads[number % len(known.roads)]
            yield district.key, make.network(district, road, number // len(known.roads) + 1)
        for _ in range(hamlets.get(district.key, 0)):
            yield district.key, make.village(district, next(villages))
    yield from _sources(known, districts, size, make, rng)


def _sources(
    known: Places, districts: list[District], size: Size, make: SiteMaker, rng: Random
) -> Iterator[tuple[str, PlannedSite]]:
    by_key = {district.key: district for district in districts}
    plants = [plant for plant in known.plants if plant.district in by_key][: size.plants]
    for plant in plants:
        yield plant.district, make.plant(by_key[plant.district], plant)
    for number in range(size.peak_sources):
        district = districts[number % len(districts)]
        turn, street = divmod(number // len(districts), len(district.streets))
        ordinal = f"{turn + 1}号" if turn else ""
        name = f"{district.streets[street]}{ordinal}调峰热源"
        fuel = rng.choice(["gas", "gas", "electricity"])
        yield district.key, make.plant(district, Plant(name, district.key, fuel, district.company), peak=True)


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to `total`."""
    if not weights:
        return []
    bounds = [total * sum(weights[: index + 1]) // sum(weights) for index in range(len(weights))]
    return [high - low for low, high in zip([0, *bounds], bounds, strict=False)]


def _offices(known: Places, districts: Iterable[District]) -> Iterator[PlannedOrganization]:
    root = f"{known.city.key}/"
    yield PlannedOrganization(root, known.city.name, known.city.name_en, OrganizationKind.CITY, "0351-5550000")
    yield PlannedOrganization(
        f"{root}heating-office/",
        "市供热管理办公室",
        "Municipal Heating Office",
        OrganizationKind.DEPARTMENT,
        "0351-5550001",
    )
    for number, district in enumerate(districts):
        name, name_en = f"{district.name}城乡管理局", f"{district.name_en} Urban Management Bureau"
        yield PlannedOrganization(
            f"{root}{district.key}/", name, name_en, OrganizationKind.DISTRICT, f"0351-55510{number:02d}"
        )
    for number, company in enumerate(known.companies):
        yield PlannedOrganization(
            f"{root}{company.key}/", company.name, company.name_en, OrganizationKind.COMPANY, f"0351-55520{number:02d}"
        )


def _crews(
    known: Places, districts: Iterable[District], sites: list[tuple[str, PlannedSite]], size: Size, staff: Staff
) -> Iterator[PlannedCrew]:
    for company in known.companies:
        for district in districts:
            here = [site for key, site in sites if key == district.key and site.company == company.key]
            if not here:
                continue
            safety = staff.engage(Role.SAFETY_OFFICER, f"{staff.root}{company.key}/")
            chunks = (here[start : start + size.crew_sites] for start in range(0, len(here), size.crew_sites))
            for number, chunk in zip(count(1), chunks, strict=False):
                yield _crew(company.key, district, number, chunk, staff, safety.username)


def _crew(
    company: str, district: District, number: int, sites: list[PlannedSite], staff: Staff, safety_owner: str
) -> PlannedCrew:
    path = f"{staff.root}{company}/{district.key}-{number}/"
    place = district.name[:-1]
    numeral = _NUMERALS[number] if number < len(_NUMERALS) else str(number)
    organization = PlannedOrganization(
        path,
        f"{place}运行{numeral}班",
        f"{romanised(place)} Crew {number}",
        OrganizationKind.CREW,
        f"0351-5553{number:03d}",
    )
    people = tuple(staff.engage(Role.CREW_MEMBER, path) for _ in range(3))
    return PlannedCrew(organization, people, safety_owner, tuple(sites))
