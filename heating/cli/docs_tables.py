from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from heating import settings as environment
from heating.app.routes import ROUTES
from heating.cli import routes
from heating.lib.problems import CATALOGUE

MARKER = "<!-- Below: made by `make docs` from the program itself. -->\n"
"""What stands before it in a page is written by hand."""


@click.command("docs-tables")
@click.option(
    "--write",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Put the tables into the pages of this folder instead of printing them.",
)
def command(folder: Path | None) -> None:
    """Print the tables of routes, problems and settings as Markdown, for the documentation."""
    for page, tables in pages().items():
        if folder is None:
            click.echo(tables)
        else:
            path = folder / page
            by_hand = path.read_text(encoding="utf-8").partition(MARKER)[0]
            path.write_text(by_hand + MARKER + tables, encoding="utf-8")


def pages() -> dict[str, str]:
    """Page of the documentation → the tables it ends with."""
    return {
        "api.md": f"\n## Routes\n\n{route_table()}\n\n## Problems\n\n{problem_table()}\n",
        "operations.md": f"\n## Settings\n\n{setting_table()}\n",
    }


def route_table() -> str:
    listed = routes.rows(list(ROUTES))
    return _table(["Method", "Address", "Needs", "What it does"], [(m, f"`{p}`", n, s) for m, p, n, s in listed])


def problem_table() -> str:
    kinds = sorted(CATALOGUE.values(), key=lambda kind: kind.code)
    rows = [(f"`{kind.code}`", str(kind.status), kind.text.en, kind.text.zh) for kind in kinds]
    return _table(["Code", "Status", "English", "中文"], rows)


def setting_table() -> str:
    rows = [
        (f"`{one.name}`", one.description, one.allowed, f"`{one.default}`" if one.default else "")
        for one in environment.documented()
    ]
    return _table(["Setting", "Meaning", "Allowed", "Default"], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
