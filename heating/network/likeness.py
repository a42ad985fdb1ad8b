"""How like what somebody said is to the name of a place: the same letters, the same sounds, or one slip away."""

import itertools
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from heating.registry.pinyin import fold, syllables, without_accents

Why = Literal["name", "alias", "address", "pinyin", "initials", "homophone", "typing_error", "part"]
Origin = Literal["name", "alias", "address"]

_NO_LETTER = re.compile(r"[\W_]+")
_GENERAL = re.compile(r"(?:住宅小区|小区|社区|家属院|家属区|生活区|宿舍区?|住宅区|estate|residential)$")
_MOST_READINGS = 4
_MOST_LETTERS = 100
_LAST_SYLLABLES = 20
"""Before the building's number stands the estate; before that nobody looks for slips."""
_LESS_FOR_ADDRESSES = 6


class Likeness(NamedTuple):
    """`score` from 0 to 100."""

    score: int
    why: Why


class Name(NamedTuple):
    """`sounds` has all readings of each character; `pinyin` and `initials` are whole spellings."""

    origin: Origin
    letters: str
    core: str
    sounds: tuple[frozenset[str], ...]
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]


class Written(NamedTuple):
    """What somebody said: `words` as they stand apart, `syllables` in one reading, `is_latin` without any Chinese."""

    letters: str
    words: tuple[str, ...]
    syllables: tuple[str, ...]
    is_latin: bool


def name_of(text: str, origin: Origin) -> Name:
    letters = _letters(text)
    readings = syllables(letters)
    some = list(itertools.islice(itertools.product(*readings), _MOST_READINGS))
    return Name(
        origin,
        letters,
        _GENERAL.sub("", letters) if len(letters) > 3 else letters,
        tuple(frozenset(one) for one in readings),
        tuple(dict.fromkeys("".join(one) for one in some)),
        tuple(dict.fromkeys("".join(part[:1] for part in one) for one in some)),
    )


def written(text: str) -> Written:
    """What comes after the hundredth letter helps nobody."""
    letters = _letters(text)[:_MOST_LETTERS]
    return Written(
        letters,
        tuple(filter(None, map(_letters, text.split()))),
        tuple(readings[0] for readings in syllables(letters)),
        letters.isascii(),
    )


def likeness(place: Written, name: Name) -> Likeness | None:
    """None when they are not alike, letter for letter or sound for sound."""
    found = _same_letters(place, name) or (_latin(place, name) if place.is_latin else _same_sounds(place, name))
    if found is None or name.origin != "address":
        return found
    return Likeness(found.score - _LESS_FOR_ADDRESSES, "address")


def one_slip(place: Written, name: Name) -> Likeness | None:
    """The same but for one letter or one syllable."""
    if name.origin == "address":
        return None
    if place.is_latin:
        is_near = len(place.letters) >= 6 and any(_one_slip(place.letters, spelling) for spelling in name.pinyin)
        return Likeness(58, "typing_error") if is_near else None
    if len(name.sounds) >= 3 and _slips(name.sounds, place.syllables[-_LAST_SYLLABLES:]) <= 1:
        return Likeness(56 + min(len(name.sounds), 6), "typing_error")
    return None


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", without_accents(fold(text)))


def _same_letters(place: Written, name: Name) -> Likeness | None:
    said = place.letters
    if said == name.letters:
        return Likeness(100, name.origin)
    if said == name.core:
        return Likeness(97, name.origin)
    if len(name.core) >= 2 and name.core in said and not (name.core.isascii() and len(name.core) < 4):
        return Likeness(86 + min(len(name.core), 10), name.origin)
    if len(said) >= 2 and said in name.letters:
        return Likeness(70 + 20 * len(said) // len(name.letters), "part")
    if len(place.words) > 1 and all(word in name.letters for word in place.words):
        return Likeness(75, "part")
    return None


def _latin(place: Written, name: Name) -> Likeness | None:
    said, length = place.letters, len(place.letters)
    if said in name.pinyin:
        return Likeness(92, "pinyin")
    if length >= 2 and said in name.initials:
        return Likeness(84, "initials")
    if any(len(spelling) >= 5 and spelling in said for spelling in name.pinyin):
        return Likeness(80, "pinyin")
    if length >= 3 and any(spelling.startswith(said) for spelling in name.pinyin):
        return Likeness(72, "pinyin")
    if length >= 2 and any(initials.startswith(said) for initials in name.initials):
        return Likeness(66, "initials")
    if length >= 4 and any(said in spelling for spelling in name.pinyin):
        return Likeness(62, "pinyin")
    return None


def _same_sounds(place: Written, name: Name) -> Likeness | None:
    said, sounds = place.syllables, name.sounds
    if name.letters.isascii():
        return None
    if "".join(said) in name.pinyin:
        return Likeness(90, "homophone")
    if len(sounds) >= 2 and _heard_in(sounds, said):
        return Likeness(78 + min(len(sounds), 8), "homophone")
    if len(said) >= 2 and _begins_or_is_in(said, sounds):
        return Likeness(66, "homophone")
    return None


def _heard_in(sounds: Sequence[frozenset[str]], said: Sequence[str]) -> bool:
    """The whole name somewhere in what was said."""
    return any(
        all(said[start + place] in readings for place, readings in enumerate(sounds))
        for start in range(len(said) - len(sounds) + 1)
    )


def _begins_or_is_in(said: Sequence[str], sounds: Sequence[frozenset[str]]) -> bool:
    """What was said somewhere in the name."""
    return any(
        all(syllable in sounds[start + place] for place, syllable in enumerate(said))
        for start in range(len(sounds) - len(said) + 1)
    )


def _one_slip(said: str, spelling: str) -> bool:
    """One letter wrong, missing, too many, or two neighbours swapped."""
    if abs(len(said) - len(spelling)) > 1:
        return False
    head = next((place for place, (a, b) in enumerate(zip(said, spelling, strict=False)) if a != b), None)
    if head is None:
        return True
    a, b = said[head:], spelling[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _slips(sounds: Sequence[frozenset[str]], said: Sequence[str]) -> int:
    """The least number of syllables of the name that are wrong, missing, too many or swapped, wherever in `said` the
    name is looked for."""
    above: list[int] = []
    row = [0] * (len(said) + 1)
    for place, readings in enumerate(sounds):
        before, above, row = above, row, [place + 1]
        for column, syllable in enumerate(said):
            best = min(above[column] + (syllable not in readings), above[column + 1] + 1, row[column] + 1)
            if place and column and said[column - 1] in readings and syllable in sounds[place - 1]:
                best = min(best, before[column - 1] + 1)
            row.append(best)
    return min(row)
