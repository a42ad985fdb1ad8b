"""An application of a few routes without a database, for tests of the border itself."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import httpx2
import msgspec
from msgspec import Meta
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.http.answers import on_http_exception, on_problem
from heating.http.endpoint import Public, endpoint
from heating.http.envelope import Envelope
from heating.http.fields import Name
from heating.http.paging import PageQuery
from heating.lib.problems import Problem

LIMIT = 2000


class Part(msgspec.Struct):
    label: Name
    weight: float


class Thing(msgspec.Struct):
    id: UUID
    name: Name
    count: int
    at: datetime
    parts: list[Part] = []
    on: date | None = None
    extra: Any = None
    names: dict[str, Name] = {}
    small: Annotated[int, Meta(ge=1, le=5)] | None = None


class Wanted(PageQuery, frozen=True, kw_only=True):
    q: str = ""
    kind: tuple[str, ...] = ()
    low: float | None = None
    yes: bool | None = None


async def echo(_: Request, _actor: Actor | None, body: Thing) -> Thing:
    return body


async def echo_query(_: Request, _actor: Actor | None, query: Wanted) -> Wanted:
    return query


async def read_all(request: Request, _actor: Actor | None) -> dict[str, int]:
    return {"bytes": len(await request.body())}


async def fail(_: Request, _actor: Actor | None) -> None:
    raise RuntimeError("broken on purpose")


async def stream(_: Request, _actor: Actor | None) -> Response:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x"

    return StreamingResponse(endless(), media_type="text/event-stream", headers={"x-own": "1"})


async def nothing(_: Request, _actor: Actor | None) -> None:
    return None


def small_app() -> Starlette:
    app = Starlette(
        routes=[
            resource(
                "/api/things",
                GET=endpoint(echo_query, needs=Public, query=Wanted, answers=Wanted),
                POST=endpoint(echo, needs=Public, accepts=Thing, answers=Thing, status=201, limit=LIMIT),
                DELETE=endpoint(nothing, needs=Public, status=204),
            ),
            resource("/api/bytes", PUT=endpoint(read_all, needs=Public, consumes=("image/png",), limit=LIMIT)),
            resource("/api/broken", GET=endpoint(fail, needs=Public)),
            resource("/api/stream", GET=endpoint(stream, needs=Public, content="text/event-stream")),
            resource("/api/named/{name}", GET=endpoint(nothing, needs=Public, status=204)),
            resource("/api/things/{id:uuid}", GET=endpoint(nothing, needs=Public, status=204)),
        ],
        middleware=[Middleware(Envelope)],
        exception_handlers={Problem: on_problem, HTTPException: on_http_exception},
    )
    app.router.redirect_slashes = False
    return app


def client_of(app: Starlette) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://heating.test")
