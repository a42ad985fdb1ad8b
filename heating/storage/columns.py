"""Column types the ORM lacks."""

from typing import Any

from tortoise import fields


class AssignedNumber(fields.BigIntField):
    """A 64-bit primary key whose values this program assigns.

    `BigIntField(generated=False)` says the same, but the ORM's migrations forget the `False` and make the database
    count. On SQLite the column is the table's own row number, so the rows lie in its order.
    """

    class _db_sqlite:  # noqa: N801 - the ORM's convention
        SQL_TYPE = "INTEGER"

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "primary_key": True, "generated": False})
