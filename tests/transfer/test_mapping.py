"""POST /api/imports: mappings that are not right are refused as a whole, with everything that is wrong at once."""

from typing import Any

import pytest

from heating.transfer.cells import is_date_format
from tests.registry.conftest import count
from tests.transfer.conftest import LINES, MAPPING, Import, refusal
from tests.transfer.files import as_csv


async def wrong(send: Import, mapping: object) -> set[tuple[str, str]]:
    answer = await send(as_csv(LINES), mapping=mapping)
    assert answer.status_code == 422, answer.text
    return {(error["pointer"], error["code"]) for error in answer.json()["errors"]}


async def test_it_names_every_missing_column_at_once(send: Import) -> None:
    columns = {"source_id": "号", "name": "名字", "address": "地址", "fields.fuel": "燃料"}
    assert await wrong(send, {**MAPPING, "columns": columns}) == {
        ("/columns/source_id", "column.unknown"),
        ("/columns/name", "column.unknown"),
        ("/columns/address", "column.unknown"),
    }


async def test_it_names_everything_that_is_needed(send: Import) -> None:
    mapping = {"source": "erp", "kind": "boiler", "site_kind": "heat_source_plant", "columns": {}}
    assert await wrong(send, mapping) == {
        (f"/columns/{target}", "required")
        for target in ("source_id", "name", "organization", "area", "responsible", "safety_owner")
    }
    assert ("/site_kind", "site.missing") in await wrong(send, {**mapping, "site_kind": None})


async def test_it_names_unknown_kinds_and_fields(send: Import) -> None:
    columns = {**MAPPING["columns"], "fields.colour": "名称", "colour": "名称"}
    constants = {**MAPPING["constants"], "status": "retired"}
    assert await wrong(send, {**MAPPING, "columns": columns, "constants": constants, "site_kind": "pump"}) == {
        ("/columns/fields.colour", "target.unknown"),
        ("/columns/colour", "target.unknown"),
        ("/constants/status", "target.unknown"),
        ("/site_kind", "kind.unknown"),
    }
    assert ("/kind", "kind.unknown") in await wrong(send, {**MAPPING, "kind": "pipe_network"})
    assert ("/kind", "kind.unknown") in await wrong(send, {**MAPPING, "kind": "castle"})


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"source": ""}, "/source"),
        ({"source": "a b"}, "/source"),
        ({"source": "a:b"}, "/source"),
        ({"kind": "Boiler"}, "/kind"),
        ({"numbers": "german"}, "/numbers"),
        ({"positions": "bd09"}, "/positions"),
        ({"columns": []}, "/columns"),
        ({"dates": "%Q"}, "/dates"),
        ({"dates": "%"}, "/dates"),
        ({"dates": "%d.%m"}, "/dates"),
        ({"dates": "%Y%Y"}, "/dates"),
        ({"dates": "%Y-%m"}, "/dates"),
        ({"dates": "%H:%M %Y"}, "/dates"),
        ({"constants": {**MAPPING["constants"], "name": "a\u0000b"}}, "/constants/name"),
    ],
)
async def test_it_refuses_values_out_of_bounds(send: Import, change: dict[str, Any], pointer: str) -> None:
    assert pointer in {at for at, _ in await wrong(send, {**MAPPING, **change})}
    assert await count("asset") == 0


async def test_it_refuses_what_is_no_mapping(send: Import) -> None:
    for text, expected in (
        ("{", (400, "http.malformed")),
        ("[]", (422, "http.invalid")),
        ('{"source": "\\ud800"}', (422, "http.invalid")),
        ("", (400, "http.malformed")),
    ):
        assert refusal(await send(as_csv(LINES), mapping=text)) == expected, text


@pytest.mark.parametrize("written", ["%d.%m.%Y", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%d.%m.%y", "%d %b %Y"])
def test_it_takes_the_usual_ways_to_write_a_day(written: str) -> None:
    assert is_date_format(written)
