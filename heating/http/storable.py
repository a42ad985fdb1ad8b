"""What JSON allows and a database does not: NUL and lone surrogates in text, integers beyond 64 bits, the year 1.

A checker is built once for a type. It is None for a type in which nothing of the kind can occur, and visits only the
fields in which it can.
"""

import math
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from msgspec import inspect

from heating.http.wrong_values import escape
from heating.lib.problems import FieldError
from heating.lib.wording import Text

Check = Callable[[Any, str], Iterator[FieldError]]

SMALL = 2**31 - 1
"""The bound of integers whose type states none: the INT columns of PostgreSQL."""
LARGE = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2999


def checker(kind: Any) -> Check | None:
    return _build(inspect.type_info(kind), {})


def unwritable_texts(value: object, pointer: str = "") -> Iterator[FieldError]:
    """Texts anywhere in a decoded JSON value that hold NUL or half of a surrogate pair."""
    if isinstance(value, str):
        if not is_writable(value):
            yield FieldError(
                pointer, "character", Text("含有不允许的字符。", "It holds a character that is not allowed.")
            )
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from unwritable_texts(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from unwritable_texts(key, pointer)
            yield from unwritable_texts(item, f"{pointer}/{escape(key)}")


def is_writable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _build(kind: inspect.Type, seen: dict[type, list[Check | None]]) -> Check | None:
    match kind:
        case inspect.IntType():
            return _integer(kind)
        case inspect.FloatType():
            return _finite
        case inspect.DateTimeType() | inspect.DateType():
            return _in_years
        case inspect.AnyType():
            return _anything
        case inspect.Metadata():
            return _build(kind.type, seen)
        case inspect.StructType():
            return _struct(kind, seen)
        case inspect.ListType() | inspect.VarTupleType() | inspect.SetType() | inspect.FrozenSetType():
            return _items(_build(kind.item_type, seen))
        case inspect.TupleType():
            return _each([_build(item, seen) for item in kind.item_types])
        case inspect.DictType():
            return _values(_build(kind.value_type, seen))
        case inspect.UnionType():
            return _union([_build(arm, seen) for arm in kind.types])
    return None


def _integer(kind: inspect.IntType) -> Check | None:
    low = kind.ge if kind.ge is not None else kind.gt
    high = kind.le if kind.le is not None else kind.lt
    if low is not None and high is not None:
        return None
    least, most = (-SMALL if low is None else low), (SMALL if high is None else high)

    def check(value: Any, pointer: str) -> Iterator[FieldError]:
        if type(value) is int and not least <= value <= most:
            yield _out_of_range(pointer)

    return check


def _finite(value: Any, pointer: str) -> Iterator[FieldError]:
    if isinstance(value, float) and not math.isfinite(value):
        yield _out_of_range(pointer)


def _in_years(value: Any, pointer: str) -> Iterator[FieldError]:
    if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield _out_of_range(pointer)
    if isinstance(value, datetime) and value.tzinfo is None:
        yield FieldError(pointer, "time_zone", Text("时间须带时区偏移。", "The time needs an offset from UTC."))


def _anything(value: Any, pointer: str) -> Iterator[FieldError]:
    if isinstance(value, int) and not -LARGE <= value <= LARGE:
        yield _out_of_range(pointer)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _anything(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _anything(item, f"{pointer}/{escape(str(key))}")


def _struct(kind: inspect.StructType, seen: dict[type, list[Check | None]]) -> Check | None:
    if kind.cls in seen:
        return lambda value, pointer: check(value, pointer) if (check := seen[kind.cls][0]) else iter(())
    cell: list[Check | None] = [None]
    seen[kind.cls] = cell
    fields = [
        (field.name, "/" + escape(field.encode_name), check)
        for field in kind.fields
        if (check := _build(field.type, seen)) is not None
    ]

    def check_struct(value: Any, pointer: str) -> Iterator[FieldError]:
        if isinstance(value, kind.cls):
            for name, step, check in fields:
                yield from check(getattr(value, name, None), pointer + step)

    cell[0] = check_struct if fields else None
    return cell[0]


def _items(check: Check | None) -> Check | None:
    if check is None:
        return None

    def check_items(value: Any, pointer: str) -> Iterator[FieldError]:
        if isinstance(value, list | tuple | set | frozenset):
            for index, item in enumerate(value):
                yield from check(item, f"{pointer}/{index}")

    return check_items


def _each(checks: list[Check | None]) -> Check | None:
    """A tuple of fixed length."""
    if not any(checks):
        return None

    def check_each(value: Any, pointer: str) -> Iterator[FieldError]:
        if isinstance(value, tuple):
            for index, (item, check) in enumerate(zip(value, checks, strict=True)):
                if check is not None:
                    yield from check(item, f"{pointer}/{index}")

    return check_each


def _values(check: Check | None) -> Check | None:
    if check is None:
        return None

    def check_values(value: Any, pointer: str) -> Iterator[FieldError]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from check(item, f"{pointer}/{escape(str(key))}")

    return check_values


def _union(checks: list[Check | None]) -> Check | None:
    """Each check looks only at values of its own type, so all of them may look at a value of either."""
    real = [check for check in checks if check is not None]
    if not real:
        return None
    if len(real) == 1:
        return real[0]

    def check_union(value: Any, pointer: str) -> Iterator[FieldError]:
        for check in real:
            yield from check(value, pointer)

    return check_union


def _out_of_range(pointer: str) -> FieldError:
    return FieldError(pointer, "out_of_range", Text("数值超出范围。", "The value is out of range."))
