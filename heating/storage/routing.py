"""Which connection serves: the writer inside a transaction, a reader that is free otherwise."""

import itertools

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.connection import get_connection
from tortoise.models import Model

from heating.storage.current import in_unit
from heating.storage.rows import Dialect

WRITER = "default"


class _Routes:
    """What `database.open_database` has opened."""

    dialect: Dialect | None = None
    readers: tuple[str, ...] = ()
    turns = itertools.count()


def use(dialect: Dialect | None, readers: tuple[str, ...]) -> None:
    _Routes.dialect = dialect
    _Routes.readers = readers


def dialect() -> Dialect:
    if _Routes.dialect is None:
        raise RuntimeError("the database is not open")
    return _Routes.dialect


def reader_name() -> str:
    """A reader whose connection is not in use, else the next in turn."""
    names = _Routes.readers
    if not names:
        return WRITER
    turn = next(_Routes.turns) % len(names)
    for name in names[turn:] + names[:turn]:
        lock = getattr(get_connection(name), "_lock", None)
        if lock is None or not lock.locked():
            return name
    return names[turn]


def choose_reader() -> BaseDBAsyncClient:
    return get_connection(reader_name())


class Router:
    """For the ORM. Inside a transaction it reads what the transaction wrote; a task that outlived one is refused."""

    def db_for_read(self, model: type[Model]) -> str:  # noqa: ARG002 - the ORM's interface
        return WRITER if in_unit() or isinstance(get_connection(WRITER), TransactionalDBClient) else reader_name()

    def db_for_write(self, model: type[Model]) -> str:  # noqa: ARG002 - the ORM's interface
        in_unit()
        return WRITER
