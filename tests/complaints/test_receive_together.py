"""POST /api/complaints by many at once: entered in one transaction, and each answered as if it were alone."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx2
import pytest

from heating.complaints.models import ComplaintRow
from heating.lib.ids import new_id
from heating.storage.unit import Unit
from tests.complaints.living import NIGHT, Life

PATH = "/api/complaints"
ANSWER = {"cause": "阀门关着", "measure": "已指导用户打开阀门", "contact": "电话"}


async def sent(line: Life, bodies: Sequence[dict[str, Any]], by: str = "cora") -> list[httpx2.Response]:
    return await asyncio.gather(*(line.ask(by, PATH, body) for body in bodies))


@pytest.mark.parametrize(
    "said",
    [
        {},
        {
            "happened_at": NIGHT.isoformat().replace("+00:00", "+08:00"),
            "caller": {"name": "王", "phone": "13812345678"},
        },
        {"category": None, "indoor_c": 14},
        {"building": None, "unit": None, "room": None, "address": " 和平里那边 "},
        {"answer": ANSWER},
        {
            "channel": "hotline_12345",
            "external_system": "hotline",
            "external_number": "A-1",
            "matter_class": "consultation",
        },
    ],
)
async def test_it_answers_what_is_read_afterwards(line: Life, said: dict[str, Any]) -> None:
    await line.begin(room="502")  # a neighbour
    answer = await line.receive(**said)
    assert answer.status_code == 201, answer.text
    assert answer.json() == await line.get("cora", f"{PATH}/{answer.json()['id']}")


async def test_they_have_numbers_without_gaps_or_doubles(line: Life) -> None:
    answers = await sent(line, [line.intake(room=str(room)) for room in range(30)])
    assert sorted(answer.json()["number"] for answer in answers) == [f"20261101-{n:05}" for n in range(1, 31)]


async def test_one_that_is_refused_takes_no_number_and_harms_no_other(line: Life) -> None:
    good = [line.intake(room=str(room)) for room in range(6)]
    bad = [line.intake(category="no_such"), line.intake(building=str(new_id()))]
    answers = await sent(line, [*good[:3], *bad, *good[3:]])
    assert [answer.status_code for answer in answers] == [201] * 3 + [422] * 2 + [201] * 3
    assert sorted(row.number for row in await ComplaintRow.all()) == [f"20261101-{n:05}" for n in range(1, 7)]


async def test_whoever_sends_it_twice_is_answered_the_same(line: Life) -> None:
    first, second = line.intake(room="1"), line.intake(room="2")
    bodies = [first, second, first, second | {"text": "另一件事"}, second]
    answers = await sent(line, bodies)
    # which of the two with one id came first is open
    kept = {str(row.id): row.text for row in await ComplaintRow.all()}
    assert set(kept) == {first["id"], second["id"]}
    assert [answer.status_code for answer in answers] == [
        201 if body["text"] == kept[body["id"]] else 409 for body in bodies
    ]
    numbers = {
        (body["id"], answer.json()["number"]) for body, answer in zip(bodies, answers, strict=True) if answer.is_success
    }
    assert len(numbers) == 2


async def test_when_their_transaction_fails_each_is_entered_alone(line: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them cannot be written; whatever the reason, it fails alone."""
    bodies = [line.intake(room=str(room), text=f"第{room}件") for room in range(5)]
    insert = Unit.insert

    def fails(unit: Unit, model: Any, values: Any, on_conflict: str = "") -> None:
        if model is ComplaintRow and values["text"] == "第2件":
            raise RuntimeError("the disk is full, say")
        insert(unit, model, values, on_conflict)

    monkeypatch.setattr(Unit, "insert", fails)
    answers = await sent(line, bodies)
    assert [answer.status_code for answer in answers] == [201, 201, 500, 201, 201]
    assert sorted(row.number for row in await ComplaintRow.all()) == [f"20261101-{n:05}" for n in range(1, 5)]


async def test_they_are_shared_out_between_the_officers(line: Life) -> None:
    answers = await sent(line, [line.intake(room=str(room)) for room in range(10)])
    officers = [answer.json()["officer"]["name"] for answer in answers]
    assert {name: officers.count(name) for name in officers} == {"Dora": 5, "Dean": 5}
