"""Database URLs: "sqlite:///relative.db", "sqlite:////absolute/path.db" or "postgres://user:password@host:port/name"."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec

from heating.storage.rows import Dialect


class SqliteAddress(msgspec.Struct, frozen=True):
    path: Path
    dialect: Dialect = "sqlite"


class PostgresAddress(msgspec.Struct, frozen=True):
    """`host` may be the directory of a unix socket, given as ?host=/run/postgresql."""

    user: str | None
    password: str | None
    host: str | None
    port: int
    database: str
    pool: int
    dialect: Dialect = "postgres"

    def credentials(self) -> dict[str, Any]:
        return {
            "user": self.user,
            "password": self.password,
            "host": self.host,
            "port": self.port,
            "database": self.database,
        }


Address = SqliteAddress | PostgresAddress


def parse(url: str) -> Address:
    """Raises ValueError for an address that is neither."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return SqliteAddress(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgres", "postgresql") and len(parts.path) > 1:
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return PostgresAddress(
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            host=options.get("host", parts.hostname),
            port=parts.port or int(options.get("port", 5432)),
            database=unquote(parts.path[1:]),
            pool=int(options.get("pool", 10)),
        )
    raise ValueError("a database address is sqlite:///path or postgres://user@host/name")
