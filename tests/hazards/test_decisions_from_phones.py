"""Planning, extensions, supervision, reopening and lost photos as operations of phones."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from heating.hazards.rules import Status
from heating.lib import clock
from heating.lib.ids import new_id
from heating.sync.manifest import manifest
from heating.sync.push import Pushes
from heating.sync.schemas import Receipt
from tests.hazards.living import Life
from tests.hazards.test_report_hazard import a_report
from tests.inspections.world import BOTH, ZONE, photo, sha
from tests.sync.sending import DEVICE, operation, outcomes, problem, push

Json = dict[str, Any]


@pytest.fixture
async def pushes(database: str) -> AsyncIterator[Pushes]:  # noqa: ARG001 - it must be open
    pushes = Pushes(ZONE)
    yield pushes
    await pushes.close()


async def sent(life: Life, pushes: Pushes, username: str, *operations: Json) -> list[Receipt]:
    return await push(pushes, life.world.actor(username), *operations)


def step(life: Life, name: str, **payload: Any) -> Json:
    return operation(f"hazard.{name}", {"hazard": life.id, **payload})


def again(once: Json) -> Json:
    """The same under another id."""
    return {**once, "id": str(new_id())}


def asking(life: Life, days: int = 20) -> Json:
    due_on = (clock.now() + timedelta(days=days)).date().isoformat()
    return step(life, "ask_extension", reason="备件未到货", due_on=due_on)


async def version(life: Life) -> int:
    return (await life.as_it_is()).version


async def closed(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()


async def test_a_plan_is_drawn_up_on_a_phone(life: Life, pushes: Pushes) -> None:
    await life.confirm(grade="major")
    part = step(life, "plan", version=2, measures="更换")
    whole = step(life, "plan", version=3, **life.whole_plan())
    assert outcomes(await sent(life, pushes, "bob", part, whole)) == ["applied", "applied"]
    hazard = await life.as_it_is()
    assert (hazard.plan_complete, [one.detail["complete"] for one in hazard.steps[2:]]) == (True, [False, True])
    assert outcomes(await sent(life, pushes, "bob", whole)) == ["replayed"]


async def test_two_who_plan_at_once_are_told_apart(life: Life, pushes: Pushes) -> None:
    """What somebody else wrote meanwhile is not written over unseen."""
    await life.confirm(grade="major")
    assert outcomes(await sent(life, pushes, "bob", step(life, "plan", version=2, measures="更换"))) == ["applied"]
    [late] = await sent(life, pushes, "sue", step(life, "plan", version=2, measures="补焊"))
    assert outcomes([late]) == ["conflict"]
    assert problem(late) == ("hazard.version_conflict", {("/payload/hazard", "rectifying")})
    assert "整改中" in (late.problem or {})["detail"]
    plan = (await life.as_it_is()).plan
    assert plan is not None
    assert plan.measures == "更换"


async def test_who_may_not_plan_is_refused_as_at_a_desk(life: Life, pushes: Pushes) -> None:
    await life.confirm(grade="major")
    receipts = [
        (await sent(life, pushes, who, step(life, "plan", measures="更换")))[0] for who in ("ben", "carl", "dan")
    ]
    assert outcomes(receipts) == ["refused"] * 3
    assert [problem(one)[0] for one in receipts] == ["hazard.not_responsible", "hazard.not_found", "accounts.forbidden"]


async def test_more_time_is_asked_for_once_and_decided_above(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    ask = asking(life)
    receipts = await sent(life, pushes, "bob", ask, asking(life, 30))
    assert outcomes(receipts) == ["applied", "conflict"]
    assert problem(receipts[1])[0] == "hazard.extension_open"
    waiting = (await life.as_it_is()).extension
    assert waiting is not None
    assert str(waiting.id) == ask["id"]
    decide = step(life, "decide_extension", extension=ask["id"], granted=True, reason="同意")
    assert [problem(one)[0] for one in await sent(life, pushes, "bob", decide)] == ["accounts.forbidden"]
    granted = again(decide)
    assert outcomes(await sent(life, pushes, "max", granted)) == ["applied"]
    assert outcomes(await sent(life, pushes, "max", granted)) == ["replayed"]
    hazard = await life.as_it_is()
    assert (hazard.extension, hazard.extensions[0].decision) == (None, "granted")


async def test_a_decision_on_another_request_is_a_conflict(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    assert outcomes(await sent(life, pushes, "bob", asking(life))) == ["applied"]
    other = step(life, "decide_extension", extension=str(new_id()), granted=True, reason="同意")
    [receipt] = await sent(life, pushes, "max", other)
    assert (outcomes([receipt]), problem(receipt)[0]) == (["conflict"], "hazard.no_extension")


async def test_a_day_that_is_not_later_is_refused(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    [receipt] = await sent(life, pushes, "bob", asking(life, 0))
    assert problem(receipt) == ("hazard.step_invalid", {("/payload/due_on", "not_later")})


async def test_a_district_lists_it_under_a_leader(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    listing = step(life, "supervise", version=2, leader=life.person("lee"), reason="占压主干管")
    assert outcomes(await sent(life, pushes, "dan", listing)) == ["applied"]
    assert outcomes(await sent(life, pushes, "dan", listing)) == ["replayed"]
    supervised = (await life.as_it_is()).supervised
    assert supervised is not None
    assert supervised.leader.name == "Lee"


async def test_only_leaders_answer_and_only_districts_list(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    listing = step(life, "supervise", version=2, leader=life.person("bob"), reason="占压主干管")
    [receipt] = await sent(life, pushes, "dan", listing)
    assert problem(receipt) == ("hazard.step_invalid", {("/payload/leader", "no_leader")})
    [receipt] = await sent(life, pushes, "sue", again(listing))
    assert problem(receipt)[0] == "accounts.forbidden"


async def test_what_is_closed_is_opened_again(life: Life, pushes: Pushes) -> None:
    [early] = await sent(life, pushes, "sue", step(life, "reopen", reason="复发"))
    assert problem(early) == ("hazard.wrong_status", {("/payload/hazard", "reported")})
    await closed(life)
    once = step(life, "reopen", version=await version(life), reason="复发", photos=[photo("close_up", 41)])
    assert outcomes(await sent(life, pushes, "sue", once)) == ["applied"]
    hazard = await life.as_it_is()
    assert (hazard.status, len(hazard.steps[-1].photos)) == (Status.RECTIFYING, 1)
    assert str(hazard.steps[-1].id) == once["id"]
    assert outcomes(await sent(life, pushes, "sue", once)) == ["replayed"]


async def test_two_who_reopen_are_told_apart(life: Life, pushes: Pushes) -> None:
    await closed(life)
    seen = await version(life)
    both = [step(life, "reopen", version=seen, reason=reason) for reason in ("复发", "又漏")]
    receipts = await sent(life, pushes, "sue", *both)
    assert outcomes(receipts) == ["applied", "conflict"]
    assert problem(receipts[1]) == ("hazard.wrong_status", {("/payload/hazard", "rectifying")})


async def test_steps_one_after_another_count_their_versions(life: Life, pushes: Pushes) -> None:
    """A phone reckons with what it has in its own queue."""
    await life.confirm(grade="major")
    queue = [
        step(life, "progress", text="已开挖", percent=10),
        step(life, "plan", version=3, **life.whole_plan()),
        asking(life, 90),
        step(life, "plan", version=5, **(life.whole_plan() | {"measures": "整体更换"})),
    ]
    assert outcomes(await sent(life, pushes, "bob", *queue)) == ["applied"] * 4


async def test_wrong_fields_are_named(life: Life, pushes: Pushes) -> None:
    await life.confirm()
    [receipt] = await sent(life, pushes, "max", step(life, "decide_extension", granted="ja", reason=3))
    assert problem(receipt) == ("http.invalid", {("/payload/granted", "type"), ("/payload/reason", "type")})


async def test_a_lost_photo_is_replaced_from_the_phone(life: Life, pushes: Pushes) -> None:
    new = sha(77)
    report = operation("hazard.report", a_report(life.world))
    life.id = report["payload"]["id"]
    replacing = step(life, "replace_photo", refused=BOTH[0]["sha256"], replacement=new, reason="原照片被退回")
    assert outcomes(await sent(life, pushes, "bob", report, replacing)) == ["applied", "applied"]
    assert outcomes(await sent(life, pushes, "bob", replacing)) == ["replayed"]
    told = await manifest(life.world.actor("bob"), DEVICE, None, 50)
    assert set(told.photos.missing) == {new, BOTH[1]["sha256"]}
    [late] = await sent(life, pushes, "bob", again(replacing))
    assert (outcomes([late]), problem(late)[0]) == (["refused"], "hazard.no_such_photo")
