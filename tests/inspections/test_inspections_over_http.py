from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx2
import python_calamine

from heating import storage
from heating.registry.schemas import Limits
from tests.cast import CITY, CREW_A, CREW_B, ONE, WANBOLIN, SignIn
from tests.inspections.world import BOTH, MORNING, World, accepted, payload

FILLED = {"filled": "pass", "filled_on": "2026-09-02"}
FAILS: dict[str, Any] = {"changes": {"gauges": "fail"}, "photos": {"gauges": BOTH}}


async def items(client: httpx2.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/api/inspections", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_it_refuses_strangers_and_those_who_may_not(
    world: World, sign_in: SignIn, stranger: httpx2.AsyncClient
) -> None:
    document = await payload(world.station)
    assert (await stranger.post("/api/inspections", json=document)).status_code == 401
    manager = await sign_in("company_manager")
    assert (await manager.post("/api/inspections", json=document)).status_code == 403
    assert (await manager.get("/api/inspections")).json() == {"items": [], "next": None}


async def test_it_refuses_bodies_with_unknown_fields_and_broken_answers(world: World, bob: httpx2.AsyncClient) -> None:
    document = await payload(world.station)
    document["answers"][0]["photos"] = [{"sha256": "x", "role": "selfie", "taken_at": "yesterday"}]
    answer = await bob.post("/api/inspections", json={**document, "mood": "good"})
    assert answer.status_code == 422
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert "/answers/0/photos/0/sha256" in pointers
    assert "/answers/0/photos/0/taken_at" in pointers


async def test_it_refuses_with_every_fault_in_the_language_of_the_caller(world: World, bob: httpx2.AsyncClient) -> None:
    document = await payload(world.station, changes={"gauges": "fail", "plate": None})
    answer = await bob.post("/api/inspections", json=document)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "inspection.invalid")
    details = {error["detail"] for error in problem["errors"]}
    assert "“责任人、联系电话和二维码标牌在位，清晰可辨”必填。" in details
    assert "“压力表、温度计在检定有效期内，量程合适，指示准确”缺少近景照片。" in details


async def test_it_shows_the_whole_inspection_to_those_who_see_the_place(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    document = await payload(
        world.station,
        **FAILS,
        label={"code": "ABCDEF0123", "scanned_at": MORNING.isoformat()},
        position={"longitude": 112.55, "latitude": 37.87, "accuracy_m": 8.5, "at": MORNING.isoformat()},
        clock_offset_ms=1500,
    )
    answer = await bob.post("/api/inspections", json=document)
    assert answer.status_code == 201, answer.text
    shown = answer.json()
    assert (await bob.get(f"/api/inspections/{document['id']}")).json() == shown
    assert shown["outcome"] == "failed"
    assert shown["failing"] == ["gauges"]
    assert (shown["site"]["name"], shown["asset"]["kind"], shown["author"]["name"]) == ("站 S1", "heat_station", "Bob")
    assert shown["answers"] == _as_shown(document)
    assert (shown["label"]["code"], shown["label_match"]) == ("ABCDEF0123", "unknown")
    assert shown["position"]["accuracy_m"] == 8.5
    assert shown["clock_offset_ms"] == 1500
    assert [raised["item"] for raised in shown["hazards"]] == ["gauges"]
    assert shown["tally"]["by_aspect"]["safety"]["failed"] == 1
    assert (await charlie.get(f"/api/inspections/{document['id']}")).status_code == 404
    assert await items(charlie) == []


def _as_shown(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {**answer, "answered_at": "2026-09-01T01:00:00Z", "note": None, "photos": [_whole(p) for p in answer["photos"]]}
        for answer in document["answers"]
    ]


def _whole(photo: dict[str, Any]) -> dict[str, Any]:
    return {**photo, "taken_at": "2026-09-01T01:00:00Z", "longitude": None, "latitude": None}


async def test_the_scanned_label_is_held_against_the_asset(
    world: World, bob: httpx2.AsyncClient, alice: httpx2.AsyncClient
) -> None:
    issued = await alice.post("/api/labels", json={"assets": [str(world.station), str(world.building)]})
    assert issued.status_code == 201, issued.text
    codes = {str(row["asset_id"]): row["code"] for row in await storage.fetch("SELECT code, asset_id FROM label")}
    for code, match in ((codes[str(world.station)], "matched"), (codes[str(world.building)], "other_asset")):
        document = await payload(world.station, label={"code": code.lower(), "scanned_at": MORNING.isoformat()})
        assert (await bob.post("/api/inspections", json=document)).json()["label_match"] == match


async def test_lists_are_filtered_and_paged(world: World, bob: httpx2.AsyncClient, sign_in: SignIn) -> None:
    documents = [
        await payload(world.station, at=MORNING),
        await payload(world.station, at=MORNING + timedelta(days=1), **FAILS),
        await payload(world.building, "building", at=MORNING + timedelta(days=2), changes=FILLED),
    ]
    documents.append(await payload(world.station, at=MORNING + timedelta(days=3), replaces=documents[1]["id"]))
    await accepted(world.actor("bob"), *documents)
    ids = [document["id"] for document in documents]
    assert [row["id"] for row in await items(bob)] == ids[::-1]
    expectations: list[tuple[dict[str, Any], list[int]]] = [
        ({"asset": world.building}, [2]),
        ({"site": world.site, "outcome": "failed"}, [1]),
        ({"kind": "heat_station"}, [3, 1, 0]),
        ({"in_force": "true"}, [3, 2, 0]),
        ({"in_force": "false"}, [1]),
        ({"gate": "filled"}, [2]),
        ({"since": "2026-09-02T08:00:00Z", "until": "2026-09-04T01:00:00Z"}, [2]),
        ({"author": world.cast.users["alice"].id}, []),
        ({"visit": documents[0]["visit"]}, [0]),
        ({"organization": ONE}, [3, 2, 1, 0]),
        ({"organization": CREW_B}, []),
        ({"area": WANBOLIN}, []),
        ({"quarantined": "true"}, []),
    ]
    for query, places in expectations:
        assert [row["id"] for row in await items(bob, **query)] == [ids[place] for place in places], query
    assert await items(await sign_in("crew_member", CREW_B)) == []
    seen, cursor = [], None
    while True:
        page = (await bob.get("/api/inspections", params={"limit": 3, **({"cursor": cursor} if cursor else {})})).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == ids[::-1]


async def test_days_are_summed_over_what_one_sees(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await accepted(world.actor("bob"), await payload(world.station, **FAILS), await payload(world.building, "building"))
    query = {"since": "2026-08-01", "until": "2026-10-01"}
    answer = await bob.get("/api/inspection-days", params=query)
    assert answer.json()["items"] == [{"day": "2026-09-01", "inspections": 2, "failed": 1}]
    assert (await charlie.get("/api/inspection-days", params=query)).json()["items"] == []
    assert (await bob.get("/api/inspection-days", params={**query, "until": "2026-09-01"})).json()["items"] == []


async def test_the_workbook_holds_the_list_in_the_language_of_the_reader(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    limits = {"service_years": Limits(low=None, high=5)}
    pipe = await world.asset("=1+1", world.site, "pipe_segment", CREW_A, limits=limits)
    old = await payload(pipe, "pipe_segment", changes={"service_years": 30})
    await accepted(world.actor("bob"), old, await payload(world.station, at=MORNING + timedelta(hours=1)))
    answer = await bob.get("/api/exports/inspections.xlsx")
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")
    rows = _sheet(answer)
    assert [row[3] for row in rows] == ["设备编号", "S1-1", "=1+1"]
    assert rows[2][6:10] == ["不合格", len(old["answers"]), 1, "管道使用年限"]
    assert str(rows[2][0]) == "2026-09-01 09:00:00"
    of_pipe = await bob.get("/api/exports/inspections.xlsx", params={"asset": str(pipe)})
    assert [row[3] for row in _sheet(of_pipe)][1:] == ["=1+1"]
    assert len(_sheet(await charlie.get("/api/exports/inspections.xlsx"))) == 1


def _sheet(answer: httpx2.Response) -> list[list[Any]]:
    assert answer.status_code == 200, answer.text
    return python_calamine.CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


async def test_a_bad_cursor_is_refused(bob: httpx2.AsyncClient) -> None:
    answer = await bob.get("/api/inspections", params={"cursor": "x"})
    assert (answer.status_code, answer.json()["code"]) == (422, "http.cursor")


async def test_the_city_sees_all_and_the_other_district_nothing(world: World, sign_in: SignIn) -> None:
    await accepted(world.actor("bob"), await payload(world.station))
    assert len(await items(await sign_in("city_leader", CITY))) == 1
    assert await items(await sign_in("district_officer", CITY, WANBOLIN)) == []
