from datetime import UTC, datetime, timedelta
from uuid import UUID

from heating import storage
from heating.hazards import queries, rollups
from heating.hazards.rules import Grade, Status
from heating.lib import clock
from heating.lib.ids import new_id
from tests.cast import CREW_A, CREW_B, CREW_C, ONE, TWO
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING


async def test_it_is_for_safety_officers_and_the_district(life: Life) -> None:
    for username in ("bob", "max", "dora", "lee", "alice"):
        assert refused(await life.confirm(username)) == (403, "accounts.forbidden")
    assert (await life.confirm("dan")).status_code == 200


async def test_it_is_not_found_by_another_company(life: Life) -> None:
    await life.world.cast.add("tom", "safety_officer", TWO)
    assert refused(await life.confirm("tom", version=1)) == (404, "hazard.not_found")


async def test_it_wants_the_version_that_was_seen(life: Life) -> None:
    assert refused(await life.confirm(version=2)) == (409, "hazard.version_conflict")
    body = {"grade": "general", "organization": CREW_A, "responsible": life.person("bob")}
    assert (await life.step("sue", "confirmation", **body)).status_code == 422


async def test_it_names_the_present_state_when_it_is_too_late(life: Life) -> None:
    await life.confirm()
    answer = await life.confirm()
    assert refused(answer) == (409, "hazard.wrong_status")
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/hazard", "rectifying")]
    assert "整改中" in answer.json()["detail"]


async def test_it_refuses_units_and_people_who_cannot_answer_for_it(life: Life) -> None:
    nobody = str(new_id())
    assert faults(await life.confirm(organization="taiyuan/nowhere/", responsible=nobody)) == {
        ("/organization", "not_found"),
        ("/responsible", "not_found"),
    }
    assert faults(await life.confirm(organization=CREW_C)) == {
        ("/organization", "not_found"),
        ("/responsible", "other_unit"),
    }
    assert faults(await life.confirm(responsible=life.person("carl"))) == {("/responsible", "other_unit")}
    assert faults(await life.confirm(organization=CREW_A, responsible=life.person("dora"))) == {
        ("/responsible", "may_not_rectify")
    }


async def test_it_refuses_who_does_not_see_the_area(life: Life) -> None:
    await life.world.cast.add("walt", "crew_member", CREW_A, "taiyuan/wanbolin/")
    assert faults(await life.confirm(responsible=life.person("walt"))) == {("/responsible", "other_area")}


async def test_it_refuses_who_would_not_see_the_hazard_in_the_unit_above_his_crew(life: Life) -> None:
    assert faults(await life.confirm(organization=ONE, responsible=life.person("carl"))) == {
        ("/responsible", "not_seen")
    }
    assert (await life.confirm(organization=ONE, responsible=life.person("bob"))).status_code == 200
    assert (await life.rectify()).status_code == 200


async def test_a_due_date_may_only_be_earlier_than_the_policy(life: Life) -> None:
    assert faults(await life.confirm(due_on="2026-09-20")) == {("/due_on", "later_than_policy")}
    assert faults(await life.confirm(due_on="2026-08-31")) == {("/due_on", "past")}
    assert (await life.as_it_is()).status is Status.REPORTED
    assert (await life.confirm(due_on="2026-09-03")).status_code == 200
    assert (await life.as_it_is()).rectify_due_at == datetime(2026, 9, 3, 16, tzinfo=UTC)


async def test_it_hands_the_hazard_to_a_unit_and_a_person_with_a_due_date(life: Life) -> None:
    before = await life.as_it_is()
    assert [(one.name, one.due_at) for one in before.clocks] == [("confirm", MORNING + timedelta(hours=24))]
    answer = await life.confirm(organization=CREW_B, responsible=life.person("carl"), grade="larger", note="先关阀")
    assert answer.status_code == 200, answer.text
    hazard = await life.as_it_is()
    assert (hazard.status, hazard.grade, hazard.version, hazard.valid) == (Status.RECTIFYING, Grade.LARGER, 2, True)
    assert (hazard.unit.path, hazard.responsible and hazard.responsible.name) == (CREW_B, "Carl")
    assert hazard.confirmed_at == MORNING
    assert {one.name for one in hazard.clocks} == {"rectify", "plan", "progress"}
    assert hazard.due_at == min(one.due_at for one in hazard.clocks)
    step = hazard.steps[-1]
    assert (step.step, step.actor.name, step.note, step.detail["organization"]) == ("confirm", "Sue", "先关阀", CREW_B)


async def test_the_unit_sees_it_from_then_on_with_its_pictures(life: Life) -> None:
    carl = life.world.actor("carl")
    assert await queries.mirror_hazards(carl) == {}
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    assert list(await queries.mirror_hazards(carl)) == [life.id]
    assert list(await queries.mirror_hazards(life.world.actor("bob"))) == [life.id]
    changes = await storage.fetch("SELECT organization_path AS o FROM change_log WHERE row_id = ?", [life.id])
    assert {row["o"] for row in changes} == {CREW_A, CREW_B}
    shown = await storage.fetch(
        "SELECT count(*) AS n FROM photo_reference WHERE subject_id = ? AND organization_path = ?",
        [UUID(life.id), CREW_B],
    )
    assert shown[0]["n"] == 2


async def test_a_weak_link_is_counted_apart_and_nobody_above_hears_of_it(life: Life) -> None:
    await life.confirm(weak_link=True, grade="major")
    counts = (await queries.site_counts([life.world.site]))[life.world.site]
    assert (counts.open, counts.weak_links) == (0, 1)
    assert await rollups.compare() == []
    ladders = await storage.fetch("SELECT DISTINCT ladder_key FROM deadline WHERE outcome = 'open'")
    assert ladders == [{"ladder_key": None}]
    assert (await life.as_it_is()).plan_needed is False


async def test_the_counts_follow_the_grade(life: Life) -> None:
    await life.confirm(grade="major")
    counts = (await queries.site_counts([life.world.site]))[life.world.site]
    assert (counts.general, counts.major) == (0, 1)
    assert await rollups.compare() == []


async def test_it_may_be_sent_again_under_its_own_name(life: Life) -> None:
    step = str(new_id())
    first = await life.confirm(id=step)
    again = await life.confirm(id=step, version=1)
    assert (first.status_code, again.status_code) == (200, 200)
    assert len((await life.as_it_is()).steps) == 2
    assert refused(await life.confirm(id=step, version=1, grade="major")) == (409, "hazard.id_taken")


async def test_an_unknown_code_is_refused(life: Life) -> None:
    assert {pointer for pointer, _ in faults(await life.confirm(code="no_such_code"))} == {"/code"}


async def test_a_late_confirmation_is_remembered_as_late(life: Life) -> None:
    with clock.travel(MORNING + timedelta(hours=25)):
        assert (await life.as_it_is()).overdue
        await life.confirm()
    rows = await storage.fetch("SELECT outcome FROM deadline WHERE name = 'confirm'")
    assert rows == [{"outcome": "late"}]
