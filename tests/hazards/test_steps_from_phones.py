"""The same steps as operations: exactly once, and what is too late is a conflict that names the present state."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from heating import storage
from heating.hazards.rules import Status
from heating.lib import clock
from heating.lib.ids import new_id
from heating.sync.push import Pushes
from heating.sync.schemas import Receipt
from tests.cast import CREW_A
from tests.hazards.living import AFTER, BEFORE, Life
from tests.hazards.test_report_hazard import a_report
from tests.inspections.world import MORNING, ZONE, photo
from tests.sync.sending import operation, outcomes, problem, push

POSITION = {"longitude": 112.55, "latitude": 37.87}


@pytest.fixture
async def pushes(database: str) -> AsyncIterator[Pushes]:  # noqa: ARG001 - it must be open
    pushes = Pushes(ZONE)
    yield pushes
    await pushes.close()


async def sent(life: Life, pushes: Pushes, username: str, *operations: Any) -> list[Receipt]:
    return await push(pushes, life.world.actor(username), *operations)


def step(life: Life, name: str, **payload: Any) -> dict[str, Any]:
    return operation(f"hazard.{name}", {"hazard": life.id, **payload})


def confirmation(life: Life) -> dict[str, Any]:
    body = {"version": 1, "grade": "larger", "organization": CREW_A, "responsible": life.person("bob")}
    return step(life, "confirm", **body)


async def test_a_whole_life_over_phones(life: Life, pushes: Pushes) -> None:
    assert outcomes(await sent(life, pushes, "sue", confirmation(life))) == ["applied"]
    repair = [
        step(life, "progress", text="已开挖", percent=50),
        step(life, "rectify", done="已更换", photos=[AFTER]),
    ]
    assert outcomes(await sent(life, pushes, "bob", *repair)) == ["applied", "applied"]
    assert outcomes(await sent(life, pushes, "sue", step(life, "send_back", reason="仍滴水"))) == ["applied"]
    assert outcomes(await sent(life, pushes, "bob", step(life, "rectify", done="再紧", photos=[AFTER]))) == ["applied"]
    accept = step(life, "accept", photos=[photo("after", 14)], position=POSITION)
    [receipt] = await sent(life, pushes, "dora", accept)
    assert (receipt.outcome, receipt.subject and receipt.subject.id) == ("applied", life.id)
    hazard = await life.as_it_is()
    assert (hazard.status, hazard.reworks, len(hazard.steps)) == (Status.CLOSED, 1, 7)
    assert str(hazard.steps[-1].id) == accept["id"]


async def test_again_it_is_replayed(life: Life, pushes: Pushes) -> None:
    once = confirmation(life)
    assert outcomes(await sent(life, pushes, "sue", once)) == ["applied"]
    assert outcomes(await sent(life, pushes, "sue", once, once)) == ["replayed", "replayed"]
    assert len((await life.as_it_is()).steps) == 2


async def test_a_hazard_may_be_reported_and_fixed_in_one_push(life: Life, pushes: Pushes) -> None:
    report = operation("hazard.report", a_report(life.world, grade="minor"))
    life.id = report["payload"]["id"]
    fix = step(life, "fix_on_the_spot", done="已紧固", photos=[BEFORE, AFTER])
    assert outcomes(await sent(life, pushes, "bob", report, fix)) == ["applied", "applied"]
    assert (await life.as_it_is()).status is Status.RECTIFIED


async def test_what_is_too_late_is_a_conflict_with_the_present_state(life: Life, pushes: Pushes) -> None:
    late, good = step(life, "dismiss", version=1, reason="误报"), operation("hazard.report", a_report(life.world))
    await life.confirm()
    receipts = await sent(life, pushes, "sue", late, good)
    assert outcomes(receipts) == ["conflict", "applied"]
    assert problem(receipts[0]) == ("hazard.wrong_status", {("/payload/hazard", "rectifying")})


async def test_who_may_not_is_refused_and_nothing_is_written(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    await life.rectify()
    receipts = await sent(life, pushes, "bob", step(life, "accept", photos=[AFTER], position=POSITION))
    assert outcomes(receipts) == ["refused"]
    assert problem(receipts[0])[0] == "hazard.own_work"
    assert (await life.as_it_is()).status is Status.RECTIFIED


async def test_a_step_that_fails_late_leaves_no_trace(life: Life, pushes: Pushes) -> None:
    """The due date is compared when the clocks have been started: they are gone with it."""
    late = confirmation(life)
    late["payload"]["due_on"] = "2026-12-31"
    receipts = await sent(life, pushes, "sue", late, operation("hazard.report", a_report(life.world)))
    assert outcomes(receipts) == ["refused", "applied"]
    assert problem(receipts[0]) == ("hazard.step_invalid", {("/payload/due_on", "later_than_policy")})
    names = await storage.fetch("SELECT name FROM deadline WHERE outcome = 'open' ORDER BY name")
    assert [row["name"] for row in names] == ["confirm", "confirm"]


async def test_wrong_fields_are_named(life: Life, pushes: Pushes) -> None:
    [receipt] = await sent(life, pushes, "bob", step(life, "rectify", done=1, photos="none"))
    assert problem(receipt) == (
        "http.invalid",
        {("/payload/done", "type"), ("/payload/photos", "type")},
    )
    [receipt] = await sent(life, pushes, "bob", operation("hazard.rectify", {"done": "好", "photos": []}))
    assert {pointer for pointer, _ in problem(receipt)[1]} == {"/payload/hazard"}


async def test_an_unknown_hazard_is_refused(life: Life, pushes: Pushes) -> None:
    life.id = str(new_id())
    receipts = await sent(life, pushes, "bob", step(life, "progress", text="好", percent=1))
    assert (outcomes(receipts), problem(receipts[0])[0]) == (["refused"], "hazard.not_found")


async def test_it_counts_when_it_was_done_not_when_it_was_sent(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    with clock.travel(MORNING + timedelta(days=30)):
        rectified = step(life, "rectify", done="已更换", photos=[AFTER])
        rectified["happened_at"] = (MORNING + timedelta(days=2)).isoformat()
        assert outcomes(await sent(life, pushes, "bob", rectified)) == ["applied"]
        hazard = await life.as_it_is()
    assert (hazard.rectified_late, hazard.rectified_at) == (False, MORNING + timedelta(days=2))


async def test_two_who_rectify_at_once_are_told_apart(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    both = [step(life, "rectify", done=done, photos=[AFTER]) for done in ("甲", "乙")]
    assert outcomes(await sent(life, pushes, "bob", *both)) == ["applied", "conflict"]
