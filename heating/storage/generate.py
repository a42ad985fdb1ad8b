"""Writes the next migration from what the models and the existing migrations differ in.

python -m heating.storage.generate NAME
"""

import asyncio
import importlib
import sys
from pathlib import Path

from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.migration import Migration
from tortoise.migrations.writer import format_migration_name

from heating.storage.database import model_modules
from heating.storage.fences import objections
from heating.storage.migrate import PACKAGE
from heating.storage.routing import WRITER


async def generate(name: str, package: str = PACKAGE, *, write: bool = True) -> Path | None:
    """The path of the next migration, or None when the models and the migrations agree."""
    apps = {"models": {"models": model_modules(), "default_connection": WRITER, "migrations": package}}
    config = {"connections": {WRITER: "sqlite://:memory:"}, "apps": apps}
    async with TortoiseContext() as context:
        await context.init(config, init_connections=False)
        assert context.apps is not None
        for model in context.apps.get_models_iterable():
            model._meta.table_description = ""  # a docstring is no change of a table
        for writer in await MigrationAutodetector(context.apps, apps).changes():
            writer.name = format_migration_name(int(writer.name[:4]), name)
            return writer.write() if write else writer.path()
    return None


def load(path: Path, package: str = PACKAGE) -> Migration:
    migration: Migration = importlib.import_module(f"{package}.{path.stem}").Migration(path.stem, "models")
    return migration


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    path = asyncio.run(generate(sys.argv[1]))
    if path is None:
        sys.stdout.write("The models and the migrations agree; nothing to write.\n")
        return 0
    sys.stdout.write(f"{path}\n")
    for objection in objections(load(path)):
        sys.stdout.write(f"To be fenced by hand: {objection}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
