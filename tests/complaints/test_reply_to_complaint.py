"""POST /api/complaints/{id}/reply, /reply-review."""

from datetime import timedelta

import pytest

from heating.lib import clock
from tests.complaints.living import NIGHT, Life, faults, refused


@pytest.fixture
async def verified(life: Life) -> Life:
    await life.until("verified")
    return life


async def test_there_is_no_reply_before_the_verification(life: Life) -> None:
    await life.until("resolved")
    assert refused(await life.reply()) == (409, "complaint.wrong_status")


async def test_it_says_cause_measure_day_and_contact(verified: Life) -> None:
    answer = await verified.reply(cause="", measure=" ", contact="", measure_on="2026-11-02")
    assert faults(answer) == {
        ("/cause", "required"),
        ("/measure", "required"),
        ("/contact", "required"),
        ("/measure_on", "future"),
    }


async def test_it_goes_out_and_waits_for_the_rating(verified: Life) -> None:
    assert (await verified.reply()).status_code == 200
    complaint = await verified.as_it_is()
    assert (complaint.status, complaint.disposition, complaint.clock) == ("replied", "solvable_now", "call_back")
    assert {one.name: one.state for one in complaint.clocks}["reply"] == "met"
    assert complaint.reply is not None
    assert complaint.reply.cause == "立管气堵"
    assert complaint.replied_by is not None
    assert complaint.replied_by.name == "Dora"


async def test_a_promise_needs_its_day_and_is_tracked(verified: Life) -> None:
    assert faults(await verified.reply(disposition="promised")) == {("/promised_on", "required")}
    assert faults(await verified.reply(promised_on="2026-12-01")) == {("/promised_on", "not_promised")}
    await verified.reply(disposition="promised", promised_on="2026-11-20")
    complaint = await verified.as_it_is()
    assert {one.name for one in complaint.clocks if one.state == "running"} == {"promise", "call_back"}
    assert [str(one.promised_on) for one in complaint.promises] == ["2026-11-20"]


async def test_an_explanation_is_looked_at_by_a_second_person(verified: Life) -> None:
    assert faults(await verified.reply(disposition="explained")) == {("/explanation", "required")}
    answer = await verified.reply(disposition="explained", explanation="用户自行关阀")
    assert answer.json()["status"] == "verified"
    assert refused(await verified.reply()) == (409, "complaint.reply_waiting")
    assert refused(await verified.step("dora", "reply-review", approved=True)) == (403, "accounts.forbidden")
    assert faults(await verified.step("max", "reply-review", approved=False)) == {("/note", "required")}
    await verified.step("max", "reply-review", approved=False, note="请写明政策依据")
    assert refused(await verified.step("max", "reply-review", approved=True)) == (409, "complaint.no_reply")
    await verified.reply("max", disposition="explained", explanation="用户自行关阀，已说明")
    assert refused(await verified.step("max", "reply-review", approved=True)) == (403, "complaint.own_reply")
    assert (await verified.step("dan", "reply-review", approved=True, note="同意")).status_code == 200
    complaint = await verified.as_it_is()
    assert (complaint.status, complaint.draft) == ("replied", None)
    assert complaint.replied_by is not None
    assert complaint.replied_by.name == "Max"
    assert complaint.steps[-1].reason == "同意"


async def test_a_repetition_needs_the_proof_of_an_earlier_resolution(line: Life) -> None:
    await line.begin()
    await line.until("closed")
    proof = line.id
    with clock.travel(NIGHT + timedelta(days=1)):
        await line.begin(category="noise")
        await line.until("verified")
        assert faults(await line.reply(disposition="repeated", proof=proof)) == {("/proof", "not_proven")}
        await line.begin()
        await line.until("verified")
        for wrong in (None, line.id):
            assert faults(await line.reply(disposition="repeated", proof=wrong)) == {("/proof", "not_proven")}
        answer = await line.reply(disposition="repeated", proof=proof)
        assert answer.json()["status"] == "verified", "a supervisor decides, never the program"
        await line.step("max", "reply-review", approved=True)
        assert await line.status() == "replied"


async def test_a_complex_matter_is_signed_off(life: Life) -> None:
    await life.step("cora", "classification", matter_class="complex", reason="涉及多部门")
    await life.until("verified")
    assert (await life.reply()).json()["status"] == "verified"


async def test_the_city_says_what_is_signed_off(life: Life) -> None:
    setting = {"signed_off_classes": [], "signed_off_channels": ["phone"], "version": 0}
    assert (await life.ask("alice", "/api/complaint-settings", setting, "PUT")).status_code == 200
    await life.until("verified")
    assert (await life.reply()).json()["status"] == "verified"
