"""Labels, from the command line: a first batch before the city's people sign in, sheets for the printer."""

from pathlib import Path

import click

from heating import settings as environment
from heating.accounts.actor import system_actor
from heating.cli.opened import run_on_database
from heating.labels import actions, printing, queries
from heating.labels.schemas import MOST_AT_ONCE, NewLabels


@click.group("labels")
def command() -> None:
    """Issue blank labels and print sheets of labels."""


@command.command("issue")
@click.argument("count", type=click.IntRange(1, MOST_AT_ONCE))
@click.option("--organization", required=True, help="Whose labels they are: taiyuan/heat-one/.")
@click.option("--batch", required=True, help="A name by which to find and print them again.")
def issue(count: int, organization: str, batch: str) -> None:
    """Issue COUNT blank labels and print their codes and short codes."""
    new = NewLabels(count=count, organization=organization, batch=batch)
    for code, short_code in run_on_database(environment.load(), _issue(new)):
        click.echo(f"{code}  {short_code}")


async def _issue(new: NewLabels) -> list[tuple[str, str]]:
    ids = await actions.issue(system_actor(), new)
    return [(label.code, label.short_code) for label in await queries.label_records(ids)]


@command.command("sheet")
@click.argument("output", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--batch", default="", help="All labels of a batch that are not retired or lost.")
@click.option("--code", "chosen", multiple=True, help="A code or short code; may be given several times.")
@click.option("--size", default=50, show_default=True, type=click.IntRange(25, 80), help="Side of the code in mm.")
def sheet(output: Path, batch: str, chosen: tuple[str, ...], size: int) -> None:
    """Write an A4 PDF of labels to OUTPUT."""
    if not batch and not chosen:
        raise click.UsageError("Say which labels: --batch or --code.")
    settings = environment.load()
    content = run_on_database(settings, _sheet(chosen, batch, settings.label_url, size))
    output.write_bytes(content)
    click.echo(f"{output}: {len(content):,} bytes")


async def _sheet(chosen: tuple[str, ...], batch: str, label_url: str, size: int) -> bytes:
    labels = await queries.labels_to_print(system_actor(), chosen, batch)
    return await printing.pdf_of(labels, label_url, size)
