"""The quick answer to the question of `storable`: is anything wrong at all? Phones send thousands of operations that
are right; only for one that is not does anybody want to know where.

For each type one function is written out as source and compiled, as dataclasses do: one call for a whole value, where
nested functions would make one for each of its hundred fields.
"""

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any

from msgspec import NODEFAULT, UNSET, inspect

from heating.http.storable import FIRST_YEAR, LARGE, LAST_YEAR, SMALL

IsFine = Callable[[Any], bool]


@cache
def is_storable(kind: Any) -> IsFine:
    """A function that says whether a value decoded to `kind` can be stored. It agrees with `storable.checker`."""
    source = _Source()
    body = [*source.statements(inspect.type_info(kind), "value", frozenset()), "return True"]
    exec("\n".join(["def is_fine(value):", *_indented(body)]), source.names)
    compiled: IsFine = source.names["is_fine"]
    return compiled


class _Source:
    """Writes statements that return False when a value is not fine; none for types whose every value is."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"isfinite": math.isfinite, "UNSET": UNSET, "anything_fine": _anything}
        self._numbers = count()

    def statements(self, kind: inspect.Type, value: str, within: frozenset[type]) -> list[str]:
        """`value` is a name or an expression; `within` are the structs that are being written out."""
        match kind:
            case inspect.IntType():
                return _integer(kind, value)
            case inspect.FloatType():
                return _refuse_if(f"not isfinite({value})")
            case inspect.DateTimeType():
                return _refuse_if(f"not {FIRST_YEAR} <= {value}.year <= {LAST_YEAR} or {value}.tzinfo is None")
            case inspect.DateType():
                return _refuse_if(f"not {FIRST_YEAR} <= {value}.year <= {LAST_YEAR}")
            case inspect.AnyType():
                return _refuse_if(f"not anything_fine({value})")
            case inspect.Metadata():
                return self.statements(kind.type, value, within)
            case inspect.StructType():
                return self._struct(kind, value, within)
            case inspect.ListType() | inspect.VarTupleType() | inspect.SetType() | inspect.FrozenSetType():
                return self._each(kind.item_type, value, within)
            case inspect.TupleType():
                items = enumerate(kind.item_types)
                return [line for i, item in items for line in self.statements(item, f"{value}[{i}]", within)]
            case inspect.DictType():
                return self._each(kind.value_type, f"{value}.values()", within)
            case inspect.UnionType():
                return self._union(kind, value, within)
        return []

    def _struct(self, kind: inspect.StructType, value: str, within: frozenset[type]) -> list[str]:
        if kind.cls in within:
            again = self._name("again", lambda inner: is_storable(kind.cls)(inner))
            return _refuse_if(f"not {again}({value})")
        return [line for field in kind.fields for line in self._field(field, value, within | {kind.cls})]

    def _field(self, field: inspect.Field, owner: str, within: frozenset[type]) -> list[str]:
        name = self._name("v")
        lines = self.statements(field.type, name, within)
        if lines and _may_be_unset(field):
            lines = [f"if {name} is not UNSET:", *_indented(lines)]
        return [f"{name} = {owner}.{field.name}", *lines] if lines else []

    def _each(self, item: inspect.Type, values: str, within: frozenset[type]) -> list[str]:
        name = self._name("v")
        lines = self.statements(item, name, within)
        return [f"for {name} in {values}:", *_indented(lines)] if lines else []

    def _union(self, kind: inspect.UnionType, value: str, within: frozenset[type]) -> list[str]:
        """Which arm a value belongs to is told by its type."""
        arms = [(_type_of(arm), lines) for arm in kind.types if (lines := self.statements(arm, value, within))]
        if not arms:
            return []
        type_name = self._name("t")
        written = [f"{type_name} = {value}.__class__"]
        for keyword, (type_, lines) in zip(["if", *["elif"] * len(arms)], arms, strict=False):
            written += [f"{keyword} {type_name} is {self._name('c', type_)}:", *_indented(lines)]
        return written

    def _name(self, letter: str, meaning: object = None) -> str:
        name = f"{letter}{next(self._numbers)}"
        if meaning is not None:
            self.names[name] = meaning
        return name


def _may_be_unset(field: inspect.Field) -> bool:
    """The description of a type leaves UNSET out: what it calls not required, and yet without a default."""
    return not field.required and field.default is NODEFAULT and field.default_factory is NODEFAULT


def _refuse_if(condition: str) -> list[str]:
    return [f"if {condition}:", "    return False"]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _integer(kind: inspect.IntType, value: str) -> list[str]:
    low = kind.ge if kind.ge is not None else kind.gt
    high = kind.le if kind.le is not None else kind.lt
    if low is not None and high is not None:
        return []
    least, most = (-SMALL if low is None else low), (SMALL if high is None else high)
    return _refuse_if(f"not {least} <= {value} <= {most}")


def _anything(value: Any) -> bool:
    kind = type(value)
    if kind is int:
        return bool(-LARGE <= value <= LARGE)
    if kind is list:
        return all(map(_anything, value))
    if kind is dict:
        return all(map(_anything, value.values()))
    return True


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
