"""POST /api/complaints/{id}/rating, /call-back, /reopening; GET /api/complaints/call-backs."""

from datetime import timedelta
from typing import Any

import pytest

from heating.lib import clock
from tests.complaints.living import NIGHT, Life, faults, refused


@pytest.fixture
async def replied(life: Life) -> Life:
    await life.until("replied")
    return life


async def test_nothing_is_rated_before_the_reply(life: Life) -> None:
    assert refused(await life.rate()) == (409, "complaint.wrong_status")


async def test_solved_closes_it(replied: Life) -> None:
    assert (await replied.rate(score=4, comment="来得快")).status_code == 200
    complaint = await replied.as_it_is()
    assert (complaint.status, complaint.closed_at, complaint.clock) == ("closed", NIGHT, None)
    assert complaint.rating is not None
    assert (complaint.rating.score, complaint.rating.solved, complaint.rating.comment) == (4, True, "来得快")


async def test_not_solved_opens_it_again_by_itself(replied: Life) -> None:
    with clock.travel(NIGHT + timedelta(days=1)):
        answer = await replied.rate(solved=False, score=None)
        assert answer.status_code == 200, answer.text
        complaint = await replied.as_it_is()
    assert (complaint.status, complaint.reopenings, complaint.closed_at) == ("handling", 1, None)
    assert complaint.officer is not None
    assert complaint.officer.name in ("Dora", "Dean")
    running = {one.name: one.due_at - NIGHT for one in complaint.clocks if one.state == "running"}
    assert running == {"resolution": timedelta(hours=48), "reply": timedelta(days=8, hours=2)}
    assert complaint.verified_at is None


async def test_it_goes_round_again_to_its_end(replied: Life) -> None:
    await replied.rate(solved=False, score=1)
    for verb in (replied.resolve, replied.verify, replied.reply, replied.rate):
        answer = await verb()
        assert answer.status_code == 200, answer.text
    assert await replied.status() == "closed"


async def test_it_stands_on_the_call_back_list_after_three_days(replied: Life) -> None:
    async def listed() -> list[str]:
        return [row["id"] for row in (await replied.get("cora", "/api/complaints/call-backs"))["items"]]

    assert await listed() == []
    with clock.travel(NIGHT + timedelta(days=3, hours=2, seconds=1)):
        assert await listed() == [replied.id]
        assert await listed() == [replied.id]
        await replied.rate()
        assert await listed() == []


async def test_three_calls_that_reach_nobody_close_it_unrated(replied: Life) -> None:
    for days, status in ((4, "replied"), (5, "replied"), (6, "closed")):
        with clock.travel(NIGHT + timedelta(days=days)):
            answer = await replied.step("cora", "call-back", note="无人接听")
            assert answer.json()["status"] == status, answer.text
    complaint = await replied.as_it_is()
    assert (complaint.rating, complaint.call_backs) == (None, 3)


async def test_nobody_is_called_back_before_the_time(replied: Life) -> None:
    for later in (timedelta(0), timedelta(days=3, hours=2) - timedelta(seconds=1)):
        with clock.travel(NIGHT + later):
            assert refused(await replied.step("cora", "call-back")) == (409, "complaint.call_back_early")
            assert "call_back" not in (await replied.as_it_is("cora")).allowed


async def test_the_list_says_who_may_call_where_one_may_not(replied: Life) -> None:
    async def listed(who: str) -> Any:
        (row,) = (await replied.get(who, "/api/complaints/call-backs"))["items"]
        return row["allowed"], row["why_not"], row["instead"]

    with clock.travel(NIGHT + timedelta(days=3, hours=3)):
        assert await listed("cora") == (["rate", "call_back"], None, [])
        allowed, why_not, instead = await listed("dora")
        assert (allowed, why_not, instead[:2]) == ([], "complaint.own_handling", ["Dean", "Max"])
        assert refused(await replied.rate("dora")) == (403, "complaint.own_handling")
        assert not {"Dora", "Charlie", "Bob"} & set(instead)
        assert (await replied.rate("dean")).status_code == 200


async def test_a_city_may_do_without_call_backs(life: Life) -> None:
    both = {"zh": "回访", "en": "Call back"}
    policy = {"key": "call_back", "name": both, "basis": both, "rules": [{"amount": None}], "version": 0}
    answer = await life.ask("alice", "/api/complaint-policies/call_back", policy, "PUT")
    assert answer.status_code == 200, answer.text
    await life.until("replied")
    with clock.travel(NIGHT + timedelta(days=9)):
        assert (await life.get("cora", "/api/complaints/call-backs"))["items"] == []


async def test_one_call_a_day_counts(replied: Life) -> None:
    morning = NIGHT + timedelta(days=3, hours=12)
    with clock.travel(morning):
        assert (await replied.step("cora", "call-back")).status_code == 200
    with clock.travel(morning + timedelta(hours=13)):
        assert refused(await replied.step("cora", "call-back")) == (409, "complaint.called_back_today")
    with clock.travel(morning + timedelta(hours=14)):
        assert (await replied.step("cora", "call-back")).status_code == 200
    assert (await replied.as_it_is()).call_backs == 2


async def test_whoever_worked_on_it_does_not_say_how_content_the_resident_is(life: Life) -> None:
    await life.acknowledge("dora")
    await life.resolve("dean")
    await life.verify("sue")
    await life.reply("max")
    with clock.travel(NIGHT + timedelta(days=4)):
        for who in ("dora", "dean", "max"):
            assert refused(await life.rate(who)) == (403, "complaint.own_handling"), who
            assert refused(await life.step(who, "call-back")) == (403, "complaint.own_handling"), who
        assert (await life.rate("dan")).status_code == 200


async def test_a_person_opens_it_again_with_a_reason(replied: Life) -> None:
    await replied.rate()
    assert faults(await replied.step("cora", "reopening", reason=" ")) == {("/reason", "required")}
    assert (await replied.step("cora", "reopening", reason="用户来电仍不热")).status_code == 200
    complaint = await replied.as_it_is()
    assert (complaint.status, complaint.reopenings) == ("handling", 1)
    assert refused(await replied.step("cora", "reopening", reason="再次")) == (409, "complaint.wrong_status")


async def test_a_promise_that_is_later_or_sooner_does_not_move_the_call(life: Life) -> None:
    await life.until("verified")
    await life.reply(disposition="promised", promised_on="2026-11-02")
    with clock.travel(NIGHT + timedelta(days=2)):
        assert (await life.get("cora", "/api/complaints/call-backs"))["items"] == []
    with clock.travel(NIGHT + timedelta(days=3, hours=2, seconds=1)):
        assert [row["id"] for row in (await life.get("cora", "/api/complaints/call-backs"))["items"]] == [life.id]
