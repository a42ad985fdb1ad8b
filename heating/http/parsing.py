"""From bytes and query strings to structs. All wrong values are reported at once."""

import json
from collections.abc import Callable, Iterable
from typing import Any, get_origin

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request

from heating.http import problems, quick, storable, wrong_values
from heating.lib.problems import FieldError

_any = msgspec.json.Decoder()
ALWAYS_ALLOWED = "lang"


def json_body(kind: Any) -> Callable[[bytes], Any]:
    """A function that decodes a JSON text to `kind`; raises http.malformed or http.invalid."""
    decoder = msgspec.json.Decoder(kind)
    check = storable.checker(kind)
    is_storable = quick.is_storable(kind)

    def parse(body: bytes) -> Any:
        try:
            value = decoder.decode(body)
        except msgspec.ValidationError as wrong:
            raise problems.INVALID(errors=wrong_values.found(_plain(body), kind, wrong)) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
            raise _malformed(body, broken) from None
        if b"\\" in body and b"\\u0000" in body:  # looking for one byte is fifty times as fast
            _refuse(storable.unwritable_texts(_plain(body)))
        if check is not None and not is_storable(value):
            _refuse(check(value, ""))
        return value

    return parse


def json_content(request: Request) -> None:
    """Refuse a body that does not call itself JSON."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise problems.MEDIA_TYPE(expected="application/json")


def query_string(kind: Any) -> Callable[[QueryParams], Any]:
    """A function that converts query parameters to the struct `kind`; pointers of wrong ones are "?name"."""
    fields = {field.encode_name: _takes_many(field.type) for field in msgspec.structs.fields(kind)}
    check = storable.checker(kind)

    def parse(params: QueryParams) -> Any:
        given = {
            name: params.getlist(name) if many else params[name] for name, many in fields.items() if name in params
        }
        _refuse(_at_query(_unknown(params, fields)))
        _refuse(_at_query(storable.unwritable_texts(given)))
        try:
            value = msgspec.convert(given, kind, strict=False)
        except msgspec.ValidationError as wrong:
            errors = wrong_values.found(given, kind, wrong, strict=False)
            raise problems.INVALID(errors=_at_query(errors)) from None
        if check is not None:
            _refuse(_at_query(check(value, "")))
        return value

    return parse


def no_query(params: QueryParams) -> None:
    _refuse(_at_query(_unknown(params, {})))


def _unknown(params: QueryParams, fields: dict[str, bool]) -> list[FieldError]:
    """A misspelt filter must not answer with everything."""
    return [
        wrong_values.from_message("unknown field", "/" + wrong_values.escape(name))
        for name in params
        if name not in fields and name != ALWAYS_ALLOWED
    ]


def _at_query(errors: Iterable[FieldError]) -> list[FieldError]:
    return [FieldError("?" + error.pointer.removeprefix("/"), error.code, error.detail) for error in errors]


def _refuse(errors: Iterable[FieldError]) -> None:
    if found := list(errors):
        raise problems.INVALID(errors=found)


def _plain(body: bytes) -> object:
    try:
        return _any.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None


def _malformed(body: bytes, broken: Exception) -> Exception:
    """Half a surrogate pair is refused by field, as NUL is; all else that is no JSON as a whole."""
    if b"\\ud" in body.lower():
        try:
            _refuse(storable.unwritable_texts(json.loads(body)))
        except (ValueError, RecursionError):
            return problems.MALFORMED(reason="JSON")
    return problems.MALFORMED(reason=str(broken).partition("(byte")[0].strip() or "JSON")


def _takes_many(kind: Any) -> bool:
    return get_origin(kind) in (list, tuple, set, frozenset)
