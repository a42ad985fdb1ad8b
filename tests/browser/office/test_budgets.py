"""What the office costs over the wire: many small files, each fetched when its screen is first opened."""

import re
from pathlib import Path

import pytest

from tests.browser.server import DIST

pytestmark = pytest.mark.browser

KIB = 1024


def compressed(pattern: str) -> dict[str, int]:
    return {path.name.removesuffix(".br"): path.stat().st_size for path in Path(DIST).glob(f"{pattern}.br")}


def test_it_keeps_every_screen_small() -> None:
    page = (DIST / "index.html").read_text("utf-8")
    starts = [(DIST / name).read_text("utf-8") for name in re.findall(r"/static/(main-\w+\.js)", page)]
    of_the_start = {name for text in starts for name in re.findall(r"part-\w+\.js", text)}
    screens = {name: size for name, size in compressed("part-*.js").items() if name not in of_the_start}
    assert len(screens) > 20
    assert {name: size for name, size in screens.items() if size > 15 * KIB} == {}


def test_it_keeps_the_style_small() -> None:
    """A phone loads the first, a desk both. The screen on the wall has a sheet of its own."""
    styles = compressed("app-*.css") | compressed("office-*.css")
    assert len(styles) == 2
    assert sum(styles.values()) <= 10 * KIB
