"""The document of a checklist version, and the answers given to it. The phone holds the same JSON."""

from datetime import datetime
from functools import cached_property
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
    def gates(self) -> dict[Gate, Item]:
        return {item.gate: item for item in self.items.values() if item.gate}


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


class Photo(msgspec.Struct, frozen=True):
    sha256: Sha256
    role: PhotoRole
    taken_at: Aware
    longitude: Longitude | None = None
    latitude: Latitude | None = None


class Answer(msgspec.Struct, frozen=True):
    """`answered_at` by the phone's clock. A value of null with a note says only the note."""

    item: Annotated[str, Meta(max_length=64)]
    value: Value
    answered_at: Aware
    note: Annotated[str, Meta(max_length=2000)] | None = None
    photos: Annotated[tuple[Photo, ...], Meta(max_length=20)] = ()
