"""GET /api/readiness: the leaders' page."""

from typing import Any

import httpx2

from heating.hazards.rules import Grade
from heating.lib import clock
from tests.cast import CITY, XINGHUALING, SignIn
from tests.readiness.world import World, noon


async def overview(client: httpx2.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/api/readiness")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_it_refuses_a_stranger_and_a_crew_member(
    world: World, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    await world.assess(noon(6, 1))
    assert (await stranger.get("/api/readiness")).status_code == 401
    assert (await bob.get("/api/readiness")).status_code == 403


async def test_it_counts_only_what_the_reader_sees(
    world: World, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    await world.assess(noon(6, 1))
    officer = await sign_in("district_officer", CITY, XINGHUALING)
    assert (await overview(alice))["total"]["sites"] == 2
    assert (await overview(charlie))["total"]["sites"] == 1
    of_district = await overview(officer)
    assert [company["path"] for company in of_district["companies"]] == ["taiyuan/heat-one/"]


async def test_it_sums_up_by_company_district_and_kind(world: World, alice: httpx2.AsyncClient) -> None:
    await world.make_ready()
    await world.report(world.theirs, Grade.MAJOR, noon(9, 1), who="dora")
    await world.assess(noon(9, 20))
    with clock.travel(noon(9, 20)):
        found = await overview(alice)
    total = found["total"]
    assert {name: total[name] for name in ("sites", "ready", "blocked", "not_started", "in_progress", "lapsed")} == {
        "sites": 2,
        "ready": 1,
        "blocked": 1,
        "not_started": 0,
        "in_progress": 0,
        "lapsed": 0,
    }
    assert (total["assets"], total["inspected"], total["open_major"], total["households"]) == (4, 2, 1, 1300)
    assert [(c["path"], c["name_en"], c["ready"]) for c in found["companies"]] == [
        ("taiyuan/heat-one/", "Heat One", 1),
        ("taiyuan/heat-two/", "Heat Two", 0),
    ]
    assert [(d["path"], d["name"], d["ready"]) for d in found["districts"]] == [
        ("taiyuan/wanbolin/", "万柏林区", 0),
        ("taiyuan/xinghualing/", "杏花岭区", 1),
    ]
    assert [(kind["key"], kind["name"]["en"], kind["sites"]) for kind in found["kinds"]] == [
        ("heat_station", "Heat station", 2)
    ]


async def test_it_explains_each_score_by_what_it_counts(world: World, alice: httpx2.AsyncClient) -> None:
    await world.make_ready()
    await world.assess(noon(9, 17))
    total = (await overview(alice))["total"]
    # one site passed all six gates, of the other one the day of the first gate is over
    assert total["explained"]["on_time"] == {"met": 6, "of": 7}
    assert total["on_time"] == 85
    assert total["explained"]["safety"] == {"met": 2, "of": 2}
    assert {gate["gate"]: (gate["met"], gate["of"]) for gate in total["gates"]}["inspected"] == (1, 2)


async def test_it_names_what_stands_in_the_way(world: World, alice: httpx2.AsyncClient) -> None:
    await world.report(world.mine, Grade.MAJOR, noon(9, 1))
    await world.assess(noon(9, 2))
    (blocker,) = (await overview(alice))["blockers"]
    assert blocker["site"]["id"] == str(world.mine)
    assert blocker["site"]["name_en"] == "Station S1"
    assert blocker["reasons"] == [
        {
            "code": "major_hazard",
            "gate": None,
            "count": 1,
            "text": {"zh": "重大隐患未销号 1 项", "en": "1 major hazard open"},
        },
        {
            "code": "plan_missing",
            "gate": "hazards_planned",
            "count": 1,
            "text": {"zh": "1 项隐患尚无完整治理方案", "en": "1 hazard without a complete plan"},
        },
    ]


async def test_it_says_how_old_it_is_and_how_many_days_are_left(world: World, alice: httpx2.AsyncClient) -> None:
    await world.assess(noon(10, 1))
    with clock.travel(noon(10, 22)):
        found = await overview(alice)
    assert found["as_of"] == "2026-10-22T12:00:00+08:00"
    assert found["days_left"] == 10
    assert found["season"]["name"] == "2026–2027"
    with clock.travel(noon(11, 5)):
        assert (await overview(alice))["days_left"] == 0


async def test_it_answers_before_there_is_a_season(alice: httpx2.AsyncClient) -> None:
    found = await overview(alice)
    assert (found["season"], found["days_left"], found["total"]["sites"]) == (None, None, 0)
    assert found["total"]["on_time"] is None
