"""Codes for those who bring none: the kind's letters and a running number, "RZ-000012"."""

from collections.abc import Collection, Sequence
from typing import Literal

from heating import storage

Table = Literal["site", "asset"]

_OURS = {
    "sqlite": "code GLOB ? || '-[0-9][0-9][0-9][0-9][0-9][0-9]*' AND substr(code, 4) NOT GLOB '*[^0-9]*'",
    "postgres": "code ~ ('^' || CAST(? AS text) || '-[0-9]{6,}$')",
}
_LOCK = 20261101
_LONGEST = 12  # numbers of nine digits; a longer one is somebody's own code


async def next_codes(table: Table, symbols: Sequence[str], reserved: Collection[str] = ()) -> list[str]:
    """One free code for each symbol of the list, in its order, and none of `reserved`. Runs in the transaction that
    uses them."""
    if symbols and storage.dialect() == "postgres":
        # SQLite has one writer at a time; here another would read the same last number until we commit
        await storage.fetch("SELECT pg_advisory_xact_lock(?)", [_LOCK])
    last = {symbol: await _last_number(table, symbol) for symbol in set(symbols)}
    taken = set(reserved)
    codes: list[str] = []
    for symbol in symbols:
        last[symbol] += 1
        while (code := f"{symbol}-{last[symbol]:06}") in taken:
            last[symbol] += 1
        codes.append(code)
    return codes


async def _last_number(table: Table, symbol: str) -> int:
    """Codes that people chose lie between ours, so only those that are written like ours count."""
    rows = await storage.fetch(
        f"SELECT code FROM {table} WHERE {_OURS[storage.dialect()]} AND length(code) <= {_LONGEST}"
        " ORDER BY length(code) DESC, code DESC LIMIT 1",
        [symbol],
    )
    return int(rows[0]["code"][3:]) if rows else 0
