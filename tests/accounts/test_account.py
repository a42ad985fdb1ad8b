"""PATCH /api/account, /api/account/password, /api/account/sessions."""

import httpx2
import pytest

from tests.cast import PASSWORD, Cast, Connect, SignIn

NEW = "a new long password"


async def change_password(client: httpx2.AsyncClient, current: str, new: str) -> httpx2.Response:
    return await client.post("/api/account/password", json={"current": current, "new": new})


async def test_it_refuses_a_wrong_current_password(bob: httpx2.AsyncClient) -> None:
    response = await change_password(bob, "wrong", NEW)
    assert (response.status_code, response.json()["code"]) == (422, "accounts.wrong_password")
    assert response.json()["errors"][0]["pointer"] == "/current"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "too_short"),
        ("x" * 201, "too_long"),
        ("my name is Bob!", "like_username"),
        ("aaaaaaaaaaab", "too_simple"),
        ("1234567890", "too_simple"),
        ("jihgfedcba", "too_simple"),
        (PASSWORD, "same"),
    ],
)
async def test_it_refuses_weak_passwords_and_says_why(bob: httpx2.AsyncClient, new: str, code: str) -> None:
    response = await change_password(bob, PASSWORD, new)
    assert (response.status_code, response.json()["code"]) == (422, "accounts.weak_password")
    assert code in [error["code"] for error in response.json()["errors"]]
    assert {error["pointer"] for error in response.json()["errors"]} == {"/new"}


async def test_it_signs_out_every_other_device(sign_in: SignIn) -> None:
    here, there, charlie = await sign_in("bob"), await sign_in("bob"), await sign_in("charlie")
    for client in (here, there, charlie):
        assert (await client.get("/api/session")).status_code == 200
    assert (await change_password(here, PASSWORD, NEW)).status_code == 204
    assert (await here.get("/api/session")).status_code == 200
    assert (await there.get("/api/session")).status_code == 401
    assert (await charlie.get("/api/session")).status_code == 200


async def test_the_old_password_is_worth_nothing_afterwards(bob: httpx2.AsyncClient, connect: Connect) -> None:
    await change_password(bob, PASSWORD, NEW)
    for password, status in ((PASSWORD, 401), (NEW, 200)):
        response = await (await connect()).post("/api/session", json={"username": "bob", "password": password})
        assert response.status_code == status


async def test_it_lists_the_devices_and_marks_this_one(sign_in: SignIn) -> None:
    here = await sign_in("bob")
    await sign_in("bob")
    await sign_in("charlie")
    items = (await here.get("/api/account/sessions")).json()["items"]
    assert [item["current"] for item in items].count(True) == 1
    assert len(items) == 2
    assert {item["user_agent"] for item in items} == {"test"}


async def test_it_signs_out_only_ones_own_devices(sign_in: SignIn) -> None:
    bob, charlie = await sign_in("bob"), await sign_in("charlie")
    of_charlie = (await charlie.get("/api/account/sessions")).json()["items"][0]["id"]
    assert (await bob.delete(f"/api/account/sessions/{of_charlie}")).status_code == 404
    other = await sign_in("bob")
    of_other = next(
        item["id"] for item in (await other.get("/api/account/sessions")).json()["items"] if item["current"]
    )
    assert (await bob.delete(f"/api/account/sessions/{of_other}")).status_code == 204
    assert (await other.get("/api/session")).status_code == 401
    assert (await bob.get("/api/session")).status_code == 200


async def test_it_changes_the_language_of_everything(bob: httpx2.AsyncClient) -> None:
    chinese = await bob.get("/api/users")
    me = await bob.patch("/api/account", json={"language": "en", "phone": "13800000000"})
    assert (me.json()["user"]["language"], me.json()["user"]["phone"]) == ("en", "13800000000")
    english = await bob.get("/api/users")
    assert chinese.json()["detail"] == "您的角色无权进行此操作。"
    assert english.json()["detail"] == "Your role may not do this."


async def test_a_reset_password_must_be_changed_first_of_all(
    cast: Cast, alice: httpx2.AsyncClient, sign_in: SignIn, connect: Connect
) -> None:
    before = await sign_in("bob")
    reset = await alice.post(f"/api/users/{cast.users['bob'].id}/password-reset")
    one_time = reset.json()["password"]
    assert (await before.get("/api/session")).status_code == 401

    bob = await connect()
    me = await bob.post("/api/session", json={"username": "bob", "password": one_time})
    assert me.json()["user"]["must_change_password"] is True
    refused = await bob.get("/api/areas")
    assert (refused.status_code, refused.json()["code"]) == (403, "accounts.password_change_needed")
    assert (await change_password(bob, one_time, NEW)).status_code == 204
    assert (await bob.get("/api/areas")).status_code == 200
