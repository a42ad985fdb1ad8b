"""/api/users: people, for those who look after them."""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating.accounts.models import User
from heating.audit import queries as audit
from heating.lib.ids import new_id
from tests.cast import CITY, CREW_A, ONE, TWO, XINGHUALING, Cast, Connect, SignIn

DORA: dict[str, Any] = {"username": "Dora", "name": "董娜", "role": "crew_member", "organization": CREW_A}


def names(response: httpx2.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [item["username"] for item in response.json()["items"]]


async def test_it_lists_whom_the_actor_may_see(alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient) -> None:
    assert names(await alice.get("/api/users")) == ["alice", "bob", "charlie"]
    assert names(await charlie.get("/api/users")) == ["charlie"]


async def test_it_filters_within_what_the_actor_may_see(
    cast: Cast, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await cast.add("dora", "district_officer", CITY, XINGHUALING, name="董娜")
    for query, expected in (
        ({"q": "BOB"}, ["bob"]),
        ({"q": "董"}, ["dora"]),
        ({"q": "%"}, []),
        ({"q": "_ob"}, []),
        ({"role": "company_manager"}, ["charlie"]),
        ({"organization": ONE}, ["bob"]),
        ({"area": XINGHUALING}, ["dora"]),
        ({"disabled": "true"}, []),
        ({"disabled": "false"}, ["alice", "bob", "charlie", "dora"]),
    ):
        assert names(await alice.get("/api/users", params=query)) == expected, query
    assert names(await charlie.get("/api/users", params={"organization": ONE})) == []


async def test_it_pages_by_name(cast: Cast, alice: httpx2.AsyncClient) -> None:
    for number in range(4):
        await cast.add(f"person{number}", "crew_member", CREW_A)
    seen, cursor = [], ""
    while True:
        response = await alice.get("/api/users", params={"limit": 3, **({"cursor": cursor} if cursor else {})})
        seen.append(names(response))
        cursor = response.json()["next"]
        if cursor is None:
            break
    assert seen == [["alice", "bob", "charlie"], ["person0", "person1", "person2"], ["person3"]]


async def test_a_district_officer_sees_the_people_of_the_district_only(cast: Cast, sign_in: SignIn) -> None:
    await cast.add("inside", "crew_member", CREW_A, f"{XINGHUALING}juhe/")
    officer = await sign_in("district_officer", CITY, XINGHUALING)
    assert set(names(await officer.get("/api/users"))) == {"inside", "district_officer.taiyuan.taiyuan.xinghualing"}


async def test_it_hides_people_of_others(cast: Cast, charlie: httpx2.AsyncClient, alice: httpx2.AsyncClient) -> None:
    bob = cast.users["bob"].id
    assert (await charlie.get(f"/api/users/{bob}")).json()["code"] == "accounts.not_found"
    assert (await alice.get(f"/api/users/{bob}")).json()["organization"] == CREW_A


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"username": "bob"}, 409, "accounts.username_taken"),
        ({"username": "BOB"}, 409, "accounts.username_taken"),
        ({"username": "x"}, 422, "http.invalid"),
        ({"username": "with space"}, 422, "http.invalid"),
        ({"name": ""}, 422, "http.invalid"),
        ({"role": "king"}, 422, "http.invalid"),
        ({"organization": "taiyuan/nowhere/"}, 422, "accounts.unknown_organization"),
        ({"organization": "taiyuan"}, 422, "http.invalid"),
        ({"area": "taiyuan/nowhere/"}, 422, "accounts.unknown_area"),
        ({"phone": "call me"}, 422, "http.invalid"),
    ],
)
async def test_it_refuses_a_wrong_person(
    alice: httpx2.AsyncClient, change: dict[str, str], status: int, code: str
) -> None:
    response = await alice.post("/api/users", json={**DORA, **change})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["errors"][0]["pointer"] == "/" + next(iter(change))


async def test_it_adds_a_person_with_a_one_time_password(alice: httpx2.AsyncClient, connect: Connect) -> None:
    made = await alice.post("/api/users", json=DORA)
    assert made.status_code == 201
    assert made.json()["user"]["username"] == "dora"
    dora = await connect()
    me = await dora.post("/api/session", json={"username": "dora", "password": made.json()["password"]})
    assert me.json()["user"]["must_change_password"] is True


async def test_it_answers_a_repeated_creation_and_refuses_other_content(alice: httpx2.AsyncClient) -> None:
    body = {**DORA, "id": str(new_id())}
    first, again = [await alice.post("/api/users", json=body) for _ in range(2)]
    assert (again.status_code, again.json()["user"]) == (201, first.json()["user"])
    assert again.json()["password"] is None
    other = await alice.post("/api/users", json={**body, "name": "别人"})
    assert (other.status_code, other.json()["code"]) == (409, "accounts.id_taken")


async def test_a_change_of_role_is_in_force_at_once(
    cast: Cast, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    assert (await bob.get("/api/users")).status_code == 403
    path = f"/api/users/{cast.users['bob'].id}"
    changed = await alice.patch(path, json={"version": 1, "role": "safety_officer", "organization": TWO})
    assert (changed.json()["role"], changed.json()["organization"], changed.json()["version"]) == (
        "safety_officer",
        TWO,
        2,
    )
    assert "bob" in names(await bob.get("/api/users"))


async def test_it_refuses_a_change_that_overlooks_another(cast: Cast, alice: httpx2.AsyncClient) -> None:
    path = f"/api/users/{cast.users['bob'].id}"
    assert (await alice.patch(path, json={"version": 1, "name": "甲"})).status_code == 200
    late = await alice.patch(path, json={"version": 1, "name": "乙"})
    assert (late.status_code, late.json()["code"]) == (409, "accounts.version_conflict")
    assert (await alice.get(path)).json()["name"] == "甲"


async def test_it_signs_a_disabled_person_out_at_once(
    cast: Cast, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    assert (await bob.get("/api/session")).status_code == 200
    path = f"/api/users/{cast.users['bob'].id}"
    disabled = await alice.patch(path, json={"version": 1, "disabled": True})
    assert disabled.json()["disabled_at"] is not None
    assert (await bob.get("/api/session")).status_code == 401
    enabled = await alice.patch(path, json={"version": 2, "disabled": False})
    assert enabled.json()["disabled_at"] is None
    assert (await bob.get("/api/session")).status_code == 401


@pytest.mark.parametrize("change", [{"disabled": True}, {"role": "auditor"}])
async def test_an_administrator_cannot_lock_himself_out(
    cast: Cast, alice: httpx2.AsyncClient, change: dict[str, object]
) -> None:
    response = await alice.patch(f"/api/users/{cast.users['alice'].id}", json={"version": 1, **change})
    assert (response.status_code, response.json()["code"]) == (409, "accounts.own_disabling")


async def test_it_lists_and_ends_the_devices_of_others(
    cast: Cast, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    path = f"/api/users/{cast.users['bob'].id}/sessions"
    (device,) = (await alice.get(path)).json()["items"]
    assert (await alice.delete(f"{path}/{new_id()}")).status_code == 404
    assert (await alice.delete(f"/api/users/{cast.users['charlie'].id}/sessions/{device['id']}")).status_code == 404
    assert (await alice.delete(f"{path}/{device['id']}")).status_code == 204
    assert (await bob.get("/api/session")).status_code == 401


async def test_an_administrator_of_a_company_stays_inside_it(cast: Cast, sign_in: SignIn) -> None:
    """Administrators reach the whole city, so only an area holds one back."""
    held = await sign_in("administrator", CITY, XINGHUALING)
    response = await held.post("/api/users", json=DORA)
    assert (response.status_code, response.json()["code"]) == (404, "accounts.not_found")
    bob = cast.users["bob"].id
    assert (await held.patch(f"/api/users/{bob}", json={"version": 1, "name": "x"})).status_code == 404
    assert (await held.post(f"/api/users/{bob}/password-reset")).status_code == 404
    assert (await User.get(id=bob)).name == "Bob"


async def test_it_notes_who_did_it(cast: Cast, alice: httpx2.AsyncClient) -> None:
    bob = cast.users["bob"]
    await alice.patch(f"/api/users/{bob.id}", json={"version": 1, "phone": "1"})
    await alice.patch(f"/api/users/{bob.id}", json={"version": 2, "disabled": True})
    await alice.post(f"/api/users/{bob.id}/password-reset")
    entries = await audit.entries(audit.Filters(subject_id=str(bob.id)))
    assert [entry.action for entry in entries] == [
        "user.password_reset",
        "user.disabled",
        "user.changed",
        "user.created",
    ]
    assert entries[0].actor_id == cast.users["alice"].id
    assert entries[2].detail == {"changes": {"phone": "1"}}
    assert entries[3].actor_id == UUID(int=0)
