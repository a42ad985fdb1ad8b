"""Tables from files: csv in the encodings met in practice, xlsx. Cells become text, so both give the same."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from heating.transfer import problems, workbooks

MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_MEGABYTES = 20
_ENCODINGS = ("utf-8-sig", "gb18030")
_ENOUGH_TO_TELL = 20
_ZIP = b"PK\x03\x04"


class Table(msgspec.Struct, frozen=True):
    """`rows` are (number of the row in the file, where the first is 1; text by column). Blank rows are left out.

    `overlong` are the numbers of rows that have cells beyond the last column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    overlong: frozenset[int] = frozenset()


def read(name: str, content: bytes) -> Table:
    """Raises a problem that names the file when it is no table at all."""
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise _too_large(name)
    try:
        lines = workbooks.lines(name, content) if content.startswith(_ZIP) else _csv_lines(name, content)
        return _table(name, enumerate(lines, start=1))
    except workbooks.TooLarge:
        raise _too_large(name) from None


def _table(name: str, lines: Iterator[tuple[int, list[str]]]) -> Table:
    filled = ((number, line) for number, line in lines if any(line))
    _, header = next(filled, (0, None))
    if header is None:
        raise problems.EMPTY(file=name)
    columns = _columns(name, header)
    rows: list[tuple[int, dict[str, str]]] = []
    overlong: list[int] = []
    for number, line in filled:
        if len(rows) == MAX_ROWS:
            raise _too_large(name)
        rows.append((number, dict(zip(columns, line + [""] * (len(columns) - len(line)), strict=False))))
        if any(line[len(columns) :]):
            overlong.append(number)
    if not rows:
        raise problems.EMPTY(file=name)
    return Table(columns, tuple(rows), frozenset(overlong))


def _columns(name: str, header: Sequence[str]) -> tuple[str, ...]:
    """Empty ones at the end are no columns."""
    last = max(index for index, column in enumerate(header) if column)
    columns = tuple(header[: last + 1])
    if len(columns) > MAX_COLUMNS:
        raise _too_large(name)
    wrong = {column or "(空 / empty)" for column, times in Counter(columns).items() if not column or times > 1}
    if wrong:
        raise problems.HEADERS(file=name, names="、".join(sorted(wrong))[:500])
    return columns


def _csv_lines(name: str, content: bytes) -> Iterator[list[str]]:
    text = _decoded(name, content)
    if "\0" in text:
        raise problems.NOT_A_TABLE(file=name, reason="NUL")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for line in reader:
            yield [workbooks.clean(cell) for cell in line]
    except csv.Error as error:
        raise problems.NOT_A_TABLE(file=name, reason=f"{error} ({reader.line_num})") from None


def _delimiter(text: str) -> str:
    """The one that makes the most columns of the first line."""
    first: Iterable[str] = io.StringIO(text.lstrip()[:100_000], newline="")
    head = next(iter(first), "")
    return max(",;\t", key=lambda delimiter: len(next(csv.reader([head], delimiter=delimiter), [])))


def _decoded(name: str, content: bytes) -> str:
    failures = []
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            failures.append(error.start)
            continue
        if encoding == "utf-8-sig" or _reads_as_chinese(text):
            return text
    raise problems.ENCODING(file=name, byte=failures[0] + 1)


def _reads_as_chinese(text: str) -> bool:
    """GB18030 takes nearly any bytes: "Müller" in Latin-1 becomes "M黮ler". Real texts keep to the 7,000 characters of
    GB 2312 but for a rare name; what was read wrongly is mostly outside of them."""
    foreign = [letter for letter in text if not letter.isascii()]
    ordinary = len("".join(foreign).encode("gb2312", "ignore")) // 2
    return ordinary * 3 >= len(foreign) * 2 and not _is_korean(set(foreign))


def _is_korean(letters: set[str]) -> bool:
    """The syllables of EUC-KR are, in GB 2312, the characters whose pinyin begins with A to R: among so many different
    ones in Chinese some always come after them."""
    codes = [letter.encode("gb2312", "ignore") for letter in letters]
    characters = [code for code in codes if code[:1] >= b"\xb0"]
    return len(characters) >= _ENOUGH_TO_TELL and all(code[:1] <= b"\xc8" for code in characters)


def _too_large(name: str) -> Exception:
    return problems.TOO_LARGE(file=name, rows=MAX_ROWS, columns=MAX_COLUMNS, megabytes=MAX_MEGABYTES)
