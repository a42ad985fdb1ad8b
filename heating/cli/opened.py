"""Running a coroutine of a command on the opened database."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import click

from heating import storage
from heating.accounts import server_secret
from heating.settings import Settings
from heating.storage import migrate

Result = TypeVar("Result")


class NotMigrated(click.ClickException):
    def __init__(self, pending: list[str]) -> None:
        super().__init__(f"The database lacks {len(pending)} migration(s). Run `heating migrate` first.")


def run_on_database(settings: Settings, work: Coroutine[Any, Any, Result]) -> Result:
    """Open, refuse a database that is not migrated, work, close."""
    return asyncio.run(_run(settings, work))


async def _run(settings: Settings, work: Coroutine[Any, Any, Result]) -> Result:
    settings.directory.mkdir(parents=True, exist_ok=True)
    server_secret.load(settings.secret, settings.directory)
    try:
        await storage.open(settings.database)
        if pending := await migrate.pending():
            raise NotMigrated(pending)
        return await work
    finally:
        work.close()
        await storage.close()
