"""What an offline inspection raises may be fixed on the spot before the server has heard of either: the phone names the
hazard. Where the finding joins an open hazard, the fix lands there, or is refused with the reason."""

from uuid import UUID

import pytest

from heating.accounts.rules import Role
from heating.hazards import story_queries
from heating.hazards.cases import Taking
from heating.hazards.rules import Grade, Status
from heating.hazards.step_schemas import Confirmation
from heating.hazards.stepping import take
from heating.hazards.steps import Step
from heating.hazards.story_schemas import WholeHazard
from heating.inspections import writing
from heating.lib import clock
from heating.lib.ids import new_id
from heating.sync.push import Pushes
from tests.cast import CREW_A, ONE
from tests.inspections.world import BOTH, ZONE, World, payload, photo
from tests.sync.sending import Json, operation, outcomes, problem, push


@pytest.fixture(autouse=True)
def minor_gauges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failing gauges are a minor hazard, whatever the city's checklist says."""
    ordinary = writing.causes
    monkeypatch.setattr(writing, "causes", lambda new: [one._replace(grade=Grade.MINOR) for one in ordinary(new)])


async def failing(world: World, hazard: str) -> Json:
    filled = await payload(world.station, changes={"gauges": "fail"}, photos={"gauges": BOTH})
    return operation("inspection.submit", filled | {"hazards": {"gauges": hazard}})


def fixing(hazard: str) -> Json:
    photos = [photo("before", 11), photo("after", 12)]
    return operation("hazard.fix_on_the_spot", {"hazard": hazard, "done": "已更换", "photos": photos})


async def story(world: World, hazard: str) -> WholeHazard:
    return await story_queries.whole(world.actor("alice"), UUID(hazard))


async def confirm(world: World, hazard: str) -> None:
    await world.cast.add("sue", Role.SAFETY_OFFICER, ONE)
    body = Confirmation(version=1, grade=Grade.MINOR, organization=CREW_A, responsible=world.actor("bob").id)
    await take(Taking(world.actor("sue"), UUID(hazard), Step.CONFIRM, body, clock.now(), clock.now()), ZONE)


async def test_it_is_fixed_in_the_same_push(world: World, pushes: Pushes) -> None:
    hazard = str(new_id())
    both = [await failing(world, hazard), fixing(hazard)]
    assert outcomes(await push(pushes, world.actor("bob"), *both)) == ["applied", "applied"]
    assert outcomes(await push(pushes, world.actor("bob"), *both)) == ["replayed", "replayed"]
    found = await story(world, hazard)
    assert (found.status, found.source) == (Status.RECTIFIED, "inspection")
    assert [step.step for step in found.steps] == ["report", "fix_on_the_spot"]


async def test_or_later_under_the_id_that_the_phone_gave(world: World, pushes: Pushes) -> None:
    hazard = str(new_id())
    assert outcomes(await push(pushes, world.actor("bob"), await failing(world, hazard))) == ["applied"]
    assert outcomes(await push(pushes, world.actor("bob"), fixing(hazard))) == ["applied"]


async def test_it_lands_on_the_hazard_that_the_finding_joined(world: World, pushes: Pushes) -> None:
    first, second = str(new_id()), str(new_id())
    assert outcomes(await push(pushes, world.actor("bob"), await failing(world, first))) == ["applied"]
    receipts = await push(pushes, world.actor("bob"), await failing(world, second), fixing(second))
    assert outcomes(receipts) == ["applied", "applied"]
    assert receipts[1].subject is not None
    assert receipts[1].subject.id == first
    assert [step.step for step in (await story(world, first)).steps] == ["report", "see_again", "fix_on_the_spot"]


async def test_it_is_refused_when_somebody_else_had_reported_that(world: World, pushes: Pushes) -> None:
    first, second = str(new_id()), str(new_id())
    await world.cast.add("ben", Role.CREW_MEMBER, CREW_A)
    assert outcomes(await push(pushes, world.actor("ben"), await failing(world, first))) == ["applied"]
    receipts = await push(pushes, world.actor("bob"), await failing(world, second), fixing(second))
    assert (outcomes(receipts), problem(receipts[1])[0]) == (["applied", "refused"], "hazard.not_reporter")
    assert (await story(world, first)).status is Status.REPORTED


async def test_it_is_a_conflict_with_the_present_state_when_that_went_on(world: World, pushes: Pushes) -> None:
    first, second = str(new_id()), str(new_id())
    assert outcomes(await push(pushes, world.actor("bob"), await failing(world, first))) == ["applied"]
    await confirm(world, first)
    receipts = await push(pushes, world.actor("bob"), await failing(world, second), fixing(second))
    assert outcomes(receipts) == ["applied", "conflict"]
    assert problem(receipts[1]) == ("hazard.wrong_status", {("/payload/hazard", "rectifying")})


async def test_it_waits_for_a_person_when_the_inspection_was_refused(world: World, pushes: Pushes) -> None:
    """Corrected, the inspection gives the hazard the same id, and the fix goes through as it is."""
    hazard = str(new_id())
    wrong, fix = await failing(world, hazard), fixing(hazard)
    wrong["payload"]["asset"] = str(new_id())
    receipts = await push(pushes, world.actor("bob"), wrong, fix)
    assert (outcomes(receipts), problem(receipts[1])[0]) == (["refused", "refused"], "hazard.not_found")
    right = await failing(world, hazard)
    assert outcomes(await push(pushes, world.actor("bob"), right, fix)) == ["applied", "applied"]
