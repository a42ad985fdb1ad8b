"""Which values an item of each kind takes."""

import re
from collections.abc import Callable
from datetime import date
from math import isfinite

from heating.checklists.document import Answer, Item, ItemKind, Signature

NUMBER = (int, float)

_BLANKS = " \t\r\n\u3000"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_JUDGEMENTS = ("pass", "fail", "na")
_FOUR_VALUES = ("good", "fixed", "bad", "none")


def is_given(kind: ItemKind, answer: Answer) -> bool:
    value = answer.value
    if kind == "photo":
        return bool(answer.photos) or value is not None
    if isinstance(value, str):
        return bool(value.strip(_BLANKS))
    return value is not None and value != ()


def is_valid(item: Item, value: object) -> bool:
    """Of a value that was given."""
    return _VALID[item.kind](item, value)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _are_options(item: Item, value: object) -> bool:
    keys = {option.key for option in item.options}
    return isinstance(value, tuple) and len(set(value)) == len(value) and keys.issuperset(value)


def is_signature(value: object) -> bool:
    """A name, and at least one stroke of whole points."""
    return (
        isinstance(value, Signature)
        and bool(value.name.strip(_BLANKS))
        and bool(value.strokes)
        and all(len(stroke) >= 2 and len(stroke) % 2 == 0 for stroke in value.strokes)
    )


_VALID: dict[ItemKind, Callable[[Item, object], bool]] = {
    "judgement": lambda _, value: value in _JUDGEMENTS,
    "four_valued": lambda _, value: value in _FOUR_VALUES,
    "number": lambda _, value: isinstance(value, NUMBER) and isfinite(value),
    "choice": lambda item, value: any(option.key == value for option in item.options),
    "choices": _are_options,
    "text": lambda _, value: isinstance(value, str),
    "photo": lambda _, value: value is None,
    "date": lambda _, value: _is_date(value),
    "signature": lambda _, value: is_signature(value),
}
