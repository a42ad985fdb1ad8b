"""Steps that meet: one is taken, the other is told what became of the hazard."""

import asyncio
from uuid import UUID

from heating.hazards.actions import Accepted
from heating.hazards.cases import Taking
from heating.hazards.rules import Grade
from heating.hazards.step_schemas import Confirmation, Dismissal, StepBody
from heating.hazards.stepping import take
from heating.hazards.steps import Step
from heating.lib.problems import Problem
from tests.cast import CREW_A
from tests.hazards.living import Life
from tests.inspections.world import MORNING, ZONE


async def attempt(life: Life, username: str, step: Step, body: StepBody) -> str:
    taking = Taking(life.world.actor(username), UUID(life.id), step, body, MORNING, MORNING)
    try:
        taken: Accepted = await take(taking, ZONE)
    except Problem as problem:
        return problem.code
    return "taken" if not taken.replayed else "replayed"


async def test_only_one_of_two_who_decide_at_once_does(life: Life) -> None:
    bob = UUID(life.person("bob"))
    confirm = Confirmation(version=1, grade=Grade.GENERAL, organization=CREW_A, responsible=bob)
    outcomes = await asyncio.gather(
        attempt(life, "sue", Step.CONFIRM, confirm),
        attempt(life, "sam", Step.DISMISS, Dismissal(version=1, reason="误报")),
        attempt(life, "dan", Step.CONFIRM, confirm),
    )
    assert sorted(outcomes) == ["hazard.wrong_status", "hazard.wrong_status", "taken"]
    assert len((await life.as_it_is()).steps) == 2
