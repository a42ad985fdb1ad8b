"""The OpenAPI document is true: requests made up from it, right and wrong ones, never meet a fault of ours, and every
answer is one that the document describes.

Normally the same few requests each time; HEATING_TEST_REQUESTS=300 makes up that many for each operation, other ones at
each run.
"""

import os
from typing import Any

import httpx2
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import heating
from heating.app.routes import ROUTES
from tests.architecture.conformity import DOCUMENT
from tests.cast import SignIn

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
Operation = APIOperation[Any, Any, Any, Any]
ENDLESS = {"/api/events"}
"""A stream has tests of its own."""
WANTED = int(os.environ.get("HEATING_TEST_REQUESTS", "0"))
LONGEST_URL = 60_000
"""The client refuses longer ones itself."""


def operations() -> list[Operation]:
    """Without security: who asks is ours to choose."""
    open_paths = {
        path: {
            method: {key: value for key, value in operation.items() if key != "security"}
            if isinstance(operation, dict)
            else operation
            for method, operation in item.items()
        }
        for path, item in DOCUMENT["paths"].items()
        if path not in ENDLESS
    }
    components = {"schemas": DOCUMENT["components"]["schemas"]}
    schema = schemathesis.openapi.from_dict({**DOCUMENT, "paths": open_paths, "components": components})
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def can_be_wrong(operation: Operation) -> bool:
    described = DOCUMENT["paths"][operation.path][operation.method]
    return "parameters" in described or "application/json" in described.get("requestBody", {}).get("content", {})


CASES = [
    pytest.param(operation, mode, id=f"{operation.method.upper()} {operation.path} {mode.value}")
    for operation in operations()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or can_be_wrong(operation)
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
@settings(
    max_examples=WANTED or 10,
    derandomize=not WANTED,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
async def test_it_bears_whatever_it_is_sent(
    operation: Operation, mode: GenerationMode, data: st.DataObject, sign_in: SignIn
) -> None:
    case = data.draw(operation.as_strategy(generation_mode=mode))
    who = data.draw(st.sampled_from(["alice", "alice", "bob"]))
    response = await send(await sign_in(who), case)
    case.validate_response(response, checks=CHECKS)


async def send(client: httpx2.AsyncClient, case: Case[Any]) -> httpx2.Response:
    made = requests.Request(**case.as_transport_kwargs(base_url="http://heating.test")).prepare()
    ours = {"cookie", "authorization"}
    headers = [(_bytes(name), _bytes(value)) for name, value in made.headers.items() if name.lower() not in ours]
    assert isinstance(made.body, bytes | str | None)
    assume(len(str(made.url)) < LONGEST_URL)
    return await client.request(str(made.method), str(made.url), content=made.body, headers=headers)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")


def test_it_describes_every_route() -> None:
    methods = {"get", "post", "put", "patch", "delete"}
    described = {(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in methods & item.keys()}
    routed = {(method, route.path_format) for route in ROUTES if not route.is_page for method in route.endpoints}
    assert described == routed


async def test_it_is_served(stranger: httpx2.AsyncClient) -> None:
    served = (await stranger.get("/api/openapi.json")).json()
    assert served["openapi"] == "3.1.0"
    assert served["info"]["version"] == heating.__version__
    assert served["paths"].keys() == DOCUMENT["paths"].keys()
