"""/api/calendars and /api/calendars/{key}/days."""

from typing import Any

import httpx2
import pytest

from heating.accounts.actor import system_actor
from heating.deadlines import calendar_actions
from heating.deadlines.rules import Amount, Unit
from heating.deadlines.schemas import CalendarBody
from heating.lib.problems import Problem
from tests.deadlines.world import a_clock, at, start

HOURS = [{"from": "08:00", "to": "12:00"}, {"from": "14:00", "to": "18:00"}]
MORNINGS = [[{"from": "08:00", "to": "12:00"}]] * 6 + [[]]


def a_body(**given: Any) -> dict[str, Any]:
    return {"name": {"zh": "夏季", "en": "Summer"}, "week": MORNINGS, "version": 0} | given


async def calendar(client: httpx2.AsyncClient, key: str = "city") -> dict[str, Any]:
    items = (await client.get("/api/calendars")).json()["items"]
    found: dict[str, Any] = next(item for item in items if item["key"] == key)
    return found


@pytest.mark.parametrize(
    ("week", "pointer"),
    [
        (MORNINGS[:6], "/week"),
        ([[]] * 7, "/week"),
        ([[{"from": "8:00", "to": "12:00"}], *MORNINGS[1:]], "/week/0/0/from"),
        ([[{"from": "12:00", "to": "08:00"}], *MORNINGS[1:]], "/week/0/0"),
        ([HOURS[::-1], *MORNINGS[1:]], "/week/0/1"),
    ],
)
async def test_it_refuses_a_week_in_which_time_would_not_pass_in_order(
    alice: httpx2.AsyncClient, week: object, pointer: str
) -> None:
    answer = await alice.put("/api/calendars/city", json=a_body(week=week))
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("key", ["City", "a-b", "1st", "x" * 65, "%E5%A4%8F"])
async def test_it_refuses_a_key_that_is_none(alice: httpx2.AsyncClient, key: str) -> None:
    assert (await alice.put(f"/api/calendars/{key}", json=a_body())).status_code == 404


async def test_it_refuses_what_was_read_before_somebody_elses_change(alice: httpx2.AsyncClient) -> None:
    assert (await alice.put("/api/calendars/city", json=a_body())).status_code == 200
    answer = await alice.put("/api/calendars/city", json=a_body())
    assert (answer.status_code, answer.json()["code"]) == (409, "deadline.version_conflict")
    answer = await alice.put("/api/calendars/new", json=a_body(version=3))
    assert answer.status_code == 409


async def test_it_refuses_a_crew_member(bob: httpx2.AsyncClient) -> None:
    assert (await bob.put("/api/calendars/city", json=a_body())).status_code == 403
    assert (await bob.get("/api/calendars")).status_code == 200


async def test_the_built_in_calendar_is_there_from_the_start(bob: httpx2.AsyncClient) -> None:
    city = await calendar(bob)
    assert (city["version"], city["entered_until"]) == (0, "2027-10-03")
    assert city["week"] == [HOURS] * 5 + [[], []]
    kinds = {day["on"]: (day["kind"], day["name"]) for day in city["days"]}
    assert kinds["2026-02-17"] == ("holiday", "春节")
    assert kinds["2026-02-28"] == ("working", "春节调休上班")


async def test_a_changed_week_keeps_the_days(alice: httpx2.AsyncClient) -> None:
    before = await calendar(alice)
    await alice.put("/api/calendars/city", json=a_body())
    after = await calendar(alice)
    assert (after["version"], after["week"], after["name"]) == (1, MORNINGS, {"zh": "夏季", "en": "Summer"})
    assert after["days"] == before["days"]


async def test_a_city_may_have_more_calendars(alice: httpx2.AsyncClient) -> None:
    assert (await alice.put("/api/calendars/summer", json=a_body())).status_code == 200
    assert (await calendar(alice, "summer"))["days"] == []
    clock = a_clock(amount=Amount(5, Unit.WORKING_HOURS), calendar="summer")
    assert await start(clock) == {clock.subject_id: at("2026-11-21 10:00")}


async def put_days(client: httpx2.AsyncClient, *days: dict[str, str], version: int = 0, key: str = "city") -> Any:
    return await client.put(f"/api/calendars/{key}/days", json={"days": list(days), "version": version})


async def test_it_refuses_days_of_a_calendar_that_is_none(alice: httpx2.AsyncClient) -> None:
    day = {"on": "2026-11-23", "kind": "holiday"}
    assert (await put_days(alice, day, key="none")).status_code == 404
    assert (await put_days(alice, {**day, "kind": "feast"})).status_code == 422
    assert (await put_days(alice)).status_code == 422
    assert (await put_days(alice, day, version=2)).status_code == 409


async def test_entered_days_count_from_then_on(alice: httpx2.AsyncClient) -> None:
    before, after = (a_clock(amount=Amount(1, Unit.WORKING_DAYS)) for _ in range(2))
    assert await start(before) == {before.subject_id: at("2026-11-24 00:00")}
    answer = await put_days(alice, {"on": "2026-11-23", "kind": "holiday", "name": "停工"})
    assert answer.status_code == 200
    assert await start(after) == {after.subject_id: at("2026-11-25 00:00")}


async def test_a_built_in_day_can_be_moved_and_taken_back(alice: httpx2.AsyncClient) -> None:
    count = len((await calendar(alice))["days"])
    await put_days(alice, {"on": "2026-02-28", "kind": "ordinary"}, {"on": "2027-02-20", "kind": "working"})
    changed = {day["on"]: day["kind"] for day in (await calendar(alice))["days"]}
    assert (len(changed), changed["2026-02-28"], changed["2027-02-20"]) == (count + 1, "ordinary", "working")
    clock = a_clock(amount=Amount(1, Unit.WORKING_DAYS), started_at=at("2026-02-27 10:00"))
    assert await start(clock) == {clock.subject_id: at("2026-03-03 00:00")}


async def test_a_day_is_entered_once_however_often_it_is_sent(alice: httpx2.AsyncClient) -> None:
    day = {"on": "2026-11-23", "kind": "holiday"}
    await put_days(alice, day, {**day, "name": "再次"})
    await put_days(alice, {**day, "name": "停工"}, version=1)
    assert [each["name"] for each in (await calendar(alice))["days"] if each["on"] == "2026-11-23"] == ["停工"]
    assert (await calendar(alice))["version"] == 2


async def test_who_changed_it_is_recorded(alice: httpx2.AsyncClient) -> None:
    await alice.put("/api/calendars/summer", json=a_body())
    await put_days(alice, {"on": "2026-11-23", "kind": "holiday"}, version=1, key="summer")
    entries = (await alice.get("/api/audit", params={"subject_kind": "calendar"})).json()["items"]
    assert [(entry["action"], entry["actor"]["name"]) for entry in entries] == [
        ("calendar.days_changed", "Alice"),
        ("calendar.changed", "Alice"),
    ]


@pytest.mark.usefixtures("database")
async def test_it_is_refused_in_the_program_as_well() -> None:
    with pytest.raises(Problem):
        await calendar_actions.put_calendar(system_actor(), "city", CalendarBody(**a_body(week=())))
