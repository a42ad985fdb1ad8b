"""Recognising a photo by its bytes."""

import pytest

from heating.photos.rules import Foreign, Format, contradicts, is_sha256, recognise
from tests.photos.pictures import picture


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2", "MP4"),
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\3\4\x14\0", "ZIP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "SVG"),
        (b"\1\2\3", "010203"),
        (b"", "0"),
        (b"RIFF\0\0\0\0WAVEfmt ", "5249464600000000"),
    ],
)
def test_it_names_what_is_no_photo(head: bytes, name: str) -> None:
    assert recognise(head) == Foreign(name)


@pytest.mark.parametrize("format", Format)
def test_it_recognises_a_photo_by_its_first_bytes(format: Format) -> None:
    assert recognise(picture(format)[:32]) is format


@pytest.mark.parametrize("declared", ["image/png", "image/webp", "image/heic", "IMAGE/PNG; charset=x"])
def test_it_notices_a_declaration_that_contradicts_the_bytes(declared: str) -> None:
    assert contradicts(declared, Format.JPEG)


@pytest.mark.parametrize(
    "declared", ["", "application/octet-stream", "image/*", "image/jpeg", "image/jpg", "Image/JPEG"]
)
def test_it_takes_declarations_that_fit_or_say_nothing(declared: str) -> None:
    assert not contradicts(declared, Format.JPEG)


@pytest.mark.parametrize("text", ["", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "../" + "a" * 61])
def test_it_takes_nothing_else_for_a_hash(text: str) -> None:
    assert not is_sha256(text)


def test_it_takes_a_hash() -> None:
    assert is_sha256("0123456789abcdef" * 4)
