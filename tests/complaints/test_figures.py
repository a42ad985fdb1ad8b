"""GET /api/complaints/figures: what the wall and the head of the desk show."""

from datetime import timedelta

import httpx2
import pytest

from heating.complaints.figures import below_the_city
from heating.lib import clock
from tests.cast import ONE, XINGHUALING
from tests.complaints.living import NIGHT, Life

PATH = "/api/complaints/figures"


async def test_it_asks_who_is_there(stranger: httpx2.AsyncClient) -> None:
    assert (await stranger.get(PATH)).status_code == 401


async def test_it_counts_nothing_for_those_who_see_nothing(life: Life) -> None:
    figures = await life.get("charlie", PATH)
    assert (figures["open"], figures["today"]["received"], figures["organizations"]) == (0, 0, [])


async def test_it_counts_what_is_open_by_state_and_place(life: Life) -> None:
    await life.receive(category="no_heat", room="502")
    figures = await life.get("cora", PATH)
    assert (figures["open"], figures["urgent"], figures["overdue"]) == (2, 1, 0)
    assert figures["statuses"] == [{"status": "dispatched", "open": 2, "overdue": 0}]
    assert figures["organizations"] == [{"path": ONE, "open": 2, "overdue": 0}]
    assert [area["path"] for area in figures["areas"]] == [XINGHUALING]


async def test_it_tells_what_has_run_out(life: Life) -> None:
    with clock.travel(NIGHT + timedelta(days=2)):
        figures = await life.get("cora", PATH)
    assert (figures["open"], figures["overdue"]) == (1, 1)
    assert figures["today"] == {"received": 0, "closed": 0}


async def test_it_counts_arrivals_in_steps_of_ten_minutes(life: Life) -> None:
    with clock.travel(NIGHT + timedelta(minutes=25)):
        await life.receive(room="502")
        await life.receive(room="503")
        arrivals = (await life.get("cora", PATH))["arrivals"]
        assert [one["count"] for one in arrivals[-3:]] == [1, 0, 0]
    with clock.travel(NIGHT + timedelta(minutes=26)):
        arrivals = (await life.get("cora", PATH))["arrivals"]
    assert len(arrivals) == 18
    assert [one["count"] for one in arrivals[-3:]] == [1, 0, 2]


async def test_it_never_tells_a_mean_without_those_who_answered(life: Life) -> None:
    figures = await life.get("cora", PATH)
    assert figures["satisfaction"] == {"asked": 0, "answered": 0, "average": None}
    await life.until("replied")
    assert (await life.get("cora", PATH))["satisfaction"] == {"asked": 1, "answered": 0, "average": None}
    await life.rate(score=4)
    figures = await life.get("cora", PATH)
    assert figures["satisfaction"] == {"asked": 1, "answered": 1, "average": 4.0}
    assert figures["today"] == {"received": 1, "closed": 1}


async def test_nobody_is_asked_of_what_was_answered_on_the_spot(line: Life) -> None:
    answer = {"cause": "政策咨询", "measure": "已说明收费标准", "contact": "0351-1111111"}
    assert (await line.receive(answer=answer)).json()["status"] == "closed"
    assert (await line.get("cora", PATH))["satisfaction"]["asked"] == 0


async def test_it_counts_what_the_desk_has_before_it(life: Life) -> None:
    principal = life.id
    await life.begin(room="502")
    await life.step("cora", "merger", into=principal)
    life.id = principal
    for verb, both in ((life.acknowledge, 1), (life.resolve, 1), (life.verify, 2), (life.reply, 1)):
        assert (await verb()).status_code == 200
        assert (await life.get("cora", PATH))["open"] == both
        assert len((await life.get("cora", "/api/complaints/queue"))["items"]) == both


async def test_it_leaves_out_what_was_taken_over(line: Life) -> None:
    await line.receive("alice", historical=True, received_at=(NIGHT - timedelta(minutes=5)).isoformat())
    figures = await line.get("cora", PATH)
    assert (figures["open"], sum(one["count"] for one in figures["arrivals"])) == (0, 0)


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("taiyuan/heat-one/crew-a/", "taiyuan/heat-one/"),
        ("taiyuan/heat-one/", "taiyuan/heat-one/"),
        ("taiyuan/", "taiyuan/"),
    ],
)
def test_it_counts_all_below_a_company_or_district_together(path: str, above: str) -> None:
    assert below_the_city(path) == above


async def test_whoever_is_not_content_has_answered(life: Life) -> None:
    await life.until("replied")
    await life.rate(solved=False, score=1)
    assert (await life.get("cora", PATH))["satisfaction"] == {"asked": 1, "answered": 1, "average": 1.0}
    with clock.travel(NIGHT + timedelta(hours=1)):
        for verb in (life.resolve, life.verify, life.reply):
            assert (await verb()).status_code == 200
        assert (await life.get("cora", PATH))["satisfaction"] == {"asked": 1, "answered": 0, "average": None}
        await life.rate(score=4)
        assert (await life.get("cora", PATH))["satisfaction"] == {"asked": 1, "answered": 1, "average": 4.0}
