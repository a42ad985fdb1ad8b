"""One SQL text for both engines."""

import re
from functools import lru_cache
from itertools import count

from heating.storage.routing import dialect

_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|\?")


def translated(sql: str) -> str:
    """The text with the open engine's placeholders in place of '?'."""
    return sql if dialect() == "sqlite" else numbered(sql)


@lru_cache(maxsize=1000)
def numbered(sql: str) -> str:
    """'?' becomes $1, $2, …, except in quotes and comments."""
    numbers = count(1)
    return _PIECES.sub(lambda piece: f"${next(numbers)}" if piece[0] == "?" else piece[0], sql)
