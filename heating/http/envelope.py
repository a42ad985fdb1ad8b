"""Around every request: an id, security headers, one log line, metrics, and an answer to what nobody expected."""

import time

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heating.http import metrics
from heating.http.answers import new_request_id, problem_response
from heating.http.headers import for_answer
from heating.http.problems import UNEXPECTED

_log = structlog.get_logger("heating.http")
_CLIENT_GONE = 499


class Envelope:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send)
        try:
            await self._app(scope, receive, exchange.send)
        except ClientDisconnect:
            exchange.status = exchange.status or _CLIENT_GONE
        except Exception:
            await exchange.fail()
        finally:
            exchange.finish()


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._began = time.perf_counter()
        self._id = new_request_id()
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], *for_answer(self._scope, message, self._id)]}
        await self._send(message)

    async def fail(self) -> None:
        """A fault of ours: logged with its traceback, told by its number. An answer that has begun can only end."""
        _log.exception("unexpected", request_id=self._id, path=self._scope["path"])
        if not self.status:
            request = Request(self._scope)
            response = problem_response(UNEXPECTED(request_id=self._id), request)
            await response(self._scope, request.receive, self.send)

    def finish(self) -> None:
        seconds = time.perf_counter() - self._began
        route = self._scope.get("route")
        metrics.observe(self._scope["method"], getattr(route, "path", "unknown"), self.status, seconds)
        _log.info(
            "request",
            request_id=self._id,
            method=self._scope["method"],
            path=self._scope["path"],
            status=self.status,
            ms=round(seconds * 1000, 1),
            address=(self._scope.get("client") or ("",))[0],
            user=self._scope.get("heating.user"),
        )
