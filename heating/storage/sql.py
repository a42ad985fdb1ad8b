"""Hand-written SQL, the same text for both engines: parameters are '?'."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection

from heating.storage.current import in_unit
from heating.storage.placeholders import translated
from heating.storage.routing import WRITER, choose_reader

Row = TypeVar("Row", bound=msgspec.Struct)


async def fetch(sql: str, params: Sequence[object] = (), *, writer: bool = False) -> list[dict[str, Any]]:
    """Rows as the driver gives them (SQLite: UUIDs and times are texts, truth is 0 or 1).

    Inside a transaction the transaction's connection is used, and RETURNING works. Outside it a reader is, unless
    `writer` asks for the writing connection. Raises `DeadlineExceeded` when a reader takes too long.
    """
    client = get_connection(WRITER) if in_unit() or writer else choose_reader()
    return await client.execute_query_dict(translated(sql), _checked(params))


async def fetch_as(row: type[Row], sql: str, params: Sequence[object] = ()) -> list[Row]:
    """Like `fetch`, with the values converted to the struct's types: UUID, datetime, bool on both engines."""
    rows = await fetch(sql, params)
    return msgspec.convert(rows, list[row], strict=False)  # type: ignore[valid-type]


async def execute(sql: str, params: Sequence[object] = ()) -> int:
    """Write inside a transaction. Answers how many rows an UPDATE or DELETE met (meaningless for INSERT)."""
    affected, _ = await transaction_client().execute_query(translated(sql), _checked(params))
    return affected


async def execute_many(sql: str, rows: Sequence[Sequence[object]]) -> None:
    await transaction_client().execute_many(translated(sql), [_checked(row) for row in rows])


def transaction_client() -> BaseDBAsyncClient:
    if not in_unit():
        raise RuntimeError("writing needs an open transaction")
    return get_connection(WRITER)


def _checked(params: Sequence[object]) -> list[object]:
    """PostgreSQL's driver would take a moment without zone for local time."""
    for param in params:
        if isinstance(param, datetime) and param.tzinfo is None:
            raise ValueError(f"a moment without time zone cannot be compared: {param}")
    return list(params)
