"""The `heating` command. Each subcommand is a module of this package whose `command` is loaded when it is called."""

import importlib
import sys
from typing import Final

import asyncpg
import click
from tortoise.exceptions import DBConnectionError

from heating import __version__
from heating.lib.problems import Problem
from heating.settings import WrongSetting
from heating.storage import InUse, WrongCollation

COMMANDS: Final = {
    "serve": "heating.cli.serve",
    "migrate": "heating.cli.migrate",
    "sample": "heating.cli.sample",
    "import": "heating.cli.import_",
    "replay": "heating.cli.replay",
    "labels": "heating.cli.labels",
    "user": "heating.cli.user",
    "check": "heating.cli.check",
    "routes": "heating.cli.routes",
    "settings": "heating.cli.settings",
    "docs-tables": "heating.cli.docs_tables",
}
"""Name of the command → module; in the order of `heating --help`."""

WRONG_USE = 2
_UNREACHABLE = (OSError, asyncpg.PostgresError, DBConnectionError)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's interface
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="heating")
def heating() -> None:
    """Heating-season readiness: scan, inspect, rectify, be ready.

    Settings come from the environment; `heating settings` lists them.
    """


def main() -> None:
    """Ends with 0, with 1 when something could not be done, with 2 for wrong use or a wrong setting."""
    try:
        heating.main(prog_name="heating")
    except WrongSetting as wrong:
        _refuse(str(wrong), WRONG_USE)
    except InUse as busy:
        _refuse(f"{busy}. Stop the server first, or do it on its pages.", 1)
    except _UNREACHABLE as error:
        _refuse(f"The database or a file cannot be used: {error}", 1)
    except WrongCollation as sorting:
        _refuse(f"PostgreSQL: {sorting}.", WRONG_USE)
    except Problem as problem:
        _refuse("\n".join([problem.detail("en"), *(f"  {e.pointer}: {e.detail.en}" for e in problem.errors)]), 1)


def _refuse(text: str, status: int) -> None:
    click.echo(text, err=True)
    sys.exit(status)
