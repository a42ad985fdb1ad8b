"""What a resident has filled in so far. The pages carry all of it: the server keeps nothing until it is sent."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from uuid import UUID

import msgspec

from heating.lib.wording import Text
from heating.portal import form_words as words
from heating.portal.controls import Errors

OTHER = "other"
"""Instead of a building: the address as it was written."""
MOST_PHOTOS = 3
_LONGEST: Mapping[str, int] = {
    "q": 200, "unit": 40, "room": 40, "text": 2000, "temperature": 10, "name": 100, "phone": 40, "building": 40,
    "category": 64, "label": 40, "asked": 200, "form": 200, "website": 200,
}  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FIGURES = frozenset({"temperature", "phone"})
"""Typed with a Chinese keyboard, they come full-width."""
_TEMPERATURE = re.compile(r"-?[0-9]{1,2}(?:[.,][0-9]{1,2})?")
_LOWEST, _HIGHEST = -40, 60


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """As it was typed, tidied. `asked` is the address for which buildings were offered; `photos` are marked hashes;
    `website` is the field that no person sees."""

    form: str = ""
    label: str = ""
    q: str = ""
    asked: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    category: str = ""
    text: str = ""
    temperature: str = ""
    photos: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
    website: str = ""

    @property
    def building_id(self) -> UUID | None:
        return as_uuid(self.building)

    @property
    def indoor_c(self) -> float | None:
        """Of a draft without errors."""
        return float(self.temperature.replace(",", ".")) if self.temperature else None

    def fields(self) -> Iterator[tuple[str, str]]:
        """All that a page carries on."""
        for field in self.__struct_fields__:
            if field not in ("photos", "website"):
                yield field, getattr(self, field)
        yield from (("photo_kept", mark) for mark in self.photos)


def draft_of(given: Mapping[str, str], photos: tuple[str, ...]) -> Draft:
    """Of a form's fields; what is none of ours is left alone. Nothing is cut: what is too long is told."""
    values = {name: tidy(given[name]) for name in Draft.__struct_fields__ if name != "photos" and name in given}
    for name in _FIGURES & values.keys():
        values[name] = unicodedata.normalize("NFKC", values[name]).replace("。", ".")
    return Draft(**values, photos=photos[:MOST_PHOTOS])


def tidy(text: str) -> str:
    """Without what no keyboard makes and no database stores."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").encode("utf-8", "replace").decode())
    return plain.strip()


def address_errors(draft: Draft) -> Errors:
    if draft.building_id is None and not draft.q and not draft.label:
        return {"q": words.NEED_ADDRESS}
    return _too_long(draft, "q", "unit", "room")


def problem_errors(draft: Draft) -> Errors:
    errors = {} if draft.category or draft.text else {"category": words.NEED_PROBLEM}
    figures = sum(letter.isdigit() for letter in draft.phone)
    if draft.phone and not 7 <= figures <= 15:
        errors["phone"] = words.WRONG_PHONE
    if draft.temperature and not is_temperature(draft.temperature):
        errors["temperature"] = words.WRONG_TEMPERATURE
    return {**errors, **_too_long(draft, "text", "name")}


def is_temperature(text: str) -> bool:
    return bool(_TEMPERATURE.fullmatch(text)) and _LOWEST <= float(text.replace(",", ".")) <= _HIGHEST


def _too_long(draft: Draft, *fields: str) -> dict[str, Text]:
    return {field: words.too_long(_LONGEST[field]) for field in fields if len(getattr(draft, field)) > _LONGEST[field]}


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
