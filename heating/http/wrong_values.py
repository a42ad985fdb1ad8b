"""Every wrong value of a body or query at once, each with its JSON pointer.

msgspec stops at the first wrong value, which is right for the fast path. Only when it has refused a body is the body
walked a second time, value by value.
"""

import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from heating.lib.problems import FieldError
from heating.lib.wording import Text

_WORDINGS: list[tuple[re.Pattern[str], str, str, str]] = [
    (re.compile(pattern), code, zh, en)
    for pattern, code, zh, en in [
        (r"required field", "required", "必填。", "This is required."),
        (r"unknown field", "unknown", "没有这一项。", "There is no such field."),
        (r"Invalid enum value (.*)", "choice", "不在可选范围内。", "This is not one of the choices."),
        (r"Invalid value", "choice", "不在可选范围内。", "This is not one of the choices."),
        (r"of length >= (\S+)", "too_short", "太短，至少 {0}。", "Too short; at least {0}."),
        (r"of length <= (\S+)", "too_long", "太长，最多 {0}。", "Too long; at most {0}."),
        (r"matching regex (.*)", "pattern", "格式不正确，应符合 {0}。", "The form is not right; it must match {0}."),
        (r"`(?:int|float)` >=? (\S+)", "too_small", "太小，下限 {0}。", "Too small; the least is {0}."),
        (r"`(?:int|float)` <=? (\S+)", "too_large", "太大，上限 {0}。", "Too large; the most is {0}."),
        (r"multiple of (\S+)", "multiple", "应为 {0} 的倍数。", "It must be a multiple of {0}."),
        (r"timezone component", "time_zone", "时间须带时区偏移。", "The time needs an offset from UTC."),
        (r"out of range", "out_of_range", "数值超出范围。", "The number is out of range."),
        (r"Invalid (RFC3339 encoded|ISO8601)", "format", "日期或时间格式不正确。", "This is no ISO 8601 date or time."),
        (r"Invalid (UUID|base64)", "format", "格式不正确（{0}）。", "This is not a valid {0}."),
        (r"Expected `([^`]+)`(?:, got `([^`]+)`)", "type", "类型不正确，应为 {0}。", "Wrong type: {0}, not {1}."),
    ]
]
_PATH = re.compile(r"^(?P<text>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


def found(value: object, kind: Any, first: msgspec.ValidationError, *, strict: bool = True) -> list[FieldError]:
    """All wrong values of a decoded body that msgspec refused to convert to `kind` with the error `first`."""
    return list(_walk(value, kind, "", strict)) or [from_message(str(first), "")]


def from_message(message: str, pointer: str) -> FieldError:
    """One of msgspec's messages, in both languages."""
    parts = _PATH.match(message)
    text, path = (parts["text"], parts["path"] or "") if parts else (message, "")
    pointer += "".join(f"/{escape(name or index)}" for name, index in _STEP.findall(path))
    for pattern, code, zh, en in _WORDINGS:
        if match := pattern.search(text):
            groups = [group or "" for group in match.groups()]
            return FieldError(pointer, code, Text(zh.format(*groups), en.format(*groups)))
    return FieldError(pointer, "invalid", Text(f"内容不正确：{text}", text))


def escape(key: str) -> str:
    """One step of a JSON pointer (RFC 6901 section 3)."""
    return key.replace("~", "~0").replace("/", "~1")


def _walk(value: object, kind: Any, pointer: str, strict: bool) -> Iterator[FieldError]:
    plain = _without_constraints(kind)
    if _is_struct(plain) and isinstance(value, dict):
        yield from _in_struct(value, plain, pointer, strict)
    elif get_origin(plain) in (list, tuple, set, frozenset) and isinstance(value, list):
        yield from _leaf(value, _outer(kind, list[Any]), pointer, strict)
        for index, item in enumerate(value):
            yield from _walk(item, get_args(plain)[0], f"{pointer}/{index}", strict)
    elif get_origin(plain) is dict and isinstance(value, dict):
        yield from _leaf(value, _outer(kind, dict[str, Any]), pointer, strict)
        for key, item in value.items():
            yield from _walk(item, get_args(plain)[1], f"{pointer}/{escape(str(key))}", strict)
    else:
        yield from _leaf(value, kind, pointer, strict)


def _in_struct(value: dict[str, object], kind: Any, pointer: str, strict: bool) -> Iterator[FieldError]:
    before = True
    for field in msgspec.structs.fields(kind):
        at = f"{pointer}/{escape(field.encode_name)}"
        if field.encode_name in value:
            for wrong in _walk(value[field.encode_name], field.type, at, strict):
                before = False
                yield wrong
        elif field.required:
            before = False
            yield from_message("required field", at)
    if before:
        yield from _leaf(value, kind, pointer, strict)


def _leaf(value: object, kind: Any, pointer: str, strict: bool) -> Iterator[FieldError]:
    try:
        msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as wrong:
        yield from_message(str(wrong), pointer)


def _without_constraints(kind: Any) -> Any:
    """The type under `Annotated` and `| None`, when only one is left."""
    if get_origin(kind) is Annotated:
        return _without_constraints(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        rest = [arm for arm in get_args(kind) if arm is not type(None)]
        return _without_constraints(rest[0]) if len(rest) == 1 else kind
    return kind


def _outer(kind: Any, plain: Any) -> Any:
    """The length limits of a container without the types of its items."""
    if get_origin(kind) is Annotated:
        return Annotated[(plain, *get_args(kind)[1:])]
    return plain


def _is_struct(kind: Any) -> bool:
    origin = get_origin(kind) or kind
    return isinstance(origin, type) and issubclass(origin, msgspec.Struct)
