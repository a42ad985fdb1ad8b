from datetime import timedelta
from typing import Any

import httpx2
import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.deadlines import queries
from heating.deadlines.queries import OverdueCount
from heating.deadlines.rules import Amount, Unit
from heating.lib import clock as time
from tests.cast import CREW_A, CREW_B, CREW_C, ONE, WANBOLIN, Cast, SignIn
from tests.deadlines.world import MORNING, TITLE, a_clock, at, pause, start, stop

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOON = MORNING + 3 * HOUR
THREE_DAYS = Amount(3, Unit.DAYS)


async def listed(client: httpx2.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    with time.travel(NOON):
        answer = await client.get("/api/deadlines", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def names(client: httpx2.AsyncClient, **query: Any) -> list[str]:
    return [item["name"] for item in await listed(client, **query)]


async def test_it_refuses_a_cursor_of_something_else(alice: httpx2.AsyncClient) -> None:
    assert (await alice.get("/api/deadlines", params={"cursor": "WzFd"})).json()["code"] == "http.cursor"


async def test_it_shows_nothing_of_others(bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient) -> None:
    await start(a_clock())
    assert len(await listed(bob)) == 1
    assert await listed(charlie) == []


async def test_it_shows_the_open_ones_tightest_first(cast: Cast, bob: httpx2.AsyncClient) -> None:
    bobs = cast.users["bob"].id
    clocks = [
        a_clock(name="plan", amount=THREE_DAYS),
        a_clock(responsible=bobs),
        a_clock(name="confirm", amount=Amount(2, Unit.HOURS)),
        a_clock(name="verify", amount=Amount(1, Unit.HOURS)),
    ]
    await start(*clocks)
    await stop([clocks[3].subject_id], MORNING)
    confirm, rectify, plan = await listed(bob)
    assert [confirm["name"], rectify["name"], plan["name"]] == ["confirm", "rectify", "plan"]
    assert (confirm["overdue"], confirm["remaining_s"], confirm["responsible"]) == (True, -3600, None)
    assert rectify == {
        "id": str(clocks[1].id),
        "name": "rectify",
        "label": {"zh": "整改", "en": "rectification"},
        "title": {"zh": TITLE.zh, "en": TITLE.en},
        "link": "/app/hazards/1",
        "subject_kind": "hazard",
        "subject": str(clocks[1].subject_id),
        "amount": {"n": 8, "unit": "hours"},
        "urgent": False,
        "started_at": "2026-11-20T01:00:00Z",
        "due_at": "2026-11-20T09:00:00Z",
        "state": "running",
        "paused_until": None,
        "overdue": False,
        "remaining_s": 5 * 3600,
        "responsible": {"id": str(bobs), "name": "Bob"},
        "organization": CREW_A,
        "area": "taiyuan/xinghualing/juhe/",
    }


async def test_a_paused_one_says_until_when(cast: Cast, bob: httpx2.AsyncClient) -> None:
    clock = a_clock()
    await start(clock)
    await pause(clock, NOON - HOUR, 2 * HOUR, cast.actor("alice"))
    [item] = await listed(bob)
    assert (item["state"], item["paused_until"], item["remaining_s"]) == ("paused", "2026-11-20T05:00:00Z", 6 * 3600)


async def test_it_is_filtered(cast: Cast, alice: httpx2.AsyncClient) -> None:
    mine, bobs = cast.users["alice"].id, cast.users["bob"].id
    await start(
        a_clock(name="confirm", amount=Amount(1, Unit.HOURS), responsible=mine),
        a_clock(name="rectify", responsible=bobs, organization=CREW_B),
        a_clock(
            name="reply", subject_kind="complaint", amount=Amount(3, Unit.DAYS), organization=CREW_C, area=WANBOLIN
        ),
    )
    everything = ["confirm", "rectify", "reply"]
    assert await names(alice) == everything
    assert await names(alice, mine="true") == ["confirm"]
    assert await names(alice, mine="false") == ["rectify", "reply"]
    assert await names(alice, overdue="true") == ["confirm"]
    assert await names(alice, overdue="false") == ["rectify", "reply"]
    assert await names(alice, subject_kind="complaint") == ["reply"]
    assert await names(alice, name="rectify") == ["rectify"]
    assert await names(alice, responsible=str(bobs)) == ["rectify"]
    assert await names(alice, organization=ONE) == ["confirm", "rectify"]
    assert await names(alice, area=WANBOLIN) == ["reply"]
    assert await names(alice, before="2026-11-20T17:00:00+08:00") == ["confirm"]


async def test_it_is_paged_without_loss(alice: httpx2.AsyncClient) -> None:
    clocks = [a_clock() for _ in range(5)]
    await start(*clocks)
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = (
            await alice.get("/api/deadlines", params={"limit": "2"} | ({"cursor": cursor} if cursor else {}))
        ).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert cursor is None
    assert sorted(seen) == sorted(str(clock.id) for clock in clocks)


@pytest.mark.usefixtures("cast")
async def test_overdue_ones_are_counted_by_organization() -> None:
    await start(
        *(a_clock(amount=Amount(1, Unit.HOURS)) for _ in range(3)),
        a_clock(amount=Amount(1, Unit.HOURS), organization=CREW_C),
        a_clock(amount=Amount(1, Unit.HOURS), subject_kind="complaint"),
        a_clock(),
    )
    with time.travel(NOON):
        assert await queries.overdue_counts(system_actor(), "hazard") == [
            OverdueCount(CREW_A, 3),
            OverdueCount(CREW_C, 1),
        ]
        assert [count.overdue for count in await queries.overdue_counts(system_actor())] == [4, 1]


async def test_those_due_in_a_span_of_time(cast: Cast, sign_in: SignIn) -> None:
    await sign_in("safety_officer", ONE)
    await start(a_clock(), a_clock(name="plan", amount=Amount(1, Unit.DAYS)))
    actor = next(cast.actor(name) for name in cast.users if name.startswith("safety"))
    evening = MORNING + 8 * HOUR
    found = [
        [item.name for item in await queries.due_between(actor, *span)]
        for span in ((evening, at("2026-11-22 00:00")), (evening + MINUTE, evening + 2 * MINUTE))
    ]
    assert found == [["rectify"], []]


@pytest.mark.usefixtures("database")
async def test_subjects_without_a_clock_have_none() -> None:
    async with storage.transaction():
        assert await queries.clocks_of("hazard", []) == {}
