import asyncio

import click

from heating import settings as environment
from heating.storage import migrate


@click.command("migrate")
def command() -> None:
    """Bring the database's tables up to date.

    A filled SQLite database is first copied to a backup beside it. Run it before the first start and after each update,
    while no server is running.
    """
    settings = environment.load()
    settings.directory.mkdir(parents=True, exist_ok=True)
    names = asyncio.run(migrate.run(settings.database))
    for name in names:
        click.echo(f"applied {name}")
    click.echo("The database is up to date.")
