"""POST /api/complaints/{id}/visits, and what becomes of a visit."""

from datetime import timedelta
from typing import Any

import pytest

from heating import storage
from heating.lib import clock
from heating.lib.ids import new_id
from tests.complaints.living import NIGHT, Life, faults, refused
from tests.inspections.world import photo

SIGNATURE = {"name": "王秀英", "strokes": [[1, 2, 3, 4, 5, 6]]}
HOLDER = {"name": "李建国", "phone": "13812345678"}


async def _arranged(life: Life, by: str = "bob", **others: Any) -> Any:
    """By dora, for `by` to go there."""
    body = {
        "starts_at": (NIGHT + timedelta(hours=10)).isoformat(),
        "ends_at": (NIGHT + timedelta(hours=12)).isoformat(),
        "visitor": life.person(by),
        "note": "白天家中有人",
    }
    return await life.ask("dora", f"/api/complaints/{life.id}/visits", body | others)


async def _visit(life: Life, visitor: str = "bob") -> Any:
    answer = await _arranged(life, visitor)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def _then(life: Life, visit: Any, verb: str, by: str = "bob", **body: Any) -> Any:
    return await life.ask(by, f"/api/visits/{visit['id']}/{verb}", {"version": visit["version"], **body})


def _completion(**others: Any) -> dict[str, Any]:
    measured = {"indoor_c": 16.5, "room": "bedroom", "measured_at": clock.now().isoformat()}
    said: dict[str, Any] = {
        "note": "立管阀门未全开",
        "measurement": measured,
        "resident_signature": SIGNATURE,
        "visitor_signature": {"name": "Bob", "strokes": [[0, 0, 9, 9]]},
    }
    return said | others


async def test_it_refuses_whoever_does_not_see_the_complaint(life: Life) -> None:
    body = {"starts_at": NIGHT.isoformat(), "ends_at": NIGHT.isoformat(), "visitor": life.person("bob")}
    answer = await life.ask("charlie", f"/api/complaints/{life.id}/visits", body)
    assert refused(answer) == (404, "complaint.not_found")


async def test_it_names_every_wrong_field(life: Life) -> None:
    answer = await _arranged(life, ends_at=NIGHT.isoformat(), visitor=str(new_id()))
    assert faults(answer) == {("/ends_at", "order"), ("/visitor", "not_found")}


async def test_it_is_not_arranged_for_a_closed_complaint(life: Life) -> None:
    await life.until("closed")
    assert refused(await _arranged(life)) == (409, "complaint.wrong_status")


async def test_the_same_visit_again_is_harmless_and_another_is_a_conflict(life: Life) -> None:
    id = str(new_id())
    first, again = await _arranged(life, id=id), await _arranged(life, id=id)
    assert (first.status_code, first.json()) == (201, again.json())
    assert refused(await _arranged(life, id=id, note="晚上")) == (409, "visit.id_taken")


async def test_it_stands_in_the_story_and_runs_against_a_clock(life: Life) -> None:
    visit = await _visit(life)
    assert (visit["state"], visit["visitor"]["name"], visit["address"]) == ("arranged", "Bob", "设备 S1-22单元501")
    story = (await life.as_it_is()).steps
    assert (story[-1].step, story[-1].detail["visited"]) == ("visit", "arranged")
    assert [one["id"] for one in (await life.get("bob", "/api/visits", mine=True, open=True))["items"]] == [visit["id"]]
    rows = await storage.fetch("SELECT name, outcome, responsible_id FROM deadline WHERE subject_id = ?", [visit["id"]])
    assert [(row["name"], row["outcome"], str(row["responsible_id"])) for row in rows] == [
        ("visit", "open", life.person("bob"))
    ]
    assert (await life.get("bob", "/api/inbox"))["items"][0]["kind"] == "visit.arranged"


async def test_nobody_at_home_leads_to_another_appointment(life: Life) -> None:
    visit = await _visit(life)
    missed = (await _then(life, visit, "absence", note="敲门无人应答", photos=[photo("other", 3)])).json()
    assert (missed["state"], missed["absences"], len(missed["photos"])) == ("nobody_home", 1, 1)
    assert refused(await _then(life, missed, "absence")) == (409, "visit.wrong_state")
    moved = await _then(
        life,
        missed,
        "appointment",
        by="dora",
        starts_at=(NIGHT + timedelta(days=1)).isoformat(),
        ends_at=(NIGHT + timedelta(days=1, hours=1)).isoformat(),
        visitor=life.person("carl"),
        reason="改到明晚",
    )
    assert (moved.json()["state"], moved.json()["visitor"]["name"]) == ("arranged", "Carl")


async def test_a_stale_version_is_a_conflict(life: Life) -> None:
    visit = await _visit(life)
    assert (await _then(life, visit, "absence")).status_code == 200
    answer = await _then(life, visit, "cancellation", reason="住户撤诉")
    assert refused(answer) == (409, "visit.version_conflict")


async def test_the_key_is_lent_with_consent_and_comes_back(life: Life) -> None:
    visit = await _visit(life)
    times = {"from_at": NIGHT.isoformat(), "until_at": (NIGHT + timedelta(days=2)).isoformat()}
    lent = {"relation": "网格员", "consented_by": "户主本人（电话录音）", **times}
    nobody = await _then(life, visit, "key", holder={"name": " ", "phone": ""}, **lent)
    assert faults(nobody) == {("/holder/name", "required"), ("/holder/phone", "required")}
    assert refused(await _then(life, visit, "key-return", received_by="户主")) == (409, "visit.no_key")
    out = (await _then(life, visit, "key", holder=HOLDER, **lent)).json()
    assert (out["key"]["relation"], out["key"]["is_out"]) == ("网格员", True)
    assert not any(said in str(out) for said in HOLDER.values())
    assert refused(await _then(life, out, "key", holder=HOLDER, **lent)) == (409, "visit.key_out")
    persons = (await life.get("dora", f"/api/complaints/{life.id}/person"))["items"]
    assert ("key_holder", "李建国", "13812345678") in [(one["role"], one["name"], one["phone"]) for one in persons]
    done = (await _then(life, out, "completion", **_completion())).json()
    back = (await _then(life, done, "key-return", received_by="王秀英")).json()
    assert back["key"]["is_out"] is False


async def test_who_consented_and_who_has_the_key_back_is_read_among_the_persons_alone(life: Life) -> None:
    visit = await _visit(life)
    times = {"from_at": NIGHT.isoformat(), "until_at": (NIGHT + timedelta(days=2)).isoformat()}
    lent: dict[str, Any] = {"holder": HOLDER, "relation": "网格员", "consented_by": "赵户主（电话录音）", **times}
    out = (await _then(life, visit, "key", **lent)).json()
    back = (await _then(life, out, "key-return", received_by="钱家属")).json()
    assert back["key"]["consented_at"] == out["key"]["consented_at"]
    assert back["key"]["returned_at"] is not None
    for shown in (out, back, (await life.get("bob", f"/api/visits/{visit['id']}")), (await life.as_it_is()).steps):
        assert "赵户主" not in str(shown)
        assert "钱家属" not in str(shown)
    persons = (await life.get("dora", f"/api/complaints/{life.id}/person"))["items"]
    assert {("key_consenter", "赵户主（电话录音）"), ("key_receiver", "钱家属")} <= {
        (one["role"], one["name"]) for one in persons
    }


@pytest.mark.parametrize(
    ("others", "wrong"),
    [
        ({"resident_signature": None}, {("/unsigned_reason", "missing")}),
        ({"resident_signature": {"name": "王秀英", "strokes": []}}, {("/resident_signature", "incomplete")}),
        ({"unsigned_reason": "拒签"}, {("/unsigned_reason", "unexpected")}),
    ],
)
async def test_a_temperature_is_signed_by_both(life: Life, others: dict[str, Any], wrong: set[tuple[str, str]]) -> None:
    visit = await _visit(life)
    assert faults(await _then(life, visit, "completion", **_completion(**others))) == wrong


async def test_what_was_measured_is_kept_and_the_signature_goes_with_the_person(life: Life) -> None:
    visit = await _visit(life)
    done = (await _then(life, visit, "completion", **_completion(photos=[photo("after", 4)]))).json()
    assert (done["state"], done["measured"]["indoor_c"], done["signed_by_resident"]) == ("done", 16.5, True)
    story = (await life.as_it_is()).steps[-1]
    assert (story.detail["visited"], story.detail["indoor_c"], story.note) == ("completed", 16.5, "立管阀门未全开")
    assert "王秀英" not in str(story)
    assert (await life.ask("alice", f"/api/complaints/{life.id}/person", None, "DELETE")).status_code == 204
    (row,) = await storage.fetch("SELECT resident_strokes_json FROM household_visit WHERE id = ?", [visit["id"]])
    assert row["resident_strokes_json"] is None
    persons = (await life.get("dora", f"/api/complaints/{life.id}/person"))["items"]
    assert [(one["role"], one["name"]) for one in persons] == [("signatory", "")]


async def test_who_goes_there_sees_the_visit_without_seeing_the_complaint(life: Life) -> None:
    visit = await _visit(life, "carl")
    assert (await life.get("carl", f"/api/visits/{visit['id']}"))["id"] == visit["id"]
    answer = await life.ask("charlie", f"/api/visits/{visit['id']}/absence", {"version": 1})
    assert refused(answer) == (404, "visit.not_found")
    assert (await _then(life, visit, "completion", by="carl", **_completion())).status_code == 200


async def test_a_closed_complaint_needs_no_more_visits(life: Life) -> None:
    visit = await _visit(life)
    await life.until("closed")
    assert (await life.get("dora", f"/api/visits/{visit['id']}"))["state"] == "cancelled"
    rows = await storage.fetch("SELECT outcome FROM deadline WHERE subject_id = ?", [visit["id"]])
    assert [row["outcome"] for row in rows] == ["cancelled"]


async def test_the_signatures_are_looked_at_with_a_trace(life: Life) -> None:
    visit = await _visit(life)
    await _then(life, visit, "completion", **_completion())
    path = f"/api/visits/{visit['id']}/signatures"
    assert refused(await life.ask("sue", path, None, "GET")) == (403, "accounts.forbidden")
    shown = await life.get("dora", path)
    assert shown == {"resident": [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]], "visitor": [[0.0, 0.0, 9.0, 9.0]]}
    rows = await storage.fetch("SELECT actor_name FROM audit_entry WHERE action = 'person.viewed'")
    assert [row["actor_name"] for row in rows] == ["Dora"]


async def _measured(life: Life, indoor_c: float = 20.0, **others: Any) -> Any:
    """By bob at the home."""
    measurement = {"indoor_c": indoor_c, "room": "bedroom", "measured_at": clock.now().isoformat()}
    visit = await _visit(life)
    answer = await _then(life, visit, "completion", **_completion(measurement=measurement, **others))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_nobody_calls_it_warm_by_a_visit_that_the_household_did_not_sign(life: Life) -> None:
    await life.acknowledge()
    await _measured(life, resident_signature=None, unsigned_reason="住户不便签字")
    assert (await life.as_it_is()).measured is None
    assert faults(await life.resolve(indoor_c=None)) == {("/indoor_c", "required")}


async def test_a_resolution_takes_what_was_signed_for_and_names_the_visit(life: Life) -> None:
    await life.acknowledge()
    visit = await _measured(life)
    told = (await life.as_it_is()).measured
    assert told is not None
    assert (str(told.visit), told.indoor_c, told.room) == (visit["id"], 20.0, "bedroom")
    assert (await life.resolve(indoor_c=None)).status_code == 200
    detail = (await life.as_it_is()).steps[-1].detail
    assert (detail["indoor_c"], detail["visit"]) == (20.0, visit["id"])


async def test_the_last_of_two_visits_counts(life: Life) -> None:
    await life.acknowledge()
    await _measured(life, 14.0)
    with clock.travel(NIGHT + timedelta(hours=1)):
        await _measured(life, 20.0)
        assert (await life.resolve(indoor_c=None)).json()["steps"][-1]["detail"]["indoor_c"] == 20.0


async def test_another_temperature_is_his_own_word(life: Life) -> None:
    await life.acknowledge()
    await _measured(life)
    assert (await life.resolve(indoor_c=21.0)).status_code == 200
    assert "visit" not in (await life.as_it_is()).steps[-1].detail


async def test_what_was_measured_before_it_was_sent_back_proves_nothing(life: Life) -> None:
    await life.acknowledge()
    await _measured(life)
    await life.resolve(indoor_c=None)
    with clock.travel(NIGHT + timedelta(hours=1)):
        assert (await life.verify(passed=False)).status_code == 200
        assert (await life.as_it_is()).measured is None
        assert faults(await life.resolve(indoor_c=None)) == {("/indoor_c", "required")}
