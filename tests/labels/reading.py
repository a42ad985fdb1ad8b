"""Reading printed labels with eyes of their own: decoding QR codes, measuring in millimetres."""

import io
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import typst
import zxingcpp
from PIL import Image

MM_PER_POINT = 25.4 / 72


class Read(NamedTuple):
    """What a code holds, and its sides in pixels."""

    text: str
    width: float
    height: float
    level: str
    version: str


def codes_in(image: Image.Image) -> list[Read]:
    found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return [_read(code) for code in found]


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def drawn(svg: bytes, directory: Path, dots_per_inch: int = 300) -> Image.Image:
    """An SVG as a printer draws it."""
    (directory / "code.svg").write_bytes(svg)
    source = directory / "page.typ"
    source.write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("code.svg")')
    return picture(typst.compile(str(source), format="png", ppi=float(dots_per_inch)))


def pages(pdf: bytes, dots_per_inch: int = 300) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots_per_inch / 72, grayscale=True).to_pil() for page in document]


def page_sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [(page.get_width() * MM_PER_POINT, page.get_height() * MM_PER_POINT) for page in document]


def texts(pdf: bytes) -> list[str]:
    """Of each page, without what only breaks lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_plain(page.get_textpage().get_text_range()) for page in document]


def letter_heights_mm(pdf: bytes, letters: str) -> list[float]:
    """Of every capital or figure of `letters` on the first page, by its own box."""
    with pypdfium2.PdfDocument(pdf) as document:
        textpage = document[0].get_textpage()
        boxes = [
            textpage.get_charbox(index)
            for index in range(textpage.count_chars())
            if textpage.get_text_range(index, 1) in letters
        ]
    return [(top - bottom) * MM_PER_POINT for _, bottom, _, top in boxes]


def _plain(text: str) -> str:
    return text.replace("\u200b", "").replace("\r", "").replace("\n", "")


def _read(code: zxingcpp.Barcode) -> Read:
    left, right, bottom = code.position.top_left, code.position.top_right, code.position.bottom_left
    return Read(code.text, _distance(left, right), _distance(left, bottom), code.ec_level, _version(code))


def _distance(a: zxingcpp.Point, b: zxingcpp.Point) -> float:
    return float(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5)


def _version(code: zxingcpp.Barcode) -> str:
    extra: Any = code.extra
    return str(extra["Version"])
