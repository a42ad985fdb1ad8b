"""Several messages in one text: what was held back during the night, or by a robot's pace, goes out together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from heating.notifications.rules import Parcel

_BETWEEN = "\n\n"
_CUT = "…"


class Composed(NamedTuple):
    title: str
    text: str
    """All of it, the titles included."""
    together: int
    """How many of the parcels are in it, from the first on."""


def compose(parcels: Sequence[Parcel], site: str, longest: int) -> Composed:
    """As many of `parcels` as fit into `longest` bytes of UTF-8, but at least the first, cut if it must be. The same
    text twice is said once. `site` is what links begin with."""
    texts = [_text(parcel, site) for parcel in parcels]
    count = max(1, _how_many(texts, longest))
    whole = _BETWEEN.join(dict.fromkeys(texts[:count]))
    return Composed(parcels[0].title, _cut(whole, longest), count)


def _text(parcel: Parcel, site: str) -> str:
    return "\n".join(filter(None, (parcel.title, parcel.body, f"{site}{parcel.link}")))


def _how_many(texts: Iterable[str], longest: int) -> int:
    ends = accumulate(_added_bytes(texts))
    return sum(1 for end in ends if end <= longest)


def _added_bytes(texts: Iterable[str]) -> Iterator[int]:
    seen: set[str] = set()
    for text in texts:
        between = len(_BETWEEN) if seen else 0
        yield 0 if text in seen else between + len(text.encode())
        seen.add(text)


def _cut(text: str, longest: int) -> str:
    encoded = text.encode()
    if len(encoded) <= longest:
        return text
    return encoded[: longest - len(_CUT.encode())].decode(errors="ignore") + _CUT
