"""What a resident does with his tracking code."""

from datetime import timedelta

import pytest

from heating.complaints.residents import actions as resident_actions
from heating.complaints.residents import tracking
from heating.complaints.residents.schemas import ResidentConfirmation, ResidentNote, ResidentRating, Tracked
from heating.complaints.steps.table import Step
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from tests.complaints.living import NIGHT, Life
from tests.inspections.world import ZONE


async def code_of(life: Life) -> str:
    return (await life.as_it_is()).tracking_code


async def followed(life: Life) -> Tracked:
    found = await resident_actions.tracked(await code_of(life))
    assert found is not None
    return found


async def test_nobody_follows_what_is_no_code(life: Life) -> None:
    for code in ("", "0" * 12, "AAAA-BBBB-CCCC", "x" * 500, life.id):
        assert await resident_actions.tracked(code) is None
    with pytest.raises(Problem) as refusal:
        await resident_actions.rate("0" * 12, ResidentRating(id=new_id(), solved=True), ZONE)
    assert refusal.value.code == "complaint.no_tracking"


async def test_he_follows_it_by_his_code_however_he_types_it(life: Life) -> None:
    code = await code_of(life)
    assert len(code) == 12
    for typed in (code, code.lower(), tracking.printed(code), f" {tracking.printed(code)} "):
        assert await resident_actions.tracked(typed) == await followed(life)
    shown = await followed(life)
    assert (shown.status, shown.next_due_at, shown.may) == (
        "dispatched",
        NIGHT + timedelta(hours=24),
        ["confirm", "note"],
    )
    assert [step.step for step in shown.steps] == ["receive", "assess", "dispatch"]


async def test_his_confirmation_is_the_verification(life: Life) -> None:
    await life.until("resolved")
    said = ResidentConfirmation(id=new_id(), warm=True, indoor_c=21)
    for _ in range(2):
        after = await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
        assert after.status == "verified"
    complaint = await life.as_it_is()
    assert complaint.verified_by is not None
    assert (complaint.verified_by.id, complaint.steps[-1].detail["method"]) == (None, "resident")
    assert [step.step for step in complaint.steps].count(Step.VERIFY) == 1


async def test_still_cold_is_rework(life: Life) -> None:
    await life.until("resolved")
    said = ResidentConfirmation(id=new_id(), warm=False)
    after = await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
    assert (after.status, after.reworks) == ("handling", 1)


async def test_still_cold_is_rework_though_it_was_verified(life: Life) -> None:
    await life.until("verified")
    await life.reply("dora", disposition="explained", explanation="用户自行关阀")
    said = ResidentConfirmation(id=new_id(), warm=False)
    for _ in range(2):
        after = await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
        assert (after.status, after.reworks, after.verified_at, after.drafted_by_id) == ("handling", 1, None, None)
    running = {one.name for one in (await life.as_it_is()).clocks if one.state == "running"}
    assert running == {"resolution", "reply"}
    for verb in (life.resolve, life.verify, life.reply):
        assert (await verb()).status_code == 200


@pytest.mark.parametrize("status", ["resolved", "verified"])
async def test_still_cold_leaves_what_it_was_merged_into(life: Life, status: str) -> None:
    principal = life.id
    await life.begin(room="502")
    member = life.id
    assert (await life.step("cora", "merger", into=principal)).status_code == 200
    life.id = principal
    await life.until(status)
    life.id = member
    assert await life.status() == status
    said = ResidentConfirmation(id=new_id(), warm=False)
    after = await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
    assert (after.status, after.merged_into_id) == ("handling", None)
    assert {one.name for one in (await life.as_it_is()).clocks if one.state == "running"} == {"resolution", "reply"}
    life.id = principal
    complaint = await life.as_it_is()
    assert (complaint.status, complaint.merged_count) == (status, 0)


async def test_he_rates_it_once(life: Life) -> None:
    rating = ResidentRating(id=new_id(), solved=True, score=5, comment="谢谢")
    with pytest.raises(Problem) as refusal:
        await resident_actions.rate(await code_of(life), rating, ZONE)
    assert refusal.value.code == "complaint.wrong_status"
    await life.until("replied")
    assert "rate" in (await followed(life)).may
    for _ in range(2):
        assert (await resident_actions.rate(await code_of(life), rating, ZONE)).status == "closed"
    with pytest.raises(Problem) as refusal:
        await resident_actions.rate(await code_of(life), ResidentRating(id=new_id(), solved=False), ZONE)
    assert refusal.value.code == "complaint.wrong_status"
    shown = await followed(life)
    assert shown.rating is not None
    assert (shown.rating.score, shown.reply and shown.reply.cause) == (5, "立管气堵")


async def test_not_solved_opens_it_again_for_a_week(life: Life) -> None:
    await life.until("closed")
    said = ResidentConfirmation(id=new_id(), warm=False, text="又凉了")
    with clock.travel(NIGHT + timedelta(days=7, seconds=1)):
        assert (await followed(life)).may == ["note"]
        with pytest.raises(Problem) as refusal:
            await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
        assert refusal.value.code == "complaint.wrong_status"
    with clock.travel(NIGHT + timedelta(days=7)):
        after = await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
    assert (after.status, after.reopenings) == ("handling", 1)


async def test_what_he_adds_stands_in_the_story(life: Life) -> None:
    note = ResidentNote(id=new_id(), text="晚上八点后在家")
    await resident_actions.add_note(await code_of(life), note, ZONE)
    said = ResidentConfirmation(id=new_id(), warm=True, indoor_c=19.5)
    await resident_actions.confirm_by_resident(await code_of(life), said, ZONE)
    told = (await life.as_it_is()).steps[-2:]
    assert [step.note for step in told] == ["晚上八点后在家", "住户确认已恢复（室温 19.5℃）"]
    assert [step.from_resident for step in (await followed(life)).steps][-2:] == [True, True]


async def test_notes_of_the_house_are_not_shown_to_him(life: Life) -> None:
    await life.step("dora", "note", text="用户态度恶劣")
    assert [step.step for step in (await followed(life)).steps] == ["receive", "assess", "dispatch"]


async def test_only_who_takes_complaints_in_has_his_code(life: Life) -> None:
    """Who handles one would confirm it in the resident's place."""
    for who in ("bob", "sue"):
        assert (await life.as_it_is(who)).tracking_code == "", who
    assert (await life.as_it_is("cora")).tracking_code == await code_of(life)
    answer = await life.acknowledge("bob")
    assert (answer.status_code, answer.json()["tracking_code"]) == (200, "")


async def test_a_reply_is_shown_to_him_when_it_is_sent(life: Life) -> None:
    await life.until("verified")
    shown = [step.step for step in (await followed(life)).steps]
    await life.reply(disposition="explained", explanation="用户自行关阀")
    assert [step.step for step in (await followed(life)).steps] == shown
    await life.step("max", "reply-review", approved=False, note="请写明政策依据")
    assert [step.step for step in (await followed(life)).steps] == shown
    await life.reply(disposition="explained", explanation="用户自行关阀，已说明")
    await life.step("max", "reply-review", approved=True)
    assert [step.step for step in (await followed(life)).steps] == [*shown, Step.REPLY]
