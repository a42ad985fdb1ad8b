"""How the product is, and what it offers: for monitoring and for other programs."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

import heating
from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.guard import Resource, resource
from heating.http import metrics, openapi
from heating.http.answers import RETRY_SECONDS
from heating.http.endpoint import Public, endpoint
from heating.http.problems import UNAVAILABLE
from heating.storage import migrate


class Database(msgspec.Struct, frozen=True):
    dialect: Literal["sqlite", "postgres"]
    version: str


class Health(msgspec.Struct, frozen=True):
    status: Literal["ok"]
    version: str
    database: Database


class Ready(msgspec.Struct, frozen=True):
    """`background`: reactions, jobs and periodic work. While it fails, requests are served, but pages grow old."""

    status: Literal["ready"]
    background: Literal["running", "failing", "elsewhere"]


async def show_health(_: Request, _actor: Actor | None) -> Health:
    """The process answers, and so does its database."""
    return Health("ok", heating.__version__, Database(storage.dialect(), await _database_version()))


async def _database_version() -> str:
    version = "sqlite_version()" if storage.dialect() == "sqlite" else "current_setting('server_version')"
    rows = await storage.fetch(f"SELECT {version} AS version")
    return str(rows[0]["version"])


async def show_readiness(request: Request, _actor: Actor | None) -> Ready:
    """May requests be sent here? Not while migrations are pending, and not while stopping."""
    if request.app.state.closing.is_set() or await migrate.pending():
        raise UNAVAILABLE(retry_after=RETRY_SECONDS)
    return Ready("ready", _background(request))


def _background(request: Request) -> Literal["running", "failing", "elsewhere"]:
    if not request.app.state.background:
        return "elsewhere"
    return "failing" if request.app.state.worker.failing else "running"


async def show_metrics(_: Request, _actor: Actor | None) -> Response:
    body, media_type = metrics.exposition()
    return Response(body, media_type=media_type)


async def show_openapi(request: Request, _actor: Actor | None) -> Response:
    state = request.app.state
    if not hasattr(state, "openapi"):
        state.openapi = _document(request.app.routes)
    return Response(state.openapi, media_type="application/json")


def _document(routes: Sequence[BaseRoute]) -> bytes:
    described = [route for route in routes if isinstance(route, Resource) and not route.is_page]
    return msgspec.json.encode(openapi.document(described, title="Heating", version=heating.__version__))


routes = [
    resource(
        "/healthz",
        GET=endpoint(show_health, needs=Public, answers=Health, summary="Is the process alive, and its database?"),
    ),
    resource(
        "/readyz",
        GET=endpoint(show_readiness, needs=Public, answers=Ready, summary="May requests be sent to this process?"),
    ),
    resource(
        "/metrics",
        GET=endpoint(show_metrics, needs=Public, content="text/plain", summary="Metrics for Prometheus"),
    ),
    resource(
        "/api/openapi.json",
        GET=endpoint(show_openapi, needs=Public, answers=dict[str, Any], summary="This very description"),
    ),
]
