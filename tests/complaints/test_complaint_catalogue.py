"""GET /api/complaint-categories, -policies, -settings; PUT of each."""

from datetime import timedelta
from typing import Any

from heating import storage
from tests.complaints.living import NIGHT, Life, faults, refused

BOTH = {"zh": "噪声扰民", "en": "Noise at night"}
NOISE = {"key": "noise", "name": BOTH, "matter_class": "livelihood", "urgency": "urgent", "kind": "complaint"}


def a_policy(*rules: Any, **others: Any) -> dict[str, Any]:
    return {"key": "acknowledgement", "name": BOTH, "basis": BOTH, "rules": list(rules), "version": 0} | others


async def test_only_administrators_change_them(line: Life) -> None:
    answer = await line.ask("cora", "/api/complaint-categories/noise", NOISE | {"version": 0}, "PUT")
    assert refused(answer) == (403, "accounts.forbidden")


async def test_it_changes_a_category_and_keeps_who_did(line: Life) -> None:
    put = {"version": 0, "note": "夜间扰民"}
    assert (await line.ask("alice", "/api/complaint-categories/noise", NOISE | put, "PUT")).status_code == 200
    answer = await line.ask("alice", "/api/complaint-categories/noise", NOISE | put, "PUT")
    assert refused(answer) == (409, "complaint.entry_conflict")
    rows = {row["key"]: row for row in (await line.get("bob", "/api/complaint-categories"))["items"]}
    assert (rows["noise"]["version"], rows["noise"]["changed_by"]["name"]) == (1, "Alice")
    assert rows["fee"]["version"] == 0
    await line.begin(category="noise")
    assert (await line.as_it_is()).urgency == "urgent"


async def test_it_keeps_the_version_before_in_the_audit(line: Life) -> None:
    await line.ask("alice", "/api/complaint-categories/noise", NOISE | {"version": 0, "note": "夜间"}, "PUT")
    rows = await storage.fetch("SELECT detail_json FROM audit_entry WHERE action = 'complaint_category.changed'")
    assert '"zh":"噪声"' in rows[0]["detail_json"]
    assert '"note":"夜间"' in rows[0]["detail_json"]


async def test_it_adds_a_category_and_takes_one_out_of_force(line: Life) -> None:
    body = NOISE | {"key": "smell", "in_force": False, "version": 0}
    assert refused(await line.ask("alice", "/api/complaint-categories/noise", body, "PUT")) == (
        422,
        "complaint.entry_key",
    )
    assert (await line.ask("alice", "/api/complaint-categories/smell", body, "PUT")).status_code == 200
    assert faults(await line.receive(category="smell"), "complaint.invalid") == {("/category", "unknown")}


async def test_it_refuses_limits_that_leave_a_gap(line: Life) -> None:
    only_urgent = {"amount": {"n": 0, "unit": "minutes"}, "urgencies": ["urgent"], "calendar": "none", "ladder": "none"}
    answer = await line.ask("alice", "/api/complaint-policies/acknowledgement", a_policy(only_urgent), "PUT")
    assert answer.status_code == 422
    assert {error["code"] for error in answer.json()["errors"]} == {
        "calendar.unknown",
        "ladder.unknown",
        "amount",
        "rule.gap",
    }
    everything = {"amount": {"n": 5, "unit": "minutes"}}
    answer = await line.ask("alice", "/api/complaint-policies/acknowledgement", a_policy(everything, everything), "PUT")
    assert [error["code"] for error in answer.json()["errors"]] == ["rule.never_reached"]


async def test_new_limits_hold_for_what_comes_after(line: Life) -> None:
    body = a_policy({"amount": {"n": 7, "unit": "minutes"}})
    assert (await line.ask("alice", "/api/complaint-policies/acknowledgement", body, "PUT")).status_code == 200
    await line.begin()
    assert (await line.as_it_is()).due_at == NIGHT + timedelta(minutes=7)
    rows = {row["key"]: row for row in (await line.get("cora", "/api/complaint-policies"))["items"]}
    assert rows["acknowledgement"]["version"] == 1
    assert rows["reply"]["rules"][0]["amount"] == {"n": 3, "unit": "days"}


async def test_the_fallback_owner_must_be_able_to_take_complaints(line: Life) -> None:
    await line.world.cast.add("audrey", "auditor", "taiyuan/")
    answer = await line.ask(
        "alice", "/api/complaint-settings", {"fallback_owner": line.person("audrey"), "version": 0}, "PUT"
    )
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/fallback_owner"]
    assert (await line.get("cora", "/api/complaint-settings"))["repeat_days"] == 7
