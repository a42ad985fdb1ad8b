"""What nobody has taken follows the roster; pauses end."""

from datetime import timedelta

import pytest

from heating import storage
from heating.complaints import rerouting
from heating.lib import clock
from tests.complaints.living import NIGHT, Life
from tests.inspections.world import ZONE


@pytest.fixture
async def dispatched(line: Life) -> Life:
    return await line.begin()


async def officer(life: Life) -> str:
    found = (await life.as_it_is()).officer
    assert found is not None
    return found.name


async def leave(life: Life, username: str) -> None:
    await life.world.cast.change(username, disabled_at=clock.now())


async def test_it_moves_nothing_while_its_officer_is_there(dispatched: Life) -> None:
    before = await dispatched.as_it_is()
    assert await rerouting.follow_roster(ZONE) == 0
    assert await dispatched.as_it_is() == before


async def test_it_goes_to_the_other_officer_when_his_post_is_left(dispatched: Life) -> None:
    first = await officer(dispatched)
    await leave(dispatched, first.lower())
    assert await rerouting.follow_roster(ZONE) == 1
    assert await officer(dispatched) == {"Dora": "Dean", "Dean": "Dora"}[first]
    assert (await dispatched.as_it_is()).due_at == NIGHT + timedelta(minutes=15), "the time runs on"
    assert await rerouting.follow_roster(ZONE) == 0


async def test_it_goes_up_when_nobody_is_left(dispatched: Life) -> None:
    for gone, following in (("dora", ""), ("dean", "Max"), ("max", "Dan"), ("dan", "Cora"), ("cora", "Lee")):
        await leave(dispatched, gone)
        await rerouting.follow_roster(ZONE)
        if following:
            assert await officer(dispatched) == following
    rows = await storage.fetch("SELECT count(*) AS n FROM audit_entry WHERE action = 'complaint.nobody_on_duty'")
    assert rows[0]["n"] == 4
    await leave(dispatched, "lee")
    await rerouting.follow_roster(ZONE)
    assert await officer(dispatched) == "Alice", "an administrator is the last resort"


async def test_what_somebody_is_at_stays_his(dispatched: Life) -> None:
    await dispatched.acknowledge("sue")
    assert await rerouting.follow_roster(ZONE) == 0
    assert await officer(dispatched) == "Sue"


@pytest.mark.parametrize("status", ["handling", "paused", "resolved", "verified", "replied"])
async def test_what_was_with_somebody_who_is_gone_goes_to_another(dispatched: Life, status: str) -> None:
    await dispatched.until("handling" if status == "paused" else status)
    if status == "paused":
        await dispatched.step("dora", "pause", reason="用户外出", hours=3)
    await leave(dispatched, "dora")
    assert await rerouting.follow_roster(ZONE) == 1
    assert await rerouting.follow_roster(ZONE) == 0
    complaint = await dispatched.as_it_is()
    assert await officer(dispatched) == "Dean"
    assert complaint.status == ("dispatched" if status == "handling" else status)
    if status == "handling":
        assert (complaint.clock, complaint.claimed_by) == ("acknowledgement", None)


async def test_what_was_with_somebody_who_may_not_act_any_more_goes_to_another(dispatched: Life) -> None:
    await dispatched.acknowledge("dora")
    await dispatched.world.cast.change("dora", role="auditor")
    assert await rerouting.follow_roster(ZONE) == 1
    assert (await officer(dispatched), await dispatched.status()) == ("Dean", "dispatched")


async def test_what_a_person_gave_to_somebody_who_is_gone_goes_to_another(dispatched: Life) -> None:
    await dispatched.step("cora", "rerouting", officer=dispatched.person("ben"), reason="熟悉情况")
    await leave(dispatched, "ben")
    assert await rerouting.follow_roster(ZONE) == 1
    assert await officer(dispatched) in ("Dora", "Dean")


async def test_what_a_person_gave_to_somebody_stays_with_him(dispatched: Life) -> None:
    await dispatched.step("cora", "rerouting", officer=dispatched.person("ben"), reason="熟悉情况")
    assert await rerouting.follow_roster(ZONE) == 0
    assert await officer(dispatched) == "Ben"


async def test_what_was_given_back_waits_at_the_desk(dispatched: Life) -> None:
    await dispatched.step("dora", "return", reason="不归我管")
    assert await officer(dispatched) == "Cora"
    assert await rerouting.follow_roster(ZONE) == 0
    await leave(dispatched, "cora")
    assert await rerouting.follow_roster(ZONE) == 1
    assert await officer(dispatched) == "Lee"


async def test_a_claim_that_was_left_lying_holds_nothing_up(line: Life) -> None:
    await line.begin(category=None, building=None, unit=None, room=None)
    await line.step("cora", "claim")
    await leave(line, "cora")
    assert await rerouting.follow_roster(ZONE) == 1
    assert await officer(line) == "Lee"
    assert (await line.as_it_is()).claimed_by is None


async def test_a_pause_ends_when_it_has_lasted_long_enough(dispatched: Life) -> None:
    await dispatched.until("handling")
    await dispatched.step("dora", "pause", reason="用户外出", hours=3)
    with clock.travel(NIGHT + timedelta(hours=3) - timedelta(seconds=1)):
        assert await rerouting.resume_paused(ZONE) == 0
    with clock.travel(NIGHT + timedelta(hours=3)):
        assert await rerouting.resume_paused(ZONE) == 1
        complaint = await dispatched.as_it_is()
    assert (complaint.status, complaint.paused_until) == ("handling", None)
    assert complaint.steps[-1].actor.name == "system"
    due = {one.name: one.due_at - NIGHT for one in complaint.clocks}
    assert due["resolution"] == timedelta(hours=27)
