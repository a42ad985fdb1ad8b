"""What holds for the tables of every capability."""

import importlib

import pytest
from tortoise.fields.relational import ForeignKeyFieldInstance, ManyToManyFieldInstance
from tortoise.indexes import Index
from tortoise.models import Model

from heating.storage.database import model_modules


def models() -> list[type[Model]]:
    found = [
        thing
        for module in model_modules()
        for thing in vars(importlib.import_module(module)).values()
        if isinstance(thing, type) and issubclass(thing, Model) and thing.__module__ == module
    ]
    return sorted(found, key=lambda model: model.__name__)


def relations(model: type[Model]) -> list[ForeignKeyFieldInstance[Model]]:
    return [field for field in model._meta.fields_map.values() if isinstance(field, ForeignKeyFieldInstance)]


def first_columns(model: type[Model]) -> set[str]:
    """What an index or a unique constraint of the model begins with."""
    together = [tuple(columns) for columns in model._meta.unique_together]
    indexes = [tuple(index.fields if isinstance(index, Index) else index) for index in model._meta.indexes]
    single = [(name,) for name, field in model._meta.fields_map.items() if field.index or field.unique]
    return {columns[0].removesuffix("_id") for columns in together + indexes + single}


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
class TestTable:
    def test_it_names_its_table(self, model: type[Model]) -> None:
        assert model._meta.db_table
        assert model._meta.db_table == model._meta.db_table.lower()

    def test_it_declares_no_constraint_the_orm_ignores(self, model: type[Model]) -> None:
        assert not getattr(model._meta, "constraints", None)

    def test_it_never_deletes_along(self, model: type[Model]) -> None:
        assert [relation for relation in relations(model) if relation.on_delete != "RESTRICT"] == []

    def test_it_indexes_its_references(self, model: type[Model]) -> None:
        names = {relation.model_field_name for relation in relations(model)}
        assert names - first_columns(model) == set()

    def test_it_has_no_many_to_many(self, model: type[Model]) -> None:
        """Their hidden tables have no history and no scope."""
        assert [f for f in model._meta.fields_map.values() if isinstance(f, ManyToManyFieldInstance)] == []
