"""What a complaint's text is made of, for the suggestions: characters, pairs of characters, words, and cues.

Chinese has no spaces, so every character and every pair of neighbours counts; of other languages the beginnings of
words. A cue is a phrase that a category is known by, such as 漏水.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

LONGEST = 4000
"""Characters that are looked at."""
_DEGREES = re.compile(r"\d+(?:\.\d+)?\s*(?:度|℃|°c?|摄氏度|degrees)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RUN = re.compile(r"[\u3400-\u9fff§#]+|[a-z]+")
_STEM = 6
_SHORTEST_WORD = 3

Cues = Mapping[str, Sequence[str]]
"""Category → its phrases, as `plain` writes them."""


class Feature(NamedTuple):
    """Either a piece of text, or that a cue of this category was met."""

    text: str
    is_cue: bool = False


def plain(text: str) -> str:
    """One way of writing: "15.5度" is a temperature, any other number just a number."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return _NUMBER.sub("#", _DEGREES.sub("§", folded))


def plain_cues(cues: Mapping[str, Iterable[str]]) -> Cues:
    return {
        category: [cue for cue in dict.fromkeys(plain(phrase).strip() for phrase in phrases) if cue]
        for category, phrases in cues.items()
    }


def features(text: str, cues: Cues) -> frozenset[Feature]:
    """Each counts once, however often the text repeats it."""
    written = plain(text)
    met = {Feature(category, is_cue=True) for category, phrases in cues.items() if any(p in written for p in phrases)}
    return frozenset({Feature(piece) for piece in pieces(written, (1, 2))} | met)


def pieces(written: str, lengths: Sequence[int]) -> set[str]:
    """Pieces of a text that `plain` has written."""
    found: set[str] = set()
    for run in _RUN.findall(written):
        if run.isascii() and run.isalpha():
            if len(run) >= _SHORTEST_WORD:
                found.add(run[:_STEM])
        else:
            found.update(run[start : start + n] for n in lengths for start in range(len(run) - n + 1))
    return found


def phrases(text: str, weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Neighbouring pieces of weight, joined to what stands in the text; the weightiest first."""
    written = plain(text)
    marks = _marks(written, weights)
    found: list[tuple[str, float]] = []
    for is_marked, group in groupby(enumerate(marks), key=lambda place: place[1] > 0):
        if is_marked:
            places = [place for place, _ in group]
            words = written[places[0] : places[-1] + 1].strip()
            found.append((words.replace("§", "…度").replace("#", "…"), sum(marks[place] for place in places)))
    return sorted(found, key=lambda phrase: -phrase[1])


def _marks(written: str, weights: Mapping[str, float]) -> list[float]:
    """The weight of each character: the most that a piece over it has, shared among the piece's characters."""
    marks = [0.0] * len(written)
    for piece, weight in weights.items():
        for match in re.finditer(re.escape(piece), written):
            for place in range(match.start(), match.end()):
                marks[place] = max(marks[place], weight / len(piece))
    return marks
