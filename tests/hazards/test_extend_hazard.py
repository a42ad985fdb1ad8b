from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from heating import storage
from heating.lib import clock
from heating.lib.ids import new_id
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING


async def decide(life: Life, by: str, **others: Any) -> httpx2.Response:
    asked = (await life.as_it_is()).extensions[-1].id
    body: dict[str, Any] = {"granted": True, "reason": "同意"}
    return await life.step(by, f"extensions/{asked}/decision", **(body | others))


async def test_it_is_asked_by_the_responsible_unit_while_it_rectifies(life: Life) -> None:
    assert refused(await life.ask_extension("sue")) == (409, "hazard.wrong_status")
    await life.confirm()
    assert refused(await life.ask_extension("ben")) == (403, "hazard.not_responsible")
    assert refused(await life.ask_extension("dan")) == (403, "accounts.forbidden")


async def test_it_wants_a_reason_and_a_later_day(life: Life) -> None:
    await life.confirm()
    assert faults(await life.ask_extension(reason="", days=1)) == {("/reason", "required"), ("/due_on", "not_later")}


async def test_only_one_waits_at_a_time(life: Life) -> None:
    await life.confirm()
    extension = str(new_id())
    assert (await life.ask_extension(id=extension)).status_code == 200
    assert (await life.ask_extension(id=extension)).status_code == 200
    assert refused(await life.ask_extension("sue")) == (409, "hazard.extension_open")
    hazard = await life.as_it_is()
    assert hazard.extension is not None
    assert (str(hazard.extension.id), hazard.extension.asked_by.name) == (extension, "Bob")
    assert "extension" in {one.name for one in hazard.clocks}


async def test_it_is_decided_above_and_never_by_who_asks(life: Life) -> None:
    await life.confirm()
    await life.ask_extension("max")
    await life.world.cast.add("mia", "company_manager", "taiyuan/heat-one/")
    assert refused(await decide(life, "max")) == (403, "hazard.own_extension")
    assert refused(await decide(life, "mia")) == (403, "hazard.not_above")
    assert refused(await decide(life, "sue")) == (403, "accounts.forbidden")
    assert (await decide(life, "dan")).status_code == 200


async def test_granted_the_due_date_moves(life: Life) -> None:
    await life.confirm()
    await life.ask_extension(days=20)
    answer = await decide(life, "max")
    assert answer.status_code == 200, answer.text
    hazard = await life.as_it_is()
    later = datetime(2026, 9, 21, 16, tzinfo=UTC)
    assert (hazard.rectify_due_at, hazard.due_at, hazard.extension) == (later, later, None)
    [extension] = hazard.extensions
    assert (extension.decision, extension.decided_by and extension.decided_by.name) == ("granted", "Max")
    assert (hazard.steps[-1].step, hazard.steps[-1].detail["granted"]) == ("decide_extension", True)


async def test_refused_the_due_date_stays(life: Life) -> None:
    await life.confirm()
    due_at = (await life.as_it_is()).rectify_due_at
    await life.ask_extension()
    assert faults(await decide(life, "max", granted=False, reason="")) == {("/reason", "required")}
    await decide(life, "max", granted=False, reason="备件有库存")
    hazard = await life.as_it_is()
    assert (hazard.rectify_due_at, hazard.due_at) == (due_at, due_at)
    assert (hazard.extensions[0].decision, hazard.extensions[0].decision_reason) == ("refused", "备件有库存")


async def test_there_must_be_one_and_it_must_be_the_one_that_is_named(life: Life) -> None:
    await life.confirm()
    path = f"extensions/{new_id()}/decision"
    assert refused(await life.step("max", path, granted=True, reason="好")) == (409, "hazard.no_extension")
    await life.ask_extension()
    assert refused(await life.step("max", path, granted=True, reason="好")) == (409, "hazard.no_extension")


async def test_too_late_to_grant(life: Life) -> None:
    await life.confirm()
    await life.ask_extension(days=20)
    with clock.travel(MORNING + timedelta(days=30)):
        assert refused(await decide(life, "max")) == (422, "deadline.not_later")
    assert (await life.as_it_is()).extension is not None


async def test_rectifying_withdraws_it(life: Life) -> None:
    await life.confirm()
    await life.ask_extension()
    assert (await life.rectify()).status_code == 200
    hazard = await life.as_it_is()
    assert (hazard.extension, hazard.extensions[0].decision) == (None, "withdrawn")
    rows = await storage.fetch("SELECT outcome FROM deadline WHERE name = 'extension'")
    assert rows == [{"outcome": "cancelled"}]
