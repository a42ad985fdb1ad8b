"""Rows that no ORDER BY sorts, in another order than usual: as PostgreSQL gives them once it uses freed space again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest

from heating import storage
from heating.storage import sql


@contextmanager
def shuffled() -> Iterator[None]:
    """For everything that is read through `storage.fetch` and `storage.fetch_as` in the block."""
    random, fetch = Random(1), storage.fetch

    async def fetch_shuffled(
        query: str, params: Sequence[object] = (), *, writer: bool = False
    ) -> list[dict[str, Any]]:
        rows = await fetch(query, params, writer=writer)
        if "ORDER BY" not in _outermost(query):
            random.shuffle(rows)
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "fetch", fetch_shuffled)
        patch.setattr(sql, "fetch", fetch_shuffled)
        yield


def _outermost(query: str) -> str:
    """Without what is in brackets."""
    depth, kept = 0, []
    for letter in query:
        depth += (letter == "(") - (letter == ")")
        kept.append(letter if depth == 0 else " ")
    return "".join(kept)
