"""POST /api/complaints/{id}/outcome: how a complaint of the past ended."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from heating.lib import clock
from tests.cast import ONE, XINGHUALING, SignIn

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
CAME = NOW - timedelta(days=20)


async def received(client: httpx2.AsyncClient, **more: Any) -> str:
    body = {
        "id": str(uuid4()), "channel": "phone", "text": "不热", "category": "no_heat", "organization": ONE,
        "area": XINGHUALING, "historical": True, "received_at": CAME.isoformat(), **more,
    }  # fmt: skip
    answer = await client.post("/api/complaints", json=body)
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


async def tell(client: httpx2.AsyncClient, id: str, closed_at: datetime = NOW - timedelta(days=19)) -> httpx2.Response:
    body = {"closed_at": closed_at.isoformat(), "note": "Corrected"}
    return await client.post(f"/api/complaints/{id}/outcome", json=body)


async def test_only_who_may_import_tells_it(alice: httpx2.AsyncClient, sign_in: SignIn) -> None:
    id = await received(alice)
    assert (await tell(await sign_in("bob"), id)).status_code == 403


async def test_others_complaints_are_not_there(alice: httpx2.AsyncClient, sign_in: SignIn) -> None:
    id = await received(alice)
    officer = await sign_in("district_officer", "taiyuan/", area="taiyuan/wanbolin/")
    assert (await tell(officer, id)).status_code == 404


@pytest.mark.parametrize("days", [-21, 1])
async def test_it_ended_after_it_came_and_before_now(alice: httpx2.AsyncClient, days: int) -> None:
    with clock.travel(NOW):
        answer = await tell(alice, await received(alice), NOW + timedelta(days=days))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/closed_at")


async def test_a_living_complaint_ends_by_its_own_steps_only(alice: httpx2.AsyncClient) -> None:
    answer = await tell(alice, await received(alice, historical=False))
    assert (answer.status_code, answer.json()["code"]) == (409, "complaint.wrong_status")


async def test_it_is_closed_and_its_clocks_stop_then(alice: httpx2.AsyncClient) -> None:
    answer = await tell(alice, await received(alice))
    assert answer.status_code == 200, answer.text
    complaint = answer.json()
    assert (complaint["status"], complaint["due_at"]) == ("closed", None)
    assert complaint["closed_at"] == complaint["resolved_at"] == "2026-11-02T04:00:00Z"
    assert {clock["name"]: clock["state"] for clock in complaint["clocks"]} == {"resolution": "late", "reply": "met"}
    assert complaint["steps"][-1]["note"] == "Corrected"


async def test_telling_it_again_changes_nothing_and_otherwise_is_refused(alice: httpx2.AsyncClient) -> None:
    id = await received(alice)
    first = (await tell(alice, id)).json()
    assert (await tell(alice, id)).json()["version"] == first["version"]
    assert (await tell(alice, id, NOW - timedelta(days=1))).status_code == 409


async def test_what_ended_elsewhere_is_not_opened_again(alice: httpx2.AsyncClient) -> None:
    """It stands on no desk, where nobody would see it."""
    id = await received(alice)
    await tell(alice, id)
    answer = await alice.post(f"/api/complaints/{id}/reopening", json={"reason": "又不热了"})
    assert (answer.status_code, answer.json()["code"]) == (409, "complaint.wrong_status")
    assert (await alice.get(f"/api/complaints/{id}")).json()["allowed"] == ["note"]
