"""POST /api/complaints/{id}/merger and /split."""

from datetime import timedelta
from typing import Any

from heating.complaints.residents.actions import confirm_by_resident
from heating.complaints.residents.schemas import ResidentConfirmation
from heating.lib import clock
from heating.lib.ids import new_id
from tests.complaints.living import NIGHT, Life, faults, refused
from tests.inspections.world import ZONE

_SAME = "同一栋楼停暖，按同一故障办理"
_VERIFIED_AT = NIGHT + timedelta(minutes=20)


async def _neighbour(life: Life, room: str = "502", **others: Any) -> str:
    answer = await life.receive(room=room, **others)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def _merge(life: Life, member: str, into: str, by: str = "dora") -> Any:
    return await life.ask(by, f"/api/complaints/{member}/merger", {"into": into, "note": _SAME})


async def _split(life: Life, member: str, reason: str = "户内阀门未开，与停暖无关") -> Any:
    return await life.ask("dora", f"/api/complaints/{member}/split", {"reason": reason})


async def _as_it_is(life: Life, complaint: str) -> Any:
    return await life.get("alice", f"/api/complaints/{complaint}")


def _open_clocks(whole: Any) -> set[str]:
    return {one["name"] for one in whole["clocks"] if one["state"] in ("running", "paused")}


async def test_it_is_not_for_crews_nor_strangers(life: Life) -> None:
    member = await _neighbour(life)
    assert refused(await _merge(life, member, life.id, by="bob")) == (403, "accounts.forbidden")
    assert refused(await _merge(life, member, life.id, by="charlie")) == (404, "complaint.not_found")


async def test_it_names_a_principal_that_cannot_lead(life: Life) -> None:
    member, other = await _neighbour(life), await _neighbour(life, "503")
    assert faults(await _merge(life, member, member)) == {("/into", "itself")}
    assert faults(await _merge(life, member, str(new_id()))) == {("/into", "not_found")}
    assert (await _merge(life, other, life.id)).status_code == 200
    assert faults(await _merge(life, member, other)) == {("/into", "merged")}
    await life.until("verified")
    assert faults(await _merge(life, member, life.id)) == {("/into", "status")}


async def test_a_merged_one_is_not_merged_again_nor_handled_by_itself(life: Life) -> None:
    member, other = await _neighbour(life), await _neighbour(life, "503")
    assert (await _merge(life, member, life.id)).status_code == 200
    assert refused(await _merge(life, member, other)) == (409, "complaint.merged")
    answer = await life.ask("dora", f"/api/complaints/{member}/acknowledgement", {})
    assert refused(answer) == (409, "complaint.merged")
    assert refused(await _split(life, other)) == (409, "complaint.not_merged")


async def test_it_stops_its_own_escalation_and_keeps_its_reply(life: Life) -> None:
    member = await _neighbour(life)
    before = _open_clocks(await _as_it_is(life, member))
    assert {"acknowledgement", "resolution", "reply"} <= before
    merged = (await _merge(life, member, life.id)).json()
    assert _open_clocks(merged) == before - {"acknowledgement", "response", "resolution", "filing"}
    assert (merged["merged_into"], merged["steps"][-1]["step"]) == (life.id, "merge")
    principal = await life.as_it_is()
    assert (principal.merged_count, [str(row.id) for row in principal.merged]) == (1, [member])
    assert principal.steps[-1].detail["number"] == merged["number"]


async def test_what_was_merged_into_it_goes_along(life: Life) -> None:
    first, second = await _neighbour(life), await _neighbour(life, "503")
    await _merge(life, second, first)
    await _merge(life, first, life.id)
    assert (await life.as_it_is()).merged_count == 2
    assert (await _as_it_is(life, second))["merged_into"] == life.id
    assert (await _as_it_is(life, first))["merged_count"] == 0


async def test_it_goes_where_its_principal_goes_and_is_replied_to_by_itself(life: Life) -> None:
    member = await _neighbour(life)
    await _merge(life, member, life.id)
    for verb, status in ((life.acknowledge, "handling"), (life.resolve, "resolved"), (life.verify, "verified")):
        assert (await verb()).status_code == 200
        assert (await _as_it_is(life, member))["status"] == status
    await life.reply()
    await life.rate()
    whole = await _as_it_is(life, member)
    assert (whole["status"], whole["verified_by"]["name"]) == ("verified", "Sue")
    assert [step["step"] for step in whole["steps"]][-3:] == ["acknowledge", "resolve", "verify"]
    answer = await life.ask("dora", f"/api/complaints/{member}/reply", _reply())
    assert answer.json()["status"] == "replied", answer.text


async def test_one_that_its_resident_calls_unsolved_leaves_its_principal(life: Life) -> None:
    member = await _neighbour(life)
    await _merge(life, member, life.id)
    await life.until("verified")
    await life.ask("dora", f"/api/complaints/{member}/reply", _reply())
    answer = await life.ask("cora", f"/api/complaints/{member}/rating", {"solved": False, "score": 1})
    assert answer.status_code == 200, answer.text
    whole = await _as_it_is(life, member)
    assert (whole["status"], whole["merged_into"]) == ("handling", None)
    assert (await life.as_it_is()).merged_count == 0
    assert await life.status() == "verified"


async def test_what_is_split_off_is_dispatched_anew_and_wins_no_time(life: Life) -> None:
    member = await _neighbour(life)
    due_at = _due_at(await _as_it_is(life, member), "resolution")
    await _merge(life, member, life.id)
    assert faults(await _split(life, member, " ")) == {("/reason", "required")}
    whole = (await _split(life, member)).json()
    assert (whole["status"], whole["merged_into"]) == ("dispatched", None)
    assert whole["officer"]["name"] in ("Dora", "Dean")
    assert _due_at(whole, "resolution") == due_at
    assert {"acknowledgement", "resolution", "reply"} <= _open_clocks(whole)
    assert (await life.as_it_is()).merged_count == 0


async def test_two_merges_at_once_count_once(life: Life) -> None:
    member = await _neighbour(life)
    body = {"id": str(new_id()), "into": life.id, "note": _SAME}
    answers = [await life.ask("dora", f"/api/complaints/{member}/merger", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (await life.as_it_is()).merged_count == 1


def _due_at(whole: Any, name: str) -> str:
    return next(str(one["due_at"]) for one in whole["clocks"] if one["name"] == name and one["state"] == "running")


def _reply() -> dict[str, Any]:
    return {
        "disposition": "solvable_now",
        "cause": "换热站停泵",
        "measure": "已恢复运行",
        "measure_on": clock.now().date().isoformat(),
        "contact": "值班室 0351-1111111",
        "text": "已恢复供热。",
    }


async def _promised_member(life: Life) -> str:
    """To whom something was promised before it was merged."""
    member = await _neighbour(life)
    await life.ask("dora", f"/api/complaints/{member}/acknowledgement", {})
    promised = {"text": "今晚恢复", "promised_on": "2026-11-03"}
    answer = await life.ask("dora", f"/api/complaints/{member}/interim-reply", promised)
    assert answer.status_code == 200, answer.text
    await _merge(life, member, life.id)
    return member


async def _promised_member_with_a_draft(life: Life) -> str:
    """Verified with its principal at `_VERIFIED_AT`; its reply waits for a second person."""
    member = await _promised_member(life)
    await life.until("resolved")
    with clock.travel(_VERIFIED_AT):
        await life.verify()
        draft = _reply() | {"disposition": "explained", "explanation": "换热站停泵"}
        answer = await life.ask("dora", f"/api/complaints/{member}/reply", draft)
        assert answer.status_code == 200, answer.text
    return member


async def test_a_members_promise_ends_with_the_fault(life: Life) -> None:
    member = await _promised_member(life)
    await life.until("verified")
    whole = await _as_it_is(life, member)
    assert [one["outcome"] for one in whole["promises"]] == ["kept"]
    assert "promise" not in _open_clocks(whole)


async def test_members_change_hands_with_their_principal(life: Life) -> None:
    member = await _neighbour(life)
    await _merge(life, member, life.id)
    await life.step("dora", "acknowledgement")
    answer = await life.step("max", "rerouting", officer=life.person("dean"), reason="交班")
    assert answer.status_code == 200, answer.text
    assert (await _as_it_is(life, member))["officer"]["name"] == "Dean"


async def test_what_is_split_off_unassessed_waits_for_somebody_at_the_desk(life: Life) -> None:
    member = (await life.receive(building=None, unit=None, room=None, category=None, address="老医院后面")).json()["id"]
    await _merge(life, member, life.id, by="cora")
    whole = (await life.ask("cora", f"/api/complaints/{member}/split", {"reason": "另一处"})).json()
    assert whole["officer"] is not None
    assert "filing" in _open_clocks(whole) or whole["status"] == "dispatched"


async def test_a_members_promise_lives_again_when_its_principal_is_sent_back(life: Life) -> None:
    member = await _promised_member(life)
    await life.until("verified")
    code = (await life.as_it_is()).tracking_code
    said = ResidentConfirmation(id=new_id(), warm=False, text="又凉了")
    await confirm_by_resident(code, said, ZONE)
    whole = await _as_it_is(life, member)
    assert (whole["status"], [one["outcome"] for one in whole["promises"]]) == ("handling", [None])
    assert "promise" in _open_clocks(whole)


async def test_what_was_verified_with_another_is_undone_when_that_is_cold_again(life: Life) -> None:
    member = await _promised_member_with_a_draft(life)
    code = (await life.as_it_is()).tracking_code
    with clock.travel(NIGHT + timedelta(minutes=30)):
        await confirm_by_resident(code, ResidentConfirmation(id=new_id(), warm=False), ZONE)
        whole = await _as_it_is(life, member)
    assert (whole["status"], whole["draft"], whole["drafted_by"]) == ("handling", None, None)
    assert ([one["outcome"] for one in whole["promises"]], whole["promised_on"]) == ([None], "2026-11-03")


async def test_what_is_split_off_after_its_verification_begins_anew(life: Life) -> None:
    member = await _promised_member_with_a_draft(life)
    with clock.travel(_VERIFIED_AT):
        whole = (await _split(life, member)).json()
    assert (whole["status"], whole["draft"], whole["drafted_by"]) == ("dispatched", None, None)
    assert ([one["outcome"] for one in whole["promises"]], whole["promised_on"]) == ([None], "2026-11-03")


async def test_nothing_is_merged_into_what_stands_on_no_desk(life: Life) -> None:
    answer = await life.receive("alice", room="503", historical=True, received_at=NIGHT.isoformat())
    past = answer.json()["id"]
    assert past not in [row["id"] for row in (await _as_it_is(life, life.id))["neighbours"]]
    assert faults(await _merge(life, life.id, past)) == {("/into", "historical")}
