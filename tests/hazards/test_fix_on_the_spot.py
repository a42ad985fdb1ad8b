from typing import Any

from heating import storage
from heating.hazards.rules import Status
from tests.hazards.living import AFTER, BEFORE, Life, faults, refused

FIXED: dict[str, Any] = {"done": "已紧固", "photos": [BEFORE, AFTER]}


async def test_it_is_for_minor_hazards_only(life: Life) -> None:
    assert refused(await life.step("bob", "on-the-spot-fix", **FIXED)) == (409, "hazard.not_minor")


async def test_it_is_for_the_reporter_only(minor: Life) -> None:
    for username in ("ben", "sue", "alice"):
        assert refused(await minor.step(username, "on-the-spot-fix", **FIXED)) == (403, "hazard.not_reporter")


async def test_it_wants_two_different_pictures_and_words(minor: Life) -> None:
    assert faults(await minor.step("bob", "on-the-spot-fix", done="", photos=[])) == {
        ("/done", "required"),
        ("/photos", "photo_before"),
        ("/photos", "photo_after"),
    }
    same = [BEFORE, {**BEFORE, "role": "after"}]
    assert faults(await minor.step("bob", "on-the-spot-fix", done="好", photos=same)) == {("/photos", "photo_after")}


async def test_it_is_verified_like_any_repair(minor: Life) -> None:
    answer = await minor.step("bob", "on-the-spot-fix", **FIXED)
    assert answer.status_code == 200, answer.text
    hazard = await minor.as_it_is()
    assert (hazard.status, hazard.rectified_by and hazard.rectified_by.name) == (Status.RECTIFIED, "Bob")
    assert [one.name for one in hazard.clocks] == ["verify"]
    assert refused(await minor.accept("bob")) == (403, "hazard.own_work")
    assert refused(await minor.accept("ben")) == (403, "hazard.own_crew")
    assert (await minor.accept("sue")).status_code == 200
    outcomes = await storage.fetch("SELECT name, outcome FROM deadline ORDER BY name")
    assert [(row["name"], row["outcome"]) for row in outcomes] == [("confirm", "met"), ("verify", "met")]


async def test_in_vain_it_gets_the_due_date_of_its_grade(minor: Life) -> None:
    await minor.step("bob", "on-the-spot-fix", **FIXED)
    assert (await minor.send_back()).status_code == 200
    hazard = await minor.as_it_is()
    assert (hazard.status, hazard.reworks, hazard.rectified_by) == (Status.RECTIFYING, 1, None)
    assert hazard.rectify_due_at is not None
