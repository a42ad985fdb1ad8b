"""Lists are paged by key, never by number: `?cursor=&limit=` and `{"items": […], "next": …}`."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from heating.http import problems, storable

Item = TypeVar("Item")
Row = TypeVar("Row")
Key = TypeVar("Key")

Cursor = Annotated[str, Meta(max_length=1000, description="The `next` of the page before.")]
Limit = Annotated[int, Meta(ge=1, le=500, description="How many items a page may have.")]


class PageQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The query of every list; filters inherit from it."""

    cursor: Cursor | None = None
    limit: Limit = 50


class Page(msgspec.Struct, Generic[Item], frozen=True):
    items: Sequence[Item]
    next: str | None
    """The cursor of the page after, or null on the last."""


def page(items: Sequence[Item], next: str | None = None) -> Page[Item]:
    return Page(items, next)


def paged(rows: Sequence[Row], limit: int, present: Callable[[Row], Item], key: Callable[[Row], object]) -> Page[Item]:
    """A page of `rows`, of which the query has read up to `limit` + 1; the next page starts after `key(row)`."""
    shown = rows[:limit]
    following = encode_cursor(key(shown[-1])) if len(rows) > limit else None
    return Page([present(row) for row in shown], following)


def encode_cursor(key: object) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).rstrip(b"=").decode()


def decode_cursor(cursor: str | None, kind: type[Key]) -> Key | None:
    """The key in a cursor, checked against its type; None without a cursor. Raises http.cursor."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        key = msgspec.json.decode(text, type=kind)
    except (ValueError, binascii.Error, RecursionError):
        raise problems.CURSOR() from None
    _refuse_unstorable(key, kind)
    return key


def _refuse_unstorable(key: object, kind: Any) -> None:
    check = storable.checker(kind)
    plain = msgspec.to_builtins(key)
    if any(storable.unwritable_texts(plain)) or (check is not None and any(check(key, ""))):
        raise problems.CURSOR()
