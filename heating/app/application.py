from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from tortoise.exceptions import DBConnectionError

from heating import storage
from heating.accounts.guard import Resource
from heating.app.lifespan import lifespan
from heating.app.routes import DIRECT, ROUTES
from heating.http.answers import on_http_exception, on_problem, on_unavailable
from heating.http.envelope import Envelope
from heating.lib.problems import Problem
from heating.settings import Settings

UNAVAILABLE = (storage.Closed, storage.Deadlock, storage.DeadlineExceeded, DBConnectionError)
"""Not a fault in the request and not in the program: the server stops, is overloaded, or has lost its database."""


HANDLERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    Problem: on_problem,
    HTTPException: on_http_exception,
    **dict.fromkeys(UNAVAILABLE, on_unavailable),
}


class Application(Starlette):
    """The framework's application, with a short way to the address on which the writes of all phones fall: through
    its general middleware and its search for a route, finding the way costs a small push more than deciding it."""

    def __init__(self, settings: Settings, *, background: bool) -> None:
        super().__init__(
            routes=list(ROUTES),
            middleware=[Middleware(Envelope), Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4)],
            exception_handlers=HANDLERS,
            lifespan=lifespan,
        )
        self.router.redirect_slashes = False
        self.state.settings = settings
        self.state.background = background
        self._direct = {route.path: Envelope(_Direct(route)) for route in ROUTES if route.path in DIRECT}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        direct = self._direct.get(scope["path"]) if scope["type"] == "http" else None
        if direct is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        await direct(scope, receive, send)


class _Direct:
    """One resource, its problems rendered as everywhere."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self._resource
        scope["path_params"] = {}
        try:
            await self._resource.app(scope, receive, send)
        except tuple(HANDLERS) as error:
            handle = next(handle for kind, handle in HANDLERS.items() if isinstance(error, kind))
            response = await handle(Request(scope, receive), error)
            await response(scope, receive, send)


def create_app(settings: Settings, *, background: bool = True) -> Starlette:
    """`background` is the reactions, jobs and periodic work; most tests go without."""
    return Application(settings, background=background)
