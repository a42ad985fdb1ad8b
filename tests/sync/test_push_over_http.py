"""POST /api/sync/push"""

import gzip
from typing import Any

import httpx2
import msgspec
import pytest

from heating import storage
from heating.accounts.rules import Role
from heating.labels import actions as labels
from heating.labels.schemas import NewLabels
from heating.sync.rules import MAX_OPERATIONS
from tests.cast import CITY, CREW_A, Cast, SignIn
from tests.inspections.world import World, payload
from tests.sync.sending import body, operation, report


async def push(client: httpx2.AsyncClient, *operations: Any) -> httpx2.Response:
    return await client.post("/api/sync/push", json=body(*operations))


async def test_it_refuses_a_stranger_and_who_only_reads(stranger: httpx2.AsyncClient, sign_in: SignIn) -> None:
    assert (await push(stranger)).status_code == 401
    assert (await push(await sign_in(Role.AUDITOR, CITY))).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"device": "x", "operations": []},
        {"device": "019a0000-0000-7000-8000-00000000000d", "operations": {}},
        [],
        7,
    ],
)
async def test_it_refuses_what_is_no_envelope(bob: httpx2.AsyncClient, wrong: object) -> None:
    answer = await bob.post("/api/sync/push", json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")


async def test_it_refuses_too_many_at_once(bob: httpx2.AsyncClient) -> None:
    assert (await push(bob, *[{}] * (MAX_OPERATIONS + 1))).status_code == 422
    assert (await push(bob, *[{}] * MAX_OPERATIONS)).status_code == 200


async def test_it_refuses_a_bomb(bob: httpx2.AsyncClient) -> None:
    bomb = gzip.compress(b" " * 20_000_000)
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    assert (await bob.post("/api/sync/push", content=bomb, headers=headers)).status_code == 413


async def test_it_takes_nothing(bob: httpx2.AsyncClient) -> None:
    answer = await push(bob)
    assert (answer.status_code, answer.json()["receipts"]) == (200, [])


async def test_it_answers_each_operation(bob: httpx2.AsyncClient, world: World) -> None:
    good, bad = report(world.station), report(world.far_station)
    answer = (await push(bob, good, bad, "nonsense")).json()
    assert set(answer) == {"receipts", "server_time"}
    first, second, third = answer["receipts"]
    assert (first["id"], first["outcome"], first["problem"]) == (good["id"], "applied", None)
    assert first["subject"] == {"kind": "hazard", "id": good["payload"]["id"]}
    assert (second["id"], second["outcome"], second["subject"]) == (bad["id"], "refused", None)
    assert second["problem"]["type"].startswith("/problems/")
    assert second["problem"]["errors"][0]["pointer"] == "/payload/asset"
    assert (third["id"], third["outcome"]) == (None, "refused")


async def test_it_tells_the_reason_in_the_language_of_the_person(cast: Cast, sign_in: SignIn, world: World) -> None:
    user = await cast.add("emma", Role.CREW_MEMBER, CREW_A)
    async with storage.transaction():
        await storage.execute("UPDATE user_account SET language = 'en' WHERE id = ?", [user.id])
    refused = (await push(await sign_in("emma"), report(world.far_station))).json()["receipts"][0]["problem"]
    assert refused["errors"][0]["detail"].isascii()


async def test_it_unpacks_gzip(bob: httpx2.AsyncClient, world: World) -> None:
    sent = gzip.compress(msgspec.json.encode(body(operation("inspection.submit", await payload(world.station)))))
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = await bob.post("/api/sync/push", content=sent, headers=headers)
    assert answer.json()["receipts"][0]["outcome"] == "applied"


async def test_it_attaches_a_label_before_the_inspection_that_scanned_it(
    bob: httpx2.AsyncClient, cast: Cast, world: World
) -> None:
    (label,) = await labels.issue(cast.actor("alice"), NewLabels(count=1, batch="一"))
    (row,) = await storage.fetch("SELECT code FROM label")
    scanned = {"code": row["code"], "scanned_at": "2026-09-01T00:50:00Z"}
    attach = operation("label.attach", {"code": row["code"], "asset": str(world.station)})
    inspect = operation("inspection.submit", await payload(world.station, label=scanned))
    receipts = (await push(bob, attach, inspect)).json()["receipts"]
    assert [receipt["outcome"] for receipt in receipts] == ["applied", "applied"]
    assert receipts[0]["subject"] == {"kind": "label", "id": str(label)}
    (stored,) = await storage.fetch("SELECT label_match FROM inspection")
    assert stored["label_match"] == "matched"


async def test_it_calls_a_label_that_is_taken_a_conflict(bob: httpx2.AsyncClient, cast: Cast, world: World) -> None:
    await labels.issue(cast.actor("alice"), NewLabels(count=1, batch="一"))
    (row,) = await storage.fetch("SELECT code FROM label")
    await push(bob, operation("label.attach", {"code": row["code"], "asset": str(world.station)}))
    second = operation("label.attach", {"code": row["code"], "asset": str(world.building)})
    receipts = (await push(bob, second, report(world.station))).json()["receipts"]
    assert [receipt["outcome"] for receipt in receipts] == ["conflict", "applied"]
    assert receipts[0]["problem"]["code"] == "label.attached_elsewhere"


async def test_it_refuses_to_attach_for_who_may_not(sign_in: SignIn, world: World) -> None:
    leader = await sign_in(Role.CITY_LEADER, CITY)
    receipt = (await push(leader, operation("label.attach", {"code": "x", "asset": str(world.station)}))).json()
    assert receipt["receipts"][0]["problem"]["code"] == "accounts.forbidden"


async def test_it_packs_many_receipts(bob: httpx2.AsyncClient, world: World) -> None:
    many = [report(world.far_station) for _ in range(20)]
    answer = await bob.post("/api/sync/push", json=body(*many), headers={"accept-encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert len(answer.json()["receipts"]) == 20


async def test_it_answers_a_wrong_method_with_a_problem(bob: httpx2.AsyncClient) -> None:
    answer = await bob.get("/api/sync/push")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST, OPTIONS")
    assert answer.json()["type"] == "/problems/http.method_not_allowed"
    assert "content-security-policy" in answer.headers
