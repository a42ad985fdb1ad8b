"""What stands on printed pages, and what a camera reads from them."""

import pypdfium2
import pypdfium2.raw as pdfium

from tests.labels import reading


def text_of(pdf: bytes) -> str:
    """All of it without spaces and line ends."""
    return "".join("".join(reading.texts(pdf)).split())


def pages_of(pdf: bytes) -> int:
    return len(reading.page_sizes_mm(pdf))


def codes_in(pdf: bytes) -> list[str]:
    return [code.text for image in reading.pages(pdf) for code in reading.codes_in(image)]


def pictures_in(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height in pixels of every photo; the QR code is drawn, not a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [one for page in document for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=15)]
        return [one.get_px_size() for one in found]
