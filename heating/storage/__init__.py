"""Engines, transactions, the group-commit writer, the change log and its cursor."""

from heating.storage import changes, hub, migrate, models
from heating.storage.asyncpg_engine import Deadlock
from heating.storage.backup import Condition, backup, condition, restore
from heating.storage.database import WrongCollation, is_open
from heating.storage.database import close_database as close
from heating.storage.database import open_database as open
from heating.storage.group_writer import Closed, GroupWriter
from heating.storage.lock import InUse
from heating.storage.remembering import Memory
from heating.storage.routing import dialect
from heating.storage.sql import execute, execute_many, fetch, fetch_as
from heating.storage.sqlite_engine import DeadlineExceeded
from heating.storage.unit import Collector, Unit, current_unit, transaction

__all__ = [
    "Closed",
    "Collector",
    "Condition",
    "DeadlineExceeded",
    "Deadlock",
    "GroupWriter",
    "InUse",
    "Memory",
    "Unit",
    "WrongCollation",
    "backup",
    "changes",
    "close",
    "condition",
    "current_unit",
    "dialect",
    "execute",
    "execute_many",
    "fetch",
    "fetch_as",
    "hub",
    "is_open",
    "migrate",
    "models",
    "open",
    "restore",
    "transaction",
]
