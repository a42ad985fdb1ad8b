"""Excel tables, whoever makes them."""

import zipfile
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from python_calamine import CalamineWorkbook

from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout

FORMULA = '=HYPERLINK("http://x","y")'
ZONE = ZoneInfo("Asia/Shanghai")


def cell(place: int) -> Callable[[Sequence[Cell]], Cell]:
    return lambda row: row[place]


def layout(above: Sequence[str] = (), *, ruled: bool = False) -> Layout[Sequence[Cell]]:
    columns = [Column(title=f"c{place}", width=10, value=cell(place)) for place in range(3)]
    return Layout(name="t", columns=columns, zone=ZONE, above=above, frozen_columns=1, ruled=ruled)


async def pages(*pages: Sequence[Sequence[Cell]]) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    for page in pages:
        yield page


async def written(
    form: Layout[Sequence[Cell]], *rows: Sequence[Sequence[Cell]], directory: Path | None = None
) -> bytes:
    with await workbook.write(form, pages(*rows), directory) as file:
        file.seek(0)
        return file.read()


def left_in(directory: Path) -> list[Path]:
    return list(directory.iterdir())


def cells(content: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


async def test_it_goes_on_over_pages_and_leaves_nothing_behind(tmp_path: Path) -> None:
    content = await written(layout(), [["a", 1, 2.5], ["b", None, 0]], [], [["c", 3, 4]], directory=tmp_path)
    assert cells(content) == [["c0", "c1", "c2"], ["a", 1, 2.5], ["b", "", 0], ["c", 3, 4]]
    assert left_in(tmp_path) == []


async def test_what_people_typed_becomes_neither_formula_nor_link() -> None:
    content = await written(layout(), [[FORMULA, "http://evil.example/", "{=1}"], ["@SUM(1)", "+1", "007"]])
    assert cells(content)[1:] == [[FORMULA, "http://evil.example/", "{=1}"], ["@SUM(1)", "+1", "007"]]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


async def test_moments_are_shown_in_the_citys_time_and_days_as_they_are() -> None:
    at = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
    [_, row] = cells(await written(layout(), [[at, date(2026, 6, 1), None]]))
    assert row[:2] == [datetime(2026, 6, 2, 1, 30), date(2026, 6, 1)]


async def test_a_line_or_a_heading_stands_above_the_titles() -> None:
    one = cells(await written(layout(["as of today"]), [["a", 1, 2]]))
    two = cells(await written(layout(["The ledger", "as of today"], ruled=True), [["a", None, 2]]))
    assert [row[0] for row in one] == ["as of today", "c0", "a"]
    assert [row[0] for row in two] == ["The ledger", "as of today", "c0", "a"]


async def test_a_table_without_rows_opens() -> None:
    assert cells(await written(layout())) == [["c0", "c1", "c2"]]
