"""The QR code of a label: version 3, level H, alphanumeric, as it is read best from worn and dirty plates."""

import io
from collections.abc import Iterator

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_H
from qrcode.util import MODE_ALPHA_NUM, QRData

from heating.labels import codes, problems

VERSION = 3
QUIET_ZONE = 4
MODULES = 29
_PRINTER_DPI = 600


def matrix(url: str) -> list[list[bool]]:
    """29 × 29 modules without the quiet zone, True is dark. Raises label.address_too_long."""
    if not codes.fits_qr(url):
        raise problems.TOO_LONG(url=url)
    code = qrcode.QRCode(version=VERSION, error_correction=ERROR_CORRECT_H, border=0)
    code.add_data(QRData(url.encode("ascii"), mode=MODE_ALPHA_NUM))
    code.make(fit=False)
    modules: list[list[bool]] = code.get_matrix()
    return modules


def path(modules: list[list[bool]]) -> str:
    """SVG path of all dark runs, one unit a module. Whole runs, so that no hairlines show between modules."""
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in _runs(modules))


def svg(url: str, size_mm: int) -> bytes:
    """`size_mm` is the side of the code itself; the quiet zone comes on top."""
    side = MODULES + 2 * QUIET_ZONE
    whole_mm = size_mm * side / MODULES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole_mm:.3f}mm" height="{whole_mm:.3f}mm"'
        f' viewBox="{-QUIET_ZONE} {-QUIET_ZONE} {side} {side}" shape-rendering="crispEdges">'
        f'<rect x="{-QUIET_ZONE}" y="{-QUIET_ZONE}" width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{path(matrix(url))}" fill="#000"/></svg>'
    ).encode()


def png(url: str, size_mm: int) -> bytes:
    """About 600 dots an inch, whole dots a module; the file says its dots an inch, so that it prints in true size."""
    dots = max(1, round(size_mm / 25.4 * _PRINTER_DPI / MODULES))
    modules = matrix(url)
    side = MODULES + 2 * QUIET_ZONE
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                image.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    dpi = dots * MODULES / (size_mm / 25.4)
    content = io.BytesIO()
    image.resize((side * dots, side * dots), Image.Resampling.NEAREST).save(content, "PNG", dpi=(dpi, dpi))
    return content.getvalue()


def _runs(modules: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield start, y, x - start
                start = None
