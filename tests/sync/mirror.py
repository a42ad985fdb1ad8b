"""A phone's copy of the server's rows, built from pulls only."""

from typing import Any

import msgspec

from heating.accounts.actor import Actor
from heating.lib.problems import Problem
from heating.sync.pull import Pulled, pull

Rows = dict[tuple[str, str], Any]


class Mirror:
    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.rows: Rows = {}
        self.cursor: str | None = None
        self.pages = 0

    async def pull(self, limit: int = 1000) -> bool:
        """One page; true when there are more."""
        try:
            page = await pull(self.actor, self.cursor, limit)
        except Problem as problem:
            if problem.code != "sync.cursor_gone":
                raise
            self.rows, self.cursor = {}, None
            return True
        self._apply(page)
        return page.more

    async def catch_up(self, limit: int = 1000) -> "Mirror":
        while await self.pull(limit):
            pass
        return self

    def ids(self, kind: str) -> set[str]:
        return {id for its_kind, id in self.rows if its_kind == kind}

    def _apply(self, page: Pulled) -> None:
        self.pages += 1
        self.cursor = page.cursor
        for change in msgspec.json.decode(msgspec.json.encode(page.changes)):
            if change["row"] is None:
                self.rows.pop((change["kind"], change["id"]), None)
            else:
                self.rows[change["kind"], change["id"]] = change["row"]


async def fresh(actor: Actor) -> Rows:
    """What a phone that has never pulled gets now."""
    return (await Mirror(actor).catch_up()).rows
