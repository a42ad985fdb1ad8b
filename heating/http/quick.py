"""The quick answer to the question of `storable`: is anything wrong at all? Phones send thousands of operations that
are right; only for one that is not does anybody want to know where.
"""

import math
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from msgspec import UNSET, inspect

from heating.http.storable import FIRST_YEAR, LARGE, LAST_YEAR, SMALL

IsFine = Callable[[Any], bool]


def is_storable(kind: Any) -> IsFine:
    """A function that says whether a value decoded to `kind` can be stored. It agrees with `storable.checker`."""
    return _build(inspect.type_info(kind), {}) or _always


def _build(kind: inspect.Type, seen: dict[type, list[IsFine]]) -> IsFine | None:
    """None when every value of the type is fine."""
    match kind:
        case inspect.IntType():
            return _integer(kind)
        case inspect.FloatType():
            return math.isfinite
        case inspect.DateTimeType():
            return _moment
        case inspect.DateType():
            return _day
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
            return _union(kind, seen)
    return None


def _always(_: Any) -> bool:
    return True


def _integer(kind: inspect.IntType) -> IsFine | None:
    low = kind.ge if kind.ge is not None else kind.gt
    high = kind.le if kind.le is not None else kind.lt
    if low is not None and high is not None:
        return None
    least, most = (-SMALL if low is None else low), (SMALL if high is None else high)
    return lambda value: bool(least <= value <= most)


def _moment(value: datetime) -> bool:
    return FIRST_YEAR <= value.year <= LAST_YEAR and value.tzinfo is not None


def _day(value: date) -> bool:
    return FIRST_YEAR <= value.year <= LAST_YEAR


def _anything(value: Any) -> bool:
    kind = type(value)
    if kind is int:
        return bool(-LARGE <= value <= LARGE)
    if kind is list:
        return all(map(_anything, value))
    if kind is dict:
        return all(map(_anything, value.values()))
    return True


def _struct(kind: inspect.StructType, seen: dict[type, list[IsFine]]) -> IsFine | None:
    if kind.cls in seen:
        cell = seen[kind.cls]
        return lambda value: cell[0](value)
    cell = seen[kind.cls] = [_always]
    built = [(field.name, _build(field.type, seen)) for field in kind.fields]
    checks = [(name, is_fine) for name, is_fine in built if is_fine is not None]

    def all_fields(value: Any) -> bool:
        for name, is_fine in checks:
            given = getattr(value, name)
            if given is not UNSET and not is_fine(given):
                return False
        return True

    cell[0] = all_fields
    return all_fields if checks else None


def _items(is_fine: IsFine | None) -> IsFine | None:
    return None if is_fine is None else lambda value: all(map(is_fine, value))


def _each(checks: list[IsFine | None]) -> IsFine | None:
    """A tuple of fixed length."""
    if not any(checks):
        return None
    return lambda value: all(is_fine is None or is_fine(item) for item, is_fine in zip(value, checks, strict=True))


def _values(is_fine: IsFine | None) -> IsFine | None:
    return None if is_fine is None else lambda value: all(map(is_fine, value.values()))


def _union(kind: inspect.UnionType, seen: dict[type, list[IsFine]]) -> IsFine | None:
    """Which arm a value belongs to is told by its type."""
    arms = {_type_of(arm): is_fine for arm in kind.types if (is_fine := _build(arm, seen)) is not None}
    if not arms:
        return None

    def by_arm(value: Any) -> bool:
        is_fine = arms.get(type(value))
        return is_fine is None or is_fine(value)

    return by_arm


def _type_of(arm: inspect.Type) -> type:
    if isinstance(arm, inspect.Metadata):
        return _type_of(arm.type)
    return arm.cls if isinstance(arm, inspect.StructType) else _TYPES[type(arm)]


_TYPES: dict[type[inspect.Type], type] = {
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.DateTimeType: datetime,
    inspect.DateType: date,
    inspect.ListType: list,
    inspect.TupleType: tuple,
    inspect.VarTupleType: tuple,
    inspect.SetType: set,
    inspect.FrozenSetType: frozenset,
    inspect.DictType: dict,
}
