"""Which category a complaint may be of, by its text: naive Bayes over pieces of text and cues, checkable by people.

Each piece that the text has speaks for or against a category by how often it was met in examples of the category and in
the others. The sum orders the categories; the pieces that weigh most say why. Nothing is decided here: a person does.
How often it is right is measured by leaving out each example in turn, so that none is judged by itself.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from heating.complaints.suggestions.text import Cues, Feature, features, phrases

_SMOOTHING = 1.0
_CUE_WEIGHT = 3.0
"""A phrase that people chose says more than a pair of characters."""
_MOST_REASONS = 4
_LEAST_REASON = 0.7
"""Twice as frequent in the category as elsewhere."""
_SOFTEST = 64.0
"""Evidence is not independent, so sums are divided until they promise no more than was measured."""

Weights = dict[str, float]
"""By category."""


class Example(NamedTuple):
    category: str
    text: str
    own: bool = False
    """Assessed by the city's own people, not one of the product's."""


class Reason(NamedTuple):
    words: str
    weight: float


class Guess(NamedTuple):
    """`score` is how often such a guess was right when it was measured, roughly."""

    category: str
    score: float
    why: Sequence[Reason]


class Measured(msgspec.Struct, frozen=True):
    """Shares of the examples whose category came first, and among the first three."""

    examples: int
    own: int
    right_first: float
    right_in_three: float
    own_right_first: float | None


class Model:
    """Counts of what was met in the examples of each category."""

    def __init__(self, examples: Sequence[Example], cues: Cues) -> None:
        self.cues = cues
        self.softness = 1.0
        self.size: Counter[str] = Counter(example.category for example in examples)
        self.met: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.met_cue: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for example in examples:
            for feature in features(example.text, cues):
                self._counts(feature)[example.category] += 1

    @property
    def categories(self) -> list[str]:
        return sorted(self.size)

    def weights(self, found: Iterable[Feature], without: str | None = None) -> dict[Feature, Weights]:
        """What each feature says for each category. `without`: as if one example of this category, which has them all,
        were not known."""
        size = self.size if without is None else self.size - Counter((without,))
        total = size.total()
        weighed = {}
        for feature in found:
            counts = self._counts(feature)
            if without is not None:
                counts = counts - Counter((without,))
            met = counts.total()
            if met:
                weighed[feature] = {
                    category: _weight(feature, counts[category], size[category], met, total) for category in self.size
                }
        return weighed

    def _counts(self, feature: Feature) -> Counter[str]:
        return (self.met_cue if feature.is_cue else self.met)[feature.text]


def _weight(feature: Feature, here: int, size: int, met: int, total: int) -> float:
    """The logarithm of how much likelier the feature is in the category than outside of it."""
    inside = (here + _SMOOTHING) / (size + 2 * _SMOOTHING)
    outside = (met - here + _SMOOTHING) / (total - size + 2 * _SMOOTHING)
    return math.log(inside / outside) * (_CUE_WEIGHT if feature.is_cue else 1.0)


def learn(examples: Sequence[Example], cues: Cues) -> tuple[Model, Measured]:
    """A model whose scores keep to what was measured."""
    model = Model(examples, cues)
    judged = [_judged(model, example) for example in examples]
    measured = _measured(examples, judged)
    model.softness = _softness(judged, measured.right_first)
    return model, measured


def guesses(model: Model, text: str, most: int = 3) -> list[Guess]:
    """The best first; none for a text that has nothing in common with any example."""
    weighed = model.weights(features(text, model.cues))
    if not weighed:
        return []
    sums = _sums(weighed, model.size)
    shares = _shares(sums, model.softness)
    best = sorted(sums, key=lambda category: -sums[category])[:most]
    return [Guess(category, shares[category], _reasons(model, text, weighed, category)) for category in best]


def _reasons(model: Model, text: str, weighed: Mapping[Feature, Weights], category: str) -> list[Reason]:
    pieces = {
        feature.text: weights[category]
        for feature, weights in weighed.items()
        if not feature.is_cue and len(feature.text) > 1
    }
    if cue := weighed.get(Feature(category, is_cue=True)):
        pieces |= dict.fromkeys(model.cues.get(category, ()), cue[category])
    found = phrases(text, {piece: weight for piece, weight in pieces.items() if weight > _LEAST_REASON})
    return [Reason(words, weight) for words, weight in found[:_MOST_REASONS]]


class _Judged(NamedTuple):
    """`sums` of an example that was left out."""

    category: str
    sums: Weights

    @property
    def place(self) -> int:
        """0 when the right category came first."""
        own = self.sums.get(self.category, -math.inf)
        return sum(1 for value in self.sums.values() if value > own)


def _judged(model: Model, example: Example) -> _Judged:
    weighed = model.weights(features(example.text, model.cues), without=example.category)
    return _Judged(example.category, _sums(weighed, model.size))


def _measured(examples: Sequence[Example], judged: Sequence[_Judged]) -> Measured:
    own = [one for example, one in zip(examples, judged, strict=True) if example.own]
    return Measured(
        examples=len(examples),
        own=len(own),
        right_first=_share_within(judged, 1),
        right_in_three=_share_within(judged, 3),
        own_right_first=_share_within(own, 1) if own else None,
    )


def _share_within(judged: Sequence[_Judged], places: int) -> float:
    return sum(1 for one in judged if one.place < places) / len(judged) if judged else 0.0


def _softness(judged: Sequence[_Judged], right: float) -> float:
    """By halving: the divisor with which the best scores are on average what was right."""
    low, high = 1.0, _SOFTEST
    for _ in range(12):
        middle = (low + high) / 2
        promised = sum(max(_shares(one.sums, middle).values(), default=0.0) for one in judged) / max(1, len(judged))
        low, high = (middle, high) if promised > right else (low, middle)
    return high


def _sums(weighed: Mapping[Feature, Weights], categories: Collection[str]) -> Weights:
    return {category: sum(weights[category] for weights in weighed.values()) for category in categories}


def _shares(sums: Weights, softness: float) -> Weights:
    if not sums:
        return {}
    top = max(sums.values())
    powers = {category: math.exp((value - top) / softness) for category, value in sums.items()}
    total = sum(powers.values())
    return {category: power / total for category, power in powers.items()}
