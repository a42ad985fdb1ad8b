"""What a body may be: its type, its size, its packing, its letters."""

import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from tests.http.small_app import LIMIT

THING: dict[str, Any] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "name": "阀门",
    "count": 3,
    "at": "2026-11-01T08:00:00+08:00",
}
JSON = {"content-type": "application/json"}


async def post(client: httpx2.AsyncClient, content: bytes, **headers: str) -> httpx2.Response:
    return await client.post("/api/things", content=content, headers={**JSON, **headers})


def pointers(response: httpx2.Response) -> dict[str, str]:
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    return {error["pointer"]: error["code"] for error in response.json()["errors"]}


async def test_it_reports_every_wrong_field_at_once(client: httpx2.AsyncClient) -> None:
    wrong = {
        "id": "no uuid",
        "name": "",
        "at": "yesterday",
        "parts": [{"label": "ok", "weight": 1}, {"label": 7}],
        "names": {"a/b": ""},
        "small": 9,
    }
    assert pointers(await post(client, json.dumps(wrong).encode())) == {
        "/id": "format",
        "/name": "too_short",
        "/count": "required",
        "/at": "format",
        "/parts/1/label": "type",
        "/parts/1/weight": "required",
        "/names/a~1b": "too_short",
        "/small": "too_large",
    }


async def test_it_says_what_is_wrong_in_the_callers_language(client: httpx2.AsyncClient) -> None:
    chinese = await post(client, b"{}", **{"accept-language": "zh-CN,en;q=0.5"})
    english = await post(client, b"{}", **{"accept-language": "en-GB,zh;q=0.5"})
    assert chinese.json()["errors"][0]["detail"] == "必填。"
    assert english.json()["errors"][0]["detail"] == "This is required."
    assert english.headers["content-language"] == "en"
    asked = await client.post("/api/things?lang=en", content=b"{}", headers={**JSON, "accept-language": "zh"})
    assert asked.json()["detail"] == "Some values are not right; see each of them."


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("name", "a\0b", "/name"),
        ("count", 2**31, "/count"),
        ("count", -(2**31), "/count"),
        ("at", "0001-01-01T00:00:00+14:00", "/at"),
        ("at", "9999-12-31T23:59:59-14:00", "/at"),
        ("at", "2026-11-01T08:00:00", "/at"),
        ("on", "0001-01-01", "/on"),
        ("extra", {"deep": [{"text": "\0"}]}, "/extra/deep/0/text"),
        ("extra", [2**70], "/extra/0"),
        ("extra", {"a\0": 1}, "/extra"),
        ("names", {"x": "a\0"}, "/names/x"),
    ],
)
async def test_it_refuses_what_no_database_can_store(
    client: httpx2.AsyncClient, field: str, value: object, pointer: str
) -> None:
    assert list(pointers(await post(client, json.dumps({**THING, field: value}).encode()))) == [pointer]


@pytest.mark.parametrize("half", [r"\ud800", r"\udc00", r"\udc00\ud800", r"\uD83D."])
async def test_it_names_the_field_that_holds_half_a_surrogate_pair(client: httpx2.AsyncClient, half: str) -> None:
    body = json.dumps(THING).replace('"count"', f'"extra": {{"note": "{half}"}}, "count"').encode()
    assert pointers(await post(client, body)) == {"/extra/note": "character"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"name": "\xff"}',
        b'{"count": NaN}',
        b'{"count": Infinity}',
        b'{"extra":' + b"[" * 1500,
        b'{"a":' * 300,
        b'{"name": "\ttab"}',
    ],
)
async def test_it_refuses_what_is_no_json(client: httpx2.AsyncClient, body: bytes) -> None:
    response = await post(client, body)
    assert (response.status_code, response.json()["code"]) == (400, "http.malformed")


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"9" * 1500])
async def test_it_refuses_numbers_beyond_all_bounds(client: httpx2.AsyncClient, number: bytes) -> None:
    for field in (b"extra", b"count"):
        body = json.dumps(THING).encode().replace(b'"count": 3', b'"count": 3, "%s": %s' % (field, number))
        assert (await post(client, body)).status_code in (400, 422)


async def test_it_refuses_other_content_types(client: httpx2.AsyncClient) -> None:
    for media_type in ("text/plain", "application/x-www-form-urlencoded", ""):
        response = await client.post("/api/things", content=b"{}", headers={"content-type": media_type})
        assert (response.status_code, response.json()["code"]) == (415, "http.media_type")


async def test_it_refuses_a_body_over_the_limit_of_its_route(client: httpx2.AsyncClient) -> None:
    response = await post(client, b" " * (LIMIT + 1))
    assert (response.status_code, response.json()["code"]) == (413, "http.too_large")


async def test_it_counts_a_body_that_does_not_announce_its_length(client: httpx2.AsyncClient) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(LIMIT // 100 + 1):
            yield b" " * 100

    response = await client.post("/api/things", content=chunks(), headers=JSON)
    assert response.status_code == 413


async def test_it_stops_unpacking_a_bomb(client: httpx2.AsyncClient) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    for path, method in (("/api/things", "POST"), ("/api/bytes", "PUT")):
        headers = {**JSON, "content-encoding": "gzip"}
        small = bomb[: LIMIT - 1]
        response = await client.request(method, path, content=small, headers=headers)
        assert (response.status_code, response.json()["code"]) == (413, "http.too_large")


@pytest.mark.parametrize("spoil", [lambda b: b[:-9], lambda b: b"x" + b, lambda b: b[:20] + b"\0\0" + b[22:]])
async def test_it_refuses_a_damaged_pack(client: httpx2.AsyncClient, spoil: Any) -> None:
    packed = spoil(gzip.compress(json.dumps(THING).encode()))
    response = await post(client, packed, **{"content-encoding": "gzip"})
    assert (response.status_code, response.json()["code"]) == (400, "http.malformed")


async def test_it_refuses_other_encodings(client: httpx2.AsyncClient) -> None:
    response = await post(client, b"{}", **{"content-encoding": "br"})
    assert (response.status_code, response.json()["code"]) == (415, "http.content_encoding")


async def test_it_takes_a_good_body_plain_and_packed(client: httpx2.AsyncClient) -> None:
    body = json.dumps({**THING, "extra": "𝄞 \\u0000"}).encode()
    plain = await post(client, body)
    packed = await post(client, gzip.compress(body), **{"content-encoding": "gzip"})
    assert plain.status_code == packed.status_code == 201
    assert plain.json() == packed.json()
    assert plain.json()["extra"] == "𝄞 \\u0000"


async def test_it_measures_the_body_that_a_route_reads_itself_after_unpacking(client: httpx2.AsyncClient) -> None:
    packed = gzip.compress(b"\0" * LIMIT)
    response = await client.put("/api/bytes", content=packed, headers={"content-encoding": "gzip"})
    assert response.json() == {"bytes": LIMIT}
