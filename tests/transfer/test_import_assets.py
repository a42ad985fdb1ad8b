"""POST /api/imports: what is written, and what is not."""

import asyncio
from datetime import date, datetime
from typing import Any

import httpx2
import pytest

from heating import storage
from tests.cast import CREW_A, CREW_B, JUHE, Cast, SignIn
from tests.registry.conftest import Registry, count, entries
from tests.transfer.conftest import (
    FIRST,
    HEAD,
    LINES,
    MAPPING,
    SECOND,
    THIRD,
    Import,
    counts,
    faults,
    report,
    state,
)
from tests.transfer.files import as_csv, as_xlsx


async def asset(client: httpx2.AsyncClient, code: str) -> dict[str, Any]:
    items = (await client.get("/api/assets", params={"q": code})).json()["items"]
    found: dict[str, Any] = next(item for item in items if item["code"] == code)
    return found


@pytest.mark.parametrize("role", ["crew_member", "company_manager", "city_leader", "auditor"])
async def test_it_refuses_all_but_administrators(send: Import, sign_in: SignIn, role: str) -> None:
    client = await sign_in(role)
    assert (await send(as_csv(LINES), who=client)).status_code == 403
    assert (await client.post("/api/imports/columns", files={"file": ("x.csv", b"a\n1")})).status_code == 403


async def test_it_refuses_a_stranger(send: Import, stranger: httpx2.AsyncClient) -> None:
    assert (await send(as_csv(LINES), who=stranger)).status_code == 401


async def test_a_dry_run_writes_nothing(send: Import) -> None:
    before = await state()
    tried = report(await send(as_csv(LINES), dry_run="true"))
    assert (tried["created"], tried["new_sites"], tried["written"]) == (3, 2, False)
    assert tried["sample"][0]["名称"] == "1号锅炉"
    assert await state() == before


async def test_while_a_row_is_at_fault_nothing_is_written(send: Import) -> None:
    before = await state()
    answer = await send(as_csv([HEAD, FIRST, ["GL-9", "", "厂", "viel", "", "", "", "", ""]]))
    assert faults(answer) == {(3, "名称", "required"), (3, "面积", "number")}
    assert (counts(answer), report(answer)["written"]) == ((1, 0, 0, 1), False)
    assert await state() == before


async def test_good_rows_are_written_when_that_is_accepted(send: Import, alice: httpx2.AsyncClient) -> None:
    lines = [HEAD, FIRST, ["GL-9", "9号", "西山热源厂", "x", "", "", "", "", ""], THIRD]
    answer = await send(as_csv(lines), accept_partial="true")
    assert (counts(answer), report(answer)["written"], report(answer)["new_sites"]) == ((2, 0, 0, 1), True, 2)
    assert await count("site") == 2
    assert (await asset(alice, "GL-3"))["site_name"] == "城西热源厂"
    assert (await alice.get("/api/sites", params={"q": "西山"})).json()["items"] == []


async def test_it_makes_assets_and_their_sites(
    imported: dict[str, Any], alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, cast: Cast
) -> None:
    assert (imported["created"], imported["new_sites"], imported["rows"], imported["written"]) == (3, 2, 3, True)
    first, second = await asset(alice, "GL-1"), await asset(bob, "GL-2")
    assert first["site"] == second["site"]
    assert {key: first[key] for key in ("kind", "organization", "area", "in_service_on", "heated_area_m2")} == {
        "kind": "boiler",
        "organization": CREW_A,
        "area": JUHE,
        "in_service_on": "2015-10-20",
        "heated_area_m2": 1200.5,
    }
    assert (first["fields"], second["fields"]) == (
        {"fuel": "gas", "capacity_mw": 29},
        {"fuel": "coal", "capacity_mw": 58},
    )
    assert (first["longitude"], first["latitude"], first["position_source"]) == (112.61, 37.87, "erp")
    assert (second["longitude"], second["in_service_on"]) == (None, None)
    assert (first["responsible"]["name"], first["safety_owner"]["name"]) == ("Bob", "Alice")
    assert (first["source"], first["source_id"]) == ("erp", "GL-1")
    site = (await bob.get(f"/api/sites/{first['site']}")).json()
    assert (site["name"], site["kind"], site["code"]) == ("东山热源厂", "heat_source_plant", "RY-000001")
    assert [entry.action for entry in await entries(first["id"])] == ["asset.created"]
    told = await storage.fetch("SELECT actor_id, detail_json FROM audit_entry WHERE action = 'assets.imported'")
    assert str(told[0]["actor_id"]) == str(cast.users["alice"].id)
    assert '"units.csv"' in told[0]["detail_json"]


async def test_a_second_import_changes_nothing_at_all(send: Import, imported: dict[str, Any]) -> None:  # noqa: ARG001
    before = await state()
    for content, name in ((as_csv(LINES), "a.csv"), (as_xlsx(LINES), "b.xlsx"), (as_csv(LINES, "gb18030"), "c.csv")):
        answer = await send(content, name)
        assert counts(answer) == (0, 0, 3, 0), name
        assert await state() == before, name


async def test_a_changed_cell_changes_one_asset(
    send: Import,
    imported: dict[str, Any],  # noqa: ARG001
    alice: httpx2.AsyncClient,
) -> None:
    second = await asset(alice, "GL-2")
    changed = [HEAD, FIRST, [*SECOND[:3], 99, *SECOND[4:]], THIRD]
    assert counts(await send(as_csv(changed))) == (0, 1, 2, 0)
    after = await asset(alice, "GL-2")
    assert {key for key in after if after[key] != second[key]} == {"heated_area_m2", "version", "updated_at"}
    assert [entry.action for entry in await entries(after["id"])] == ["asset.created", "asset.changed"]
    assert (await asset(alice, "GL-1"))["version"] == 1


async def test_an_emptied_cell_empties_and_a_column_less_leaves_alone(
    send: Import,
    imported: dict[str, Any],  # noqa: ARG001
    alice: httpx2.AsyncClient,
) -> None:
    emptied = [HEAD, [*FIRST[:3], "", "", "", "", "", 29]]
    assert counts(await send(as_csv(emptied))) == (0, 1, 0, 0)
    first = await asset(alice, "GL-1")
    assert (first["heated_area_m2"], first["in_service_on"], first["longitude"]) == (None, None, None)
    assert first["fields"] == {"capacity_mw": 29}
    few = {**MAPPING, "columns": {"source_id": "编号", "name": "名称"}, "constants": MAPPING["constants"]}
    assert counts(await send(as_csv([["编号", "名称"], ["GL-3", "三号"]]), mapping=few)) == (0, 1, 0, 0)
    third = await asset(alice, "GL-3")
    assert (third["name"], third["heated_area_m2"], third["site_name"]) == ("三号", 800, "城西热源厂")


async def test_another_plant_in_the_file_moves_the_asset_there(
    send: Import,
    imported: dict[str, Any],  # noqa: ARG001
    alice: httpx2.AsyncClient,
) -> None:
    moved = [[*FIRST[:2], "城西热源厂", *FIRST[3:]], [*SECOND[:2], "北郊热源厂", *SECOND[3:]]]
    answer = await send(as_csv([HEAD, *moved, THIRD]))
    assert (counts(answer), report(answer)["new_sites"]) == ((0, 2, 1, 0), 1)
    first, second, third = [await asset(alice, code) for code in ("GL-1", "GL-2", "GL-3")]
    assert first["site"] == third["site"]
    assert second["site_name"] == "北郊热源厂"
    assert (await entries(first["id"]))[-1].action == "asset.moved"


async def test_csv_and_xlsx_give_the_same(send: Import) -> None:
    typed = [
        HEAD,
        [*FIRST[:4], datetime(2015, 10, 20), *FIRST[5:]],
        SECOND,
        [*THIRD[:4], date(2019, 1, 2), *THIRD[5:]],
    ]
    await send(as_csv(LINES))
    from_csv = await state()
    async with storage.transaction():
        for table in ("search_entry", "asset", "site"):
            await storage.execute(f"DELETE FROM {table}", [])
    assert counts(await send(as_xlsx(typed), "units.xlsx")) == (3, 0, 0, 0)
    from_xlsx = await state()
    assert [from_xlsx[table] for table in ("site", "asset")] == [from_csv[table] for table in ("site", "asset")]


async def test_it_uses_sites_that_are_there(send: Import, registry: Registry, alice: httpx2.AsyncClient) -> None:
    site = await registry.site(CREW_B, code="S-1")
    mapping = {
        "source": "erp",
        "kind": "pump",
        "columns": {"source_id": "id", "name": "name", "site_code": "site"},
    }
    content = as_csv([["id", "name", "site"], ["1", "泵一", "S-1"], ["2", "泵二", "S-2"], ["3", "泵三", ""]])
    assert faults(await send(content, mapping=mapping)) == {
        (3, "site", "site.unknown"),
        (4, "site", "site.unknown"),
    }
    assert counts(await send(content, mapping=mapping, accept_partial="true")) == (1, 0, 0, 2)
    (item,) = (await alice.get("/api/assets")).json()["items"]
    assert (item["site"], item["organization"], item["code"]) == (str(site), CREW_B, "BE-000001")


async def test_it_refuses_what_the_registry_refuses(
    send: Import,
    registry: Registry,
    imported: dict[str, Any],  # noqa: ARG001
) -> None:
    await registry.asset(await registry.site(), code="P-1")
    columns = {**MAPPING["columns"], "organization": "单位", "responsible": "责任人"}
    lines = [
        [*HEAD, "单位", "责任人"],
        ["P-1", "同码", "东山热源厂", *[""] * 6, "", ""],
        ["GL-7", "七号", "新厂", *[""] * 6, "taiyuan/nowhere/", "nobody"],
        ["GL-8", "八号", "新厂", *[""] * 6, "", "charlie"],
    ]
    assert faults(await send(as_csv(lines), mapping={**MAPPING, "columns": columns})) == {
        (2, "编号", "code.taken"),
        (3, "责任人", "person.unknown"),
    }
    lines[2][-1] = "bob"
    assert (3, "单位", "organization.unknown") in faults(
        await send(as_csv(lines), mapping={**MAPPING, "columns": columns})
    )


async def test_it_never_touches_a_retired_asset(
    send: Import,
    imported: dict[str, Any],  # noqa: ARG001
    alice: httpx2.AsyncClient,
) -> None:
    first = await asset(alice, "GL-1")
    await alice.post(f"/api/assets/{first['id']}/retirement", json={"version": 1, "reason": "拆除"})
    assert counts(await send(as_csv(LINES))) == (0, 0, 3, 0)
    changed = [HEAD, [*FIRST[:3], 1, *FIRST[4:]], SECOND]
    assert faults(await send(as_csv(changed))) == {(2, "编号", "retired")}


async def test_it_names_rows_that_repeat_an_id_or_a_code(send: Import) -> None:
    columns = {**MAPPING["columns"], "source_id": "号"}
    lines = [["号", *HEAD], ["1", *FIRST], ["1", *SECOND], ["2", "GL-1", *THIRD[1:]]]
    assert faults(await send(as_csv(lines), mapping={**MAPPING, "columns": columns})) == {
        (3, "号", "twice"),
        (4, "编号", "twice"),
    }


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("面积", "1,5", "number"),
        ("面积", "12 m²", "number"),
        ("面积", "-1", "out_of_range"),
        ("面积", "1e300", "out_of_range"),
        ("面积", "nan", "number"),
        ("投用", "20.10.2015", "date"),
        ("投用", "2015-02-30", "date"),
        ("投用", "0001-01-01", "date"),
        ("经度", "181", "position.range"),
        ("经度", "", "position.half"),
        ("纬度", "北纬37度", "number"),
        ("燃料", "铀", "option"),
        ("容量", "二十九", "number"),
        ("名称", "  ", "required"),
        ("名称", "长" * 201, "too_long"),
        ("编号", "", "required"),
        ("编号", "x" * 101, "too_long"),
    ],
)
async def test_it_tells_what_is_wrong_in_a_cell(send: Import, column: str, cell: str, code: str) -> None:
    line = [cell if name == column else value for name, value in zip(HEAD, FIRST, strict=True)]
    found = faults(await send(as_csv([HEAD, line, SECOND])))
    assert (2, column, code) in found
    assert {row for row, _, _ in found} == {2}


async def test_numbers_with_a_decimal_comma_and_german_dates(send: Import, alice: httpx2.AsyncClient) -> None:
    mapping = {**MAPPING, "numbers": "comma", "dates": "%d.%m.%Y"}
    line = ["GL-1", "1号", "厂", "1.200,5", "20.10.2015", "112,61", "37,87", "gas", "2.900"]
    assert counts(await send(as_csv([HEAD, line], delimiter=";"), mapping=mapping)) == (1, 0, 0, 0)
    first = await asset(alice, "GL-1")
    assert (first["heated_area_m2"], first["in_service_on"], first["longitude"]) == (1200.5, "2015-10-20", 112.61)
    assert first["fields"]["capacity_mw"] == 2900


async def test_numbers_and_dates_of_a_workbook_are_what_they_are(send: Import, alice: httpx2.AsyncClient) -> None:
    """The file holds 112.61 as a number: no decimal comma can be meant."""
    mapping = {**MAPPING, "numbers": "comma", "dates": "%d.%m.%Y"}
    line = ["GL-1", "1号", "厂", 1200.5, date(2015, 10, 2), 112.61, 37.87, "gas", 29]
    assert counts(await send(as_xlsx([HEAD, line]), "u.xlsx", mapping=mapping)) == (1, 0, 0, 0)
    first = await asset(alice, "GL-1")
    assert (first["heated_area_m2"], first["in_service_on"], first["longitude"]) == (1200.5, "2015-10-02", 112.61)


async def test_chinese_map_positions_are_converted_and_stay_the_same(send: Import, alice: httpx2.AsyncClient) -> None:
    mapping = {**MAPPING, "positions": "gcj02"}
    assert counts(await send(as_csv([HEAD, FIRST]), mapping=mapping)) == (1, 0, 0, 0)
    first = await asset(alice, "GL-1")
    assert first["longitude"] == pytest.approx(112.6038, abs=1e-3)
    assert first["position_source"] == "erp (gcj02)"
    assert counts(await send(as_csv([HEAD, FIRST]), mapping=mapping)) == (0, 0, 1, 0)


async def test_formulas_give_the_value_that_was_computed(send: Import, alice: httpx2.AsyncClient) -> None:
    line = ["GL-1", "1号", "厂", "=1+1", "", "", "", "", ""]
    assert counts(await send(as_xlsx([HEAD, line]), "u.xlsx")) == (1, 0, 0, 0)
    assert (await asset(alice, "GL-1"))["heated_area_m2"] == 0  # what the writer of the file computed


async def test_its_faults_are_told_in_the_readers_language(send: Import, alice: httpx2.AsyncClient) -> None:
    content = as_csv([HEAD, [*FIRST[:3], "viel", *FIRST[4:]]])
    chinese = report(await send(content))["faults"][0]["detail"]
    await alice.patch("/api/account", json={"language": "en"})
    english = report(await send(content))["faults"][0]["detail"]
    assert (chinese, english) == ("“viel”不是数字", "“viel” is no number")


async def test_it_keeps_the_report_short(send: Import) -> None:
    answer = await send(as_csv([HEAD, *([f"G{n}", "", "厂", *[""] * 6] for n in range(1500))]))
    assert (report(answer)["faulty_rows"], len(report(answer)["faults"])) == (1500, 1000)


async def test_hostile_text_is_only_text(send: Import, alice: httpx2.AsyncClient) -> None:
    nasty = [
        '=HYPERLINK("http://x","y")',
        "@SUM(1)",
        "+1+cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "'; DROP TABLE asset; --",
    ]
    lines = [HEAD, *([f"N-{n}", text, "厂", *[""] * 6] for n, text in enumerate(nasty))]
    assert counts(await send(as_csv(lines))) == (5, 0, 0, 0)
    assert [(await asset(alice, f"N-{n}"))["name"] for n in range(5)] == nasty


async def test_of_two_imports_at_once_the_second_finds_nothing_to_do(send: Import) -> None:
    answers = await asyncio.gather(*(send(as_csv(LINES)) for _ in range(3)))
    assert sorted(counts(answer) for answer in answers) == [(0, 0, 3, 0), (0, 0, 3, 0), (3, 0, 0, 0)]
    assert (await count("asset"), await count("site")) == (3, 2)
