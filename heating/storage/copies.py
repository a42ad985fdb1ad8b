"""Copies of an SQLite file, complete or not there at all."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


class Damaged(Exception):
    """The file is no database, or not a whole one."""


def copy(database: Path, to: Path) -> None:
    """A compact copy as of one moment, while others write, durably on disk when this returns.

    It is read through a connection of its own, so that writing goes on meanwhile. Raises FileExistsError rather than
    overwriting an older copy.
    """
    if to.exists():
        raise FileExistsError(to)
    unfinished = to.with_name(to.name + ".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", [str(unfinished)])
    _flush(unfinished)
    unfinished.rename(to)
    _flush(to.parent)


def put_back(copied: Path, database: Path, aside: Path) -> None:
    """Exchange the database, which nobody has open, for the copy; what it was until now is kept `aside`."""
    fresh = database.with_name(database.name + ".restoring")
    fresh.unlink(missing_ok=True)
    check(copied)
    copy(copied, fresh)
    if database.exists():
        _fold_journal(database)
        database.rename(aside)
    fresh.rename(database)
    _flush(database.parent)


def check(database: Path) -> None:
    """Raises Damaged."""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise Damaged(f"{database}: {error}") from error
    if found != "ok":
        raise Damaged(f"{database}: {found}")


def size(path: Path) -> int:
    """0 when there is no such file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _fold_journal(database: Path) -> None:
    """Bring what is still in the WAL into the file itself, which is then renamed alone."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _flush(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
