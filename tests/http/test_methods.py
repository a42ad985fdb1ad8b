"""Methods, unknown addresses, headers, and what nobody expected."""

import json

import httpx2
import pytest
from starlette.applications import Starlette

from heating.http import metrics
from tests.http.small_app import client_of, small_app


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "PROPFIND"])
async def test_it_refuses_other_methods_and_names_all_it_takes(client: httpx2.AsyncClient, method: str) -> None:
    response = await client.request(method, "/api/things")
    assert (response.status_code, response.json()["code"]) == (405, "http.method_not_allowed")
    assert response.headers["allow"] == "GET, HEAD, POST, DELETE, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/api/nowhere", "/api/things/", "/api/things/no-uuid", "/nowhere", "/api/named/a%00b"]
)
async def test_it_answers_unknown_addresses_with_a_problem(client: httpx2.AsyncClient, path: str) -> None:
    response = await client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "code"}


async def test_it_answers_options_with_all_methods(client: httpx2.AsyncClient) -> None:
    response = await client.options("/api/things")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, POST, DELETE, OPTIONS")


async def test_it_answers_head_as_get_without_the_body(client: httpx2.AsyncClient) -> None:
    whole, head = await client.get("/api/things"), await client.head("/api/things")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))


async def test_it_does_not_start_a_stream_for_head(client: httpx2.AsyncClient) -> None:
    head = await client.head("/api/stream")
    assert (head.status_code, head.headers["x-own"], head.content) == (200, "1", b"")


async def test_it_tells_a_fault_of_ours_by_number_only(
    client: httpx2.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    response = await client.get("/api/broken")
    assert (response.status_code, response.json()["code"]) == (500, "http.unexpected")
    assert "on purpose" not in response.text
    assert response.headers["x-request-id"] in response.json()["detail"]
    assert "broken on purpose" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["/api/things", "/api/nowhere", "/api/broken"])
async def test_it_sets_the_security_headers_on_every_answer(client: httpx2.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert "script-src 'self' 'wasm-unsafe-eval'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "camera=(self)" in headers["permissions-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers


async def test_it_asks_for_encryption_only_where_it_is_used() -> None:
    async with client_of(small_app()) as client:
        response = await client.get("https://heating.test/api/things")
    assert response.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://heating.test"}, 403),
        ({"origin": "http://evil.test"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 204),
        ({"sec-fetch-site": "none"}, 204),
        ({"origin": "http://heating.test"}, 204),
        ({"sec-fetch-site": "cross-site", "authorization": "Bearer x"}, 204),
        ({}, 204),
    ],
)
async def test_it_refuses_unsafe_requests_of_other_sites(
    client: httpx2.AsyncClient, headers: dict[str, str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heating.accounts.identity.of", _nobody)
    assert (await client.delete("/api/things", headers=headers)).status_code == status
    assert (await client.get("/api/things", headers=headers)).status_code == 200


async def _nobody(_: object, **_options: bool) -> None:
    return None


async def test_it_counts_requests_by_route_and_never_by_path() -> None:
    app: Starlette = small_app()
    async with client_of(app) as client:
        for name in ("one", "two"):
            await client.get(f"/api/named/{name}")
        await client.get("/api/who/knows")
    text = metrics.exposition()[0].decode()
    assert 'heating_http_requests_total{method="GET",route="/api/named/{name}",status="204"}' in text
    assert 'route="unknown",status="404"' in text
    assert "/api/named/one" not in text


async def test_it_writes_one_line_for_each_request(client: httpx2.AsyncClient) -> None:
    from structlog.testing import capture_logs

    with capture_logs() as lines:
        await client.get("/api/named/x?secret=1")
    (line,) = lines
    assert (line["event"], line["method"], line["path"], line["status"]) == ("request", "GET", "/api/named/x", 422)
    assert "secret" not in json.dumps(line, default=str)
