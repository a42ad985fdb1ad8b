"""GET /api/hazards/statistics"""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating.hazards import queries
from heating.hazards.schemas import HazardFilter
from heating.hazards.statistics import Fact, by_person, ratio, total
from heating.labels import actions as labels
from heating.labels import queries as label_queries
from heating.labels.schemas import NewLabels
from heating.lib import clock
from tests.cast import CITY, CREW_A, ONE, WANBOLIN, SignIn
from tests.hazards.past import Past, day
from tests.inspections.world import BOTH, World, accepted, payload

PATH = "/api/hazards/statistics"
FAILS: dict[str, Any] = {"changes": {"gauges": "fail"}, "photos": {"gauges": BOTH}}
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


@pytest.fixture
async def past(world: World) -> Past:
    return await Past(world).build()


async def statistics(client: httpx2.AsyncClient, **query: str) -> dict[str, Any]:
    answer = await client.get(PATH, params={**YEAR, **query})
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def of(client: httpx2.AsyncClient, name: str, **query: str) -> dict[str, Any]:
    """The figures of a person or unit."""
    rows = (await statistics(client, **query))["rows"]
    [figures] = [
        row["figures"] for row in rows if name == (row["person"]["name"] if row["person"] else row["unit"]["path"])
    ]
    found: dict[str, Any] = figures
    return found


def test_a_rate_has_its_counts_and_two_decimals() -> None:
    assert (ratio(4163, 4165).percent, ratio(0, 3).percent, ratio(0, 0).percent) == (99.95, 0.0, None)


def test_facts_are_summed_by_person_and_in_all() -> None:
    one, two = UUID(int=1), UUID(int=2)
    facts = [Fact(one, "a/", "reported", 3), Fact(one, "b/", "reported", 2), Fact(two, "a/", "refused", 1)]
    assert {person: figures.reported for person, figures in by_person(facts).items()} == {one: 5, two: 0}
    assert (total(facts).reported, total(facts).refused, total([]).reported) == (5, 1, 0)


async def test_it_refuses_strangers_and_what_is_no_day(stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    assert (await stranger.get(PATH)).status_code == 401
    assert (await bob.get(PATH, params={"from": "yesterday"})).status_code == 422
    assert (await bob.get(PATH, params={"by": "moon"})).status_code == 422
    backwards = await bob.get(PATH, params={"from": "2026-06-02", "to": "2026-06-01"})
    assert [error["pointer"] for error in backwards.json()["errors"]] == ["/from"]


async def test_valid_reports_stand_beside_the_list_of_the_refused(past: Past, alice: httpx2.AsyncClient) -> None:
    for _ in range(3):
        await past.confirmed(day(6, 1))
    refused = await past.reported(day(6, 2), title="其实不漏")
    await past.dismiss(refused, day(6, 3), "现场复核无渗漏")
    await past.reported(day(6, 4))
    shown = await statistics(alice)
    [row] = [row for row in shown["rows"] if row["person"]["name"] == "Bob"]
    assert (row["unit"]["path"], row["figures"]["reported"], row["figures"]["undecided"]) == (CREW_A, 5, 1)
    assert (row["figures"]["valid"], row["figures"]["refused"]) == ({"count": 3, "of": 4, "percent": 75.0}, 1)
    [report] = shown["refused"]
    assert (report["id"], report["title"], report["reason"]) == (str(refused), "其实不漏", "现场复核无渗漏")
    assert (report["reporter"]["name"], report["refused_by"]["name"]) == ("Bob", "Sam")
    assert shown["total"]["valid"] == row["figures"]["valid"]


async def test_rework_counts_for_whoever_had_reported_it_done(past: Past, alice: httpx2.AsyncClient) -> None:
    await past.world.cast.add("ben", "crew_member", CREW_A)
    hazard = await past.confirmed(day(6, 1))
    await past.rectify(hazard, day(6, 2))
    await past.send_back(hazard, day(6, 2, 4))
    await past.confirmed(day(6, 2))
    await past.rectify(hazard, day(6, 3))
    await past.accept(hazard, day(6, 3, 4))
    bob, sam = await of(alice, "Bob"), await of(alice, "Sam")
    assert (bob["rectified"], bob["rework"]) == (2, {"count": 1, "of": 2, "percent": 50.0})
    assert (sam["verified"], sam["rework"]["of"], bob["verified"]) == (2, 0, 0)


async def test_what_is_not_rectified_in_time_counts_once_its_time_is_over(
    past: Past, alice: httpx2.AsyncClient
) -> None:
    in_time, late, _never = [await past.confirmed(day(6, 1)) for _ in range(3)]
    await past.rectify(in_time, day(6, 3))
    await past.rectify(late, day(6, 20))
    with clock.travel(day(6, 5)):
        assert (await of(alice, "Bob"))["on_time"] == {"count": 1, "of": 2, "percent": 50.0}
    with clock.travel(day(6, 30)):
        assert (await of(alice, "Bob"))["on_time"] == {"count": 1, "of": 3, "percent": 33.33}
        assert (await of(alice, CREW_A, by="unit"))["on_time"]["of"] == 3


async def test_what_must_be_gone_the_same_day_has_its_own_count(past: Past, alice: httpx2.AsyncClient) -> None:
    in_time, late = [await past.confirmed(day(6, 1), grade="minor") for _ in range(2)]
    await past.rectify(in_time, day(6, 1, 15))  # 23:00
    await past.rectify(late, day(6, 1, 17))  # 01:00 of the next day
    await past.fix_on_the_spot(await past.reported(day(6, 1), grade="minor"), day(6, 1, 3))
    await past.confirmed(day(6, 1))
    assert (await of(alice, "Bob"))["same_day"] == {"count": 2, "of": 3, "percent": 66.67}


async def test_weak_links_are_never_late(past: Past, alice: httpx2.AsyncClient) -> None:
    hazard = await past.reported(day(6, 1))
    await past.confirm(hazard, day(6, 1), weak_link=True)
    await past.rectify(hazard, day(6, 30))
    assert (await of(alice, "Bob"))["on_time"]["of"] == 0


async def test_what_is_found_again_within_a_year_is_a_repeat(past: Past, alice: httpx2.AsyncClient) -> None:
    for code in ("station_pipework", "station_valve"):
        hazard = await past.confirmed(day(6, 1), code=code)
        await past.rectify(hazard, day(6, 2))
        await past.accept(hazard, day(6, 2, 4))
    assert (await of(alice, "Bob"))["repeat"] == {"count": 0, "of": 2, "percent": 0.0}
    false_alarm = await past.reported(day(7, 1), code="station_valve")
    await past.dismiss(false_alarm, day(7, 2), "已复核")
    await past.reported(day(8, 1), code="station_pipework")
    assert (await of(alice, "Bob"))["repeat"] == {"count": 1, "of": 2, "percent": 50.0}


async def test_a_year_later_it_is_no_repeat_any_more(past: Past, alice: httpx2.AsyncClient) -> None:
    hazard = await past.confirmed(day(6, 1), code="station_pipework")
    await past.rectify(hazard, day(6, 2))
    await past.accept(hazard, day(6, 2, 4))
    await past.reported(day(6, 2, 5).replace(year=2027), code="station_pipework")
    assert (await of(alice, "Bob"))["repeat"]["count"] == 0


async def test_an_item_that_fails_again_in_an_inspection_is_a_repeat(past: Past, alice: httpx2.AsyncClient) -> None:
    bob = past.actor("bob")
    await accepted(bob, await payload(past.world.station, at=day(6, 1), **FAILS))
    [first] = await queries.matching(past.actor("alice"), HazardFilter())
    await past.confirm(first.id, day(6, 1, 5))
    await past.rectify(first.id, day(6, 2))
    await past.accept(first.id, day(6, 2, 4))
    await accepted(bob, await payload(past.world.station, at=day(7, 1), **FAILS))
    assert (await of(alice, "Bob"))["repeat"] == {"count": 1, "of": 1, "percent": 100.0}


async def test_units_are_those_people_work_in_and_repairs_those_of_the_repairer(
    past: Past, alice: httpx2.AsyncClient
) -> None:
    hazard = await past.confirmed(day(6, 1), by="sam")
    await past.rectify(hazard, day(6, 2))
    await past.accept(hazard, day(6, 2, 4), by="dora")
    assert (await of(alice, ONE, by="unit"))["reported"] == 1
    assert (await of(alice, CREW_A, by="unit"))["rectified"] == 1
    assert (await of(alice, "taiyuan/xinghualing-office/", by="unit"))["verified"] == 1
    company = await of(alice, ONE, by="company")
    assert (company["reported"], company["rectified"], company["verified"]) == (1, 1, 0)


async def test_the_census_is_counted_apart(past: Past, alice: httpx2.AsyncClient) -> None:
    world = past.world
    with clock.travel(day(6, 1)):
        ids = await labels.issue(world.actor("alice"), NewLabels(count=1, batch="census", organization=CREW_A))
        [record] = await label_queries.label_records(ids)
        await labels.attach(world.actor("bob"), record.code, world.station)
    assert (await of(alice, "Bob"))["census"] == 1


async def test_everyone_sees_the_figures_of_his_own_part(
    past: Past, charlie: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    await past.confirmed(day(6, 1))
    assert (await statistics(charlie))["rows"] == []
    assert (await statistics(await sign_in("district_officer", CITY, WANBOLIN)))["total"]["reported"] == 0
    assert (await statistics(await sign_in("city_leader", CITY), organization="taiyuan/heat-two/"))["rows"] == []


async def test_days_are_those_of_the_city_and_both_included(past: Past, alice: httpx2.AsyncClient) -> None:
    await past.reported(day(6, 1, 17))  # 2 June, 01:00
    counts = [
        (await statistics(alice, **{"from": f"2026-06-0{first}", "to": f"2026-06-0{last}"}))["total"]["reported"]
        for first, last in ((1, 1), (2, 2), (1, 3), (3, 3))
    ]
    assert counts == [0, 1, 1, 0]
    assert (await alice.get(PATH, params={"from": "1900-01-01", "to": "2999-12-31"})).json()["total"]["reported"] == 1


async def test_without_days_it_is_the_year_of_the_season(past: Past, alice: httpx2.AsyncClient) -> None:
    await past.reported(day(3, 31))
    await past.reported(day(4, 1))
    with clock.travel(day(6, 1)):
        shown = (await alice.get(PATH)).json()
    assert (shown["from"], shown["to"], shown["total"]["reported"]) == ("2026-04-01", "2026-06-01", 1)
