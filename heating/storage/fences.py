"""What a migration must not do, because the ORM would lose data or indexes on SQLite (measured with 1.1.9).

Changing or removing a column rebuilds the table there: DROP TABLE empties its children under foreign keys, and all
its indexes are gone afterwards. Such an operation is written as `OnPostgres(operation)`, and the file says with
`RunPython` what SQLite does instead.
"""

from typing import Any

from tortoise.migrations.constraints import CheckConstraint
from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Operation,
    RemoveConstraint,
    RemoveField,
    RunPython,
    RunSQL,
    TortoiseOperation,
)

_REBUILDS_TABLE = (AlterField, RemoveField)


class OnPostgres(TortoiseOperation):
    """Changes what the ORM knows on both engines, but the tables on PostgreSQL only."""

    def __init__(self, operation: TortoiseOperation) -> None:
        self.operation = operation

    def describe(self) -> str:
        return f"{self.operation.describe()} (PostgreSQL)"

    def state_forward(self, app_label: str, state: Any) -> None:
        self.operation.state_forward(app_label, state)

    async def database_forward(self, app_label: str, old_state: Any, new_state: Any, state_editor: Any = None) -> None:
        if state_editor is not None and state_editor.DIALECT == "postgres":
            await self.operation.database_forward(app_label, old_state, new_state, state_editor)


def objections(migration: Migration) -> list[str]:
    """Why this migration must not be shipped, in words for the one who wrote it; empty when it may."""
    operations = migration.operations
    found = [objection for operation in operations for objection in _objections(operation, operations)]
    has_sqlite_path = any(isinstance(operation, RunPython) for operation in operations)
    if any(isinstance(operation, OnPostgres) for operation in operations) and not has_sqlite_path:
        found.append("OnPostgres without RunPython: say what SQLite does instead")
    return [f"{migration.name}: {objection}" for objection in found]


def _objections(operation: Operation, all_operations: list[Operation]) -> list[str]:
    if _rebuilds_table(operation):
        return [f"{operation.describe()}: rebuilds the table on SQLite; wrap it in OnPostgres"]
    if isinstance(operation, CreateModel) and (operation.options or {}).get("constraints"):
        return [f"{operation.describe()}: Meta.constraints are silently not created"]
    if isinstance(operation, AddField):
        return _objections_to_field(operation, all_operations)
    if isinstance(operation, RunSQL) and "CREATE TRIGGER" in str(operation.sql).upper():
        return [f"{operation.describe()}: triggers are cut at ';' on SQLite; use RunPython"]
    return []


def _rebuilds_table(operation: Operation) -> bool:
    if isinstance(operation, AddConstraint):
        return isinstance(operation.constraint, CheckConstraint)
    return isinstance(operation, (*_REBUILDS_TABLE, RemoveConstraint))


def _objections_to_field(operation: AddField, all_operations: list[Operation]) -> list[str]:
    field: Any = operation.field
    found = []
    if not field.null and not field.has_db_default():
        found.append(f"{operation.describe()}: NOT NULL needs db_default, or it fails on filled tables")
    if field.index and not _is_indexed(operation, all_operations):
        found.append(f"{operation.describe()}: its index is not created; add AddIndex")
    return found


def _is_indexed(added: AddField, all_operations: list[Operation]) -> bool:
    return any(
        isinstance(operation, AddIndex)
        and operation.model_name == added.model_name
        and list(operation.index.fields or [])[:1] == [added.name]
        for operation in all_operations
    )
