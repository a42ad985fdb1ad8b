"""Does an answer say what the OpenAPI document promises?"""

from functools import cache
from typing import Any
from urllib.parse import quote

import httpx2
import jsonschema_rs

from heating.app.routes import ROUTES
from heating.http import openapi

DOCUMENT = openapi.document([route for route in ROUTES if not route.is_page], title="Heating", version="test")
NAME = "urn:heating:openapi"
REGISTRY = jsonschema_rs.Registry([(NAME, DOCUMENT)], draft=jsonschema_rs.Draft202012)
"""The document once for all; a validator with a copy of its own takes four megabytes."""


def assert_described(method: str, path: str, response: httpx2.Response) -> None:
    """`path` as in the document; pages are not in it."""
    if path not in DOCUMENT["paths"]:
        return
    responses = DOCUMENT["paths"][path][method.lower()]["responses"]
    status = response.status_code
    named = next((name for name in (str(status), f"{status // 100}XX") if name in responses), None)
    assert named, f"{method} {path} does not describe the status {status}"
    content = responses[named].get("content", {})
    media_type = response.headers.get("content-type", "").partition(";")[0]
    assert media_type in content or not (content or response.content), (
        f"{method} {path} does not describe {media_type!r}"
    )
    if media_type.endswith("json"):
        wrong = list(_validator(method, path, named, media_type).iter_errors(response.json()))
        assert not wrong, f"{method} {path} {status}: {wrong[0].message} at {wrong[0].instance_path}"


@cache
def _validator(method: str, path: str, status: str, media_type: str) -> Any:
    steps = ("paths", path, method.lower(), "responses", status, "content", media_type, "schema")
    pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
    schema = {"$ref": f"{NAME}#{quote(pointer)}"}
    return jsonschema_rs.validator_for(schema, registry=REGISTRY, validate_formats=True)
