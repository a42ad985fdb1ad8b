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
    first = re.findall(r"/static/([\w-]+\.js)", (DIST / "index.html").read_text("utf-8"))
    shared = {name for file in first for name in re.findall(r"\./(part-\w+\.js)\"", (DIST / file).read_text("utf-8"))}
    screens = {name: size for name, size in compressed("part-*.js").items() if name not in shared}
    assert len(screens) > 20
    assert {name: size for name, size in screens.items() if size > 15 * KIB} == {}


def test_it_keeps_the_style_small() -> None:
    styles = compressed("*.css")
    assert len(styles) == 2
    assert sum(styles.values()) <= 10 * KIB
