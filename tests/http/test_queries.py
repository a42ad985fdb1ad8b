"""Query parameters."""

import httpx2
import pytest

from heating.http.paging import decode_cursor, encode_cursor
from heating.lib.problems import Problem


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "?limit"),
        ("limit=501", "?limit"),
        ("limit=ten", "?limit"),
        ("limit=" + "9" * 5000, "?limit"),
        ("low=nan", "?low"),
        ("low=1e999", "?low"),
        ("yes=perhaps", "?yes"),
        ("q=a%00b", "?q"),
        ("kind=ok&kind=%00", "?kind/1"),
        ("organisation=x", "?organisation"),
        ("a~b/c=x", "?a~0b~1c"),
    ],
)
async def test_it_refuses_a_wrong_parameter_by_name(client: httpx2.AsyncClient, query: str, pointer: str) -> None:
    response = await client.get(f"/api/things?{query}")
    assert response.status_code == 422, response.text
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


async def test_it_reports_all_wrong_parameters_at_once(client: httpx2.AsyncClient) -> None:
    response = await client.get("/api/things?limit=0&low=x")
    assert {error["pointer"] for error in response.json()["errors"]} == {"?limit", "?low"}


async def test_it_reads_numbers_truth_and_lists(client: httpx2.AsyncClient) -> None:
    response = await client.get("/api/things?limit=7&low=-1.5&yes=true&kind=a&kind=b&q=%E9%98%80&lang=en")
    assert response.json() == {
        "cursor": None,
        "limit": 7,
        "low": -1.5,
        "yes": True,
        "kind": ["a", "b"],
        "q": "阀",
    }


@pytest.mark.parametrize(
    "cursor", ["", "%", "x", "AAAA", "é", encode_cursor(["a"]), encode_cursor(["a\0", 1]), encode_cursor(["a", 2**40])]
)
def test_it_refuses_a_cursor_that_it_has_not_made(cursor: str) -> None:
    with pytest.raises(Problem) as refused:
        decode_cursor(cursor, tuple[str, int])
    assert refused.value.code == "http.cursor"


def test_it_reads_its_own_cursor() -> None:
    assert decode_cursor(encode_cursor(("阀", 7)), tuple[str, int]) == ("阀", 7)
    assert decode_cursor(None, int) is None
