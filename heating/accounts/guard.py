"""The only way to make a route. Every method says what it needs; who asks is found out before anything else happens."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from heating.accounts import identity, problems
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.http import answers, bodies, language, parsing
from heating.http.cross_site import refuse_cross_site
from heating.http.endpoint import KIB, Endpoint, Public, SignedIn
from heating.http.problems import METHOD_NOT_ALLOWED

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Resource(Route):
    """One address with all its methods, so that Allow is complete."""

    def __init__(self, path: str, endpoints: dict[str, Endpoint], *, is_page: bool = False) -> None:
        if unknown := set(endpoints) - set(METHODS):
            raise ValueError(f"{path}: {unknown} are not methods of a resource")
        self.endpoints = endpoints
        self.is_page = is_page
        allowed = [*endpoints, "OPTIONS"]
        if "GET" in endpoints:
            allowed.insert(1, "HEAD")
        self.allowed = ", ".join(allowed)
        super().__init__(path, _Dispatch(self), name=path, include_in_schema=not is_page)


def resource(path: str, **endpoints: Endpoint) -> Resource:
    """`resource("/api/sites/{id:uuid}", GET=endpoint(show, needs=…), PATCH=endpoint(change, needs=…))`."""
    return Resource(path, endpoints)


def page(path: str, fn: Any, *, summary: str, form: Any = None, limit: int = 64 * KIB) -> Resource:
    """A public page or file, not in the OpenAPI document. `fn(request, actor or None)` answers a Response to GET, and
    `form` to the POST of a form."""
    endpoints = {"GET": Endpoint(fn, needs=Public, summary=summary, content="text/html")}
    if form is not None:
        endpoints["POST"] = Endpoint(
            form, needs=Public, summary=summary, content="text/html", consumes=_FORMS, limit=limit
        )
    for one in endpoints.values():
        one.parse_query = _any_query
    return Resource(path, endpoints, is_page=True)


_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def _any_query(_: object) -> None:
    """People's links carry all sorts of parameters."""


class _Dispatch:
    """The ASGI application of a resource: who, may he, what does he say; then the route's function."""

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        method = request.method
        if method == "OPTIONS":
            await Response(status_code=204, headers={"allow": self._resource.allowed})(scope, receive, send)
        elif method == "HEAD" and "GET" in self._resource.endpoints:
            response = await self._answer(self._resource.endpoints["GET"], request)
            await _headers_only(response, scope, receive, send)
        elif method in self._resource.endpoints:
            response = await self._answer(self._resource.endpoints[method], request)
            await response(scope, receive, send)
        else:
            raise METHOD_NOT_ALLOWED(method=method, allowed=self._resource.allowed)

    async def _answer(self, endpoint: Endpoint, request: Request) -> Response:
        refuse_cross_site(request)
        known = await identity.of(request, prolongs=not self._resource.is_page)  # pages may be kept by caches
        if known is not None:
            language.remember(request, known.actor.language)
            request.scope["heating.user"] = known.actor.username
        actor = None if known is None else known.actor
        check_permission(endpoint, actor)
        answer = answers.as_response(await _call(endpoint, request, actor), endpoint.status)
        if known is not None:
            identity.renew_cookie(known, request, answer)
        return answer


def check_permission(endpoint: Endpoint, actor: Actor | None) -> None:
    """Raises accounts.not_signed_in, accounts.password_change_needed or accounts.forbidden."""
    if endpoint.needs is Public:
        return
    if actor is None:
        raise problems.NOT_SIGNED_IN()
    if actor.must_change_password and endpoint.needs is not Permission.OWN_ACCOUNT:
        raise problems.PASSWORD_CHANGE_NEEDED()
    if endpoint.needs is not SignedIn and endpoint.needs not in actor.permissions:
        raise problems.FORBIDDEN()


async def _call(endpoint: Endpoint, request: Request, actor: Actor | None) -> object:
    _refuse_unwritable_path(request)
    given: dict[str, Any] = {}
    if endpoint.query is not None:
        given["query"] = endpoint.parse_query(request.query_params)
    elif request.scope["query_string"]:
        endpoint.parse_query(request.query_params)
    if endpoint.takes_body:
        request = bodies.limited(request, endpoint.limit)
    if endpoint.parse_body is not None:
        parsing.json_content(request)
        given["body"] = endpoint.parse_body(await request.body())
    return await endpoint.fn(request, actor, **given)


def _refuse_unwritable_path(request: Request) -> None:
    if any("\0" in value for value in request.path_params.values() if isinstance(value, str)):
        raise problems.NOT_FOUND()


async def _headers_only(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """HEAD: the same headers as GET. A stream is not started for it."""
    if isinstance(response, StreamingResponse):
        await Response(None, response.status_code, headers=dict(response.headers))(scope, receive, send)
        return

    async def send_without_body(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    await response(scope, receive, send_without_body)
