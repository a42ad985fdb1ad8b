"""POST /api/complaints/{id}/claim."""

import asyncio
from datetime import timedelta

from heating.complaints.rules import CLAIM_LASTS
from heating.complaints.steps.table import Step
from heating.lib import clock
from heating.lib.ids import new_id
from tests.complaints.living import NIGHT, Life, refused


async def test_only_one_of_two_officers_gets_it(life: Life) -> None:
    answers = await asyncio.gather(life.step("dora", "claim"), life.step("dean", "claim"))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    complaint = await life.as_it_is()
    assert refused(lost) == (409, "complaint.claimed")
    assert complaint.officer is not None
    assert complaint.officer.name in lost.json()["detail"]
    assert complaint.status == "handling"
    assert [one.state for one in complaint.clocks if one.name == "acknowledgement"] == ["met"]


async def test_a_double_click_is_one_claim(life: Life) -> None:
    answers = await asyncio.gather(*(life.step("dora", "claim") for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [step.step for step in (await life.as_it_is()).steps].count(Step.CLAIM) == 1


async def test_it_is_replayed_by_its_id(life: Life) -> None:
    body = {"id": str(new_id())}
    assert [(await life.step("dora", "claim", **body)).status_code for _ in range(2)] == [200, 200]
    assert refused(await life.step("dora", "acknowledgement", **body)) == (409, "complaint.id_taken")


async def test_it_keeps_another_from_working_on_it_at_the_desk(line: Life) -> None:
    await line.begin(category=None, building=None, unit=None, room=None)
    assert (await line.step("cora", "claim")).json()["claimed_by"]["name"] == "Cora"
    assert refused(await line.step("lee", "assessment", category="noise")) == (409, "complaint.claimed")
    with clock.travel(NIGHT + CLAIM_LASTS - timedelta(seconds=1)):
        assert refused(await line.step("lee", "claim")) == (409, "complaint.claimed")
    with clock.travel(NIGHT + CLAIM_LASTS):
        assert (await line.as_it_is()).claimed_by is None
        assert (await line.step("lee", "claim")).status_code == 200


async def test_it_is_not_for_those_of_another_crew(life: Life) -> None:
    assert refused(await life.step("carl", "claim")) == (404, "complaint.not_found")
