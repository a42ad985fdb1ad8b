"""The OpenAPI 3.1 document, made of the routes themselves: what the parsers use is what it says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import msgspec
from starlette.convertors import Convertor

from heating.http.answers import PROBLEM_MEDIA_TYPE
from heating.http.endpoint import Endpoint, Public, SignedIn
from heating.http.storable import SMALL

_REFERENCE: Final = "#/components/schemas/{name}"
Schema = dict[str, Any]


class Described(Protocol):
    """A resource of `accounts.guard`."""

    path_format: str

    @property
    def endpoints(self) -> Mapping[str, Endpoint]: ...

    @property
    def param_convertors(self) -> Mapping[str, Convertor[Any]]: ...


class WrongField(msgspec.Struct, frozen=True):
    pointer: str
    code: str
    detail: str


class ProblemDocument(msgspec.Struct, frozen=True):
    """RFC 9457. `code` is stable and listed in the documentation; `detail` is in the caller's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: Sequence[WrongField] = ()


def document(resources: Sequence[Described], *, title: str, version: str) -> Schema:
    """`resources` without pages."""
    schemas = _Schemas([endpoint for resource in resources for endpoint in resource.endpoints.values()])
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": {resource.path_format: _path_item(resource, schemas) for resource in resources},
        "components": {
            "schemas": schemas.components,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


class _Schemas:
    """The schemas of every struct that a route takes or gives, computed together so that they share components."""

    def __init__(self, endpoints: Sequence[Endpoint]) -> None:
        requests = [kind for one in endpoints for kind in (one.accepts, one.query) if kind is not None]
        answers = [one.answers for one in endpoints if one.answers is not None]
        self._of_requests, asked = _schemas_of(requests)
        self._of_answers, given = _schemas_of([*answers, ProblemDocument])
        self._properties = {name: schema.get("properties", {}) for name, schema in asked.items()}
        for schema in asked.values():
            _bound_integers(schema)
        self.components = given | asked

    def request(self, kind: Any) -> Schema:
        return self._of_requests[kind]

    def answer(self, kind: Any) -> Schema:
        return self._of_answers[kind]

    def query(self, kind: Any) -> Iterator[Schema]:
        """The parameters that a query struct stands for."""
        name = self._of_requests[kind]["$ref"].rpartition("/")[2]
        component = self.components[name]
        for parameter, schema in component["properties"].items():
            yield {
                "name": parameter,
                "in": "query",
                "required": parameter in component.get("required", ()),
                "schema": _without_null(schema),
            }


def _schemas_of(kinds: Sequence[Any]) -> tuple[dict[Any, Schema], dict[str, Schema]]:
    unique = list(dict.fromkeys(kinds))
    schemas, components = msgspec.json.schema_components(unique, ref_template=_REFERENCE)
    return dict(zip(unique, schemas, strict=True)), components


def _bound_integers(schema: Any) -> None:
    """The parser holds integers that state no bounds to 32 bits."""
    if isinstance(schema, dict):
        if schema.get("type") == "integer" and "enum" not in schema:
            if "exclusiveMinimum" not in schema:
                schema.setdefault("minimum", -SMALL)
            if "exclusiveMaximum" not in schema:
                schema.setdefault("maximum", SMALL)
        for part in schema.values():
            _bound_integers(part)
    elif isinstance(schema, list):
        for part in schema:
            _bound_integers(part)


def _without_null(schema: Schema) -> Schema:
    """A query cannot say null: leaving the parameter out is what null is in the struct."""
    plain = {key: value for key, value in schema.items() if key != "default" or value is not None}
    if "anyOf" in plain:
        arms = [arm for arm in plain["anyOf"] if arm != {"type": "null"}]
        if len(arms) == 1:
            return {**{key: value for key, value in plain.items() if key != "anyOf"}, **arms[0]}
        return {**plain, "anyOf": arms}
    return plain


def _path_item(resource: Described, schemas: _Schemas) -> Schema:
    item: Schema = {
        method.lower(): _operation(method, resource, endpoint, schemas)
        for method, endpoint in resource.endpoints.items()
    }
    if resource.param_convertors:
        item["parameters"] = [_path_parameter(*pair) for pair in resource.param_convertors.items()]
    return item


def _path_parameter(name: str, convertor: Convertor[Any]) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": _convertor_schema(convertor)}


def _convertor_schema(convertor: Convertor[Any]) -> Schema:
    match type(convertor).__name__:
        case "UUIDConvertor":
            return {"type": "string", "format": "uuid"}
        case "IntegerConvertor":
            return {"type": "integer", "minimum": 0}
        case _:
            return {"type": "string", "minLength": 1}


def _operation(method: str, resource: Described, endpoint: Endpoint, schemas: _Schemas) -> Schema:
    operation: Schema = {
        "operationId": operation_id(method, resource.path_format),
        "summary": endpoint.summary,
        "tags": [_tag(resource.path_format)],
        "responses": _responses(endpoint, schemas),
        "security": [] if endpoint.needs is Public else [{"session": []}, {"token": []}],
    }
    if endpoint.needs not in (Public, SignedIn):
        operation["description"] = f"Needs the permission `{endpoint.needs}`."
    if endpoint.query is not None:
        operation["parameters"] = list(schemas.query(endpoint.query))
    if body := _body(endpoint, schemas):
        operation["requestBody"] = {"required": True, "content": body}
    return operation


def operation_id(method: str, path: str) -> str:
    steps = [step.strip("{}").replace(".", "_").replace("-", "_") for step in path.split("/") if step]
    return "_".join([method.lower(), *steps])


def _tag(path: str) -> str:
    steps = path.strip("/").split("/")
    return (steps[1] if steps[0] == "api" and len(steps) > 1 else steps[0]).split(".")[0]


def _body(endpoint: Endpoint, schemas: _Schemas) -> Schema:
    if endpoint.accepts is not None:
        return {"application/json": {"schema": schemas.request(endpoint.accepts)}}
    return {media_type: {} for media_type in endpoint.consumes}


def _responses(endpoint: Endpoint, schemas: _Schemas) -> Schema:
    success: Schema = {"description": "Success."}
    if endpoint.answers is not None:
        success["content"] = {endpoint.content: {"schema": schemas.answer(endpoint.answers)}}
    elif endpoint.content != "application/json":
        success["content"] = {endpoint.content: {}}
    problem = {PROBLEM_MEDIA_TYPE: {"schema": schemas.answer(ProblemDocument)}}
    return {
        **{str(status): success for status in (endpoint.status, *endpoint.also)},
        "4XX": {"description": "What was wrong with the request.", "content": problem},
        "5XX": {"description": "The server could not answer now.", "content": problem},
    }
