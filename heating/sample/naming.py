"""Names: of people, estates and villages from parts, and their English forms by romanisation. No real person."""

import os
from collections.abc import Iterator
from functools import cache
from itertools import product
from random import Random

from heating.sample.places import Places

# The phrase table costs 45 MB and is not better for place names.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import lazy_pinyin

_READINGS = {
    "长": "chang",
    "乐": "le",
    "解": "jie",
    "重": "chong",
    "行": "xing",
    "朝": "chao",
    "石": "shi",
    "盛": "sheng",
}


@cache
def romanised(name: str) -> str:
    """ "东大关" as "Dongdaguan"; Latin letters and figures stay as they are."""
    letters = "".join(_READINGS.get(character) or lazy_pinyin(character)[0] for character in name)
    return letters[:1].upper() + letters[1:]


def slug(name: str) -> str:
    return romanised(name).lower()


def person_names(places: Places, rng: Random) -> Iterator[str]:
    """Different names without end: when two characters are used up, families become longer-named."""
    names = [surname + given for surname, given in product(places.surnames, places.given)]
    rng.shuffle(names)
    yield from names
    yield from (surname + given for surname, given in product(_TWO_CHARACTER_SURNAMES, places.given))


_TWO_CHARACTER_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "令狐")


def estate_names(places: Places, rng: Random) -> Iterator[str]:
    """Different names of housing estates, the plain ones first."""
    plain = [first + last for first, last in product(places.estates.first, places.estates.last)]
    rng.shuffle(plain)
    yield from plain
    parted = [name + part for name, part in product(plain, places.estates.parts)]
    rng.shuffle(parted)
    yield from parted


def village_names(places: Places, rng: Random) -> Iterator[str]:
    plain = [f"{village}村" for village in places.villages]
    rng.shuffle(plain)
    yield from plain
    yield from (f"{side}{name}" for side, name in product("东西南北上下前后", plain))
