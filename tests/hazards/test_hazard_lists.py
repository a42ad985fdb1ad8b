"""The lists of hazards: filters, the board, the verifier's queue, the whole story."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from heating import storage
from heating.hazards import filtering, queues
from heating.lib import clock
from heating.lib.ids import new_id
from tests.cast import CREW_A, CREW_B, CREW_C, WANBOLIN, SignIn
from tests.hazards.living import Life, refused
from tests.hazards.test_report_hazard import a_report
from tests.inspections.world import MORNING

Query = dict[str, Any]


async def listed(life: Life, username: str, **query: Any) -> list[str]:
    answer = await life.ask(username, "/api/hazards", None, "GET") if not query else await _asked(life, username, query)
    assert answer.status_code == 200, answer.text
    return [row["number"][-1] for row in answer.json()["items"]]


async def _asked(life: Life, username: str, query: Query) -> Any:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return await life.ask(username, f"/api/hazards?{words}", None, "GET")


async def three(life: Life) -> None:
    """1 is rectified by crew B's carl for crew A's place, 2 is major and confirmed for bob, 3 is only reported."""
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    await life.rectify("carl")
    first = life.id
    for grade in ("major", "minor"):
        with clock.travel(clock.now() + timedelta(minutes=1 if grade == "major" else 2)):
            answer = await life.ask("ben", "/api/hazards", a_report(life.world, grade=grade))
        if grade == "major":
            life.id = answer.json()["id"]
            await life.confirm(grade="major")
            await life.step("dan", "supervision", leader=life.person("lee"), reason="占压")
    life.id = first


@pytest.mark.parametrize("many", [1, 2000])
async def test_filters(life: Life, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """However many hazards a crew has: only the way to find them differs."""
    monkeypatch.setattr(filtering, "_MANY", many)
    await three(life)
    expectations: list[tuple[str, Query, list[str]]] = [
        ("sue", {}, ["3", "2", "1"]),
        ("sue", {"status": "rectifying"}, ["2"]),
        ("sue", {"grade": "major"}, ["2"]),
        ("sue", {"unit": CREW_B}, ["1"]),
        ("sue", {"unit": CREW_A}, ["3", "2"]),
        ("sue", {"organization": CREW_A}, ["3", "2", "1"]),
        ("bob", {"mine": "true"}, ["3", "2"]),
        ("carl", {"mine": "true"}, ["1"]),
        ("carl", {}, ["1"]),
        ("sue", {"mine": "true"}, []),
        ("sue", {"responsible": life.person("carl")}, ["1"]),
        ("sue", {"reporter": life.person("ben")}, ["3", "2"]),
        ("sue", {"supervised": "true"}, ["2"]),
        ("sue", {"supervised": "false"}, ["3", "1"]),
        ("sue", {"plan_missing": "true"}, ["2"]),
        ("sue", {"weak_link": "true"}, []),
        ("sue", {"weak_link": "false", "open": "true"}, ["3", "2", "1"]),
        ("sue", {"overdue": "true"}, []),
        ("sue", {"until": (MORNING + timedelta(seconds=1)).isoformat().replace("+", "%2B")}, ["1"]),
        ("sue", {"sort": "due"}, ["1", "3", "2"]),
        ("dan", {}, ["3", "2", "1"]),
        ("charlie", {}, []),
    ]
    for username, query, numbers in expectations:
        assert await listed(life, username, **query) == numbers, (username, query)


async def test_overdue_is_a_matter_of_the_clock(life: Life) -> None:
    await three(life)
    with clock.travel(MORNING + timedelta(hours=2)):
        assert await listed(life, "sue", overdue="true") == ["1"]
        assert await listed(life, "sue", overdue="false") == ["3", "2"]


async def test_the_tightest_first_page_by_page(life: Life) -> None:
    await three(life)
    first = await _asked(life, "sue", {"sort": "due", "limit": 2})
    rest = await _asked(life, "sue", {"sort": "due", "limit": 2, "cursor": first.json()["next"]})
    assert [row["number"][-1] for row in [*first.json()["items"], *rest.json()["items"]]] == ["1", "3", "2"]
    assert rest.json()["next"] is None


async def test_the_board_counts_each_status(life: Life) -> None:
    await three(life)
    with clock.travel(MORNING + timedelta(hours=2)):
        answer = await life.ask("sue", "/api/hazards/board", None, "GET")
    columns = {column["status"]: column for column in answer.json()["columns"]}
    assert list(columns) == ["reported", "rectifying", "rectified", "closed"]
    assert {status: (column["count"], column["overdue"]) for status, column in columns.items()} == {
        "reported": (1, 0),
        "rectifying": (1, 0),
        "rectified": (1, 1),
        "closed": (0, 0),
    }
    assert [row["number"][-1] for row in columns["rectified"]["items"]] == ["1"]
    elsewhere = await life.ask("sue", f"/api/hazards/board?organization={CREW_C}", None, "GET")
    assert [column["count"] for column in elsewhere.json()["columns"]] == [0, 0, 0, 0]


async def test_the_board_does_not_count_on_for_ever(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "MOST_COUNTED", 2)
    for _ in range(3):
        await life.ask("bob", "/api/hazards", a_report(life.world))
    answer = await life.ask("sue", "/api/hazards/board", None, "GET")
    assert (answer.json()["columns"][0]["count"], len(answer.json()["columns"][0]["items"])) == (2, 4)


async def test_the_board_forgets_what_was_closed_long_ago(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()
    assert await _closed_on_board(life, MORNING + timedelta(days=6)) == 1
    assert await _closed_on_board(life, MORNING + timedelta(days=8)) == 0


async def _closed_on_board(life: Life, at: Any) -> int:
    with clock.travel(at):
        answer = await life.ask("sue", "/api/hazards/board", None, "GET")
    return int(answer.json()["columns"][3]["count"])


async def queue(life: Life, username: str, where: str = "") -> list[tuple[str, float | None, float | None]]:
    answer = await life.ask(username, f"/api/hazards/verification-queue{where}", None, "GET")
    assert answer.status_code == 200, answer.text
    return [
        (one["hazard"]["number"][-1], one["distance_m"] and round(one["distance_m"] / 1000), one["remaining_s"])
        for one in answer.json()["items"]
    ]


async def test_the_queue_is_what_one_may_verify(life: Life) -> None:
    await life.confirm()
    assert await queue(life, "sue") == []
    await life.rectify()
    assert await queue(life, "sue") == [("1", None, 3600.0)]
    assert await queue(life, "bob") == await queue(life, "ben") == await queue(life, "carl") == []
    assert refused(await life.ask("max", "/api/hazards/verification-queue", None, "GET")) == (403, "accounts.forbidden")


async def test_the_queue_goes_by_the_time_left_on_arrival(life: Life) -> None:
    """2 has half an hour more than 1, but is 11 km further away: 44 minutes."""
    near, far = {"longitude": 112.55, "latitude": 37.87}, {"longitude": 112.55, "latitude": 37.97}
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET longitude = ?, latitude = ?", [near["longitude"], near["latitude"]])
    await life.confirm()
    await life.rectify()
    with clock.travel(MORNING + timedelta(minutes=30)):
        second = await life.ask("bob", "/api/hazards", a_report(life.world, position=far))
        life.id = second.json()["id"]
        await life.confirm()
        await life.rectify()
        assert [row[0] for row in await queue(life, "sue")] == ["1", "2"]
        where = f"?longitude={near['longitude']}&latitude={near['latitude']}"
        assert await queue(life, "sue", where) == [("2", 11, 3600.0), ("1", 0, 1800.0)]


async def test_the_story_says_what_the_asker_may_do(life: Life) -> None:
    assert (await life.as_it_is("sue")).allowed == ["confirm", "dismiss"]
    assert (await life.as_it_is("bob")).allowed == []
    await life.confirm(grade="major")
    assert (await life.as_it_is("bob")).allowed == ["plan", "ask_extension", "progress", "rectify"]
    assert (await life.as_it_is("dan")).allowed == ["supervise"]
    assert (await life.ask_extension(days=90)).status_code == 200
    assert (await life.as_it_is("max")).allowed == ["plan", "decide_extension", "progress"]


async def test_the_story_is_for_those_who_see_the_place_or_the_unit(life: Life, sign_in: SignIn) -> None:
    address = f"/api/hazards/{life.id}"
    assert refused(await life.ask("carl", address, None, "GET")) == (404, "hazard.not_found")
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    assert (await life.ask("carl", address, None, "GET")).status_code == 200
    assert refused(await life.ask("charlie", address, None, "GET")) == (404, "hazard.not_found")
    elsewhere = await sign_in("district_officer", "taiyuan/xinghualing-office/", WANBOLIN)
    assert (await elsewhere.get(address)).status_code == 404
    assert refused(await life.ask("sue", f"/api/hazards/{new_id()}", None, "GET")) == (404, "hazard.not_found")


async def test_everything_that_happened_is_in_the_audit(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.send_back()
    await life.rectify()
    await life.accept()
    rows = await storage.fetch(
        "SELECT action, actor_name FROM audit_entry WHERE subject_id = ? AND action LIKE 'hazard.%' ORDER BY seq",
        [str(UUID(life.id))],
    )
    assert [(row["action"], row["actor_name"]) for row in rows] == [
        ("hazard.reported", "Bob"),
        ("hazard.confirmed", "Sue"),
        ("hazard.rectified", "Bob"),
        ("hazard.sent_back", "Sue"),
        ("hazard.rectified", "Bob"),
        ("hazard.accepted", "Sue"),
    ]
