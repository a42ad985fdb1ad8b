"""/api/tokens and requests with them."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from heating.accounts.models import ApiToken
from heating.lib import clock
from tests.cast import CITY, Cast, SignIn


async def make(client: httpx2.AsyncClient, *scopes: str, **body: str) -> httpx2.Response:
    return await client.post("/api/tokens", json={"name": "script", "scopes": scopes, **body})


def bearer(made: httpx2.Response) -> dict[str, str]:
    assert made.status_code == 201, made.text
    return {"authorization": f"Bearer {made.json()['token']}"}


async def test_it_may_do_no_more_than_its_maker(bob: httpx2.AsyncClient) -> None:
    response = await make(bob, "registry.read", "people.read")
    assert (response.status_code, response.json()["code"]) == (422, "accounts.scope_too_wide")
    unknown = await make(bob, "everything")
    assert unknown.json()["errors"][0]["pointer"] == "/scopes/0"
    assert (await make(bob)).json()["errors"][0]["code"] == "too_short"


async def test_a_token_cannot_make_a_wider_one(alice: httpx2.AsyncClient, stranger: httpx2.AsyncClient) -> None:
    headers = bearer(await make(alice, "own.account", "registry.read"))
    wider = await stranger.post("/api/tokens", json={"name": "x", "scopes": ["people.write"]}, headers=headers)
    assert wider.json()["code"] == "accounts.scope_too_wide"


async def test_it_is_held_to_its_scopes(alice: httpx2.AsyncClient, stranger: httpx2.AsyncClient) -> None:
    headers = bearer(await make(alice, "registry.read"))
    assert (await stranger.get("/api/areas", headers=headers)).status_code == 200
    assert (await stranger.get("/api/users", headers=headers)).status_code == 403
    assert (await stranger.get("/api/session", headers=headers)).status_code == 403


async def test_it_loses_what_its_maker_loses(cast: Cast, sign_in: SignIn, stranger: httpx2.AsyncClient) -> None:
    alice, manager = await sign_in("alice"), await sign_in("company_manager")
    headers = bearer(await make(manager, "people.read", "registry.read"))
    assert (await stranger.get("/api/users", headers=headers)).status_code == 200
    user = next(user for name, user in cast.users.items() if name.startswith("company_manager"))
    await alice.patch(f"/api/users/{user.id}", json={"version": 1, "role": "crew_member"})
    assert (await stranger.get("/api/users", headers=headers)).status_code == 403
    await alice.patch(f"/api/users/{user.id}", json={"version": 2, "disabled": True})
    assert (await stranger.get("/api/areas", headers=headers)).status_code == 401


@pytest.mark.parametrize("authorization", ["Bearer", "Bearer heating_x", "Basic Ym9iOmJvYg==", "Bearer \xe9", ""])
async def test_it_refuses_what_is_no_token(bob: httpx2.AsyncClient, authorization: str) -> None:
    headers = [(b"authorization", authorization.encode("latin-1"))]
    refused = (await bob.get("/api/areas", headers=headers)).status_code
    assert refused == (401 if authorization else 200)


async def test_a_cookie_is_no_bearer_token_and_the_other_way_round(
    bob: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    made = await make(bob, "registry.read")
    as_bearer = {"authorization": f"Bearer {bob.cookies['session']}"}
    as_cookie = {"cookie": f"session={made.json()['token']}"}
    for headers in (as_bearer, as_cookie):
        assert (await stranger.get("/api/areas", headers=headers)).status_code == 401


async def test_it_works_to_the_end_of_its_last_day_in_the_city(
    bob: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    headers = bearer(await make(bob, "registry.read", expires_on="2026-12-31"))
    midnight = datetime(2026, 12, 31, 16, tzinfo=UTC)
    for at, status in ((midnight - timedelta(minutes=1), 200), (midnight, 401)):
        with clock.travel(at):
            assert (await stranger.get("/api/areas", headers=headers)).status_code == status


async def test_it_is_shown_once_and_stored_hashed(bob: httpx2.AsyncClient) -> None:
    made = (await make(bob, "registry.read")).json()
    (listed,) = (await bob.get("/api/tokens")).json()["items"]
    assert (listed["name"], listed["scopes"], "token" in listed) == ("script", ["registry.read"], False)
    assert made["token"].startswith("heating_")
    stored = await ApiToken.all().values()
    assert made["token"] not in str(stored)


async def test_it_notes_when_it_was_used(bob: httpx2.AsyncClient, stranger: httpx2.AsyncClient) -> None:
    headers = bearer(await make(bob, "registry.read"))
    later = clock.now() + timedelta(hours=1)
    with clock.travel(later):
        await stranger.get("/api/areas", headers=headers)
    (listed,) = (await bob.get("/api/tokens")).json()["items"]
    assert datetime.fromisoformat(listed["last_used_at"]) == later


async def test_it_is_revoked_at_once_by_its_owner_only(
    sign_in: SignIn, bob: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    made = await make(bob, "registry.read")
    path = f"/api/tokens/{made.json()['id']}"
    assert (await stranger.get("/api/areas", headers=bearer(made))).status_code == 200
    administrator = await sign_in("administrator", CITY)
    assert (await administrator.delete(path)).status_code == 404
    assert (await bob.delete(path)).status_code == 204
    assert (await stranger.get("/api/areas", headers=bearer(made))).status_code == 401
    assert (await bob.delete(path)).status_code == 404
    assert (await bob.get("/api/tokens")).json() == {"items": []}
