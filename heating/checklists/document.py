"""The document of a checklist version, and the answers given to it. The phone holds the same JSON."""

from datetime import datetime
from functools import cached_property
from math import inf
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from heating.lib.wording import Text

ItemKind = Literal["judgement", "four_valued", "number", "choice", "choices", "text", "photo", "date", "signature"]
PhotoRule = Literal["never", "on_fail", "always"]
PhotoRole = Literal["close_up", "context", "other"]
Grade = Literal["minor", "general", "larger", "major"]
Aspect = Literal["on_time", "quality", "safety"]
Gate = Literal["filled", "cold_run", "hot_run", "at_temperature"]

Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,63}$")]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Aware = Annotated[datetime, Meta(tz=True)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]


class Limits(msgspec.Struct, frozen=True):
    """`low` and `high`: outside is a failing answer. `hard_low` and `hard_high`: outside is a slip of the finger."""

    low: float | None = None
    high: float | None = None
    hard_low: float | None = None
    hard_high: float | None = None


class Photos(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    close_up: PhotoRule = "never"
    context: PhotoRule = "never"


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Key
    title: Text
    fails: bool = False


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"values": "is"}):
    """The item is asked only when the earlier `item` was answered with one of the values."""

    item: str
    values: Annotated[tuple[str, ...], Meta(min_length=1)]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Key
    kind: ItemKind
    title: Text
    source: str
    aspect: Aspect = "quality"
    help: Text | None = None
    required: bool = True
    photos: Photos = Photos()
    grade: Grade | None = None  # of the hazard that a failing answer raises
    unit: str | None = None
    limits: Limits | None = None
    options: tuple[Option, ...] = ()
    when: Condition | None = None
    gate: Gate | None = None
    guards: bool = False  # a gas reading: within limits before any photo of its confined section


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Key
    title: Text
    items: tuple[Item, ...]
    confined: bool = False


class Document(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    key: Key
    name: Text
    kinds: tuple[str, ...]
    sections: tuple[Section, ...]

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by key, in the order they are asked."""
        return {item.key: item for section in self.sections for item in section.items}

    @cached_property
    def is_unconditional(self) -> bool:
        """Is every item always asked?"""
        return all(item.when is None for item in self.items.values())

    @cached_property
    def passing(self) -> dict[str, frozenset[str]]:
        """By item, the values that pass and ask for nothing more. Only of items that are always asked."""
        return {
            key: _PASSING[item.kind] for key, item in self.items.items() if item.kind in _PASSING and _is_plain(item)
        }

    @cached_property
    def measuring(self) -> dict[str, tuple[float, float]]:
        """By item, the bounds between which a number passes, where there are any; as `passing`."""
        return {
            key: bounds
            for key, item in self.items.items()
            if item.kind == "number" and _is_plain(item) and (bounds := _bounds(item.limits)) is not None
        }

    @cached_property
    def plain_by_aspect(self) -> dict[Aspect, frozenset[str]]:
        """The items of `passing` and `measuring`, by what they say something about."""
        by_aspect: dict[Aspect, set[str]] = {}
        for key in (*self.passing, *self.measuring):
            by_aspect.setdefault(self.items[key].aspect, set()).add(key)
        return {aspect: frozenset(keys) for aspect, keys in by_aspect.items()}

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(key for key, item in self.items.items() if item.kind == "number")

    @cached_property
    def gates(self) -> dict[Gate, Item]:
        return {item.gate: item for item in self.items.values() if item.gate}


_PASSING = {"judgement": frozenset({"pass"}), "four_valued": frozenset({"good", "fixed"})}


def _is_plain(item: Item) -> bool:
    return item.when is None and item.photos.close_up != "always" and item.photos.context != "always"


def _bounds(limits: Limits | None) -> tuple[float, float] | None:
    """Within soft and hard limits alike; None where nothing bounds the value, which then neither passes nor fails."""
    if limits is None or (limits.low is None and limits.high is None):
        return None
    lows = [bound for bound in (limits.low, limits.hard_low) if bound is not None]
    highs = [bound for bound in (limits.high, limits.hard_high) if bound is not None]
    return max(lows, default=-inf), min(highs, default=inf)


class Signature(msgspec.Struct, frozen=True):
    """`strokes`: one list x, y, x, y … per stroke, in pixels of the pad."""

    name: Annotated[str, Meta(max_length=100)]
    strokes: Annotated[tuple[tuple[float, ...], ...], Meta(max_length=500)]


Value = (
    Annotated[str, Meta(max_length=4000)]
    | Annotated[int, Meta(ge=-(2**53), le=2**53)]  # what a phone's numbers hold exactly
    | float
    | Annotated[tuple[str, ...], Meta(max_length=100)]
    | Signature
    | None
)


class Photo(msgspec.Struct, frozen=True, gc=False):
    sha256: Sha256
    role: PhotoRole
    taken_at: Aware
    longitude: Longitude | None = None
    latitude: Latitude | None = None


class Answer(msgspec.Struct, frozen=True, gc=False):
    """`answered_at` by the phone's clock. A value of null with a note says only the note."""

    item: Annotated[str, Meta(max_length=64)]
    value: Value
    answered_at: Aware
    note: Annotated[str, Meta(max_length=2000)] | None = None
    photos: Annotated[tuple[Photo, ...], Meta(max_length=20)] = ()
