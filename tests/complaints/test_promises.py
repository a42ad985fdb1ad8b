"""What a resident was promised: kept when it is done, open again when it was not, broken when its day is over."""

from datetime import timedelta
from typing import Any

import pytest

from heating.complaints.residents import actions as resident_actions
from heating.complaints.residents.schemas import ResidentRating
from heating.lib import clock
from heating.lib.ids import new_id
from tests.complaints.living import NIGHT, Life, refused
from tests.inspections.world import ZONE

IN_FIVE_DAYS = "2026-11-06"
DUE = NIGHT + timedelta(days=5, hours=2)
"""24:00 of it."""


@pytest.fixture
async def promised(life: Life) -> Life:
    """By an interim reply."""
    await life.until("handling")
    answer = await life.step("dora", "interim-reply", text="更换支管", promised_on=IN_FIVE_DAYS)
    assert answer.status_code == 200, answer.text
    return life


@pytest.fixture
async def replied(life: Life) -> Life:
    """With a reply that promises something."""
    await life.until("verified")
    answer = await life.reply(disposition="promised", promised_on=IN_FIVE_DAYS, measure="更换支管")
    assert answer.status_code == 200, answer.text
    return life


async def outcomes(life: Life) -> list[str | None]:
    return [promise.outcome for promise in (await life.as_it_is()).promises]


async def running(life: Life) -> dict[str, Any]:
    return {one.name: one.due_at for one in (await life.as_it_is()).clocks if one.state in ("running", "overdue")}


async def test_what_was_not_done_after_all_is_still_promised(promised: Life) -> None:
    await promised.resolve()
    assert await outcomes(promised) == ["kept"]
    assert (await promised.verify(passed=False)).json()["status"] == "handling"
    complaint = await promised.as_it_is()
    assert (await outcomes(promised), str(complaint.promised_on)) == ([None], IN_FIVE_DAYS)
    assert (await running(promised))["promise"] == DUE
    await promised.resolve()
    assert await outcomes(promised) == ["kept"]


async def test_what_was_sent_back_after_its_day_is_broken(promised: Life) -> None:
    await promised.resolve()
    with clock.travel(DUE):
        await promised.verify(passed=False)
        assert await outcomes(promised) == ["broken"]
        assert "promise" not in await running(promised)
    assert (await promised.as_it_is()).promised_on is None


async def test_not_solved_is_not_kept(replied: Life) -> None:
    rating = ResidentRating(id=new_id(), solved=False, score=1)
    with clock.travel(NIGHT + timedelta(days=1)):
        await resident_actions.rate((await replied.as_it_is()).tracking_code, rating, ZONE)
        complaint = await replied.as_it_is()
        assert (complaint.status, await outcomes(replied)) == ("handling", [None])
        assert str(complaint.promised_on) == IN_FIVE_DAYS
        assert set(await running(replied)) == {"promise", "resolution", "reply"}


async def test_not_solved_after_its_day_is_broken(replied: Life) -> None:
    with clock.travel(DUE):
        await replied.rate(solved=False, score=1)
        assert await outcomes(replied) == ["broken"]
        assert "promise" not in await running(replied)


async def test_whoever_opens_it_again_leaves_it_open(replied: Life) -> None:
    await replied.step("cora", "reopening", reason="用户来电仍不热")
    assert await outcomes(replied) == [None]
    assert "promise" in await running(replied)


async def test_what_the_resolution_kept_is_open_again_too(promised: Life) -> None:
    for verb in (promised.resolve, promised.verify, promised.reply):
        await verb()
    await promised.rate(solved=False, score=1)
    assert await outcomes(promised) == [None]


@pytest.mark.parametrize(("later", "outcome"), [(timedelta(days=1), "kept"), (timedelta(days=6), "late")])
async def test_solved_ends_it(replied: Life, later: timedelta, outcome: str) -> None:
    with clock.travel(NIGHT + later):
        await replied.rate()
        assert (await replied.status(), await outcomes(replied)) == ("closed", [outcome])


async def test_what_was_solved_once_stays_kept_when_it_comes_again(replied: Life) -> None:
    await replied.rate()
    await replied.step("cora", "reopening", reason="又凉了")
    assert await outcomes(replied) == ["kept"]


async def test_calls_that_reach_nobody_do_not_close_it_while_something_is_promised(life: Life) -> None:
    await life.until("verified")
    await life.reply(disposition="promised", promised_on="2026-11-12", measure="更换支管")
    for day in (4, 5, 6):
        with clock.travel(NIGHT + timedelta(days=day)):
            answer = await life.step("cora", "call-back")
            assert (answer.status_code, answer.json()["status"]) == (200, "replied")
    due = NIGHT + timedelta(days=11, hours=2)
    with clock.travel(NIGHT + timedelta(days=8)):
        assert (await running(life))["call_back"] == due
        assert refused(await life.step("cora", "call-back")) == (409, "complaint.call_back_early")
        assert (await life.get("cora", "/api/complaints/call-backs"))["items"] == []
    with clock.travel(due):
        assert (await life.step("cora", "call-back")).json()["status"] == "closed"
    assert await outcomes(life) == ["broken"]
