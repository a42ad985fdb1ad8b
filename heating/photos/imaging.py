"""The decoder's side: judge a photo, draw the sizes that are served. Blocking; runs on the decoding thread."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import tzinfo
from pathlib import Path

from PIL import Image, ImageOps

from heating.lib.problems import Problem
from heating.photos import exif, problems
from heating.photos.container import bytes_after_picture
from heating.photos.rules import HEAD_BYTES, MAX_PIXELS, SIDES, Evidence, Foreign, Format, Picture, Size, recognise

RENDERED = Format.WEBP
_SIDEWAYS = range(5, 9)  # orientations that swap width and height
_QUALITY: dict[Size, int] = {"thumb": 70, "view": 80}


def inspect(path: Path, zone: tzinfo) -> Picture:
    """Accept the file as a photo or raise the problem with it. The whole picture is decoded once."""
    content = path.read_bytes()
    found = recognise(content[:HEAD_BYTES])
    if isinstance(found, Foreign):
        raise refusal(found)
    _refuse_wrong_end(found, content)
    with _decoding(), Image.open(io.BytesIO(content), formats=[found.name]) as image:
        _refuse_bomb(image)
        width, height = image.size
        image.draft("RGB", (1, 1))  # JPEG only: every byte is still decoded, but an eighth of each side is kept
        image.load()
        orientation, evidence = _written_by_camera(image, zone)
    if orientation in _SIDEWAYS:
        width, height = height, width
    return Picture(found, width, height, orientation, evidence)


def draw(path: Path, size: Size) -> bytes:
    """The upright picture in `RENDERED`, at most `SIDES[size]` on its longer side, without any metadata."""
    side = SIDES[size]
    with _decoding(), Image.open(path, formats=[format.name for format in Format]) as image:
        image.draft("RGB", (side, side))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((side, side), Image.Resampling.LANCZOS)
        flat = Image.new("RGB", upright.size, "white")
        transparent = upright.convert("RGBA") if upright.has_transparency_data else None
        flat.paste(upright, mask=transparent)
        out = io.BytesIO()
        flat.save(out, RENDERED.name, quality=_QUALITY[size], method=4)
    return out.getvalue()


def refusal(found: Foreign) -> Problem:
    return problems.HEIC() if found.name == "HEIC" else problems.FORMAT(found=found.name)


def _refuse_wrong_end(found: Format, content: bytes) -> None:
    rest = bytes_after_picture(found, content)
    if rest is None:
        raise problems.TRUNCATED()
    if content[len(content) - rest :].strip(b"\0"):  # some cameras pad to a block with zeros
        raise problems.APPENDED(bytes=rest)


def _refuse_bomb(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(width, height)
    if getattr(image, "n_frames", 1) > 1:
        raise problems.ANIMATED()


def _too_many_pixels(width: int, height: int) -> Problem:
    return problems.TOO_MANY_PIXELS(width=width, height=height, most=f"{MAX_PIXELS:,}")


def _written_by_camera(image: Image.Image, zone: tzinfo) -> tuple[int, Evidence]:
    try:
        written = image.getexif()
        return exif.orientation(written), exif.evidence(written, zone)
    except Exception:  # the EXIF reader fails in a dozen ways on damaged tags, and the picture is good without them
        return exif.UPRIGHT, Evidence()


@contextmanager
def _decoding() -> Iterator[None]:
    """Turn what the decoder raises into problems of the photo."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as bomb:
        raise problems.DAMAGED() from bomb
    except OSError as broken:
        raise (problems.TRUNCATED() if "truncated" in str(broken) else problems.DAMAGED()) from broken
    except (SyntaxError, ValueError, EOFError, OverflowError, MemoryError) as broken:
        raise problems.DAMAGED() from broken
