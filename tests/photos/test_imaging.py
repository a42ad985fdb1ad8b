"""Judging photos and drawing the sizes that are served."""

import io
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

from heating.lib.problems import Problem
from heating.photos.imaging import draw, inspect
from heating.photos.rules import Evidence, Format, Picture
from tests.photos.pictures import BLUE, RED, camera_exif, picture, png_of

TAIYUAN = timezone(timedelta(hours=8))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "photo"


def judged(path: Path, content: bytes) -> Picture:
    path.write_bytes(content)
    return inspect(path, TAIYUAN)


def refused(path: Path, content: bytes) -> str:
    with pytest.raises(Problem) as caught:
        judged(path, content)
    return caught.value.code


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_it_refuses_a_cut_file(path: Path, format: Format, share: float) -> None:
    content = picture(format, (200, 150))
    assert refused(path, content[: int(len(content) * share)]) in ("photo.truncated", "photo.damaged")


@pytest.mark.parametrize("format", Format)
def test_it_refuses_a_file_that_lacks_its_last_byte(path: Path, format: Format) -> None:
    assert refused(path, picture(format)[:-1]) == "photo.truncated"


@pytest.mark.parametrize("format", Format)
def test_it_refuses_a_polyglot(path: Path, format: Format) -> None:
    assert refused(path, picture(format) + b"PK\3\4<script>alert(1)</script>") == "photo.appended"


def test_it_refuses_a_second_picture_behind_the_first(path: Path) -> None:
    assert refused(path, picture() + picture(Format.PNG)) == "photo.appended"


def test_it_refuses_a_bomb(path: Path) -> None:
    bomb = png_of(10_000, 5_001)
    assert len(bomb) < 100_000
    assert refused(path, bomb) == "photo.too_many_pixels"
    assert refused(path, png_of(60_000, 60_000)) in ("photo.too_many_pixels", "photo.damaged")


def test_it_refuses_an_animation(path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert refused(path, out.getvalue()) == "photo.animated"


def test_it_refuses_a_liar(path: Path) -> None:
    assert refused(path, b"\xff\xd8\xff\xe0" + b"not a picture" * 20 + b"\xff\xd9") in (
        "photo.truncated",
        "photo.damaged",
    )
    assert refused(path, b"\x89PNG\r\n\x1a\n" + b"\0" * 100) in ("photo.truncated", "photo.damaged")


def test_it_refuses_a_picture_whose_data_is_damaged(path: Path) -> None:
    content = bytearray(picture(Format.PNG, (200, 150)))
    content[41] ^= 0xFF  # the first byte of the compressed pixels
    assert refused(path, bytes(content)) == "photo.damaged"


def test_it_names_heic(path: Path) -> None:
    assert refused(path, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100) == "photo.heic"


def test_it_never_fails_otherwise(path: Path) -> None:
    """Every single damaged byte gives a picture or a problem, not another exception."""
    content = picture(Format.JPEG, exif=camera_exif())
    for place in range(2, len(content), 3):
        damaged = bytearray(content)
        damaged[place] ^= 0xA5
        path.write_bytes(damaged)
        try:
            inspect(path, TAIYUAN)
        except Problem:
            continue


@pytest.mark.parametrize("format", Format)
def test_it_accepts_a_photo(path: Path, format: Format) -> None:
    assert judged(path, picture(format)) == Picture(format, 64, 48, 1, Evidence())


def test_it_accepts_padding_with_zeros(path: Path) -> None:
    assert judged(path, picture() + b"\0" * 512).format is Format.JPEG


def test_it_accepts_a_large_photo_of_a_camera(path: Path) -> None:
    assert judged(path, picture(size=(8000, 6000))).width == 8000


@pytest.mark.parametrize("format", Format)
def test_it_reads_where_and_when(path: Path, format: Format) -> None:
    found = judged(path, picture(format, exif=camera_exif()))
    assert found.evidence == Evidence(datetime(2026, 10, 20, 0, 15, tzinfo=UTC), 112.55, 37.875)


def test_it_takes_the_citys_time_where_the_camera_says_no_zone(path: Path) -> None:
    found = judged(path, picture(exif=camera_exif(offset=None)))
    assert found.evidence.taken_at == datetime(2026, 10, 20, 8, 15, tzinfo=TAIYUAN)


@pytest.mark.parametrize(
    ("latitude", "longitude", "taken"),
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), "0000:00:00 00:00:00"),
        ((137.0, 0.0, 0.0), (112.0, 0.0, 0.0), "yesterday"),
        ((37.0, 0.0, 0.0), (512.0, 0.0, 0.0), ""),
        (None, None, None),
    ],
)
def test_it_counts_nonsense_as_nothing(
    path: Path,
    latitude: tuple[float, float, float] | None,
    longitude: tuple[float, float, float] | None,
    taken: str | None,
) -> None:
    exif = camera_exif(latitude=latitude, longitude=longitude, taken=taken)
    assert judged(path, picture(exif=exif)).evidence == Evidence()


def test_it_tells_the_size_of_the_upright_picture(path: Path) -> None:
    found = judged(path, picture(size=(64, 48), exif=camera_exif(orientation=6)))
    assert (found.width, found.height, found.orientation) == (48, 64, 6)


def test_it_draws_upright_without_metadata(path: Path) -> None:
    path.write_bytes(picture(size=(400, 300), exif=camera_exif(orientation=6)))
    drawn = draw(path, "view")
    image = Image.open(io.BytesIO(drawn))
    assert image.size == (300, 400)
    assert near(image.convert("RGB").getpixel((150, 20)), RED)
    assert near(image.convert("RGB").getpixel((150, 380)), BLUE)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile"} & set(image.info)
    assert b"SecretPhoneMaker" not in drawn


@pytest.mark.parametrize(("size", "side"), [("thumb", 320), ("view", 1600)])
def test_it_draws_no_larger_than_the_size(path: Path, size: str, side: int) -> None:
    path.write_bytes(picture(size=(4000, 3000)))
    image = Image.open(io.BytesIO(draw(path, "thumb" if size == "thumb" else "view")))
    assert image.size == (side, side * 3 // 4)


def test_it_does_not_enlarge(path: Path) -> None:
    path.write_bytes(picture(size=(100, 50)))
    assert Image.open(io.BytesIO(draw(path, "view"))).size == (100, 50)


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(int(a) - b) < 25 for a, b in zip(colour, wanted, strict=True))
