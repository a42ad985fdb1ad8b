"""The places and name parts of the demo city, from places.json. District and street names are Taiyuan's; companies,
plants, estates and people are invented."""

from functools import cache
from pathlib import Path

import msgspec


class Place(msgspec.Struct, frozen=True):
    key: str
    name: str
    name_en: str


class District(Place, frozen=True, kw_only=True):
    """`weight` is its share of the heat stations; `streets` without the words for subdistrict."""

    rural: bool
    company: str
    weight: int
    longitude: float
    latitude: float
    streets: list[str]


class Company(Place, frozen=True, kw_only=True):
    short: str


class Plant(msgspec.Struct, frozen=True):
    name: str
    district: str
    fuel: str
    company: str


class EstateParts(msgspec.Struct, frozen=True):
    first: list[str]
    last: list[str]
    parts: list[str]


class Places(msgspec.Struct, frozen=True):
    city: Place
    districts: list[District]
    companies: list[Company]
    plants: list[Plant]
    estates: EstateParts
    villages: list[str]
    roads: list[str]
    surnames: str
    given: list[str]


@cache
def places() -> Places:
    return msgspec.json.decode(Path(__file__).with_name("places.json").read_bytes(), type=Places)
