"""POST /api/complaints/{id}/pause, /resumption, /interim-reply, /resolution, /note."""

from datetime import timedelta

import pytest

from heating.lib import clock
from tests.complaints.living import NIGHT, Life, faults, refused


@pytest.fixture
async def handled(life: Life) -> Life:
    await life.until("handling")
    return life


async def test_it_is_not_paused_without_reason_nor_for_longer_than_the_policies_let(handled: Life) -> None:
    assert faults(await handled.step("dora", "pause", reason="", hours=73)) == {
        ("/reason", "required"),
        ("/hours", "too_long"),
    }


async def test_only_the_clocks_that_may_stand_still_do(handled: Life) -> None:
    assert (await handled.step("dora", "pause", reason="用户外出", hours=48)).status_code == 200
    complaint = await handled.as_it_is()
    due = {one.name: one.due_at - NIGHT for one in complaint.clocks if one.state != "met"}
    assert (complaint.status, complaint.paused_until) == ("paused", NIGHT + timedelta(hours=48))
    assert due["resolution"] == timedelta(hours=24 + 48)
    assert due["response"] == timedelta(hours=2 + 24), "it may stand still for a day only"
    assert due["reply"] == timedelta(days=7, hours=2)
    assert refused(await handled.resolve()) == (409, "complaint.wrong_status")
    with clock.travel(NIGHT + timedelta(hours=1)):
        assert (await handled.step("dora", "resumption")).status_code == 200
    complaint = await handled.as_it_is()
    due = {one.name: one.due_at - NIGHT for one in complaint.clocks if one.state == "running"}
    assert (complaint.status, due["resolution"]) == ("handling", timedelta(hours=25))


async def test_it_promises_by_a_day_that_is_to_come(handled: Life) -> None:
    answer = await handled.step("dora", "interim-reply", text=" ", promised_on="2026-10-31")
    assert faults(answer) == {("/text", "required"), ("/promised_on", "past")}
    answer = await handled.step("dora", "interim-reply", text="更换立管", promised_on="2026-11-03")
    assert answer.status_code == 200, answer.text
    complaint = await handled.as_it_is()
    assert (complaint.status, str(complaint.promised_on)) == ("handling", "2026-11-03")
    clocks = {one.name: one for one in complaint.clocks}
    assert clocks["promise"].due_at == NIGHT + timedelta(hours=2 + 48)
    assert clocks["response"].state == "met"


async def test_a_later_promise_takes_the_place_of_the_one_before(handled: Life) -> None:
    for day in ("2026-11-03", "2026-11-05"):
        await handled.step("dora", "interim-reply", text="更换立管", promised_on=day)
    with clock.travel(NIGHT + timedelta(days=1)):
        await handled.resolve()
        complaint = await handled.as_it_is()
    assert [one.outcome for one in complaint.promises] == ["replaced", "kept"]
    assert complaint.promised_on is None


async def test_a_promise_that_is_kept_late_is_late(handled: Life) -> None:
    await handled.step("dora", "interim-reply", text="更换立管", promised_on="2026-11-02")
    with clock.travel(NIGHT + timedelta(days=1, hours=2, seconds=1)):
        await handled.resolve()
    complaint = await handled.as_it_is()
    assert [one.outcome for one in complaint.promises] == ["late"]
    assert [one.state for one in complaint.clocks if one.name == "promise"] == ["late"]


async def test_it_is_not_resolved_cold_without_having_measured(handled: Life) -> None:
    answer = await handled.resolve(done="", indoor_c=None)
    assert faults(answer) == {("/done", "required"), ("/indoor_c", "required")}


async def test_resolving_starts_the_verification(handled: Life) -> None:
    assert (await handled.resolve()).status_code == 200
    complaint = await handled.as_it_is()
    assert (complaint.status, complaint.clock) == ("resolved", "verification")
    assert complaint.due_at == NIGHT + timedelta(hours=1)
    assert complaint.steps[-1].detail["indoor_c"] == 20.5


async def test_whoever_spoke_to_the_resident_has_responded(handled: Life) -> None:
    assert faults(await handled.step("dora", "note", text="")) == {("/text", "required")}
    await handled.step("dora", "note", text="未接通")
    assert {one.name: one.state for one in (await handled.as_it_is()).clocks}["response"] == "running"
    await handled.step("dora", "note", text="已联系用户，约明早上门", contacted=True)
    assert {one.name: one.state for one in (await handled.as_it_is()).clocks}["response"] == "met"
