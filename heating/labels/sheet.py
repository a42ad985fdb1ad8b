"""A4 sheets of labels as PDF, exact in millimetres. Typst sets them; what is printed comes to it as data."""

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import typst

from heating.labels import codes, problems, qr

_PAGE_MM = (210.0, 297.0)
_LEAST_MARGIN_MM = 8.0
_LEAST_WIDTH_MM = 46.0
"""A short code of the widest letters, with capitals of 5 mm, takes 44 mm."""
_TEXT_MM = 25.0
"""Height below the code: short code of 6 mm, name on two lines, organization, what to do."""
_SHORT_CODE_POINTS = 21.0
"""Capitals of 5 mm and a little more: 0.73 em in the fonts that are used."""
_FONTS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
_LONG_WORD = re.compile(r"[^\s\u2e80-\U0010ffff]{21,}")
_INSTRUCTION = "扫码检查 · 报修 Scan to inspect or report"


class Printed(NamedTuple):
    """One label as it is printed; `title` and `subtitle` are empty on a blank one."""

    code: str
    short_code: str
    title: str
    subtitle: str


class Layout(NamedTuple):
    """Where labels stand on a page, in mm; `size` is the side of the code without its quiet zone."""

    size: float
    quiet: float
    cell_width: float
    cell_height: float
    columns: int
    rows: int
    margin_x: float
    margin_y: float


def layout(size_mm: int) -> Layout:
    """As many labels as fit an A4 page, with room for the quiet zone and the text below."""
    quiet = size_mm * qr.QUIET_ZONE / qr.MODULES
    width, height = max(size_mm + 2 * quiet, _LEAST_WIDTH_MM), size_mm + 2 * quiet + _TEXT_MM
    columns = math.floor((_PAGE_MM[0] - 2 * _LEAST_MARGIN_MM) / width)
    rows = math.floor((_PAGE_MM[1] - 2 * _LEAST_MARGIN_MM) / height)
    margin_x, margin_y = (_PAGE_MM[0] - columns * width) / 2, (_PAGE_MM[1] - rows * height) / 2
    return Layout(size_mm, quiet, width, height, columns, rows, margin_x, margin_y)


def render(labels: Sequence[Printed], label_url: str, size_mm: int) -> bytes:
    """PDF. Slow (5 ms a label): run it in a thread. Raises label.address_too_long, label.no_font."""
    return typeset(Path(__file__).with_name("sheet.typ"), _document(labels, label_url, layout(size_mm)))


def typeset(template: Path, sheet: object) -> bytes:
    """PDF of what a Typst template makes of `sheet`, which comes to it as JSON. Raises label.no_font."""
    if not set(typst.Fonts(include_system_fonts=True).families()) & set(_FONTS):
        raise problems.NO_FONT()
    document = msgspec.json.encode(sheet).decode()
    return bytes(typst.compile(str(template), sys_inputs={"sheet": document}))


def _document(labels: Sequence[Printed], label_url: str, place: Layout) -> dict[str, object]:
    per_page = place.columns * place.rows
    items = [_item(label, label_url) for label in labels]
    return {
        "size_mm": place.size,
        "quiet_mm": place.quiet,
        "cell_width_mm": place.cell_width,
        "cell_height_mm": place.cell_height,
        "columns": place.columns,
        "rows": place.rows,
        "margin_x_mm": place.margin_x,
        "margin_y_mm": place.margin_y,
        "code_pt": _SHORT_CODE_POINTS,
        "instruction": _INSTRUCTION,
        "pages": [items[start : start + per_page] for start in range(0, len(items), per_page)],
    }


def _item(label: Printed, label_url: str) -> dict[str, str]:
    modules = qr.matrix(codes.address(label_url, label.code))
    return {
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {qr.MODULES} {qr.MODULES}">'
        f'<path d="{qr.path(modules)}"/></svg>',
        "short_code": codes.with_hyphen(label.short_code),
        "title": _LONG_WORD.sub(_breakable, label.title),
        "subtitle": _LONG_WORD.sub(_breakable, label.subtitle),
    }


def _breakable(word: re.Match[str]) -> str:
    """With places to break a word that is longer than a line."""
    return "\u200b".join(word[0])
