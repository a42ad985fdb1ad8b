"""Steps of complaints and household visits as operations of phones: exactly once, and what is too late is a conflict
that names the present state."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from heating import storage
from heating.complaints.rules import Status
from heating.complaints.steps.table import Step
from heating.lib import clock
from heating.lib.ids import new_id
from heating.sync.push import Pushes
from heating.sync.schemas import Receipt
from tests.complaints.living import NIGHT, Life
from tests.inspections.world import ZONE, photo
from tests.sync.sending import operation, outcomes, problem, push

SIGNED = {"name": "王秀英", "strokes": [[1, 2, 3, 4, 5, 6]]}
OWN = {"name": "Bob", "strokes": [[0, 0, 9, 9]]}


@pytest.fixture
async def pushes(database: str) -> AsyncIterator[Pushes]:  # noqa: ARG001 - it must be open
    pushes = Pushes(ZONE)
    yield pushes
    await pushes.close()


async def sent(life: Life, pushes: Pushes, username: str, *operations: Any) -> list[Receipt]:
    return await push(pushes, life.world.actor(username), *operations)


def step(life: Life, name: str, **payload: Any) -> dict[str, Any]:
    return operation(f"complaint.{name}", {"complaint": life.id, **payload}, happened_at=clock.now().isoformat())


def arrange(life: Life, visitor: str = "bob", **others: Any) -> dict[str, Any]:
    """At the door: now, for an hour."""
    now = clock.now()
    slot = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    payload = {"complaint": life.id, **slot, "visitor": life.person(visitor), **others}
    return operation("visit.arrange", payload, happened_at=now.isoformat())


def visit(of: dict[str, Any], name: str, **payload: Any) -> dict[str, Any]:
    return operation(f"visit.{name}", {"visit": of["id"], **payload}, happened_at=clock.now().isoformat())


def completion(of: dict[str, Any], **others: Any) -> dict[str, Any]:
    measured = {"indoor_c": 16.5, "room": "bedroom", "measured_at": clock.now().isoformat()}
    said = {"note": "立管阀门未全开", "measurement": measured, "resident_signature": SIGNED, "visitor_signature": OWN}
    return visit(of, "complete", **(said | others))


async def test_a_night_without_a_signal(life: Life, pushes: Pushes) -> None:
    """Acknowledged, visited, measured, signed and resolved; told when there is a signal again."""
    with clock.travel(NIGHT + timedelta(minutes=20)):
        first = step(life, "acknowledge")
        there = arrange(life)
    with clock.travel(NIGHT + timedelta(minutes=50)):
        done = completion(there, photos=[photo("other", 5)])
        resolution = step(life, "resolve", done="已排气", cause="立管气堵", indoor_c=18.5, photos=[photo("after", 6)])
    with clock.travel(NIGHT + timedelta(hours=6)):
        receipts = await sent(life, pushes, "bob", first, there, done, resolution)
        assert outcomes(receipts) == ["applied"] * 4
        assert {(one.subject and one.subject.kind, one.subject and one.subject.id) for one in receipts} == {
            ("complaint", life.id)
        }
        again = await sent(life, pushes, "bob", first, there, done, resolution)
        assert outcomes(again) == ["replayed"] * 4
    whole = await life.as_it_is()
    assert (whole.status, whole.officer and whole.officer.name) == (Status.RESOLVED, "Bob")
    told = [(one.step, one.happened_at - NIGHT) for one in whole.steps[-4:]]
    minutes = [timedelta(minutes=20), timedelta(minutes=20), timedelta(minutes=50), timedelta(minutes=50)]
    assert told == list(zip([Step.ACKNOWLEDGE, Step.VISIT, Step.VISIT, Step.RESOLVE], minutes, strict=True))
    assert str(whole.steps[-1].id) == resolution["id"]
    shown = await life.get("bob", f"/api/visits/{there['id']}")
    assert (shown["state"], shown["measured"]["indoor_c"], shown["signed_by_resident"]) == ("done", 16.5, True)
    rows = await storage.fetch("SELECT name, outcome FROM deadline WHERE subject_id = ?", [there["id"]])
    assert [(row["name"], row["outcome"]) for row in rows] == [("visit", "met")]


async def test_every_step_of_a_handler_is_an_operation(life: Life, pushes: Pushes) -> None:
    day = (NIGHT + timedelta(days=2)).date().isoformat()
    operations = [
        step(life, "acknowledge", note="马上到"),
        step(life, "note", text="已联系住户", contacted=True),
        step(life, "interim_reply", text="需更换阀门", promised_on=day),
        step(life, "pause", reason="住户明日在家", hours=2),
        step(life, "resume"),
    ]
    assert outcomes(await sent(life, pushes, "bob", *operations)) == ["applied"] * 5
    whole = await life.as_it_is()
    assert (whole.status, str(whole.promised_on)) == (Status.HANDLING, day)
    assert [str(one.id) for one in whole.steps[-5:]] == [one["id"] for one in operations]


async def test_what_is_not_his_goes_back_to_the_desk(life: Life, pushes: Pushes) -> None:
    [receipt] = await sent(life, pushes, "bob", step(life, "return", reason="不属于本班"))
    assert receipt.outcome == "applied"
    assert [one.reason for one in (await life.as_it_is()).steps if one.step is Step.RETURN] == ["不属于本班"]


async def test_nobody_at_home_then_another_time_then_cancelled(life: Life, pushes: Pushes) -> None:
    there = arrange(life)
    later = {
        "starts_at": (NIGHT + timedelta(days=1)).isoformat(),
        "ends_at": (NIGHT + timedelta(days=1, hours=1)).isoformat(),
    }
    operations = [
        there,
        visit(there, "miss", note="敲门无人", photos=[photo("other", 7)]),
        visit(there, "move", **later),
        visit(there, "cancel", reason="住户自行恢复"),
    ]
    assert outcomes(await sent(life, pushes, "bob", *operations)) == ["applied"] * 4
    shown = await life.get("bob", f"/api/visits/{there['id']}")
    assert (shown["state"], shown["absences"], shown["outcome"]) == ("cancelled", 1, "住户自行恢复")


async def test_what_is_too_late_is_a_conflict_with_the_present_state(life: Life, pushes: Pushes) -> None:
    await life.until("resolved")
    receipts = await sent(life, pushes, "bob", step(life, "resolve", done="已排气", indoor_c=19))
    assert outcomes(receipts) == ["conflict"]
    assert problem(receipts[0]) == ("complaint.wrong_status", {("/payload/complaint", "resolved")})


async def test_a_visit_that_is_over_is_not_completed_again(life: Life, pushes: Pushes) -> None:
    there = arrange(life)
    await sent(life, pushes, "bob", there, completion(there))
    receipts = await sent(life, pushes, "bob", completion(there))
    assert outcomes(receipts) == ["conflict"]
    assert problem(receipts[0]) == ("visit.wrong_state", {("/payload/visit", "done")})


async def test_an_appointment_moved_meanwhile_does_not_undo_what_was_measured(life: Life, pushes: Pushes) -> None:
    there = arrange(life)
    await sent(life, pushes, "bob", there)
    slot = {"starts_at": (NIGHT + timedelta(hours=3)).isoformat(), "ends_at": (NIGHT + timedelta(hours=4)).isoformat()}
    assert (await life.ask("dora", f"/api/visits/{there['id']}/appointment", {"version": 1, **slot})).status_code == 200
    assert outcomes(await sent(life, pushes, "bob", completion(there))) == ["applied"]
    stale = visit(there, "cancel", version=1, reason="改期")
    assert problem((await sent(life, pushes, "bob", stale))[0])[0] == "visit.wrong_state"


async def test_a_phone_that_is_ahead_has_measured_all_the_same(life: Life, pushes: Pushes) -> None:
    there = arrange(life)
    ahead = completion(there)
    ahead["payload"]["measurement"]["measured_at"] = (NIGHT + timedelta(minutes=9)).isoformat()
    assert outcomes(await sent(life, pushes, "bob", there, ahead)) == ["applied", "applied"]
    shown = await life.get("bob", f"/api/visits/{there['id']}")
    assert shown["measured"]["measured_at"] == shown["ended_at"]


async def test_who_may_not_is_refused_and_nothing_is_written(life: Life, pushes: Pushes) -> None:
    await life.world.cast.add("olga", "auditor", "taiyuan/", "")
    before = len((await life.as_it_is()).steps)
    cases = [("carl", "complaint.not_found"), ("charlie", "complaint.not_found"), ("olga", "accounts.forbidden")]
    for who, code in cases:
        [receipt] = await sent(life, pushes, who, step(life, "acknowledge"))
        assert (receipt.outcome, problem(receipt)[0]) == ("refused", code), who
    [receipt] = await sent(life, pushes, "olga", arrange(life))
    assert problem(receipt)[0] == "accounts.forbidden"
    [receipt] = await sent(life, pushes, "charlie", arrange(life))
    assert problem(receipt)[0] == "complaint.not_found"
    assert len((await life.as_it_is()).steps) == before


async def test_wrong_fields_are_named_and_the_others_go_on(life: Life, pushes: Pushes) -> None:
    there = arrange(life)
    operations = [
        step(life, "acknowledge"),
        step(life, "resolve", done=" "),
        there,
        completion(there, resident_signature=None),
        visit({"id": str(new_id())}, "miss"),
    ]
    receipts = await sent(life, pushes, "bob", *operations)
    assert outcomes(receipts) == ["applied", "refused", "applied", "refused", "refused"]
    wrong = {("/payload/done", "required"), ("/payload/indoor_c", "required")}
    assert problem(receipts[1]) == ("complaint.step_invalid", wrong)
    assert problem(receipts[3]) == ("complaint.step_invalid", {("/payload/unsigned_reason", "missing")})
    assert problem(receipts[4])[0] == "visit.not_found"


async def test_the_same_id_with_other_content_is_a_conflict(life: Life, pushes: Pushes) -> None:
    once = step(life, "note", text="一")
    other = {**once, "payload": {**once["payload"], "text": "二"}}
    assert outcomes(await sent(life, pushes, "bob", once, other)) == ["applied", "conflict"]
    assert [one.note for one in (await life.as_it_is()).steps if one.step is Step.NOTE] == ["一"]


async def test_what_a_visit_shows_is_awaited(life: Life, pushes: Pushes) -> None:
    """The manifest tells the phone which pictures of it have not arrived."""
    there = arrange(life)
    await sent(life, pushes, "bob", there, completion(there, photos=[photo("other", 8)]))
    rows = await storage.fetch("SELECT sha256 FROM photo_reference WHERE subject_id = ?", [life.id])
    assert photo("other", 8)["sha256"] in [row["sha256"] for row in rows]
