"""GET /api/complaints, /queue."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.complaints import filtering
from heating.complaints.schemas import ComplaintFilter
from heating.lib import clock
from tests.complaints.living import NIGHT, Life
from tests.databases import ONLY_SQLITE


async def test_it_shows_only_what_one_may_see(life: Life) -> None:
    for who, seen in (("cora", 1), ("dora", 1), ("bob", 1), ("charlie", 0), ("carl", 0), ("dan", 1)):
        assert len((await life.get(who, "/api/complaints"))["items"]) == seen, who
        assert len((await life.get(who, "/api/complaints/queue"))["items"]) == seen, who


async def test_whoever_has_to_act_sees_it_wherever_it_is(life: Life) -> None:
    await life.step("cora", "rerouting", officer=life.person("charlie"), reason="支援")
    assert len((await life.get("charlie", "/api/complaints"))["items"]) == 1
    assert (await life.acknowledge("charlie")).status_code == 200


async def test_it_filters(life: Life) -> None:
    first = life.id
    await life.until("closed")
    with clock.travel(NIGHT + timedelta(minutes=20)):
        await life.begin(category="noise", channel="web", text="水泵响", room="602")

        async def ids(**query: object) -> list[str]:
            return [row["id"] for row in (await life.get("cora", "/api/complaints", **query))["items"]]

        assert await ids() == [life.id, first]
        assert await ids(open=True) == [life.id]
        assert await ids(open=False) == await ids(status="closed") == await ids(category="low_temperature") == [first]
        assert await ids(channel="web") == await ids(q="水泵") == await ids(q="602") == [life.id]
        assert await ids(since=(NIGHT + timedelta(minutes=1)).isoformat()) == [life.id]
        assert await ids(until=(NIGHT + timedelta(minutes=1)).isoformat()) == [first]
        assert await ids(building=str(life.world.building)) == [life.id, first]
        assert await ids(station=str(life.world.far_station)) == []
        assert await ids(organization="taiyuan/heat-two/") == []
        assert await ids(merged=True) == []
        assert await ids(sort="due") == [life.id]
        officer = (await life.as_it_is()).officer
        assert officer is not None
        mine = await life.get(officer.name.lower(), "/api/complaints", mine=True)
        assert [row["id"] for row in mine["items"]] == [life.id]
    with clock.travel(NIGHT + timedelta(hours=1)):
        assert await ids(overdue=True) == [life.id]


async def test_it_pages(life: Life) -> None:
    for room in ("1", "2", "3"):
        await life.begin(room=room)
    for path in ("/api/complaints", "/api/complaints/queue"):
        found: list[str] = []
        query: dict[str, object] = {"limit": 3}
        while True:
            page = await life.get("cora", path, **query)
            found += [row["id"] for row in page["items"]]
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert len(found) == len(set(found)) == 4


async def test_the_queue_begins_with_the_tightest(life: Life) -> None:
    slow = life.id
    await life.begin(category="burst_pipe")
    rows = (await life.get("cora", "/api/complaints/queue"))["items"]
    assert [row["id"] for row in rows] == [life.id, slow]
    assert rows[0]["clock"] == "acknowledgement"
    await life.until("replied")
    assert [row["id"] for row in (await life.get("cora", "/api/complaints/queue"))["items"]] == [slow]


async def test_the_queue_answers_for_single_ones(life: Life) -> None:
    other = life.id
    await life.begin(room="1")
    found = await life.get("cora", "/api/complaints/queue", ids=f"{other},no-id,{life.person('bob')}")
    assert [row["id"] for row in found["items"]] == [other]


async def test_the_queue_names_the_place_in_the_log_from_which_nothing_is_lost(life: Life) -> None:
    before = (await life.get("cora", "/api/complaints/queue"))["seq"]
    await life.acknowledge()
    assert (await life.get("cora", "/api/complaints/queue"))["seq"] > before


async def test_it_tells_the_whole_story_with_what_is_around(life: Life) -> None:
    first = life.id
    await life.begin(room="602")
    whole = await life.get("dora", f"/api/complaints/{life.id}")
    assert [row["id"] for row in whole["neighbours"]] == [first]
    assert whole["same_home"] == []
    assert "acknowledge" in whole["allowed"]
    assert "verify" not in whole["allowed"]
    await life.begin(room="602")
    whole = await life.get("dora", f"/api/complaints/{life.id}")
    assert len(whole["same_home"]) == 1


async def test_a_whole_number_or_tracking_code_means_this_one(life: Life) -> None:
    row = await life.get("cora", f"/api/complaints/{life.id}")
    await life.begin(text=f"再次反映 {row['number']}，一直没有解决")

    async def found(q: str) -> list[str]:
        return [one["id"] for one in (await life.get("cora", "/api/complaints", q=q))["items"]]

    code = row["tracking_code"]
    for said in (row["number"], f" {row['number']} ", code, f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()):
        assert await found(said) == [row["id"]], said
    assert set(await found(row["number"][:-1])) == {life.id, row["id"]}
    assert await found("再次反映") == [life.id]
    assert (await life.get("charlie", "/api/complaints", q=code))["items"] == []


async def test_a_code_without_a_figure_is_found_and_so_is_the_word_it_looks_like(life: Life) -> None:
    async with storage.transaction():
        await storage.execute("UPDATE complaint SET tracking_code = ?", ["KQXDMTRWABCD"])
    coded = life.id
    await life.begin(text="TEMPERATURES below 14", room="602")

    async def found(q: str, by: str = "cora") -> list[str]:
        return [one["id"] for one in (await life.get(by, "/api/complaints", q=q))["items"]]

    for said in ("KQXD-MTRW-ABCD", "KQXDMTRWABCD", "kqxdmtrwabcd", "kqxd mtrw abcd"):
        assert await found(said) == [coded], said
        assert await found(said, by="charlie") == [], "of another company"
    assert await found("TEMPERATURES") == [life.id]


INDEXED: dict[str, dict[str, Any]] = {
    "the default list": {"open": True},
    "all of them": {},
    "tightest first": {"open": True, "sort": "due"},
    "by status": {"status": "closed"},
    "his own": {"mine": True},
    "by officer": {"officer": UUID(int=1)},
    "by building": {"building": UUID(int=1)},
    "by station": {"station": UUID(int=1)},
    "by category": {"category": "no_heat"},
    "by channel": {"channel": "web"},
    "by its number elsewhere": {"external_number": "12345"},
    "by number": {"q": "20261101-00012"},
    "by tracking code": {"q": "K7M2-9QXD-4TRW"},
    "from a day on": {"since": NIGHT},
}


@ONLY_SQLITE
@pytest.mark.usefixtures("life", "engine")
@pytest.mark.parametrize("name", INDEXED)
async def test_no_list_reads_the_whole_table(name: str) -> None:
    """Nor sorts what it shows; words alone have to be looked for one by one, the newest first.

    PostgreSQL plans by the size of tables, and these are empty.
    """
    query = ComplaintFilter(**INDEXED[name])
    conditions = filtering.conditions(system_actor(), query, clock.now())
    order = filtering.order(query, conditions)
    sql = f"EXPLAIN QUERY PLAN SELECT c.id, c.text FROM complaint c WHERE {conditions.sql} {order} LIMIT 51"
    steps = [row["detail"] for row in await storage.fetch(sql, conditions.params)]
    assert all("USING INDEX" in step or "ORDER BY" in step for step in steps), steps
    by_key = {"by number", "by tracking code", "by its number elsewhere"}
    assert name not in by_key or all("SCAN" not in step for step in steps), steps
