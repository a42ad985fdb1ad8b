"""GET /api/labels/{code}.svg and .png"""

from pathlib import Path

import httpx2
import pytest

from heating.labels import qr
from heating.labels.queries import LabelRecord
from heating.lib.problems import Problem
from tests.cast import SignIn
from tests.labels.reading import Read, codes_in, drawn, picture

ADDRESS = "HTTP://127.0.0.1:8000/L/"


@pytest.mark.parametrize("form", ["svg", "png"])
async def test_it_refuses_strangers_others_and_wrong_sizes(
    stranger: httpx2.AsyncClient,
    charlie: httpx2.AsyncClient,
    bob: httpx2.AsyncClient,
    label: LabelRecord,
    form: str,
) -> None:
    path = f"/api/labels/{label.code}.{form}"
    assert (await stranger.get(path)).status_code == 401
    assert (await charlie.get(path)).status_code == 404
    for query in ("size_mm=24", "size_mm=81", "size_mm=x", "size=50"):
        assert (await bob.get(f"{path}?{query}")).status_code == 422
    assert (await bob.get(f"/api/labels/K7M2Q9X4TA.{form}")).json()["code"] == "label.mistyped"


@pytest.mark.parametrize("size_mm", [25, 40, 50, 80])
async def test_a_png_is_read_and_has_its_true_size(bob: httpx2.AsyncClient, label: LabelRecord, size_mm: int) -> None:
    answer = await bob.get(f"/api/labels/{label.code}.png", params={"size_mm": size_mm})
    assert answer.headers["content-type"] == "image/png"
    image = picture(answer.content)
    (read,) = codes_in(image)
    assert_is(read, label)
    assert read.width / image.info["dpi"][0] * 25.4 == pytest.approx(size_mm, abs=0.2)
    assert min(image.info["dpi"]) >= 300


@pytest.mark.parametrize("size_mm", [25, 40, 50, 80])
async def test_an_svg_is_read_and_has_its_true_size(
    bob: httpx2.AsyncClient, label: LabelRecord, size_mm: int, tmp_path: Path
) -> None:
    answer = await bob.get(f"/api/labels/{label.code}.svg", params={"size_mm": size_mm})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    image = drawn(answer.content, tmp_path)
    (read,) = codes_in(image)
    assert_is(read, label)
    assert read.width / 300 * 25.4 == pytest.approx(size_mm, abs=0.3)
    margin = (image.width - read.width) / 2 / (read.width / qr.MODULES)
    assert margin == pytest.approx(qr.QUIET_ZONE, abs=0.3)


async def test_a_quarter_may_be_dirty(bob: httpx2.AsyncClient, label: LabelRecord) -> None:
    """Level H restores up to 30 % of the words of the code."""
    image = picture((await bob.get(f"/api/labels/{label.code}.png")).content).convert("L")
    side = image.width
    image.paste(255, (int(side * 0.45), int(side * 0.45), int(side * 0.72), int(side * 0.72)))
    assert [read.text for read in codes_in(image)] == [ADDRESS + label.code]


async def test_it_is_named_for_the_code(sign_in: SignIn, label: LabelRecord) -> None:
    answer = await (await sign_in("auditor")).get(f"/api/labels/{label.short_code.lower()}.png")
    assert answer.headers["content-disposition"] == f'inline; filename="{label.short_code}.png"'


@pytest.mark.parametrize("url", ["HTTPS://A-VERY-LONG-NAME.TAIYUAN.CN/L/K7M2Q9X4TB", "http://lower.case/L/K7M2Q9X4TB"])
def test_it_refuses_an_address_that_does_not_fit(url: str) -> None:
    with pytest.raises(Problem, match=r"label\.address_too_long"):
        qr.matrix(url)


def assert_is(read: Read, label: LabelRecord) -> None:
    assert (read.text, read.level, read.version) == (ADDRESS + label.code, "H", "3")
    assert read.width == pytest.approx(read.height, rel=0.01)
