"""Excel tables, written to disk page by page: they never hold more than a page of rows."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | float | int | date | None
"""Moments, which are dates too, must be aware."""

Row = TypeVar("Row")

_CHUNK = 64 * 1024
# Cells hold what people typed: it must not become a formula or a link in somebody's office
_OPTIONS = {
    "constant_memory": True,
    "remove_timezone": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """`width` in letters."""

    title: str
    width: int
    value: Callable[[Row], Cell]


@dataclass(frozen=True, kw_only=True)
class Layout(Generic[Row]):
    """`above` are lines over the titles, the first of them as a heading if there are two or more; `ruled` draws the
    borders of a ledger that is printed; moments are shown in the city's `zone`."""

    name: str
    columns: Sequence[Column[Row]]
    zone: ZoneInfo
    above: Sequence[str] = ()
    frozen_columns: int = 0
    ruled: bool = False


async def write(layout: Layout[Row], pages: AsyncIterator[Sequence[Row]], directory: Path | None = None) -> BinaryIO:
    """A file without a name in `directory`, gone when it is closed."""
    file: BinaryIO = await asyncio.to_thread(tempfile.TemporaryFile, dir=directory)
    book = Workbook(file, _OPTIONS if directory is None else {**_OPTIONS, "tmpdir": str(directory)})
    sheet = _Sheet(book, layout)
    async for page in pages:
        await asyncio.to_thread(sheet.write, page)
    await asyncio.to_thread(sheet.finish)
    await asyncio.to_thread(book.close)
    return file


async def one_page(rows: Sequence[Row]) -> AsyncIterator[Sequence[Row]]:
    yield rows


async def attachment(request: Request, name: str, written: Callable[[], Awaitable[BinaryIO]]) -> Response:
    """The answer that downloads what `write` makes under a file name; for HEAD nothing is made."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    if request.method == "HEAD":
        return Response(headers=headers, media_type=MEDIA_TYPE)
    return StreamingResponse(_content(await written()), headers=headers, media_type=MEDIA_TYPE)


async def _content(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


class _Formats:
    def __init__(self, book: Workbook, *, ruled: bool) -> None:
        border = {"border": 1, "valign": "vcenter"} if ruled else {}
        self.heading: Format = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.line: Format = book.add_format({"bold": True})
        self.title: Format = book.add_format({"bold": True, "text_wrap": True, **border})
        self.plain: Format | None = book.add_format({"text_wrap": True, **border}) if ruled else None
        self.moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm", **border})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", **border})


class _Sheet(Generic[Row]):
    def __init__(self, book: Workbook, layout: Layout[Row]) -> None:
        self._layout = layout
        self._formats = _Formats(book, ruled=layout.ruled)
        self._sheet: Worksheet = book.add_worksheet(layout.name)
        self._head = len(layout.above)
        self._row = self._head
        self._set_page()
        self._write_above()
        for index, column in enumerate(layout.columns):
            self._sheet.write_string(self._head, index, column.title, self._formats.title)

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self._row += 1
            for index, column in enumerate(self._layout.columns):
                self._write_cell(index, column.value(row))

    def finish(self) -> None:
        self._sheet.autofilter(self._head, 0, max(self._head + 1, self._row), len(self._layout.columns) - 1)

    def _set_page(self) -> None:
        for index, column in enumerate(self._layout.columns):
            self._sheet.set_column(index, index, column.width)
        self._sheet.freeze_panes(self._head + 1, self._layout.frozen_columns)
        self._sheet.repeat_rows(0, self._head)
        self._sheet.set_landscape()
        if self._layout.ruled:
            self._sheet.set_paper(8)  # A3, as ledgers are printed
            self._sheet.fit_to_pages(1, 0)

    def _write_above(self) -> None:
        heading, *lines = self._layout.above if len(self._layout.above) > 1 else ("", *self._layout.above)
        if heading:
            self._sheet.merge_range(0, 0, 0, len(self._layout.columns) - 1, heading, self._formats.heading)
        for index, line in enumerate(lines, self._head - len(lines)):
            self._sheet.write_string(index, 0, line, self._formats.line)

    def _write_cell(self, column: int, value: Cell) -> None:
        if isinstance(value, datetime):
            self._sheet.write_datetime(self._row, column, value.astimezone(self._layout.zone), self._formats.moment)
        elif isinstance(value, date):
            self._sheet.write_datetime(
                self._row, column, datetime.combine(value, datetime.min.time()), self._formats.day
            )
        elif isinstance(value, str):
            self._sheet.write_string(self._row, column, value, self._formats.plain)
        elif value is not None:
            self._sheet.write_number(self._row, column, value, self._formats.plain)
        elif self._formats.plain:
            self._sheet.write_blank(self._row, column, None, self._formats.plain)
