"""Describing and filling databases of either engine, to compare what migrations made of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tortoise import fields
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields.base import Field
from tortoise.migrations.executor import MigrationExecutor
from tortoise.models import Model

from heating.storage.rows import Dialect, RowEncoder

ROWS_PER_TABLE = 3

_NAMESPACE = UUID(int=1)
_DAY = datetime(2026, 10, 1, 12, 30, tzinfo=UTC)

Schema = dict[str, dict[str, object]]


async def models_at(executor: MigrationExecutor) -> list[type[Model]]:
    """The tables as the migrations applied so far know them."""
    await executor.loader.build_graph()
    state = await executor._project_state(set(await executor.recorder.applied_migrations()))
    return list(state.apps.get_models_iterable())


async def fill(client: BaseDBAsyncClient, dialect: Dialect, models: list[type[Model]]) -> None:
    """A few rows in every table, every second one with nulls, all references kept. Foreign keys are not enforced
    while this goes on, so the order of the tables does not matter."""
    for model in models:
        encoder = RowEncoder(model, dialect)
        rows = [_row(model, number) for number in range(ROWS_PER_TABLE)]
        batch = encoder.encode([{column.name: row[column.name] for column in encoder.columns} for row in rows])
        for values in batch.rows:
            await client.execute_query_dict(batch.statement, list(values))


async def rows(client: BaseDBAsyncClient) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        table: sorted(await client.execute_query_dict(f'SELECT * FROM "{table}"'), key=str)
        for table in await _tables(client)
    }


async def schema(client: BaseDBAsyncClient) -> Schema:
    """Columns, indexes and references per table, without the names the ORM invents for indexes."""
    describe = _sqlite_table if client.capabilities.dialect == "sqlite" else _postgres_table
    return {table: await describe(client, table) for table in await _tables(client)}


async def _tables(client: BaseDBAsyncClient) -> list[str]:
    if client.capabilities.dialect == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    else:
        sql = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
    names = [row["name"] for row in await client.execute_query_dict(sql)]
    return sorted(name for name in names if name != "tortoise_migrations")


async def _sqlite_table(client: BaseDBAsyncClient, table: str) -> dict[str, object]:
    columns = await client.execute_query_dict(f'PRAGMA table_info("{table}")')
    references = await client.execute_query_dict(f'PRAGMA foreign_key_list("{table}")')
    indexes = await client.execute_query_dict(f'PRAGMA index_list("{table}")')
    return {
        "columns": sorted((c["name"], c["type"], c["notnull"], str(c["dflt_value"]), c["pk"]) for c in columns),
        "references": sorted((r["from"], r["table"], r["to"], r["on_delete"]) for r in references),
        "indexes": sorted([await _sqlite_index(client, index) for index in indexes]),
    }


async def _sqlite_index(client: BaseDBAsyncClient, index: dict[str, Any]) -> tuple[object, ...]:
    columns = await client.execute_query_dict(f'PRAGMA index_info("{index["name"]}")')
    return index["unique"], index["partial"], tuple(str(column["name"]) for column in columns)


async def _postgres_table(client: BaseDBAsyncClient, table: str) -> dict[str, object]:
    columns = await client.execute_query_dict(
        "SELECT column_name, udt_name, is_nullable, column_default, character_maximum_length AS longest"
        " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1",
        [table],
    )
    constraints = await client.execute_query_dict(
        "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conrelid = $1::text::regclass",
        [f'"{table}"'],
    )
    indexes = await client.execute_query_dict(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = $1", [table]
    )
    return {
        "columns": sorted(tuple(str(value) for value in column.values()) for column in columns),
        "constraints": sorted(row["text"] for row in constraints),
        "indexes": sorted(row["indexdef"].replace(row["indexname"], "") for row in indexes),
    }


def _row(model: type[Model], number: int) -> dict[str, object]:
    return {name: _value(model, name, number) for name in model._meta.fields_db_projection}


def _value(model: type[Model], name: str, number: int) -> object:
    field = model._meta.fields_map[name]
    target = _target(model, name)
    if field.null and number % 2:
        return None
    if target is not None:
        return _made_up(target._meta.pk, target._meta.db_table, number)
    # only what has to be unique is told apart by its table, so that references can be made up the same way
    return _made_up(field, model._meta.db_table if field.pk else name, number)


def _target(model: type[Model], name: str) -> type[Model] | None:
    for field_name in model._meta.fk_fields | model._meta.o2o_fields:
        field: Any = model._meta.fields_map[field_name]
        if field.source_field == name or f"{field_name}_id" == name:
            related: type[Model] = field.related_model
            return related
    return None


def _made_up(field: Field[Any], salt: str, number: int) -> object:
    values: dict[type, object] = {
        fields.UUIDField: uuid5(_NAMESPACE, f"{salt} {number}"),
        fields.DatetimeField: _DAY + timedelta(days=number),
        fields.DateField: date(2026, 10, 1 + number),
        fields.BooleanField: number % 2 == 0,
        fields.FloatField: number + 0.5,
        fields.TextField: f"{salt} {number}",
        fields.CharField: f"{number} {salt}"[: getattr(field, "max_length", None)],
    }
    for kind, value in values.items():
        if isinstance(field, kind):
            return value
    return number + 1
