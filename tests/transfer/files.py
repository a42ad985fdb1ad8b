"""Files as offices send them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

Lines = Sequence[Sequence[Any]]


def as_csv(lines: Lines, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(lines: Lines, first_row: int = 0, ghosts: Iterable[int] = ()) -> bytes:
    """`ghosts` are rows that have only a format. Text that begins with "=" becomes a formula."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd", "remove_timezone": True})
    sheet = book.add_worksheet()
    for number, line in enumerate(lines, start=first_row):
        for column, cell in enumerate(line):
            if cell is not None:
                sheet.write(number, column, cell)
    for row in ghosts:
        sheet.write_blank(row, 0, None, book.add_format({"bold": True}))
    book.close()
    return content.getvalue()


def with_sheet(rows: str) -> bytes:
    """A workbook whose only sheet has these rows, as XML."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    source, target = io.BytesIO(as_xlsx([["x"]])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, sheet if entry.filename == "xl/worksheets/sheet1.xml" else old.read(entry))
    return target.getvalue()
