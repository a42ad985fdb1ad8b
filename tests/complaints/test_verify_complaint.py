"""POST /api/complaints/{id}/verification."""

from datetime import timedelta

import pytest

from heating.lib import clock
from tests.complaints.living import NIGHT, Life, faults, refused


@pytest.fixture
async def resolved(life: Life) -> Life:
    await life.until("resolved")
    return life


async def test_nobody_verifies_what_he_resolved(resolved: Life) -> None:
    assert refused(await resolved.verify("dora")) == (403, "complaint.own_work")
    assert refused(await resolved.verify("dora", passed=False)) == (403, "complaint.own_work")


async def test_nobody_verifies_what_his_crew_resolved(life: Life) -> None:
    await life.acknowledge("bob")
    await life.resolve("bob")
    assert refused(await life.verify("ben")) == (403, "complaint.own_crew")
    assert (await life.verify("sue")).status_code == 200


async def test_it_needs_to_have_been_seen_on_site_and_measured(resolved: Life) -> None:
    answer = await resolved.verify(photos=[], indoor_c=None)
    assert faults(answer) == {("/label", "on_site"), ("/indoor_c", "required")}
    assert faults(await resolved.verify(method="resident", note=" ")) == {("/note", "required")}


async def test_the_resident_may_say_so_instead(resolved: Life) -> None:
    answer = await resolved.verify(method="resident", note="用户电话确认已热", photos=[], indoor_c=None)
    assert answer.status_code == 200
    complaint = await resolved.as_it_is()
    assert (complaint.status, complaint.clock) == ("verified", "reply")
    assert complaint.verified_by is not None
    assert complaint.verified_by.name == "Sue"


async def test_rework_wins_no_time(resolved: Life) -> None:
    with clock.travel(NIGHT + timedelta(minutes=50)):
        assert faults(await resolved.verify(passed=False, note="")) == {("/note", "required")}
        assert (await resolved.verify(passed=False, note="仍然不热")).status_code == 200
        complaint = await resolved.as_it_is()
    assert (complaint.status, complaint.reworks, complaint.resolved_by) == ("handling", 1, None)
    running = {one.name: one.due_at - NIGHT for one in complaint.clocks if one.state == "running"}
    assert running["resolution"] == timedelta(hours=24)
    assert complaint.steps[-1].step == "send_back"


async def test_nothing_is_verified_twice(resolved: Life) -> None:
    await resolved.verify()
    assert refused(await resolved.verify()) == (409, "complaint.wrong_status")
