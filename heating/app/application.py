from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from tortoise.exceptions import DBConnectionError

from heating import storage
from heating.app.lifespan import lifespan
from heating.app.routes import ROUTES
from heating.http.answers import on_http_exception, on_problem, on_unavailable
from heating.http.envelope import Envelope
from heating.lib.problems import Problem
from heating.settings import Settings

UNAVAILABLE = (storage.Closed, storage.DeadlineExceeded, DBConnectionError)
"""Not a fault in the request and not in the program: the server stops, is overloaded, or has lost its database."""


def create_app(settings: Settings, *, background: bool = True) -> Starlette:
    """`background` is the reactions, jobs and periodic work; most tests go without."""
    app = Starlette(
        routes=list(ROUTES),
        middleware=[
            Middleware(Envelope),
            Middleware(GZipMiddleware, minimum_size=1024, compresslevel=4),
        ],
        exception_handlers={
            Problem: on_problem,
            HTTPException: on_http_exception,
            **dict.fromkeys(UNAVAILABLE, on_unavailable),
        },
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.settings = settings
    app.state.background = background
    return app
