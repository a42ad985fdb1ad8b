"""Who hears of which step, once, and without anybody's words."""

from typing import Any

import pytest

from heating import storage
from heating.audit.reactions import Follower
from heating.hazards import telling
from heating.lib import clock
from heating.worker import REACTIONS
from tests.cast import CREW_B
from tests.hazards.living import AFTER, BEFORE, Life
from tests.inspections.world import MORNING


async def told(life: Life) -> set[tuple[str, str]]:
    """What was told since the last look: (kind, user name)."""
    [reaction] = [one for one in REACTIONS if one.react is telling.tell]
    await Follower(reaction.name, reaction.react, reaction.actions).catch_up()
    rows = await storage.fetch("SELECT kind, person_id, body_zh, title_zh, urgent FROM notification")
    async with storage.transaction():
        await storage.execute("DELETE FROM notification")
    names = {str(user.id): username for username, user in life.world.cast.users.items()}
    for row in rows:
        assert "法兰" not in row["body_zh"] + row["title_zh"], "a message holds nobody's own words"
    return {(row["kind"].removeprefix("hazard."), names[str(row["person_id"])]) for row in rows}


async def test_each_step_is_told_to_those_whose_turn_it_is(life: Life) -> None:
    assert await told(life) == {("reported", "sue"), ("reported", "sam")}
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    assert await told(life) == {("confirmed", "carl"), ("confirmed", "bob")}
    await life.rectify("carl")
    assert await told(life) == {("rectified", "sue"), ("rectified", "sam")}
    await life.send_back()
    assert await told(life) == {("sent_back", "carl")}
    await life.rectify("carl")
    await told(life)
    await life.accept()
    assert await told(life) == {("accepted", "carl"), ("accepted", "bob")}
    await life.step("dan", "reopening", reason="复发")
    assert await told(life) == {("reopened", "carl")}


async def test_extensions_are_told_to_those_above_and_back(life: Life) -> None:
    await life.confirm()
    await told(life)
    await life.ask_extension()
    assert await told(life) == {("extension_asked", "max")}
    extension = (await life.as_it_is()).extensions[0].id
    await life.step("max", f"extensions/{extension}/decision", granted=False, reason="不同意")
    assert await told(life) == {("extension_decided", "bob")}
    await life.ask_extension("max")
    assert await told(life) == {("extension_asked", "dan")}


async def test_a_leader_is_told_what_he_answers_for(life: Life) -> None:
    await life.confirm(grade="major")
    await told(life)
    await life.step("dan", "supervision", leader=life.person("lee"), reason="占压")
    assert await told(life) == {("supervised", "lee"), ("supervised", "bob")}


async def test_the_reporter_is_told_of_a_dismissal(life: Life) -> None:
    await told(life)
    await life.step("sue", "dismissal", version=1, reason="误报")
    assert await told(life) == {("dismissed", "bob")}


async def test_verifiers_who_are_not_independent_are_not_asked(minor: Life) -> None:
    await told(minor)
    await minor.step("bob", "on-the-spot-fix", done="已紧固", photos=[BEFORE, AFTER])
    assert await told(minor) == {("fixed_on_the_spot", "sue"), ("fixed_on_the_spot", "sam")}


async def test_nobody_is_told_of_what_he_did_himself(life: Life) -> None:
    await told(life)
    await life.confirm(organization="taiyuan/heat-one/", responsible=life.person("sue"))
    assert await told(life) == {("confirmed", "bob")}
    await life.rectify("sue")
    assert await told(life) == {("rectified", "dan")}


@pytest.mark.usefixtures("life")
async def test_each_is_told_once() -> None:
    [reaction] = [one for one in REACTIONS if one.react is telling.tell]
    follower = Follower(reaction.name, reaction.react, reaction.actions)
    await follower.catch_up()
    rows: list[dict[str, Any]] = await storage.fetch("SELECT seq FROM audit_entry WHERE action = 'hazard.reported'")
    await follower.react_again({"seq": rows[0]["seq"]})
    counted = await storage.fetch("SELECT count(*) AS n FROM notification")
    assert counted[0]["n"] == 2


async def test_who_answers_for_it_by_a_correction_is_told(life: Life) -> None:
    await life.confirm()
    await told(life)
    await life.reassign(organization=CREW_B, responsible=life.person("carl"))
    assert await told(life) == {("reassigned", "carl")}


async def test_whom_a_plan_hands_it_to_is_told(life: Life) -> None:
    await life.confirm()
    await told(life)
    await life.plan("sue")
    assert await told(life) == set()
    await life.plan("sue", responsibility={"organization": CREW_B, "person": life.person("carl")})
    assert await told(life) == {("planned", "carl")}


async def test_what_is_old_is_told_to_nobody(life: Life) -> None:
    with clock.travel(MORNING + telling.NEWS_FOR):
        assert await told(life) == set()
