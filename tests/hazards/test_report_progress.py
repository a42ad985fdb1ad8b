from datetime import timedelta
from typing import Any

from heating.lib import clock
from heating.lib.ids import new_id
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING, photo


async def test_it_is_for_the_responsible_unit_while_it_rectifies(life: Life) -> None:
    report: dict[str, Any] = {"text": "已开挖", "percent": 30}
    assert refused(await life.step("bob", "progress", **report)) == (409, "hazard.wrong_status")
    await life.confirm()
    assert refused(await life.step("ben", "progress", **report)) == (403, "hazard.not_responsible")
    assert refused(await life.step("dora", "progress", **report)) == (403, "accounts.forbidden")
    assert (await life.step("max", "progress", **report)).status_code == 200


async def test_it_wants_words_and_a_percentage(life: Life) -> None:
    await life.confirm()
    assert faults(await life.step("bob", "progress", text=" ", percent=1)) == {("/text", "required")}
    assert (await life.step("bob", "progress", text="好", percent=101)).status_code == 422


async def test_the_next_one_is_due_a_week_later(life: Life) -> None:
    await life.confirm(grade="larger")
    with clock.travel(MORNING + timedelta(days=3)):
        answer = await life.step("bob", "progress", text="已开挖", percent=30, photos=[photo("context", 21)])
        assert answer.status_code == 200
    hazard = await life.as_it_is()
    [weekly] = [one for one in hazard.clocks if one.name == "progress"]
    assert (weekly.due_at - (MORNING + timedelta(days=3))).days == 7
    assert (hazard.steps[-1].note, hazard.steps[-1].detail, len(hazard.steps[-1].photos)) == (
        "已开挖",
        {"percent": 30},
        1,
    )


async def test_sent_twice_it_stands_once(life: Life) -> None:
    await life.confirm()
    report: dict[str, Any] = {"id": str(new_id()), "text": "已开挖", "percent": 30}
    assert [(await life.step("bob", "progress", **report)).status_code for _ in range(2)] == [200, 200]
    assert [step.step for step in (await life.as_it_is()).steps] == ["report", "confirm", "progress"]
    assert refused(await life.step("bob", "progress", **{**report, "percent": 31})) == (409, "hazard.id_taken")
