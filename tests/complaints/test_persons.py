"""Names and numbers of residents: masked, seen by permission with a trace, found again, erased."""

from datetime import timedelta
from typing import Any

import pytest

from heating import storage
from heating.audit import queries as audit_queries
from heating.complaints.persons import keeping as persons
from heating.complaints.persons import lookups as person_lookups
from heating.complaints.persons import retention
from heating.lib import clock
from heating.lib.buckets import Buckets
from tests.complaints.living import NIGHT, Life, refused

PHONE = "138 1234 5678"
CALLER = {"name": "王小明", "phone": PHONE, "note": "听力不好"}


async def entries(action: str) -> list[dict[str, Any]]:
    found = await audit_queries.entries(audit_queries.Filters())
    return [dict(entry.detail) for entry in found if entry.action == action]


@pytest.mark.parametrize(
    ("written", "key_of"),
    [("+86 138-1234-5678", PHONE), ("008613812345678", PHONE), ("13812345678", PHONE), ("0351 1111111", "03511111111")],
)
def test_a_number_is_the_same_however_it_is_written(written: str, key_of: str) -> None:
    assert persons.phone_key(written) == persons.phone_key(key_of)
    assert persons.phone_key(written) != persons.phone_key("13812345679")


@pytest.mark.parametrize("text", ["", "12345", "不知道", "---"])
def test_what_is_too_short_is_no_number(text: str) -> None:
    assert persons.phone_key(text) is None


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("2222222", "****22"),
        ("110", "****"),
        ("", ""),
        ("+86 13812345678", "138****5678"),
    ],
)
def test_numbers_are_masked(text: str, masked: str) -> None:
    assert persons.masked_phone(text) == masked


@pytest.mark.parametrize(("name", "masked"), [("王小明", "王**"), (" 欧阳锋", "欧**"), ("", ""), ("Ann", "A**")])
def test_names_are_masked(name: str, masked: str) -> None:
    assert persons.masked_name(name) == masked


def test_numbers_in_texts_are_masked() -> None:
    text = "打 13812345678 或0351-1234567，3号楼2单元501，18.5度，编号20261101-00012"
    assert persons.without_numbers(text) == ("打 138****5678 或035****4567，3号楼2单元501，18.5度，编号20261101-00012")


async def test_nobody_sees_a_person_who_may_not(line: Life) -> None:
    await line.begin(caller=CALLER)
    path = f"/api/complaints/{line.id}/person"
    for username in ("sue", "alice"):
        assert (await line.ask(username, path, None, "GET")).status_code == 403
    for username in ("charlie", "carl"):
        assert refused(await line.ask(username, path, None, "GET"))[0] == 404
    assert (await line.ask("bob", path, None, "DELETE")).status_code == 403
    assert await entries("person.viewed") == []


async def test_every_viewing_is_recorded_and_says_nothing(line: Life) -> None:
    await line.begin(caller=CALLER)
    for _ in range(2):
        shown = await line.get("dora", f"/api/complaints/{line.id}/person")
    (person,) = shown["items"]
    assert person == {"role": "caller", **CALLER, "erased_at": None}
    told = await entries("person.viewed")
    assert [set(detail) for detail in told] == [{"number"}, {"number"}]


async def test_a_number_stands_nowhere_else(line: Life) -> None:
    await line.begin(caller=CALLER)
    for username, path in (
        ("dora", f"/api/complaints/{line.id}"),
        ("dora", "/api/complaints"),
        ("alice", "/api/audit"),
    ):
        answer = await line.ask(username, path, None, "GET")
        assert answer.status_code == 200
        for secret in ("王小明", PHONE, "13812345678", "听力不好"):
            assert secret not in answer.text, path
    for table in ("audit_entry", "change_log", "job", "notification", "complaint_step", "deadline"):
        rows = str(await storage.fetch(f"SELECT * FROM {table}"))
        for secret in ("王小明", PHONE, "13812345678", "听力不好"):
            assert secret not in rows, table


async def test_earlier_cases_are_found_by_the_number(line: Life) -> None:
    await line.begin(caller=CALLER)
    with clock.travel(NIGHT + timedelta(hours=1)):
        await line.begin(caller={**CALLER, "phone": "+8613812345678"}, room="601", category="noise")
    await line.begin(caller={"name": "李四", "phone": "13900000000"}, room="701")
    found = (await line.ask("dora", "/api/complaints/earlier-cases", {"phone": "13812345678"})).json()["items"]
    assert [(case["room"], case["name_masked"], case["category"]) for case in found] == [
        ("601", "王**", "noise"), ("501", "王**", "low_temperature"),
    ]  # fmt: skip
    assert found[0]["station"]["name"]
    assert (await line.ask("charlie", "/api/complaints/earlier-cases", {"phone": PHONE})).json()["items"] == []
    assert (await line.ask("bob", "/api/complaints/earlier-cases", {"phone": PHONE})).status_code == 403
    assert (await line.ask("dora", "/api/complaints/earlier-cases", {"phone": "138"})).status_code == 422


async def test_each_looking_up_is_recorded_by_the_key_alone(line: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_lookups, "_lookups", Buckets(2, timedelta(hours=1)))
    await line.begin(caller=CALLER)
    answers = [await line.ask("dora", "/api/complaints/earlier-cases", {"phone": PHONE}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert await entries("person.looked_up") == [{"found": 1}, {"found": 1}]


async def test_a_person_is_erased_at_his_wish(line: Life) -> None:
    await line.begin(caller=CALLER, text="请打13812345678")
    for _ in range(2):
        assert (await line.ask("alice", f"/api/complaints/{line.id}/person", None, "DELETE")).status_code == 204
    (person,) = (await line.get("dora", f"/api/complaints/{line.id}/person"))["items"]
    assert (person["name"], person["phone"], person["note"]) == ("", "", "")
    assert person["erased_at"] is not None
    assert (await line.as_it_is()).text == "请打138****5678"
    assert len(await entries("person.erased")) == 1
    assert await entries("person.viewed") == []
    assert (await line.ask("dora", "/api/complaints/earlier-cases", {"phone": PHONE})).json()["items"] == []


async def test_what_was_closed_long_ago_is_erased(line: Life) -> None:
    await line.begin(caller=CALLER, resident={"name": "王奶奶", "phone": "2222222"})
    await line.until("closed")
    await line.begin(caller=CALLER, room="601")
    assert await retention.erase_old(365, NIGHT + timedelta(days=365)) == 0
    with clock.travel(NIGHT + timedelta(days=366)):
        assert await retention.erase_old(365, clock.now()) == 2
        assert await retention.erase_old(365, clock.now()) == 0
    rows = await storage.fetch("SELECT name, phone, phone_key, note FROM complaint_person WHERE erased_at IS NOT NULL")
    assert rows == [{"name": "", "phone": "", "phone_key": None, "note": ""}] * 2
    (left,) = await storage.fetch("SELECT name FROM complaint_person WHERE erased_at IS NULL")
    assert left["name"] == "王小明"
    (told,) = await entries("persons.erased")
    assert (told["complaints"], told["persons"]) == (1, 2)
