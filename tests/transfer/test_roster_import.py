"""Rosters from tables as offices keep them, and what is wrong with each of their rows."""

from collections.abc import AsyncIterator, Sequence
from io import BytesIO
from typing import Any

import httpx2
import msgspec
import pytest
from xlsxwriter import Workbook

from heating.duty.models import RosterRow
from heating.duty.patterns import Plan
from heating.lib import clock
from heating.lib.ids import new_id
from tests.cast import ONE, TWO, Cast, SignIn
from tests.duty.rosters import at
from tests.duty.world import BEFORE, World, the_world

HEADER = ["岗位", "人员", "开始时间", "结束时间"]
GOOD = [
    ["值守人员", "Ann", "2026-11-01 00:00", "2026-11-01 12:00"],
    ["值守", "B en", "2026/11/1 12:00", "2026-11-01 24:00"],
    ["leader", "MARY", "2026年11月1日", "2026-11-02"],
]


@pytest.fixture
async def world(cast: Cast) -> AsyncIterator[World]:
    with clock.travel(BEFORE):
        yield await the_world(cast)


@pytest.fixture
async def mary(world: World, sign_in: SignIn) -> httpx2.AsyncClient:  # noqa: ARG001 - she is of it
    return await sign_in("mary")


def csv(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """Times as dates of the workbook, as they are typed in an office."""
    file = BytesIO()
    with Workbook(file, {"default_date_format": "yyyy-mm-dd hh:mm", "remove_timezone": True}) as book:
        sheet = book.add_worksheet()
        for index, row in enumerate(rows):
            sheet.write_row(index, 0, row)
    return file.getvalue()


async def send(
    client: httpx2.AsyncClient, content: bytes, *, dry: bool = False, id: str | None = None, **about: Any
) -> httpx2.Response:
    given = {"id": id or str(new_id()), "name": "十一月", "organization": ONE, **about}
    return await client.post(
        "/api/roster-imports",
        data={"mapping": msgspec.json.encode(given).decode(), "dry_run": str(dry).lower()},
        files={"file": ("roster", content)},
    )


async def test_it_is_not_for_other_companies_nor_for_officers(mary: httpx2.AsyncClient, sign_in: SignIn) -> None:
    content = csv([HEADER, *GOOD])
    assert (await send(mary, content, organization=TWO)).status_code == 404
    assert (await send(await sign_in("ann"), content)).status_code == 403


async def test_a_file_without_the_columns_is_refused_by_their_names(mary: httpx2.AsyncClient) -> None:
    answer = await send(mary, csv([["岗位", "开始时间", "备注"], ["值守", "2026-11-01", "x"]]))
    assert (answer.status_code, answer.json()["code"]) == (422, "import.no_columns")
    assert "结束时间、人员" in answer.json()["detail"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"", b"\xff\xfe\x00 \x81"])
async def test_what_is_no_table_is_refused(mary: httpx2.AsyncClient, content: bytes) -> None:
    answer = await send(mary, content)
    assert answer.status_code in (415, 422)
    assert answer.json()["code"].startswith("import.")


async def test_every_fault_of_every_row_is_named_and_nothing_written(world: World, mary: httpx2.AsyncClient) -> None:
    await world.cast.add("ann2", "duty_officer", ONE, name="Ann")
    rows = [
        HEADER,
        GOOD[1],
        ["保安", "Nobody", "昨天", "2026-13-01 08:00"],
        ["值守", "Ann", "2026-11-01 00:00", "2026-11-01 12:00"],
        ["带班", "Lee", "2026-11-02 00:00", "2026-11-01 12:00"],
        ["带班", "Lee", "2026-11-02 00:00", "2026-11-12 00:00"],
        ["带班", "Lee", "2026-11-02 00:00", "2026-11-02 25:00"],
    ]
    report = (await send(mary, csv(rows))).json()
    assert [(fault["row"], fault["column"], fault["code"]) for fault in report["faults"]] == [
        (3, "岗位", "post"),
        (3, "人员", "person.unknown"),
        (3, "开始时间", "moment"),
        (3, "结束时间", "moment"),
        (4, "人员", "person.ambiguous"),
        (5, "结束时间", "order"),
        (6, "结束时间", "order"),
        (7, "结束时间", "moment"),
    ]
    assert (report["faulty_rows"], report["shifts"], report["written"]) == (5, 1, False)
    assert await RosterRow.all().count() == 0


async def test_the_user_name_decides_between_people_of_one_name(world: World, mary: httpx2.AsyncClient) -> None:
    other = await world.cast.add("ann2", "duty_officer", ONE, name="Ann")
    row = ["值守", "Ann", "ann2", "2026-11-01", "2026-11-02"]
    report = (await send(mary, csv([["岗位", "人员", "账号", "开始时间", "结束时间"], row]))).json()
    assert report["written"]
    plan = msgspec.json.decode((await RosterRow.get()).plan_json, type=Plan)
    assert [shift.person for shift in plan.shifts] == [other.id]


async def test_a_dry_run_says_what_publishing_would_and_writes_nothing(mary: httpx2.AsyncClient) -> None:
    report = (await send(mary, csv([HEADER, *GOOD[:2]]), dry=True)).json()
    assert (report["rows"], report["shifts"], report["faults"], report["written"]) == (2, 2, [], False)
    (fault,) = report["roster_faults"]
    assert (fault["kind"], fault["post"]) == ("gap", "leader")
    assert fault["detail"]["zh"] == "2026-11-01 00:00–24:00 无带班领导"
    assert await RosterRow.all().count() == 0


@pytest.mark.parametrize("form", ["csv", "gbk", "xlsx"])
async def test_it_becomes_a_draft_that_can_be_published(mary: httpx2.AsyncClient, form: str) -> None:
    rows = [HEADER, *GOOD]
    as_dates: list[list[object]] = [
        [*HEADER],
        ["值守", "Ann", at(1), at(1, 12)],
        ["值守", "Ben", at(1, 12), at(2)],
        ["带班", "Mary", at(1), at(2)],
    ]
    content = {"csv": csv(rows), "gbk": csv(rows).decode().encode("gb18030"), "xlsx": xlsx(as_dates)}[form]
    id = str(new_id())
    for _ in range(2):  # sent again after a cut connection it makes no second one
        report = (await send(mary, content, id=id)).json()
        assert (report["shifts"], report["faults"], report["roster_faults"], report["written"]) == (3, [], [], True)
    assert await RosterRow.all().count() == 1
    published = await mary.post(f"/api/rosters/{id}/publication", json={"version": 1})
    assert published.json()["status"] == "published"
    query = {"starts_at": at(1).isoformat(), "ends_at": at(2).isoformat()}
    watches = (await mary.get(f"/api/rosters/{id}/watches", params=query)).json()
    assert [one["person"]["name"] for one in watches] == ["Mary", "Ann", "Ben"]


async def test_what_was_exported_comes_in_as_the_same_roster(world: World, mary: httpx2.AsyncClient) -> None:
    id = await world.publish(world.plan(hours=8, days=9))
    exported = await mary.get(f"/api/rosters/{id}/roster.xlsx")
    assert exported.status_code == 200
    copy = str(new_id())
    report = (await send(mary, exported.content, id=copy)).json()
    assert (report["rows"], report["faults"], report["roster_faults"], report["written"]) == (36, [], [], True)
    query = {"starts_at": at(1).isoformat(), "ends_at": at(10).isoformat()}
    first, second = [
        [(one["post"], one["person"], one["starts_at"], one["ends_at"]) for one in answer.json()]
        for answer in [await mary.get(f"/api/rosters/{one}/watches", params=query) for one in (id, copy)]
    ]
    assert first == second


async def test_too_many_shifts_are_refused(mary: httpx2.AsyncClient) -> None:
    answer = await send(mary, csv([HEADER, *([GOOD[0]] * 2001)]))
    assert (answer.status_code, answer.json()["code"]) == (413, "import.too_many_shifts")
