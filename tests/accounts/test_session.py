"""POST, GET and DELETE /api/session."""

import asyncio
from datetime import timedelta

import httpx2
import pytest
from starlette.applications import Starlette

from heating.accounts import attempts, secrets
from heating.accounts.models import Session, SignInAttempt
from heating.accounts.sessions import forget_expired
from heating.audit import queries as audit
from heating.lib import clock
from tests.cast import CREW_A, PASSWORD, Cast, Connect, SignIn


async def post_session(client: httpx2.AsyncClient, username: str, password: str = PASSWORD) -> httpx2.Response:
    return await client.post("/api/session", json={"username": username, "password": password})


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(("username", "password"), [("bob", "wrong"), ("nobody", PASSWORD), ("bob", ""), ("", "")])
async def test_it_does_not_say_which_of_the_two_is_wrong(
    stranger: httpx2.AsyncClient, username: str, password: str
) -> None:
    response = await post_session(stranger, username, password)
    assert (response.status_code, response.json()["code"]) == (401, "accounts.wrong_credentials")
    assert "set-cookie" not in response.headers


@pytest.mark.usefixtures("cast")
async def test_it_looks_at_a_hash_for_unknown_names_too(
    stranger: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []

    def noted(stored: str, _: str) -> bool:
        verified.append(stored)
        return True

    monkeypatch.setattr(secrets, "_verify", noted)
    assert (await post_session(stranger, "nobody")).status_code == 401
    (stored,) = verified
    assert "m=19456,t=2,p=1" in stored


@pytest.mark.usefixtures("cast")
async def test_it_slows_down_guessing_one_name(connect: Connect) -> None:
    client = await connect()
    for _ in range(attempts.MOST_PER_USERNAME):
        assert (await post_session(client, "Bob ", "guess")).status_code == 401
    refused = await post_session(client, "bob")
    assert (refused.status_code, refused.json()["code"]) == (429, "accounts.too_many_attempts")
    assert 0 < int(refused.headers["retry-after"]) <= attempts.WINDOW.total_seconds()
    assert (await post_session(client, "charlie")).status_code == 200
    with clock.travel(clock.now() + attempts.WINDOW + timedelta(seconds=1)):
        assert (await post_session(client, "bob")).status_code == 200


@pytest.mark.usefixtures("cast")
async def test_it_slows_down_guessing_from_one_address(
    stranger: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "MOST_PER_ADDRESS", 3)
    for number in range(3):
        assert (await post_session(stranger, f"nobody{number}")).status_code == 401
    assert (await post_session(stranger, "bob")).status_code == 429


@pytest.mark.usefixtures("cast")
async def test_it_forgives_failures_after_a_success(stranger: httpx2.AsyncClient) -> None:
    for _ in range(attempts.MOST_PER_USERNAME - 1):
        await post_session(stranger, "bob", "guess")
    assert (await post_session(stranger, "bob")).status_code == 200
    rows = {row.key: row.failures for row in await SignInAttempt.all()}
    assert rows == {"address:127.0.0.1": attempts.MOST_PER_USERNAME - 1}


def test_it_counts_an_ipv6_network_as_one_address() -> None:
    assert attempts.network_of("2001:db8::1") == attempts.network_of("2001:db8::ffff:1")
    assert attempts.network_of("2001:db8::1") != attempts.network_of("2001:db8:0:1::1")


async def test_it_refuses_a_disabled_person(cast: Cast, alice: httpx2.AsyncClient, connect: Connect) -> None:
    bob = cast.users["bob"]
    await alice.patch(f"/api/users/{bob.id}", json={"version": bob.version, "disabled": True})
    response = await post_session(await connect(), "bob")
    assert (response.status_code, response.json()["code"]) == (403, "accounts.disabled")


async def test_it_says_401_to_strangers_and_to_spoilt_cookies(stranger: httpx2.AsyncClient) -> None:
    for cookie in (None, "nonsense", "\xff", "a" * 5000):
        headers = [] if cookie is None else [(b"cookie", f"session={cookie}".encode("latin-1"))]
        response = await stranger.get("/api/session", headers=headers)
        assert (response.status_code, response.json()["code"]) == (401, "accounts.not_signed_in")
        assert response.headers["www-authenticate"].startswith("Bearer")


async def test_it_signs_in_with_a_safe_cookie(cast: Cast, stranger: httpx2.AsyncClient) -> None:
    response = await post_session(stranger, " BOB ")
    assert response.status_code == 200
    cookie = response.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=2592000"))
    assert "Secure" not in cookie
    me = (await stranger.get("/api/session")).json()
    assert me["user"]["id"] == str(cast.users["bob"].id)
    assert me["organization"] == {"path": CREW_A, "name": "一公司甲班", "name_en": "Crew A", "kind": "crew"}
    assert me["area"] is None
    assert "inspections.submit" in me["permissions"]
    assert "people.read" not in me["permissions"]


@pytest.mark.usefixtures("cast")
async def test_it_keeps_the_cookie_to_encrypted_connections(app: Starlette) -> None:
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="https://heating.test") as client:
        response = await post_session(client, "bob")
    assert "Secure" in response.headers["set-cookie"]


@pytest.mark.usefixtures("cast")
async def test_it_stores_no_token(stranger: httpx2.AsyncClient) -> None:
    await post_session(stranger, "bob")
    token = stranger.cookies["session"]
    (row,) = await Session.all().values()
    assert row["token_hash"] == secrets.digest(token)
    assert token not in str(row)


async def test_it_replaces_the_session_of_the_same_browser(cast: Cast, stranger: httpx2.AsyncClient) -> None:
    await post_session(stranger, "bob")
    await post_session(stranger, "charlie")
    assert [row.user_id for row in await Session.all()] == [cast.users["charlie"].id]


async def test_it_signs_out(bob: httpx2.AsyncClient) -> None:
    kept = bob.cookies["session"]
    response = await bob.delete("/api/session")
    assert response.status_code == 204
    assert 'session=""' in response.headers["set-cookie"]
    bob.cookies.set("session", kept)
    assert (await bob.get("/api/session")).status_code == 401


async def test_it_lives_on_while_it_is_used(sign_in: SignIn) -> None:
    bob, start = await sign_in("bob"), clock.now()
    for days in (20, 40, 60):
        with clock.travel(start + timedelta(days=days)):
            response = await bob.get("/api/session")
            assert response.status_code == 200
            assert "Max-Age=2592000" in response.headers["set-cookie"]
    with clock.travel(start + timedelta(days=91)):
        assert (await bob.get("/api/session")).status_code == 401
        assert await forget_expired() == 1


@pytest.mark.usefixtures("cast")
async def test_it_notes_failures_of_unknown_names_without_the_name(stranger: httpx2.AsyncClient) -> None:
    await post_session(stranger, "hunter2")
    (entry,) = await audit.entries(audit.Filters(action="session.refused"))
    assert (entry.subject_kind, entry.subject_id) == ("address", "127.0.0.1")
    assert "hunter2" not in str(entry)


@pytest.mark.usefixtures("cast")
async def test_many_attempts_at_once_get_no_more_tries(stranger: httpx2.AsyncClient) -> None:
    responses = await asyncio.gather(*(post_session(stranger, "bob", "guess") for _ in range(20)))
    statuses = [response.status_code for response in responses]
    assert (statuses.count(401), statuses.count(429)) == (attempts.MOST_PER_USERNAME, 10)


async def test_a_page_or_file_carries_no_cookie(sign_in: SignIn) -> None:
    """Caches between here and the browser may keep it for others."""
    bob = await sign_in("bob")
    with clock.travel(clock.now() + timedelta(days=1)):
        for path in ("/", "/l/ABCDEF2345", "/manifest.webmanifest"):
            assert "set-cookie" not in (await bob.get(path)).headers
        assert "set-cookie" in (await bob.get("/api/session")).headers


async def test_it_notes_sign_ins_and_failures(cast: Cast, stranger: httpx2.AsyncClient) -> None:
    await post_session(stranger, "bob", "guess")
    await post_session(stranger, "bob")
    of_bob = audit.Filters(subject_id=str(cast.users["bob"].id))
    assert [entry.action for entry in await audit.entries(of_bob)] == [
        "session.began",
        "session.refused",
        "user.created",
    ]
