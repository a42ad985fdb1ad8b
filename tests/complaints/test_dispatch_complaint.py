"""POST /api/complaints/{id}/dispatch, /acknowledgement, /return, /rerouting."""

from datetime import timedelta

import pytest

from heating import storage
from heating.lib import clock
from tests.cast import CREW_A, ONE, TWO
from tests.complaints.living import NIGHT, Life, faults, refused


@pytest.fixture
async def assessed(line: Life) -> Life:
    await line.begin(category=None)
    answer = await line.step("cora", "assessment", category="noise", dispatch=False)
    assert answer.status_code == 200, answer.text
    return line


async def test_it_names_an_officer_who_cannot_take_it(assessed: Life) -> None:
    await assessed.world.cast.add("audrey", "auditor", ONE)
    for officer in (assessed.person("audrey"), str(assessed.world.building)):
        assert faults(await assessed.step("cora", "dispatch", officer=officer)) == {("/officer", "not_found")}


async def test_it_goes_to_the_officer_with_the_least_before_him(assessed: Life) -> None:
    first = (await assessed.step("cora", "dispatch")).json()["officer"]["name"]
    second = (await assessed.receive(room="502")).json()["officer"]["name"]
    assert {first, second} == {"Dora", "Dean"}


async def test_it_goes_to_whom_a_person_names(assessed: Life) -> None:
    await assessed.step("cora", "dispatch", officer=assessed.person("ben"))
    complaint = await assessed.as_it_is()
    assert complaint.officer is not None
    assert complaint.officer.name == "Ben"
    assert complaint.steps[-1].detail["rung"] == "named"


async def test_it_is_acknowledged_by_whoever_of_the_unit_takes_it(life: Life) -> None:
    assert refused(await life.acknowledge("carl")) == (404, "complaint.not_found")
    assert (await life.acknowledge("bob")).status_code == 200
    complaint = await life.as_it_is()
    assert (complaint.status, complaint.officer and complaint.officer.name) == ("handling", "Bob")
    states = {one.name: one.state for one in complaint.clocks}
    assert states["acknowledgement"] == "met"
    assert refused(await life.acknowledge("dora")) == (409, "complaint.wrong_status")


async def test_it_comes_back_to_the_desk_with_the_reason(life: Life) -> None:
    assert faults(await life.step("dora", "return", reason="")) == {("/reason", "required")}
    with clock.travel(NIGHT + timedelta(minutes=5)):
        assert (await life.step("dora", "return", reason="非我公司管网", organization=None)).status_code == 200
        complaint = await life.as_it_is()
    assert (complaint.status, complaint.returns, complaint.clock) == ("assessed", 1, "filing")
    assert complaint.officer is not None
    assert complaint.officer.name == "Cora", "a company gives back to the city's desk"
    assert complaint.due_at == NIGHT + timedelta(minutes=35)
    due = {one.name: one.due_at for one in complaint.clocks if one.state == "running"}
    assert due["resolution"] == NIGHT + timedelta(hours=24), "a return wins no time"


async def test_it_does_not_go_again_to_whoever_gave_it_back(life: Life) -> None:
    officer = (await life.as_it_is()).officer
    assert officer is not None
    name, other = officer.name.lower(), {"Dora": "Dean", "Dean": "Dora"}[officer.name]
    await life.step(name, "return", reason="不归我管")
    answer = await life.step("cora", "dispatch")
    assert answer.json()["officer"]["name"] == other


async def test_it_stays_with_the_fallback_owner_after_two_returns(life: Life) -> None:
    await life.step("dora", "return", reason="不归我管")
    await life.step("cora", "dispatch", officer=life.person("max"))
    answer = await life.step("max", "return", reason="不归我司")
    assert answer.status_code == 200
    complaint = await life.as_it_is()
    assert (complaint.status, complaint.returns) == ("dispatched", 2)
    assert complaint.officer is not None
    assert complaint.officer.name == "Dan"
    assert complaint.organization == "taiyuan/xinghualing-office/"
    assert refused(await life.step("dan", "return", reason="也不归我")) == (409, "complaint.returns_used")
    assert (await life.acknowledge("dan")).status_code == 200


async def test_it_stays_with_the_owner_whom_the_settings_name(life: Life) -> None:
    setting = {"fallback_owner": life.person("lee"), "version": 0}
    assert (await life.ask("alice", "/api/complaint-settings", setting, "PUT")).status_code == 200
    for name in ("dora", "max"):
        await life.step("cora", "dispatch", officer=life.person(name))
        await life.step(name, "return", reason="不归我管")
    complaint = await life.as_it_is()
    assert complaint.officer is not None
    assert complaint.officer.name == "Lee"


async def test_it_is_handed_to_another_without_winning_time(life: Life) -> None:
    await life.acknowledge()
    answer = await life.step("max", "rerouting", officer=life.person("ben"), reason="交班")
    assert answer.status_code == 200, answer.text
    complaint = await life.as_it_is()
    assert (complaint.status, complaint.officer and complaint.officer.name) == ("dispatched", "Ben")
    assert (complaint.claimed_by, complaint.acknowledged_at, complaint.clock) == (None, None, "acknowledgement")
    rows = await storage.fetch("SELECT DISTINCT responsible_id AS who FROM deadline WHERE outcome = 'open'")
    assert {str(row["who"]) for row in rows} == {life.person("ben")}
    assert {one.due_at for one in complaint.clocks if one.name == "resolution"} == {NIGHT + timedelta(hours=24)}


async def test_it_goes_to_another_company(life: Life) -> None:
    assert faults(await life.step("max", "rerouting", organization=TWO, reason="供错")) == {
        ("/organization", "not_found")
    }
    assert (await life.step("cora", "rerouting", organization=TWO, reason="供错")).status_code == 200
    complaint = await life.as_it_is()
    assert (complaint.organization, complaint.officer and complaint.officer.name) == (TWO, "Charlie")
    assert refused(await life.acknowledge("dora")) == (404, "complaint.not_found")
    assert complaint.organization != CREW_A
