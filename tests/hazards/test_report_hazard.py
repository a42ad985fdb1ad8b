import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import msgspec

from heating import storage
from heating.hazards import queries, rollups
from heating.hazards.actions import Accepted, Reporting, report
from heating.hazards.schemas import HazardReport
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from tests.cast import CITY, CREW_B, WANBOLIN, SignIn
from tests.inspections.world import BOTH, MORNING, ZONE, World, accepted, payload


def a_report(world: World, **others: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "asset": str(world.station),
        "title": "站内管道渗漏",
        "description": "回水管法兰滴水，已放接水盘。",
        "grade": "general",
        "photos": BOTH,
    } | others


async def send(world: World, username: str, *documents: dict[str, Any]) -> list[Accepted | Problem]:
    batch = [
        Reporting(world.actor(username), msgspec.convert(document, HazardReport), MORNING, MORNING + timedelta(hours=1))
        for document in documents
    ]
    async with storage.transaction():
        return await report(batch, ZONE)


async def test_it_refuses_strangers_and_auditors(world: World, sign_in: SignIn, stranger: httpx2.AsyncClient) -> None:
    assert (await stranger.post("/api/hazards", json=a_report(world))).status_code == 401
    assert (await (await sign_in("auditor", CITY)).post("/api/hazards", json=a_report(world))).status_code == 403


async def test_it_refuses_places_out_of_sight_and_missing_photos_at_once(world: World, bob: httpx2.AsyncClient) -> None:
    report = a_report(world, asset=str(world.far_station), photos=BOTH[:1], title=" ")
    answer = await bob.post("/api/hazards", json=report)
    assert (answer.status_code, answer.json()["code"]) == (422, "hazard.invalid")
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/asset", "not_found"),
        ("/title", "required"),
        ("/photos", "photo_context"),
    }
    for place in ({"asset": None}, {"asset": str(new_id())}, {"asset": None, "site": str(world.far_site)}):
        assert (await bob.post("/api/hazards", json=a_report(world, **place))).status_code == 422


async def test_the_same_report_twice_at_the_same_moment_is_one_hazard(world: World, bob: httpx2.AsyncClient) -> None:
    report = a_report(world)
    answers = await asyncio.gather(*(bob.post("/api/hazards", json=report) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["id"] for answer in answers} == {report["id"]}
    assert (await queries.site_counts([world.site]))[world.site].open == 1
    assert await rollups.compare() == []


async def test_the_asset_must_be_at_the_site_that_is_named(world: World) -> None:
    wrong = a_report(world, site=str(world.far_site))
    [answer] = await send(world, "alice", wrong)
    assert isinstance(answer, Problem)
    assert [(error.pointer, error.code) for error in answer.errors] == [("/site", "other_site")]


async def test_it_is_numbered_entered_and_shown(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    document = a_report(world, position={"longitude": 112.5, "latitude": 37.8}, grade="major")
    answer = await bob.post("/api/hazards", json=document)
    assert answer.status_code == 201, answer.text
    shown = answer.json()
    assert shown["number"].startswith("YH-20")
    assert shown["number"].endswith("-000001")
    assert (shown["site"]["id"], shown["asset"]["id"]) == (str(world.site), str(world.station))
    assert (shown["status"], shown["source"], shown["grade"]) == ("reported", "report", "major")
    assert (shown["reporter"]["name"], shown["responsible"]["name"]) == ("Bob", "Bob")
    assert [photo["role"] for photo in shown["photos"]] == ["close_up", "context"]
    assert shown["position"]["longitude"] == 112.5
    assert (await bob.get(f"/api/hazards/{document['id']}")).json() == shown
    assert (await charlie.get(f"/api/hazards/{document['id']}")).status_code == 404


async def test_a_hazard_of_a_whole_site(world: World) -> None:
    document = a_report(world, asset=None, site=str(world.site))
    await send(world, "bob", document)
    shown = await queries.find(world.actor("bob"), UUID(document["id"]))
    assert (shown.site.id, shown.asset) == (world.site, None)


async def test_the_same_report_is_harmless_and_another_one_with_its_id_a_conflict(world: World) -> None:
    first, second = a_report(world), a_report(world)
    hazard = UUID(first["id"])
    assert await send(world, "bob", first, second, first) == [
        Accepted(hazard, replayed=False),
        Accepted(UUID(second["id"]), replayed=False),
        Accepted(hazard, replayed=True),
    ]
    again, other = await send(world, "bob", first, {**first, "grade": "major"})
    assert again == Accepted(hazard, replayed=True)
    assert isinstance(other, Problem)
    assert (other.code, other.status) == ("hazard.id_taken", 409)
    assert len(await storage.fetch("SELECT id FROM hazard")) == 2


async def test_numbers_have_no_gaps_across_groups_and_failures(world: World) -> None:
    await send(world, "bob", a_report(world), a_report(world, photos=[]), a_report(world))
    try:
        async with storage.transaction():
            await send(world, "bob", a_report(world))
            raise RuntimeError
    except RuntimeError:
        pass
    failing = await payload(world.station, changes={"gauges": "fail"}, photos={"gauges": BOTH})
    await accepted(world.actor("bob"), failing)
    await send(world, "bob", a_report(world))
    rows = await storage.fetch("SELECT number FROM hazard ORDER BY number")
    assert [row["number"] for row in rows] == [f"YH-2026-00000{count}" for count in (1, 2, 3, 4)]


async def test_open_hazards_are_counted_per_site(world: World) -> None:
    await send(world, "bob", a_report(world), a_report(world, grade="major"), a_report(world, grade="major"))
    await send(world, "alice", a_report(world, asset=str(world.far_station), grade="minor"))
    counts = await queries.site_counts([world.site, world.far_site])
    assert (counts[world.site].open, counts[world.site].major, counts[world.site].general) == (3, 2, 1)
    assert (counts[world.far_site].open, counts[world.far_site].minor) == (1, 1)
    assert await rollups.compare() == []
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET status = 'closed' WHERE grade = 'major'")
    [difference] = await rollups.compare()
    assert (difference.site, difference.kept, difference.counted) == (world.site, (0, 1, 0, 2, 0), (0, 1, 0, 0, 0))
    await rollups.rebuild()
    assert await rollups.compare() == []


async def test_lists_are_filtered_and_scoped(world: World, bob: httpx2.AsyncClient, sign_in: SignIn) -> None:
    documents = [
        a_report(world),
        a_report(world, asset=str(world.building), title="阀门100%锈死", grade="larger"),
        a_report(world, asset=None, site=str(world.site), grade="major"),
    ]
    ids = sorted(document["id"] for document in documents)
    documents = [{**document, "id": hazard} for document, hazard in zip(documents, ids, strict=True)]
    await send(world, "bob", *documents)
    expectations: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [2, 1, 0]),
        ({"asset": str(world.building)}, [1]),
        ({"grade": "major"}, [2]),
        ({"q": "100% 锈"}, [1]),
        ({"q": "000003"}, [2]),
        ({"q": "0_3"}, []),
        ({"open": "true", "status": "reported"}, [2, 1, 0]),
        ({"open": "false"}, []),
        ({"source": "inspection"}, []),
        ({"organization": CREW_B}, []),
        ({"since": (MORNING + timedelta(minutes=1)).isoformat()}, []),
    ]
    for query, places in expectations:
        found = (await bob.get("/api/hazards", params=query)).json()["items"]
        assert [row["id"] for row in found] == [ids[place] for place in places], query
    first = (await bob.get("/api/hazards", params={"limit": 2})).json()
    rest = (await bob.get("/api/hazards", params={"limit": 2, "cursor": first["next"]})).json()
    assert [row["id"] for row in first["items"] + rest["items"]] == ids[::-1]
    assert rest["next"] is None
    officer = await sign_in("district_officer", CITY, WANBOLIN)
    assert (await officer.get("/api/hazards")).json()["items"] == []


async def test_phones_hold_the_open_ones(world: World) -> None:
    documents = sorted([a_report(world) for _ in range(3)], key=lambda document: str(document["id"]))
    await send(world, "bob", *documents)
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET status = 'closed' WHERE id = ?", [UUID(documents[1]["id"])])
    open_ids = [documents[0]["id"], documents[2]["id"]]
    bob, charlie = world.actor("bob"), world.actor("charlie")
    assert list(await queries.mirror_hazards(bob)) == open_ids
    assert list(await queries.mirror_hazards(bob, after=open_ids[0], limit=1)) == open_ids[1:]
    assert list(await queries.mirror_hazards(bob, ids=[document["id"] for document in documents])) == open_ids
    assert await queries.mirror_hazards(bob, ids=[]) == await queries.mirror_hazards(charlie) == {}
