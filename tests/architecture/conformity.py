"""Does an answer say what the OpenAPI document promises?"""

from functools import cache
from typing import Any

import httpx2
import jsonschema_rs

from heating.app.routes import ROUTES
from heating.http import openapi

DOCUMENT = openapi.document([route for route in ROUTES if not route.is_page], title="Heating", version="test")


def assert_described(method: str, path: str, response: httpx2.Response) -> None:
    """`path` as in the document; pages are not in it."""
    if path not in DOCUMENT["paths"]:
        return
    responses = DOCUMENT["paths"][path][method.lower()]["responses"]
    status = response.status_code
    described = responses.get(str(status)) or responses.get(f"{status // 100}XX")
    assert described, f"{method} {path} does not describe the status {status}"
    content = described.get("content", {})
    media_type = response.headers.get("content-type", "").partition(";")[0]
    assert media_type in content or not (content or response.content), (
        f"{method} {path} does not describe {media_type!r}"
    )
    if media_type.endswith("json"):
        wrong = list(_validator(method, path, status, media_type).iter_errors(response.json()))
        assert not wrong, f"{method} {path} {status}: {wrong[0].message} at {wrong[0].instance_path}"


@cache
def _validator(method: str, path: str, status: int, media_type: str) -> Any:
    responses = DOCUMENT["paths"][path][method.lower()]["responses"]
    described = responses.get(str(status)) or responses[f"{status // 100}XX"]
    schema = described["content"][media_type].get("schema", {})
    return jsonschema_rs.validator_for({**schema, "components": DOCUMENT["components"]}, validate_formats=True)
