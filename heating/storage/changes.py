"""Reading the change log: what a phone or a live page has to fetch anew."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from heating.lib.areas import prefix_range
from heating.storage import change_log
from heating.storage.change_log import Op
from heating.storage.sql import execute, fetch, fetch_as
from heating.storage.unit import current_unit, transaction


class Head(NamedTuple):
    """`epoch` names the log: after a restore it is another log, and cursors of the old one mean nothing."""

    epoch: str
    seq: int


class Change(msgspec.Struct, frozen=True):
    seq: int
    kind: str
    row_id: str
    op: Op
    organization: str
    area: str
    at: datetime


class Entry(NamedTuple):
    kind: str
    row_id: str


class News(NamedTuple):
    """`seq` is up to where the log was read: its end, unless there is `more` than was asked for."""

    head: Head
    seq: int
    entries: list[Entry]
    more: bool


class CursorGone(Exception):
    """The log was pruned past this cursor; only pulling everything afresh helps."""


async def head() -> Head:
    rows = await fetch("SELECT epoch, n FROM sync_counter WHERE id = 1")
    if not rows:
        async with transaction() as unit:
            await change_log.begin(unit.connection)
            rows = await fetch("SELECT epoch, n FROM sync_counter WHERE id = 1")
    return Head(rows[0]["epoch"], rows[0]["n"])


async def since(seq: int, limit: int, organization: str = "", area: str = "") -> list[Change]:
    """Up to `limit` changes after `seq`, oldest first, of rows within both paths ("" sees all) and of rows that
    belong to nobody. Raises CursorGone when some of them were pruned."""
    scope, params = _scope("organization_path", organization)
    area_scope, area_params = _scope("area_path", area)
    rows = await fetch_as(
        Change,
        "SELECT seq, kind, row_id, op, organization_path AS organization, area_path AS area, at FROM change_log"
        f" WHERE seq > ?{scope}{area_scope} ORDER BY seq LIMIT ?",
        [seq, *params, *area_params, limit],
    )
    # asked after reading: a pruning that commits in between is noticed
    if seq < await floor():
        raise CursorGone(seq)
    return rows


async def news(after: int, limit: int, kinds: Sequence[str], organization: str = "", area: str = "") -> News:
    """What of these kinds was logged after a number, as `since` finds it, and where the log ends: in a single read, as
    every phone asks for it all the time. Raises CursorGone as well."""
    scope, params = _scope("organization_path", organization)
    area_scope, area_params = _scope("area_path", area)
    rows = await fetch(
        "SELECT s.epoch, s.n, s.floor, c.seq, c.kind, c.row_id FROM sync_counter s LEFT JOIN ("
        f"SELECT seq, kind, row_id FROM change_log WHERE seq > ? AND kind IN ({', '.join('?' for _ in kinds)})"
        f"{scope}{area_scope} ORDER BY seq LIMIT ?) c ON 1 = 1 WHERE s.id = 1 ORDER BY c.seq",
        [after, *kinds, *params, *area_params, limit],
    )
    if not rows or after < rows[0]["floor"]:
        raise CursorGone(after)
    # without news the counter stands alone
    entries = [Entry(row["kind"], row["row_id"]) for row in rows if row["seq"] is not None]
    log, more = Head(rows[0]["epoch"], rows[0]["n"]), len(entries) == limit
    return News(log, rows[-1]["seq"] if more else log.seq, entries, more)


async def floor() -> int:
    """Cursors below this number are too old."""
    rows = await fetch("SELECT floor FROM sync_counter WHERE id = 1")
    return rows[0]["floor"] if rows else 0


async def prune(before_seq: int) -> None:
    """Forget the changes up to and including `before_seq`, and remember that they are gone."""
    async with transaction():
        await execute(
            "UPDATE sync_counter SET floor = CASE WHEN ? < n THEN ? ELSE n END WHERE id = 1 AND floor < ?",
            [before_seq, before_seq, before_seq],
        )
        await execute("DELETE FROM change_log WHERE seq <= (SELECT floor FROM sync_counter WHERE id = 1)")


async def prune_older(before: datetime) -> None:
    """Forget what changed before then. Phones that have not pulled since have to pull afresh."""
    rows = await fetch("SELECT max(seq) AS seq FROM change_log WHERE at < ?", [before])
    if rows[0]["seq"] is not None:
        await prune(rows[0]["seq"])


async def begin_epoch() -> None:
    """After restoring a backup: every cursor given out before must be refused. Runs in the open transaction."""
    await change_log.begin(current_unit().connection)
    await execute("UPDATE sync_counter SET epoch = ? WHERE id = 1", [secrets.token_hex(16)])


def _scope(column: str, path: str) -> tuple[str, list[object]]:
    if not path:
        return "", []
    low, high = prefix_range(path)
    return f" AND ({column} = '' OR ({column} >= ? AND {column} < ?))", [low, high]
