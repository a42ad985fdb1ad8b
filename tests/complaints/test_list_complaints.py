"""GET /api/complaints, /queue."""

from datetime import timedelta

from heating.lib import clock
from tests.complaints.living import NIGHT, Life


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
