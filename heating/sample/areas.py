"""The tree of areas: city, districts and counties, subdistricts and towns; and where in them things stand."""

from collections.abc import Iterable
from math import cos, radians, sin
from random import Random

from heating.accounts.rules import AreaLevel
from heating.sample.naming import romanised, slug
from heating.sample.places import District, Places
from heating.sample.plan import PlannedArea, Size


def districts_of(places: Places, size: Size) -> list[District]:
    return [d for d in places.districts if size.districts is None or d.key in size.districts]


def planned_areas(places: Places, districts: Iterable[District]) -> list[PlannedArea]:
    city = places.city
    root = f"{city.key}/"
    areas = [PlannedArea(root, city.name, city.name_en, AreaLevel.CITY)]
    for district in districts:
        path = f"{root}{district.key}/"
        areas.append(PlannedArea(path, district.name, district.name_en, AreaLevel.DISTRICT))
        areas += [_street(path, street, district.rural) for street in district.streets]
    return areas


def _street(district_path: str, street: str, rural: bool) -> PlannedArea:
    word, word_en = ("镇", "Town") if rural else ("街道", "Subdistrict")
    name = street + word
    return PlannedArea(f"{district_path}{slug(street)}/", name, f"{romanised(street)} {word_en}", AreaLevel.STREET)


def street_path(places: Places, district: District, street: str) -> str:
    return f"{places.city.key}/{district.key}/{slug(street)}/"


def spot_in(district: District, street: str, rng: Random) -> tuple[float, float]:
    """Longitude and latitude in WGS-84: streets lie around the district's centre, about 2 km out."""
    turn = radians(360 / len(district.streets) * district.streets.index(street))
    longitude = district.longitude + 0.022 * cos(turn) + rng.uniform(-0.008, 0.008)
    latitude = district.latitude + 0.017 * sin(turn) + rng.uniform(-0.006, 0.006)
    return round(longitude, 6), round(latitude, 6)


def beside(spot: tuple[float, float], rng: Random) -> tuple[float, float]:
    """Within about 100 m."""
    return round(spot[0] + rng.uniform(-0.001, 0.001), 6), round(spot[1] + rng.uniform(-0.0008, 0.0008), 6)
