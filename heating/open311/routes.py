"""GeoReport v2 over HTTP. Everyone may read; requests are created with an api_key, which is a bearer token of ours.

Errors have the standard's own shape. Our cookies count for nothing here: another site's pages may link to us.
"""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts import identity
from heating.accounts.actor import Actor
from heating.accounts.guard import Resource
from heating.accounts.rules import Permission
from heating.http import bodies
from heating.http.endpoint import KIB, Endpoint, Public
from heating.http.language import language_of
from heating.lib import clock
from heating.lib.problems import Problem
from heating.open311 import actions, definitions, discovery, filters, forms, queries
from heating.open311.actions import Sending
from heating.open311.faults import (
    API_KEY,
    BODY,
    FORMAT,
    IDEMPOTENCY_KEY,
    NOT_ALLOWED,
    REFUSED,
    TOO_LARGE,
    Fault,
    Faults,
)
from heating.open311.forms import Form
from heating.open311.writing import MEDIA_TYPES, Format, Value, written

_LIMIT = 64 * KIB
_LONGEST_KEY = 120
_FORM_TYPES = ("application/x-www-form-urlencoded", "")

Answer = tuple[str, Value]
"""The name of the outermost element, and what is in it."""
_Answering = Callable[[Request], Awaitable[Answer]]


def _answered(answer: _Answering) -> Callable[[Request, object], Awaitable[Response]]:
    """In the format that the address asks for; what is wrong too."""

    @wraps(answer)
    async def respond(request: Request, _cookie: object) -> Response:
        form = _format(request)
        try:
            if form is None:
                raise FORMAT.fault()
            root, value = await answer(request)
        except Fault as fault:
            return _refusal(request, [fault], form)
        except Faults as faults:
            return _refusal(request, faults.faults, form)
        except Problem as problem:
            return _refusal(request, [_fault_of(problem, request)], form)
        return _response(request, root, value, form, 200)

    return respond


def _fault_of(problem: Problem, request: Request) -> Fault:
    if problem.status == 413:
        return TOO_LARGE.fault(limit=_LIMIT)
    return REFUSED.fault(reason=problem.detail(language_of(request)))


def _refusal(request: Request, faults: list[Fault], form: Format | None) -> Response:
    described = [fault.described(language_of(request)) for fault in faults]
    return _response(request, "errors", described, form or "xml", max(fault.status for fault in faults))


def _response(request: Request, root: str, value: Value, form: Format, status: int) -> Response:
    content = written(root, value, form, request.app.state.settings.zone)
    headers = {"content-type": MEDIA_TYPES[form], "access-control-allow-origin": "*", "cache-control": "no-store"}
    return Response(content, status, headers)


def _format(request: Request) -> Format | None:
    match request.path_params["format"]:
        case "json":
            return "json"
        case "xml":
            return "xml"
        case _:
            return None


@_answered
async def show_discovery(request: Request) -> Answer:
    site_url = request.app.state.settings.site_url
    return "discovery", discovery.document(site_url, await queries.services_changed_at())


@_answered
async def list_services(request: Request) -> Answer:
    return "services", await queries.services(language_of(request))


@_answered
async def show_definition(request: Request) -> Answer:
    code = request.path_params["code"]
    await queries.check_service(code)
    return "service_definition", definitions.definition(code, language_of(request))


@_answered
async def list_requests(request: Request) -> Answer:
    query = {name: ",".join(request.query_params.getlist(name)) for name in request.query_params}
    found = await queries.requests(await _reader(request), filters.read(query, clock.now()), language_of(request))
    return "service_requests", found


@_answered
async def show_request(request: Request) -> Answer:
    number = request.path_params["id"]
    return "service_requests", await queries.request(await _reader(request), number, language_of(request))


@_answered
async def show_token(request: Request) -> Answer:
    return "service_requests", await queries.token(request.path_params["token"])


@_answered
async def create_request(request: Request) -> Answer:
    """A form; the same form again, or another with the same Idempotency-Key header, makes no second complaint."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORM_TYPES:
        raise BODY.fault()
    form = forms.parse(await bodies.limited(request, _LIMIT).body())
    client = await _sender(request, form)
    sent, faults = forms.read(form)
    if faults:
        raise Faults(faults)
    sending = Sending(client, sent, form.digest, _idempotency_key(request), clock.now())
    created = await actions.create(sending, request.app.state.settings.zone)
    return "service_requests", [
        {
            "service_request_id": created.number,
            "service_notice": None,
            "account_id": created.account_id or None,
        }
    ]


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key", "").strip()
    if len(key) > _LONGEST_KEY or not key.isascii():
        raise IDEMPOTENCY_KEY.fault(most=_LONGEST_KEY)
    return key or None


async def _sender(request: Request, form: Form) -> Actor:
    client = await _client(request, form.text("api_key") or request.query_params.get("api_key", ""))
    if client is None:
        raise API_KEY.fault()
    if client.must_change_password or not client.may(Permission.COMPLAINTS_RECEIVE):
        raise NOT_ALLOWED.fault()
    return client


async def _reader(request: Request) -> Actor | None:
    """Nobody has to say who he is; a key that is given must be right."""
    key = request.query_params.get("api_key", "").strip()
    if not key and "authorization" not in request.headers:
        return None
    client = await _client(request, key)
    if client is None:
        raise API_KEY.fault()
    return client


async def _client(request: Request, key: str) -> Actor | None:
    if key:
        return await identity.of_token(key.strip())
    known = await identity.of(request) if "authorization" in request.headers else None
    return known.actor if known else None


def _resource(path: str, **functions: Callable[[Request, object], Awaitable[Response]]) -> Resource:
    """Not in the OpenAPI document: the standard describes it."""
    endpoints = {method: Endpoint(fn, needs=Public, content=MEDIA_TYPES["xml"]) for method, fn in functions.items()}
    for endpoint in endpoints.values():
        endpoint.parse_query = _any_query
    return Resource(path, endpoints, is_page=True)


def _any_query(_: object) -> None:
    """Optional arguments that we do not know are ignored, as the standard has it."""


routes = [
    _resource("/open311/discovery.{format}", GET=show_discovery),
    _resource("/open311/v2/discovery.{format}", GET=show_discovery),
    _resource("/open311/v2/services.{format}", GET=list_services),
    _resource("/open311/v2/services/{code}.{format}", GET=show_definition),
    _resource("/open311/v2/requests.{format}", GET=list_requests, POST=create_request),
    _resource("/open311/v2/requests/{id}.{format}", GET=show_request),
    _resource("/open311/v2/tokens/{token}.{format}", GET=show_token),
]
