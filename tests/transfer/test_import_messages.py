"""POST /api/complaint-imports: a message board's file becomes complaints, and never becomes them twice."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx2
import msgspec
import pytest

from heating import storage
from heating.lib import clock
from tests.cast import CREW_A, JUHE, ONE, WANBOLIN, SignIn
from tests.transfer.files import as_csv, as_xlsx

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
MAPPING: dict[str, Any] = {
    "source": "board",
    "columns": {
        "number": "编号",
        "title": "标题",
        "text": "内容",
        "written_at": "留言时间",
        "reply": "回复",
        "replied_at": "回复时间",
        "score": "评价",
    },
    "matter_class": "livelihood",
    "organization": ONE,
    "area": JUHE,
}
HEAD = ["编号", "标题", "内容", "留言时间", "回复", "回复时间", "评价"]
IN_TIME = ["A1", "供暖", "家里不热\n\t已三天", "2026-11-02 08:00", "已上门\n处理", "2026/11/5 9:00", "满意"]
LATE = ["A2", "", "还是不热", "2026/11/3 08:00:00", "已处理", "2026年11月15日", "不满意"]
WAITING = ["A3", "", "温度低，电话13812345678", "2026-11-20 08:00", "", "", ""]
GHOST = ["9", "", "　", "", "", "", ""]
LINES = [HEAD, IN_TIME, GHOST, LATE, HEAD, WAITING]

Import = Callable[..., Awaitable[httpx2.Response]]


@pytest.fixture
async def send(alice: httpx2.AsyncClient) -> Import:
    """`await send(lines, dry_run="true", …)`, as alice, at NOW."""

    async def send(
        content: Any, name: str = "messages.csv", mapping: object = MAPPING, who: Any = alice, **fields: str
    ) -> httpx2.Response:
        file = content if isinstance(content, bytes) else as_csv(content)
        data = {"mapping": msgspec.json.encode(mapping).decode(), **fields}
        with clock.travel(NOW):
            answer: httpx2.Response = await who.post("/api/complaint-imports", files={"file": (name, file)}, data=data)
        return answer

    return send


def counts(answer: httpx2.Response) -> tuple[int, ...]:
    """Created, of these waiting, updated, unchanged, ghosts, at fault."""
    assert answer.status_code == 200, answer.text
    report = answer.json()
    return tuple(report[name] for name in ("created", "waiting", "updated", "unchanged", "ghosts", "faulty_rows"))


def faults(answer: httpx2.Response) -> set[tuple[int, str, str]]:
    return {(fault["row"], fault["column"], fault["code"]) for fault in answer.json()["faults"]}


async def complaints() -> dict[str, dict[str, Any]]:
    rows = await storage.fetch(
        "SELECT c.*, m.title, m.reply, m.score FROM complaint c JOIN complaint_message m ON m.complaint_id = c.id"
    )
    return {row["external_number"]: row for row in rows}


async def test_it_refuses_a_mapping_that_is_wrong(send: Import) -> None:
    answer = await send(LINES, mapping={**MAPPING, "columns": {"text": "正文"}, "category": "potholes"})
    assert (answer.status_code, answer.json()["code"]) == (422, "import.mapping")
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/columns/text", "/columns/written_at", "/category",
    }  # fmt: skip


@pytest.mark.parametrize("missing", ["file", "mapping"])
async def test_it_refuses_half_a_form(alice: httpx2.AsyncClient, missing: str) -> None:
    parts: dict[str, Any] = {
        "file": {"files": {"file": ("a.csv", as_csv(LINES))}},
        "mapping": {"data": {"mapping": msgspec.json.encode(MAPPING).decode(), "dry_run": "perhaps"}},
    }
    parts.pop(missing)
    answer = await alice.post("/api/complaint-imports", **next(iter(parts.values())))
    assert answer.status_code in (400, 415, 422)


async def test_it_refuses_more_messages_than_a_transaction_should_hold(
    send: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heating.transfer.messages.MOST_MESSAGES", 2)
    answer = await send(LINES)
    assert (answer.status_code, answer.json()["code"]) == (413, "import.too_many_messages")


async def test_it_refuses_who_may_not_import(send: Import, sign_in: SignIn) -> None:
    assert (await send(LINES, who=await sign_in("bob"))).status_code == 403


async def test_a_trial_writes_nothing(send: Import) -> None:
    answer = await send(LINES, dry_run="true")
    assert counts(answer) == (3, 1, 0, 0, 2, 0)
    assert answer.json()["written"] is False
    assert await complaints() == {}


async def test_one_row_at_fault_keeps_all_out_unless_the_good_ones_are_wanted(send: Import) -> None:
    lines = [HEAD, IN_TIME, ["A9", "", "x", "gestern", "", "", ""]]
    answer = await send(lines)
    assert (answer.json()["written"], faults(answer)) == (False, {(3, "留言时间", "moment")})
    assert await complaints() == {}
    assert counts(await send(lines, accept_partial="true")) == (1, 0, 0, 0, 0, 1)
    assert (await complaints()).keys() == {"A1"}


async def test_places_that_one_does_not_see_are_faults(send: Import, sign_in: SignIn) -> None:
    columns = {**MAPPING["columns"], "organization": "单位", "area": "区域"}
    lines = [[*HEAD, "单位", "区域"], [*WAITING, "nowhere/", JUHE], [*LATE, ONE, "nowhere/"]]
    answer = await send(lines, mapping={**MAPPING, "columns": columns})
    assert faults(answer) == {(2, "单位", "organization.unknown"), (3, "区域", "area.unknown")}
    officer = await sign_in("district_officer", "taiyuan/", area=WANBOLIN)
    answer = await send([lines[0], [*WAITING, ONE, JUHE]], mapping={**MAPPING, "columns": columns}, who=officer)
    assert faults(answer) == {(2, "区域", "area.unknown")}


async def test_what_has_its_reply_is_kept_and_what_waits_goes_to_work(send: Import) -> None:
    assert counts(await send(LINES)) == (3, 1, 0, 0, 2, 0)
    found = await complaints()
    assert {number: (row["status"], bool(row["historical"])) for number, row in found.items()} == {
        "A1": ("closed", True),
        "A2": ("closed", True),
        "A3": ("received", False),
    }
    assert found["A1"]["text"] == "供暖\n家里不热\n\t已三天"
    assert (found["A1"]["reply"], found["A1"]["score"]) == ("已上门\n处理", 4)
    assert found["A3"]["officer_id"] is not None


async def test_clocks_count_from_when_it_was_written(send: Import) -> None:
    await send(LINES)
    rows = await storage.fetch(
        "SELECT c.external_number AS number, d.outcome, d.started_at FROM deadline d"
        " JOIN complaint c ON c.id = d.subject_id WHERE d.name = 'message_board'"
    )
    assert {row["number"]: row["outcome"] for row in rows} == {"A1": "met", "A2": "late", "A3": "open"}


async def test_nobody_is_told_of_the_past(send: Import) -> None:
    await send([HEAD, IN_TIME, LATE])
    assert await storage.fetch("SELECT 1 FROM deadline WHERE look_after IS NOT NULL OR ladder_key IS NOT NULL") == []


async def test_a_whole_file_may_be_for_the_record(send: Import) -> None:
    assert counts(await send(LINES, mapping={**MAPPING, "history": True})) == (3, 0, 0, 0, 2, 0)
    waiting = (await complaints())["A3"]
    assert (waiting["status"], bool(waiting["historical"]), waiting["officer_id"]) == ("received", True, None)


async def test_importing_again_changes_nothing(send: Import) -> None:
    await send(LINES)
    before = await complaints()
    assert counts(await send(LINES)) == (0, 0, 0, 3, 2, 0)
    assert await complaints() == before


@pytest.mark.parametrize("form", ["gb18030", "tabs", "xlsx"])
async def test_another_form_of_the_same_file_is_the_same(send: Import, form: str) -> None:
    await send(LINES)
    content = {
        "gb18030": as_csv(LINES, encoding="gb18030"),
        "tabs": as_csv(LINES, delimiter="\t"),
        "xlsx": as_xlsx(LINES, ghosts=(20, 50)),
    }[form]
    assert counts(await send(content)) == (0, 0, 0, 3, 2, 0)


async def test_a_reply_that_came_later_stops_the_boards_clock_and_not_our_own(send: Import) -> None:
    await send(LINES)
    replied = [*WAITING[:4], "正在处理", "2026-11-20 18:00", ""]
    assert counts(await send([HEAD, IN_TIME, LATE, replied])) == (0, 0, 1, 2, 0, 0)
    row = (await complaints())["A3"]
    assert (row["status"], row["reply"]) == ("received", "正在处理")
    clocks = await storage.fetch("SELECT name, outcome FROM deadline WHERE subject_id = ?", [row["id"]])
    outcomes = {clock["name"]: clock["outcome"] for clock in clocks}
    assert outcomes["message_board"] == "met"
    assert outcomes["reply"] == "open"


async def test_a_record_that_was_replied_to_later_is_closed(send: Import) -> None:
    history = {**MAPPING, "history": True}
    await send(LINES, mapping=history)
    replied = [*WAITING[:4], "已处理", "2026-11-20 18:00", ""]
    await send([HEAD, replied], mapping=history)
    assert (await complaints())["A3"]["status"] == "closed"


async def test_a_text_that_changed_is_changed_and_the_old_one_stays_in_the_story(
    send: Import, alice: httpx2.AsyncClient
) -> None:
    await send(LINES)
    await send([HEAD, ["A3", "", "温度低，只有15度", *WAITING[3:]]])
    row = (await complaints())["A3"]
    assert row["text"] == "温度低，只有15度"
    story = (await alice.get(f"/api/complaints/{row['id']}")).json()["steps"]
    assert story[-1]["note"] == "温度低，电话138****5678"


async def test_another_systems_message_of_the_same_number_is_another(send: Import) -> None:
    await send(LINES)
    assert counts(await send([HEAD, WAITING], mapping={**MAPPING, "source": "12345"}))[:2] == (1, 1)


async def test_messages_of_complaints_one_does_not_see_stay_as_they_are(send: Import, sign_in: SignIn) -> None:
    await send(LINES)
    officer = await sign_in("district_officer", "taiyuan/", area=WANBOLIN)
    plain = {**MAPPING, "organization": None, "area": None}
    answer = await send([HEAD, ["A3", "", "别的", *WAITING[3:]]], mapping=plain, who=officer)
    assert faults(answer) == {(2, "编号", "message.unknown")}


async def test_who_wrote_is_kept_apart(send: Import) -> None:
    columns = {**MAPPING["columns"], "name": "姓名", "phone": "电话"}
    await send([[*HEAD, "姓名", "电话"], [*WAITING, "王建国", "13812345678"]], mapping={**MAPPING, "columns": columns})
    (person,) = await storage.fetch("SELECT name, phone FROM complaint_person")
    assert person == {"name": "王建国", "phone": "13812345678"}


async def test_the_import_is_in_the_audit_without_what_was_said(send: Import) -> None:
    await send(LINES)
    (entry,) = await storage.fetch("SELECT detail_json FROM audit_entry WHERE action = 'messages.imported'")
    assert msgspec.json.decode(entry["detail_json"]) == {
        "file": "messages.csv", "source": "board", "channel": "message_board", "created": 3, "updated": 0,
    }  # fmt: skip


async def test_compliance_is_computed_over_what_was_imported(send: Import, alice: httpx2.AsyncClient) -> None:
    await send(LINES)
    with clock.travel(NOW + timedelta(days=30)):
        answer = (await alice.get("/api/complaints/compliance", params={"channel": "message_board"})).json()
    assert {name: answer["all"][name] for name in ("total", "in_time", "late", "overdue", "waiting")} == {
        "total": 3, "in_time": 1, "late": 1, "overdue": 1, "waiting": 0,
    }  # fmt: skip
    assert answer["all"]["share_in_time"] == 0.3333
    assert (answer["all"]["scored"], answer["all"]["content"]) == (2, 1)
    assert [group["matter_class"] for group in answer["by_class"]] == ["livelihood"]
    assert [group["month"] for group in answer["by_month"]] == ["2026-11"]
    assert [group["organization"] for group in answer["by_unit"]] == [ONE]
    assert [age["count"] for age in answer["residue"]] == [0, 0, 0, 0, 1]


async def test_what_was_answered_on_the_spot_was_in_time(alice: httpx2.AsyncClient) -> None:
    answer = {"cause": "问供热时间", "measure": "已告知", "contact": "12345"}
    body = {
        "id": str(uuid4()),
        "channel": "phone",
        "text": "几号供暖",
        "category": "consultation_other",
        "answer": answer,
    }
    assert (await alice.post("/api/complaints", json=body)).status_code == 201
    tally = (await alice.get("/api/complaints/compliance")).json()["all"]
    assert (tally["total"], tally["in_time"], tally["no_limit"]) == (1, 1, 0)


async def test_columns_are_previewed(alice: httpx2.AsyncClient) -> None:
    answer = await alice.post("/api/complaint-imports/columns", files={"file": ("a.csv", as_csv(LINES))})
    assert answer.json()["columns"] == HEAD


@pytest.mark.parametrize("organization", [CREW_A])
async def test_rows_may_name_their_unit(send: Import, organization: str) -> None:
    columns = {**MAPPING["columns"], "organization": "单位", "category": "类别"}
    lines = [[*HEAD, "单位", "类别"], [*WAITING, organization, "室温不达标"]]
    assert counts(await send(lines, mapping={**MAPPING, "columns": columns}))[:2] == (1, 1)
    row = (await complaints())["A3"]
    assert (row["organization_path"], row["category"], row["status"]) == (organization, "low_temperature", "dispatched")
