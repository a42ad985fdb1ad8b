"""Positions are stored in WGS-84; Chinese public maps (AMap, Tencent) give GCJ-02, some hundred metres off.

The offset is the published one of coordtransform and gcoord (MIT), on the Krasovsky 1940 ellipsoid.
"""

import math
from typing import Literal

import msgspec

System = Literal["wgs84", "gcj02"]

_SEMI_MAJOR_AXIS_M = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_CHINA_LONGITUDE = (73.66, 135.05)
_CHINA_LATITUDE = (3.86, 53.55)
_STEPS_TO_A_MILLIMETRE = 3


class Position(msgspec.Struct, frozen=True):
    """Degrees, east and north positive."""

    longitude: float
    latitude: float


def to_wgs84(position: Position, system: System) -> Position:
    return position if system == "wgs84" else wgs84_from_gcj02(position)


def gcj02_from_wgs84(position: Position) -> Position:
    """Outside China the two systems are the same."""
    if not _in_china(position):
        return position
    east, north = _offset(position)
    return Position(position.longitude + east, position.latitude + north)


def wgs84_from_gcj02(position: Position) -> Position:
    """The offset has no closed inverse: approach it. The error after n steps is 5.5 m, 28 mm, 0.2 mm."""
    if not _in_china(position):
        return position
    guess = position
    for _ in range(_STEPS_TO_A_MILLIMETRE):
        shown = gcj02_from_wgs84(guess)
        guess = Position(
            guess.longitude + position.longitude - shown.longitude,
            guess.latitude + position.latitude - shown.latitude,
        )
    return guess


def metres_between(a: Position, b: Position) -> float:
    """Great-circle distance on a sphere of 6371 km; good to 0.5 %."""
    north = math.radians(b.latitude - a.latitude)
    east = math.radians(b.longitude - a.longitude)
    cosines = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude))
    half_chord = math.sin(north / 2) ** 2 + cosines * math.sin(east / 2) ** 2
    return 2 * 6371000 * math.asin(math.sqrt(half_chord))


def _in_china(position: Position) -> bool:
    west, east = _CHINA_LONGITUDE
    south, north = _CHINA_LATITUDE
    return west <= position.longitude <= east and south <= position.latitude <= north


def _offset(position: Position) -> tuple[float, float]:
    """Degrees to add to a WGS-84 position: (east, north)."""
    x, y = position.longitude - 105, position.latitude - 35
    latitude = math.radians(position.latitude)
    bulge = 1 - _ECCENTRICITY_SQUARED * math.sin(latitude) ** 2
    metres_per_radian_north = _SEMI_MAJOR_AXIS_M * (1 - _ECCENTRICITY_SQUARED) / bulge**1.5
    metres_per_radian_east = _SEMI_MAJOR_AXIS_M / math.sqrt(bulge) * math.cos(latitude)
    return (
        math.degrees(_metres_east(x, y) / metres_per_radian_east),
        math.degrees(_metres_north(x, y) / metres_per_radian_north),
    )


def _metres_north(x: float, y: float) -> float:
    slow = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return slow + _ripple(x) + _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))


def _metres_east(x: float, y: float) -> float:
    slow = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return slow + _ripple(x) + _waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))


def _ripple(x: float) -> float:
    return (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3


def _waves(along: float, *terms: tuple[float, float]) -> float:
    return sum(height * math.sin(along * frequency * math.pi) for height, frequency in terms) * 2 / 3
