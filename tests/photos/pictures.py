"""Pictures made for tests."""

import hashlib
import io
import struct
import zlib

from PIL import Image, TiffImagePlugin

from heating.photos.rules import Format

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(
    format: Format = Format.JPEG, size: tuple[int, int] = (64, 48), exif: Image.Exif | None = None, seed: int = 0
) -> bytes:
    """Left half red, right half blue, so that a turned picture can be told; `seed` makes it another picture."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    image.paste((seed * 7 % 256, seed // 36 % 256, 90), (0, 0, 16, 16))
    out = io.BytesIO()
    image.save(out, format.name, **({"exif": exif} if exif is not None else {}), lossless=True)
    return out.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def camera_exif(
    *,
    orientation: int = 1,
    latitude: tuple[float, float, float] | None = (37.0, 52.0, 30.0),
    longitude: tuple[float, float, float] | None = (112.0, 33.0, 0.0),
    taken: str | None = "2026:10:20 08:15:00",
    offset: str | None = "+08:00",
) -> Image.Exif:
    """What a phone writes; degrees, minutes, seconds north and east."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhoneMaker"
    details = exif.get_ifd(0x8769)
    if taken is not None:
        details[0x9003] = taken
    if offset is not None:
        details[0x9011] = offset
    if latitude is not None and longitude is not None:
        exif.get_ifd(0x8825).update({1: "N", 2: _rationals(latitude), 3: "E", 4: _rationals(longitude)})
    return exif


def png_of(width: int, height: int) -> bytes:
    """A small file that claims these many pixels, and has them: a decompression bomb."""
    row = b"\0" + b"\0" * ((width + 7) // 8)
    packed = zlib.compress(row * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _rationals(values: tuple[float, float, float]) -> tuple[TiffImagePlugin.IFDRational, ...]:
    return tuple(TiffImagePlugin.IFDRational(int(value * 100), 100) for value in values)
