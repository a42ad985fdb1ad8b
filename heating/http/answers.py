"""Answers: JSON, problem documents, nothing."""

from collections.abc import Mapping
from uuid import uuid4

import msgspec
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from heating.http import problems
from heating.http.language import language_of
from heating.lib.problems import Problem

RETRY_SECONDS = 5
PROBLEM_MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger("heating.http")
_encode = msgspec.json.Encoder().encode


def as_response(answer: object, status: int = 200) -> Response:
    """What a route function returned, as a response: a response as it is, nothing as 204, all else as JSON."""
    if isinstance(answer, Response):
        return answer
    if answer is None:
        return Response(status_code=204)
    return Response(_encode(answer), status, media_type="application/json")


def problem_response(problem: Problem, request: Request, headers: Mapping[str, str] | None = None) -> Response:
    """The only place where a problem becomes bytes."""
    language = language_of(request)
    response = Response(_encode(problem.as_json(language)), problem.status, headers, media_type=PROBLEM_MEDIA_TYPE)
    response.headers["content-language"] = language
    for name, value in _own_headers(problem).items():
        response.headers.setdefault(name, value)
    return response


def _own_headers(problem: Problem) -> dict[str, str]:
    headers = {}
    if problem.status == 401:
        headers["www-authenticate"] = 'Bearer realm="heating"'
    if "retry_after" in problem.params:
        headers["retry-after"] = str(problem.params["retry_after"])
    if "allowed" in problem.params:
        headers["allow"] = str(problem.params["allowed"])
    return headers


def new_request_id() -> str:
    return uuid4().hex[:16]


async def on_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return problem_response(problem, request)


async def on_unavailable(request: Request, exception: Exception) -> Response:
    """What passes by itself: the phone keeps its queue and asks again."""
    _log.warning("unavailable", path=request.url.path, reason=repr(exception))
    return problem_response(problems.UNAVAILABLE(retry_after=RETRY_SECONDS), request)


async def on_http_exception(request: Request, exception: Exception) -> Response:
    """Starlette's own refusals: no route, a broken form, a body over the limit."""
    assert isinstance(exception, HTTPException)
    if exception.status_code == 404:
        return problem_response(problems.NOT_FOUND(), request)
    return problem_response(problems.MALFORMED(reason=exception.detail), request, exception.headers)
