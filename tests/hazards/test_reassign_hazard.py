"""Correcting who answers for a hazard while it is rectified."""

from typing import Any
from uuid import UUID

import pytest

from heating.deadlines import queries as deadlines
from heating.hazards.steps import Step
from heating.lib import clock
from tests.cast import CREW_A, CREW_B
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING


async def test_it_is_for_those_who_confirm(life: Life) -> None:
    await life.confirm()
    for username in ("bob", "max", "dora", "lee"):
        assert refused(await life.reassign(username)) == (403, "accounts.forbidden")


async def test_it_is_only_while_it_is_rectified(life: Life) -> None:
    assert refused(await life.reassign()) == (409, "hazard.wrong_status")
    await life.confirm()
    await life.rectify()
    assert refused(await life.reassign()) == (409, "hazard.wrong_status")


async def test_it_refuses_what_another_has_changed_meanwhile(life: Life) -> None:
    await life.confirm()
    seen = (await life.as_it_is()).version
    await life.plan(funds=None)
    assert refused(await life.reassign(version=seen)) == (409, "hazard.version_conflict")


async def test_it_says_every_wrong_field_at_once(life: Life) -> None:
    await life.confirm()
    assert faults(await life.reassign(responsible=life.person("bob"), reason=" ")) == {
        ("/reason", "required"),
        ("/responsible", "same"),
    }
    assert faults(await life.reassign(organization="taiyuan/nowhere/", responsible=life.person("dora"))) == {
        ("/organization", "not_found"),
        ("/responsible", "may_not_rectify"),
        ("/responsible", "other_unit"),
    }


@pytest.mark.parametrize("by", ["sue", "dan"])
async def test_another_answers_and_the_clocks_go_along(life: Life, by: str) -> None:
    with clock.travel(MORNING):
        await life.confirm(grade="major")
        before = await life.as_it_is()
        answer = await life.reassign(by, organization=CREW_B, responsible=life.person("carl"))
        assert answer.status_code == 200, answer.text
        after = await life.as_it_is()
    assert after.responsible is not None
    assert (after.unit.path, after.responsible.name, after.status) == (CREW_B, "Carl", "rectifying")
    assert (after.rectify_due_at, after.due_at) == (before.rectify_due_at, before.due_at)
    [clocks] = (await deadlines.clocks_of("hazard", [UUID(life.id)])).values()
    open_ones = {(str(one.responsible_id), one.organization_path) for one in clocks if one.ended_at is None}
    assert open_ones == {(life.person("carl"), CREW_B)}
    assert refused(await life.rectify("bob")) == (403, "hazard.not_responsible")
    assert (await life.rectify("carl")).status_code == 200


async def test_the_story_says_who_it_was_before_and_why(life: Life) -> None:
    await life.confirm()
    await life.reassign()
    step = (await life.as_it_is()).steps[-1]
    assert (step.step, step.from_, step.to, step.reason) == ("reassign", "rectifying", "rectifying", "原责任人调离")
    assert step.detail["responsible"]["name"] == "Ben"
    assert step.detail["former"]["responsible"]["name"] == "Bob"


async def test_the_plan_names_the_same_person(life: Life) -> None:
    await life.confirm()
    await life.plan()
    await life.reassign(organization=CREW_A, responsible=life.person("ben"))
    hazard = await life.as_it_is()
    assert hazard.plan is not None
    assert hazard.plan.responsibility is not None
    assert str(hazard.plan.responsibility.person) == life.person("ben")
    assert hazard.plan_complete


async def test_the_same_correction_again_is_harmless(life: Life) -> None:
    await life.confirm()
    body: dict[str, Any] = {
        "id": "01890000-0000-7000-8000-00000000abcd",
        "version": (await life.as_it_is()).version,
        "organization": CREW_A,
        "responsible": life.person("ben"),
        "reason": "原责任人调离",
    }
    for _ in range(2):
        assert (await life.step("sue", "assignment", **body)).status_code == 200
    assert [step.step for step in (await life.as_it_is()).steps].count(Step.REASSIGN) == 1
    assert refused(await life.step("sue", "assignment", **{**body, "reason": "别的"})) == (409, "hazard.id_taken")
