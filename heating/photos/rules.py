"""What is accepted as a photo and how it is recognised: by its first bytes, never by what the sender says it is."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
HEAD_BYTES = 32  # enough of the beginning for `recognise`

Size = Literal["thumb", "view"]
SIDES: dict[Size, int] = {"thumb": 320, "view": 1600}  # longest side in pixels

_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_FOREIGN = {
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"%PDF": "PDF",
    b"PK\3\4": "ZIP",
    b"<svg": "SVG",
    b"<?xm": "XML",
    b"<!DO": "HTML",
    b"<htm": "HTML",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"\0\0\0\x0cjP": "JPEG 2000",
    b"\xff\x0a": "JPEG XL",
}


class Format(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        return f"image/{self.value}"


class Foreign(msgspec.Struct, frozen=True):
    """Something that is not accepted; `name` is what to call it, or its first bytes in hexadecimal."""

    name: str


class Reference(msgspec.Struct, frozen=True):
    """`subject` shows the photo `sha256` in this `role`; who may see the subject may see the photo."""

    sha256: str
    subject_kind: str
    subject_id: UUID
    organization: str
    area: str
    role: str


class Evidence(msgspec.Struct, frozen=True):
    """What the camera wrote into the picture. WGS-84 degrees."""

    taken_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None


class Picture(msgspec.Struct, frozen=True):
    """An accepted photo. `width` and `height` are those of the upright picture."""

    format: Format
    width: int
    height: int
    orientation: int
    evidence: Evidence


def is_sha256(text: str) -> bool:
    return _SHA256.fullmatch(text) is not None


def recognise(head: bytes) -> Format | Foreign:
    """The format by the first `HEAD_BYTES` bytes."""
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    return Foreign(_foreign_name(head))


def _foreign_name(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return _name_of_brand(head[8:12])
    for beginning, name in _FOREIGN.items():
        if head.startswith(beginning):
            return name
    return head[:8].hex() or "0"


def _name_of_brand(brand: bytes) -> str:
    if brand in _HEIF_BRANDS:
        return "HEIC"
    return "AVIF" if brand in {b"avif", b"avis"} else "MP4"


def contradicts(declared: str, found: Format) -> bool:
    """A Content-Type that names another picture format than the bytes have. Naming none is no contradiction."""
    media_type = declared.partition(";")[0].strip().lower().replace("image/jpg", Format.JPEG.media_type)
    return media_type.startswith("image/") and media_type not in {"image/*", found.media_type}
