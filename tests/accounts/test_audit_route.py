"""GET /api/audit."""

import httpx2
import pytest

from heating.accounts.audit_routes import narrower
from tests.cast import CITY, ONE, TWO, XINGHUALING, Cast, SignIn


def actions(response: httpx2.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["action"] for item in response.json()["items"]]


@pytest.mark.parametrize(
    "query", [{"actor": "x"}, {"since": "2026-11-01"}, {"organization": "no path"}, {"cursor": "x"}]
)
async def test_it_refuses_wrong_filters(alice: httpx2.AsyncClient, query: dict[str, str]) -> None:
    assert (await alice.get("/api/audit", params=query)).status_code == 422


async def test_it_shows_an_auditor_of_a_district_only_its_area(sign_in: SignIn, alice: httpx2.AsyncClient) -> None:
    held = await sign_in("auditor", CITY, XINGHUALING)
    assert set(actions(await held.get("/api/audit"))) == {"area.created", "user.created"}
    assert actions(await held.get("/api/audit", params={"area": f"{CITY}wanbolin/"})) == []
    assert len(actions(await alice.get("/api/audit"))) > 10


async def test_it_shows_the_newest_first_in_pages(alice: httpx2.AsyncClient) -> None:
    first = await alice.get("/api/audit", params={"limit": 2})
    second = await alice.get("/api/audit", params={"limit": 2, "cursor": first.json()["next"]})
    numbers = [item["seq"] for page in (first, second) for item in page.json()["items"]]
    assert numbers == list(range(numbers[0], numbers[0] - 4, -1))


async def test_it_filters(cast: Cast, alice: httpx2.AsyncClient) -> None:
    bob = cast.users["bob"]
    for query, expected in (
        ({"subject_kind": "user", "subject_id": str(bob.id)}, ["user.created"]),
        ({"action": "organization.created", "organization": TWO}, ["organization.created"] * 2),
        ({"action": "user.*", "organization": ONE}, ["user.created"]),
        ({"actor": str(bob.id)}, []),
        ({"until": "2020-01-01T00:00:00Z"}, []),
    ):
        assert actions(await alice.get("/api/audit", params=query)) == expected, query


@pytest.mark.parametrize(
    ("seen", "asked", "expected"),
    [
        ("", "a/", "a/"),
        ("a/", "", "a/"),
        ("a/", "a/b/", "a/b/"),
        ("a/b/", "a/", "a/b/"),
        ("a/", "b/", None),
        ("", "", ""),
    ],
)
def test_it_never_widens_what_is_seen(seen: str, asked: str, expected: str | None) -> None:
    assert narrower(seen, asked) == expected
