"""Documents on paper: the rectification notice and the supervision letter share one page and one way to be set."""

from pathlib import Path

import msgspec
import qrcode
from qrcode.constants import ERROR_CORRECT_M

from heating.labels import qr
from heating.labels.sheet import typeset
from heating.lib.wording import Language, Text

_QUIET_ZONE = 4
_SCAN = Text("扫码查看与办理", "Scan to see and act")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A picture with its caption. Without `svg` its place says `missing`."""

    caption: str
    svg: str
    missing: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """`link` is what the QR code holds. `facts` are lines of a label and a value; `rows` a table under `head` with
    columns as wide as `widths` say; a signature without a name leaves a line to sign on."""

    language: Language
    authority: str
    heading: str
    number: str
    addressee: str
    link: str
    paragraphs: list[str]
    qr_caption: str = ""
    subject: str = ""
    facts: list[tuple[str, str]] = []
    figures: list[Figure] = []
    head: list[str] = []
    widths: list[int] = []
    rows: list[list[str]] = []
    closing: list[str] = []
    signatures: list[tuple[str, str]] = []


def pdf(sheet: Sheet) -> bytes:
    """Slow (some 100 ms): run it in a thread. Raises label.no_font."""
    document: dict[str, object] = msgspec.to_builtins(sheet)
    document |= {
        "qr": _svg(sheet.link),
        "qr_caption": sheet.qr_caption or _SCAN.in_language(sheet.language),
        "indent_em": 2 if sheet.language == "zh" else 0,
    }
    return typeset(Path(__file__).with_name("document.typ"), document)


def _svg(link: str) -> str:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(link)
    code.make()
    modules: list[list[bool]] = code.get_matrix()
    side = len(modules) + 2 * _QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_QUIET_ZONE} {-_QUIET_ZONE} {side} {side}">'
        f'<path d="{qr.path(modules)}"/></svg>'
    )
