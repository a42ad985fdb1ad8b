"""Import of assets, from the command line."""

import sys
from pathlib import Path

import click
import msgspec

from heating import settings as environment
from heating.accounts.actor import system_actor
from heating.cli.opened import run_on_database
from heating.transfer import actions
from heating.transfer.mapping import Mapping
from heating.transfer.schemas import ImportReport


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    "mapping_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON: how columns become fields, see above.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done and every fault; write nothing.")
@click.option("--accept-partial", is_flag=True, help="Write the good rows even if others are at fault.")
def command(file: Path, mapping_file: Path, dry_run: bool, accept_partial: bool) -> None:
    """Import assets from FILE, a csv or xlsx table.

    Ends with 1 when rows are at fault. Importing the same file again changes nothing: a row is known again by the
    mapping's `source` and the row's `source_id`.

    The mapping is JSON. `kind` is the kind of the assets, `columns` says which column fills a field, `constants` what
    fills it where there is no column or its cell is empty:

    \b
      source_id, name             needed
      code                        made up if left out
      name_en, address, in_service_on, heated_area_m2, households
      longitude, latitude         "positions": "wgs84" or "gcj02"
      fields.KEY                  what the kind adds, such as fields.power_kw
      site_code                   a site that is there already
      site_name                   else rows of the same name share a new site,
                                  made if "site_kind" says of which kind
      organization, area          paths: taiyuan/heat-one/
      responsible, safety_owner   user names

    `dates` is how dates are written, such as %d.%m.%Y (ISO 8601 if left out), `numbers` whether the decimal sign is a
    "point" or a "comma". docs/examples/import-units.json is a whole mapping, for the heat units of the German
    Marktstammdatenregister; set its organization, area and user names to your own.
    """
    try:
        mapping = msgspec.json.decode(mapping_file.read_bytes(), type=Mapping)
    except msgspec.MsgspecError as error:
        raise click.BadParameter(f"{mapping_file}: {error}", param_hint="--mapping") from None
    work = actions.import_assets(
        system_actor(), file.name, file.read_bytes(), mapping, dry_run=dry_run, accept_partial=accept_partial
    )
    report = run_on_database(environment.load(), work)
    _show(report, dry_run=dry_run)
    sys.exit(1 if report.faulty_rows else 0)


def _show(report: ImportReport, *, dry_run: bool) -> None:
    for fault in report.faults:
        click.echo(f"row {fault.row}, {fault.column}: {fault.detail.en}", err=True)
    did = "imported" if report.written else "would be imported" if dry_run else "NOT imported"
    click.echo(
        f"{report.file}: {report.rows} rows; {did}: {report.created} new, {report.updated} changed,"
        f" {report.unchanged} unchanged, {report.new_sites} new sites; {report.faulty_rows} rows at fault"
    )
