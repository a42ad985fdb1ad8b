"""Rows of xlsx workbooks.

A workbook of some hundred bytes can claim a cell in the last row of the last column, and the parser then asks for
400 GB and ends its process. So the parser runs in a process of its own with limits of memory, time and output.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import msgspec
import python_calamine

from heating.transfer import problems
from heating.transfer.cells import Exact

MAX_CELL = 10_000
_MAX_UNPACKED_MEGABYTES = 300
_MAX_MEMORY_MEGABYTES = 2_000
_MAX_OUTPUT_MEGABYTES = 200
_MAX_SECONDS = 120
_TOO_LARGE, _NOT_A_TABLE = 3, 4  # exit codes

Cell = str | float | int | bool | datetime | date | time | timedelta | None
Text = str | tuple[str]
"""A text, or in a tuple what the workbook holds as a number or date."""


class TooLarge(Exception):
    pass


def lines(name: str, content: bytes) -> Iterator[list[str]]:
    """Of the first sheet. Formulas give the values that were last computed. Raises TooLarge, import.not_a_table."""
    _check_unpacked_size(name, content)
    command = [sys.executable, "-m", "heating.transfer.workbooks"]
    # It finds the same packages, wherever the server was started
    places = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_MAX_SECONDS, check=False, env=places
        )
    except subprocess.TimeoutExpired:
        raise TooLarge from None
    if done.returncode == _NOT_A_TABLE:
        raise problems.NOT_A_TABLE(file=name, reason=done.stderr.decode(errors="replace")[-200:])
    if done.returncode:
        raise TooLarge
    decoder = msgspec.json.Decoder(list[Text])
    for line in BytesIO(done.stdout):
        yield [cell if isinstance(cell, str) else Exact(cell[0]) for cell in decoder.decode(line)]


def clean(cell: str) -> str:
    """Without the spaces at both ends, no-break and ideographic ones included, and without what no database takes."""
    return cell[:MAX_CELL].replace("\0", "").strip().strip("\u00a0\u3000\ufeff").strip()


def _check_unpacked_size(name: str, content: bytes) -> None:
    """A small archive may unpack to gigabytes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise problems.NOT_A_TABLE(file=name, reason=str(error)) from None
    if unpacked > _MAX_UNPACKED_MEGABYTES * 1024 * 1024:
        raise TooLarge


def _main() -> None:
    """The process of its own: a workbook comes in, a line of JSON goes out for each row."""
    _limit_memory()
    content, written = sys.stdin.buffer.read(), 0
    try:
        rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).iter_rows()
    except (python_calamine.CalamineError, IndexError) as error:
        sys.stderr.write(str(error))
        sys.exit(_NOT_A_TABLE)
    for row in rows:
        line = msgspec.json.encode(_without_blank_end([_text(cell) for cell in row])) + b"\n"
        written += len(line)
        if written > _MAX_OUTPUT_MEGABYTES * 1024 * 1024:
            sys.exit(_TOO_LARGE)
        sys.stdout.buffer.write(line)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = _MAX_MEMORY_MEGABYTES * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _without_blank_end(cells: Sequence[Text]) -> Sequence[Text]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _text(cell: Cell) -> Text:
    match cell:
        case None:
            return ""
        case str():
            return clean(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return (str(int(cell)),)
        case datetime() if cell.time() == time():
            return (cell.date().isoformat(),)
        case datetime() | date() | time():
            return (cell.isoformat(),)
        case _:
            return (str(cell),)


if __name__ == "__main__":
    _main()
