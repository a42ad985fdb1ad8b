"""POST /api/complaints/{id}/assessment, /classification."""

from datetime import timedelta

import pytest

from heating.lib import clock
from tests.cast import CREW_A, CREW_C, XINGHUALING
from tests.complaints.living import NIGHT, Life, faults, refused


@pytest.fixture
async def waiting(line: Life) -> Life:
    """At the city's desk, of an unknown place and matter."""
    return await line.begin(category=None, building=None, unit=None, room=None, address="S1 那边")


async def test_it_refuses_whoever_may_not(waiting: Life) -> None:
    assert refused(await waiting.step("sue", "assessment", category="noise")) == (403, "accounts.forbidden")
    assert refused(await waiting.step("charlie", "assessment", category="noise")) == (404, "complaint.not_found")
    assert refused(await waiting.step("alice", "assessment", category="noise", version=7)) == (
        409,
        "complaint.version_conflict",
    )


async def test_it_refuses_what_is_assessed_already(life: Life) -> None:
    assert refused(await life.step("cora", "assessment", category="noise")) == (409, "complaint.wrong_status")


async def test_it_names_what_is_unknown(waiting: Life) -> None:
    nobody = waiting.person("bob")
    answer = await waiting.step("cora", "assessment", category="no_such", building=nobody, organization="no/such/")
    assert faults(answer) == {("/category", "unknown"), ("/building", "not_found"), ("/organization", "not_found")}


async def test_it_sends_it_on_when_its_place_is_known(waiting: Life) -> None:
    body = {"category": "no_heat", "building": str(waiting.world.building), "unit": "3", "room": "201"}
    with clock.travel(NIGHT + timedelta(minutes=4)):
        answer = await waiting.step("cora", "assessment", **body)
        assert answer.status_code == 200, answer.text
        complaint = await waiting.as_it_is()
    assert (complaint.status, complaint.urgency, complaint.matter_class) == ("dispatched", "urgent", "livelihood")
    assert (complaint.organization, complaint.area) == (CREW_A, XINGHUALING)
    assert complaint.address == "设备 S1-23单元201"
    assert complaint.officer is not None
    assert complaint.officer.name in ("Dora", "Dean")
    assert [step.step for step in complaint.steps] == ["receive", "assess", "dispatch"]
    assert [step.actor.name for step in complaint.steps] == ["Cora", "Cora", "system"]
    clocks = {one.name: one for one in complaint.clocks}
    assert clocks["filing"].state == "met"
    assert clocks["reply"].due_at == NIGHT + timedelta(days=7, hours=2)
    assert clocks["acknowledgement"].due_at == NIGHT + timedelta(minutes=9)


async def test_it_waits_for_a_dispatch_where_the_place_stays_unknown(waiting: Life) -> None:
    await waiting.step("cora", "assessment", category="fee")
    complaint = await waiting.as_it_is()
    assert (complaint.status, complaint.clock) == ("assessed", "filing")
    await waiting.step("cora", "dispatch", organization=CREW_C)
    complaint = await waiting.as_it_is()
    assert (complaint.status, complaint.organization) == ("dispatched", CREW_C)


async def test_it_waits_when_a_person_wants_to_send_it_himself(waiting: Life) -> None:
    building = str(waiting.world.building)
    await waiting.step("cora", "assessment", category="noise", building=building, dispatch=False)
    assert await waiting.status() == "assessed"


async def test_it_shortens_the_time_to_file_what_turns_out_urgent(waiting: Life) -> None:
    await waiting.step("cora", "assessment", category="burst_pipe")
    filing = next(one for one in (await waiting.as_it_is()).clocks if one.name == "filing")
    assert filing.due_at == NIGHT + timedelta(minutes=10)


async def test_it_changes_the_class_with_a_reason_and_reckons_the_clocks_anew(life: Life) -> None:
    assert faults(await life.step("cora", "classification", reason=" ")) == {("/reason", "required")}
    assert faults(await life.step("cora", "classification", reason="误")) == {("/category", "required")}
    answer = await life.step("cora", "classification", matter_class="complex", urgency="urgent", reason="涉及多户")
    assert answer.status_code == 200, answer.text
    complaint = await life.as_it_is()
    due = {one.name: one.due_at - NIGHT for one in complaint.clocks}
    assert due["reply"] == timedelta(days=15, hours=2)
    assert due["resolution"] == timedelta(hours=8)
    told = complaint.steps[-1]
    assert (told.detail["matter_class_before"], told.detail["matter_class"]) == ("livelihood", "complex")
    assert told.reason == "涉及多户"
