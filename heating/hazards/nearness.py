"""In which order a verifier goes: by the time left once he is there. The twin is in static/app/rules/hazards.ts."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

_EARTH_RADIUS_M = 6_371_008.8
_WAY_S_PER_M = 0.24
"""15 km/h: a crew's van through a city in winter."""


class Point(NamedTuple):
    """WGS-84 degrees."""

    longitude: float
    latitude: float


def distance_m(one: Point, other: Point) -> float:
    """Along the great circle."""
    north, south = radians(one.latitude), radians(other.latitude)
    across = sin((south - north) / 2) ** 2
    along = cos(north) * cos(south) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS_M * asin(min(1.0, sqrt(across + along)))


def slack_s(remaining_s: float, distance: float | None) -> float:
    """Seconds left on arrival; without a distance as if one were there."""
    return remaining_s - (distance or 0.0) * _WAY_S_PER_M
