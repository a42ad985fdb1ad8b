"""Kinds of sites and assets, and the fields each kind adds, as data a city edits; this is their shape and check."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

import msgspec

from heating.lib.problems import FieldError
from heating.lib.wording import Text

Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Symbol = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]
FieldType = Literal["text", "number", "date", "choice", "yes_no"]
FieldValue = str | float | int | bool | None


class Option(msgspec.Struct, frozen=True):
    key: Key
    name: Text


class KindField(msgspec.Struct, frozen=True, omit_defaults=False):
    """A field that assets of a kind have beside the ones all assets have; `unit` is the unit of a number."""

    key: Key
    name: Text
    kind: FieldType
    unit: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False


class AssetKind(msgspec.Struct, frozen=True):
    """`site`: can a site be of this kind; `asset`: can an asset; `checklist`: key of its checklist's template."""

    key: Key
    name: Text
    symbol: Symbol
    site: bool
    asset: bool
    fields: tuple[KindField, ...] = ()
    checklist: Key | None = None


_WRONG_TYPE = Text("类型不正确", "is of the wrong type")
_NOT_AN_OPTION = Text("不在可选项中", "is not one of the options")
_REQUIRED = Text("必填", "is required")
_UNKNOWN = Text("该类型没有这个字段", "is no field of this kind")


def field_errors(kind: AssetKind, values: Mapping[str, FieldValue], pointer: str = "/fields") -> list[FieldError]:
    """Every field that is missing, unknown, or has a value its kind does not allow."""
    known = {field.key: field for field in kind.fields}
    unknown = [FieldError(f"{pointer}/{key}", "field.unknown", _UNKNOWN) for key in values if key not in known]
    wrong = [error for field in kind.fields if (error := _field_error(field, values.get(field.key), pointer))]
    return unknown + wrong


def _field_error(field: KindField, value: FieldValue, pointer: str) -> FieldError | None:
    if value is None or value == "":
        return FieldError(f"{pointer}/{field.key}", "field.required", _REQUIRED) if field.required else None
    if not _has_type(field.kind, value):
        return FieldError(f"{pointer}/{field.key}", "field.type", _WRONG_TYPE)
    if field.kind == "choice" and value not in {option.key for option in field.options}:
        return FieldError(f"{pointer}/{field.key}", "field.option", _NOT_AN_OPTION)
    return None


def _has_type(kind: FieldType, value: FieldValue) -> bool:
    match kind:
        case "yes_no":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "date":
            return isinstance(value, str) and is_date(value)
        case "text" | "choice":
            return isinstance(value, str)


def is_date(text: str) -> bool:
    """ "2026-11-01" and nothing looser."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def given(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The values that say something; an emptied field is not kept."""
    return {key: value for key, value in values.items() if value is not None and value != ""}


def kind_errors(kind: AssetKind) -> list[FieldError]:
    """Faults a schema cannot see: fields or options of the same key, a choice without options."""
    errors = [
        FieldError(f"/fields/{index}/key", "key.twice", Text("字段键重复", "is used twice"))
        for index in _repeated([field.key for field in kind.fields])
    ]
    for index, field in enumerate(kind.fields):
        errors += _option_errors(field, f"/fields/{index}/options")
    return errors


def _option_errors(field: KindField, pointer: str) -> list[FieldError]:
    if field.kind == "choice" and not field.options:
        return [FieldError(pointer, "options.empty", Text("单选字段需要选项", "must not be empty for a choice"))]
    if field.kind != "choice" and field.options:
        return [FieldError(pointer, "options.unused", Text("只有单选字段才有选项", "belong to choices only"))]
    twice = _repeated([option.key for option in field.options])
    return [FieldError(f"{pointer}/{index}/key", "key.twice", Text("选项键重复", "is used twice")) for index in twice]


def _repeated(keys: Sequence[str]) -> list[int]:
    return [index for index, key in enumerate(keys) if key in keys[:index]]
