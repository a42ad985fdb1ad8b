import click

from heating import settings as environment


@click.command("settings")
@click.option("--check", is_flag=True, help="Only check the present ones; ends with 2 when one is wrong.")
def command(check: bool) -> None:
    """List the settings with what is allowed and the default, and check the present ones."""
    if not check:
        for setting in environment.documented():
            click.echo(f"{setting.name}\n    {setting.description}")
            click.echo(f"    Allowed: {setting.allowed}. Default: {setting.default or 'empty'}.\n")
    environment.load()
    click.echo("The present settings are right.")
