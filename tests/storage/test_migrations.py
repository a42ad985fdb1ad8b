"""Every migration, on filled databases of both engines; and the fences, proved by migrations that would do harm."""

import asyncio
import contextlib
import importlib
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.migration import Migration
from tortoise.transactions import in_transaction
from tortoise.utils import generate_schema_for_client

from heating import migrations, storage
from heating.lib.ids import new_id
from heating.storage import migrate
from heating.storage.address import parse
from heating.storage.fences import objections
from heating.storage.generate import generate, load
from tests.databases import ONLY_POSTGRES, ONLY_SQLITE, Databases
from tests.storage import schemas

NAMES = sorted(path.stem for path in Path(migrations.__path__[0]).glob("0*.py"))

FIRST = """
from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    initial = True
    operations = [
        ops.CreateModel("Station", [("id", fields.IntField(primary_key=True)), ("name", fields.CharField(100))],
                        {"table": "station", "app": "models", "indexes": [Index(fields=["name"])]}),
        ops.CreateModel("Pump", [("id", fields.IntField(primary_key=True)), ("station", fields.ForeignKeyField(
                        "models.Station", related_name=False))], {"table": "pump", "app": "models"}),
    ]
"""

SECOND = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops
from heating.storage.fences import OnPostgres

async def nothing(apps, editor):
    pass

async def lose_stations(apps, editor):
    await editor.client.execute_query("DELETE FROM station")

async def fail(apps, editor):
    await editor.client.execute_query("DELETE FROM pump")
    raise ZeroDivisionError

class Migration(migrations.Migration):
    dependencies = [("models", "0001_first")]
    operations = [{operations}]
"""

WIDEN = 'ops.AlterField("Station", "name", fields.CharField(200))'


@pytest.fixture
async def url(engine: str, databases: Databases) -> str:
    """A database without tables, and nothing open."""
    await databases.close()
    return await databases.fresh_url(engine, f"m{new_id().hex}")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty package of migrations."""
    name = f"migrations_{new_id().hex}"
    directory = tmp_path / name
    directory.mkdir()
    (directory / "__init__.py").touch()
    (directory / "0001_first.py").write_text(FIRST)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield name
    for module in [module for module in sys.modules if module.startswith(name)]:
        del sys.modules[module]


def second(package: str, *operations: str) -> Migration:
    """Write the package's second migration."""
    path = Path(sys.path[0]) / package / "0002_second.py"
    path.write_text(SECOND.format(operations=", ".join(operations)))
    importlib.invalidate_caches()  # else a directory that was read in the same tick of its clock is not read again
    return load(path, package)


@contextlib.asynccontextmanager
async def connected(url: str, package: str = migrate.PACKAGE) -> AsyncIterator[BaseDBAsyncClient]:
    async with migrate._connected(parse(url), package) as client:
        yield client


async def apply_until(url: str, name: str, package: str = migrate.PACKAGE) -> None:
    async with connected(url, package), in_transaction("default") as connection:
        executor = MigrationExecutor(connection, migrate._apps(package))
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        await executor.migrate([MigrationTarget("models", name)])


async def fill(url: str, package: str = migrate.PACKAGE) -> None:
    async with connected(url, package), in_transaction("default") as connection:
        dialect = parse(url).dialect
        if dialect == "postgres":
            await connection.execute_script("SET LOCAL session_replication_role = replica")
        models = await schemas.models_at(MigrationExecutor(connection, migrate._apps(package)))
        await schemas.fill(connection, dialect, models)
        assert all((await schemas.rows(connection)).values())


async def schema_and_rows(url: str) -> tuple[schemas.Schema, dict[str, list[dict[str, object]]]]:
    async with connected(url) as client:
        return await schemas.schema(client), await schemas.rows(client)


def assert_kept(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> None:
    """Every row of every table that is still there, with the values of every column that is still there."""
    for table, rows in before.items():
        if table not in after:
            continue
        assert len(after[table]) == len(rows), table
        kept = rows[0].keys() & after[table][0].keys() if rows else set()
        assert _restricted(after[table], kept) == _restricted(rows, kept), table


def _restricted(rows: list[dict[str, object]], columns: set[str]) -> list[str]:
    return sorted(str(sorted((name, row[name]) for name in columns)) for row in rows)


@pytest.mark.parametrize("name", NAMES)
async def test_it_keeps_every_row_from_any_version_on(url: str, name: str) -> None:
    await apply_until(url, name)
    await fill(url)
    _, before = await schema_and_rows(url)
    assert await migrate.run(url) == NAMES[NAMES.index(name) + 1 :]
    _, after = await schema_and_rows(url)
    assert_kept(before, after)


async def test_it_makes_the_tables_of_the_models(url: str, engine: str, databases: Databases) -> None:
    from_models = await databases.fresh_url(engine, f"m{new_id().hex}")
    await storage.open(from_models)
    await generate_schema_for_client(get_connection("default"), safe=True)
    await storage.close()
    await migrate.run(url)
    assert (await schema_and_rows(url))[0] == (await schema_and_rows(from_models))[0]


async def test_it_lacks_no_migration() -> None:
    assert await generate("forgotten", write=False) is None


@pytest.mark.parametrize("name", NAMES)
def test_it_stays_within_the_fences(name: str) -> None:
    assert objections(load(Path(f"{name}.py"))) == []


async def test_it_applies_once(url: str, package: str) -> None:
    assert await migrate.run(url, package=package) == ["0001_first"]
    assert await migrate.run(url, package=package) == []


@ONLY_POSTGRES
async def test_it_applies_once_though_several_processes_start_at_once(url: str, package: str) -> None:
    applied = await asyncio.gather(*(migrate.run(url, package=package) for _ in range(4)))
    assert sorted(applied) == [[], [], [], ["0001_first"]]


async def test_it_is_all_or_nothing(url: str, package: str) -> None:
    """A failing migration leaves neither its changes nor those before it in the same run."""
    await migrate.run(url, package=package)
    await fill(url, package)
    before = await schema_and_rows(url)
    second(package, 'ops.RenameField("Station", "name", "title")', "ops.RunPython(fail)")
    with pytest.raises(ZeroDivisionError):
        await migrate.run(url, package=package)
    assert await schema_and_rows(url) == before


async def test_it_notices_rows_that_refer_to_nothing(url: str, package: str) -> None:
    await migrate.run(url, package=package)
    await fill(url, package)
    _, before = await schema_and_rows(url)
    second(package, "ops.RunPython(lose_stations)")
    if url.startswith("sqlite"):
        with pytest.raises(migrate.BrokenReferences, match="pump -> station"):
            await migrate.run(url, package=package)
        assert (await schema_and_rows(url))[1] == before
    else:
        await migrate.run(url, package=package)  # the cascade is PostgreSQL's own and consistent


@ONLY_SQLITE
async def test_it_backs_up_a_filled_file_first(url: str, package: str) -> None:
    await migrate.run(url, package=package)
    file = parse(url).path  # type: ignore[union-attr]
    assert list(file.parent.glob(f"{file.name}.*.before-migration")) == []
    await fill(url, package)
    before = await schema_and_rows(url)
    second(package, "ops.RunPython(nothing)")
    await migrate.run(url, package=package)
    [copy] = file.parent.glob(f"{file.name}.*.before-migration")
    assert await schema_and_rows(f"sqlite:///{copy}") == before


@ONLY_SQLITE
async def test_it_refuses_a_file_in_use(url: str) -> None:
    await storage.open(url)
    with pytest.raises(storage.InUse):
        await migrate.run(url)
    await storage.close()


async def test_it_proves_that_the_fence_is_needed(url: str, package: str) -> None:
    """What the lint forbids does lose indexes on SQLite, and the comparison of schemas sees it."""
    await migrate.run(url, package=package)
    await fill(url, package)
    (before, rows), migration = await schema_and_rows(url), second(package, WIDEN)
    assert any("wrap it in OnPostgres" in objection for objection in objections(migration))
    await migrate.run(url, package=package)
    after, rows_after = await schema_and_rows(url)
    assert_kept(rows, rows_after)
    lost = url.startswith("sqlite")
    assert (after["station"]["indexes"] != before["station"]["indexes"]) == lost


async def test_it_keeps_everything_within_the_fence(url: str, package: str) -> None:
    await migrate.run(url, package=package)
    await fill(url, package)
    before, rows = await schema_and_rows(url)
    assert objections(second(package, f"OnPostgres({WIDEN})", "ops.RunPython(nothing)")) == []
    await migrate.run(url, package=package)
    after, rows_after = await schema_and_rows(url)
    assert_kept(rows, rows_after)
    assert after["station"]["indexes"] == before["station"]["indexes"]


FORBIDDEN = [
    WIDEN,
    'ops.RemoveField("Station", "name")',
    f"OnPostgres({WIDEN})",
    'ops.AddField("Station", "size", fields.IntField(default=0))',
    'ops.AddField("Station", "size", fields.IntField(null=True, db_index=True))',
    'ops.AddConstraint("Station", migrations.constraints.CheckConstraint(check="id > 0", name="positive"))',
    'ops.CreateModel("X", [("id", fields.IntField(primary_key=True))], {"constraints": [1]})',
    'ops.RunSQL("create trigger t after insert on station begin select 1; end")',
]

ALLOWED = [
    "ops.RunPython(nothing)",
    'ops.AddField("Station", "size", fields.IntField(null=True))',
    'ops.AddField("Station", "size", fields.IntField(db_default=0))',
    'ops.RenameField("Station", "name", "title")',
]


@pytest.mark.parametrize("operation", FORBIDDEN)
def test_it_objects(package: str, operation: str) -> None:
    assert len(objections(second(package, operation))) == 1


@pytest.mark.parametrize("operation", ALLOWED)
def test_it_allows(package: str, operation: str) -> None:
    assert objections(second(package, operation)) == []


def test_it_allows_an_indexed_column_with_its_index(package: str) -> None:
    column = 'ops.AddField("Station", "size", fields.IntField(null=True, db_index=True))'
    index = 'ops.AddIndex("Station", __import__("tortoise.indexes").indexes.Index(fields=["size"]))'
    assert objections(second(package, column, index)) == []
