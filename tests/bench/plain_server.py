"""What a plain table editor behind the same HTTP server does: each request writes its rows in one transaction.

No routing, no clocks, no permission, no audit; the rows, their indexes, the server's loop and parser and the durability
are the same (`python -m tests.bench.plain_server PORT DATABASE ROWS`).
"""

import asyncio
import pickle
import sqlite3
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.bench.raw_rows import PRAGMAS

Written = tuple[str, Sequence[tuple[object, ...]]]
"""A statement and the rows it is executed for."""


def application(database: Path, shares: Sequence[Sequence[Written]]) -> Starlette:
    """The n-th request to /complaints inserts the n-th share of rows."""
    connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    thread, left = ThreadPoolExecutor(1), iter(shares)

    def insert(share: Sequence[Written]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, rows in share:
            connection.executemany(statement, rows)
        connection.execute("COMMIT")

    async def create(request: Request) -> JSONResponse:
        body = msgspec.json.decode(await request.body())
        await asyncio.get_running_loop().run_in_executor(thread, insert, next(left))
        return JSONResponse({"id": body["id"]}, 201)

    async def ready(_request: Request) -> JSONResponse:
        return JSONResponse({})

    return Starlette(
        routes=[Route("/api/complaints", create, methods=["POST"]), Route("/readyz", ready, methods=["GET"])]
    )


if __name__ == "__main__":
    given = pickle.loads(Path(sys.argv[3]).read_bytes())
    uvicorn.run(
        application(Path(sys.argv[2]), given),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )
