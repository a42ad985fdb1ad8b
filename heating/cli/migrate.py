import asyncio

import click

from heating import settings as environment
from heating import storage
from heating.accounts.actor import system_actor
from heating.audit import queries as audit_queries
from heating.checklists.actions import install_templates
from heating.cli.opened import run_on_database
from heating.hazards import catalogue
from heating.readiness import actions as readiness
from heating.registry.kind_actions import install_kinds
from heating.storage import migrate


@click.command("migrate")
def command() -> None:
    """Bring the database's tables, and what the product comes with, up to date: kinds, checklists, codes, policies.

    What the city has edited stays as it is. A filled SQLite database is first copied to a backup beside it. Run it
    before the first start and after each update, while no server is running.
    """
    settings = environment.load()
    settings.directory.mkdir(parents=True, exist_ok=True)
    names = asyncio.run(migrate.run(settings.database))
    for name in names:
        click.echo(f"applied {name}")
    run_on_database(settings, install(updated=bool(names)))
    click.echo("The database is up to date.")


async def install(*, updated: bool) -> None:
    """After an update the rules may judge otherwise, so readiness is assessed anew as soon as the server runs."""
    await install_kinds(system_actor())
    await install_templates(system_actor())
    await catalogue.install(system_actor())
    if updated:
        async with storage.transaction():
            await readiness.mark_all_due((await audit_queries.head()).seq)
