"""Which names are worth comparing with what somebody said: by the syllables they share, or by their spelling."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from heapq import nlargest
from itertools import count
from typing import Generic, NamedTuple, TypeVar

from heating.network.likeness import Name, Written

Owner = TypeVar("Owner", bound=Hashable)
_SHORTEST_INSIDE = 4
"""Fewer letters are only looked for at the beginning of a name."""
_MOST_HITS = 400
_MOST_COMPARED = 400


class _Entry(NamedTuple, Generic[Owner]):
    owner: Owner
    name: Name


class _Text(NamedTuple):
    """All spellings one a line, and where the lines of which entry begin."""

    text: str
    starts: list[int]
    numbers: list[int]


class NameIndex(Generic[Owner]):
    def __init__(self) -> None:
        self._numbers = count()
        self._entries: dict[int, _Entry[Owner]] = {}
        self._of_owner: dict[Owner, list[int]] = defaultdict(list)
        self._by_syllable: dict[str, set[int]] = defaultdict(set)
        self._by_spelling: dict[str, set[int]] = defaultdict(set)
        self._text: _Text | None = None

    def add(self, owner: Owner, name: Name) -> None:
        number = next(self._numbers)
        self._entries[number] = _Entry(owner, name)
        self._of_owner[owner].append(number)
        for syllable in frozenset().union(*name.sounds):
            self._by_syllable[syllable].add(number)
        for spelling in _spellings(name):
            self._by_spelling[spelling].add(number)
        self._text = None

    def remove(self, owner: Owner) -> None:
        for number in self._of_owner.pop(owner, ()):
            name = self._entries.pop(number).name
            for syllable in frozenset().union(*name.sounds):
                self._by_syllable[syllable].discard(number)
            for spelling in _spellings(name):
                self._by_spelling[spelling].discard(number)
        self._text = None

    def near(self, place: Written) -> Iterable[tuple[Owner, Name]]:
        """Names that what was said may be, or be part of, or contain."""
        numbers = self._spelled_alike(place.letters) if place.is_latin else self._sharing(place)
        return (self._entries[number] for number in numbers)

    def one_off(self, place: Written) -> Iterable[tuple[Owner, Name]]:
        """Names from which it may be one slip away."""
        if not place.is_latin:
            return self.near(place)
        length = len(place.letters)
        spellings = (spelling for spelling in self._by_spelling if abs(len(spelling) - length) <= 1)
        return [self._entries[number] for spelling in spellings for number in self._by_spelling[spelling]]

    def _sharing(self, place: Written) -> list[int]:
        """All of the name's syllables but one, or all that were said. Of too many those that share most, the shortest
        first: whoever sends half a dictionary must not keep others waiting."""
        shared = Counter(number for one in set(place.syllables) for number in self._by_syllable.get(one, ()))
        said = len(set(place.syllables))
        lengths = {number: len(self._entries[number].name.sounds) for number in shared}
        alike = [number for number, common in shared.items() if common >= min(said, lengths[number] - 1)]
        return nlargest(_MOST_COMPARED, alike, key=lambda number: (shared[number], -lengths[number]))

    def _spelled_alike(self, said: str) -> set[int]:
        found: set[int] = set()
        for start in range(len(said)):
            for end in range(start + 1, len(said) + 1):
                found |= self._by_spelling.get(said[start:end], _NOBODY)
        found.update(self._containing(said))
        return found

    def _containing(self, said: str) -> Iterator[int]:
        kept = self._text = self._text or self._all_spellings()
        wanted = said if len(said) >= _SHORTEST_INSIDE else f"\n{said}"
        position = kept.text.find(wanted)
        for _ in range(_MOST_HITS):
            if position < 0:
                return
            yield kept.numbers[bisect_right(kept.starts, position + len(wanted) - 1) - 1]
            position = kept.text.find(wanted, position + 1)

    def _all_spellings(self) -> _Text:
        lines, starts, numbers, position = [""], [], [], 1
        for spelling, those in self._by_spelling.items():
            for number in those:
                lines.append(spelling)
                starts.append(position)
                numbers.append(number)
                position += len(spelling) + 1
        return _Text("\n".join(lines), starts, numbers)


_NOBODY: frozenset[int] = frozenset()


def _spellings(name: Name) -> set[str]:
    own = {name.letters, name.core} if name.letters.isascii() else set()
    return {*own, *name.pinyin, *name.initials}
