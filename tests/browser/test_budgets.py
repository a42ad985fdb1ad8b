"""What the app may weigh: crews load it over 3G, once."""

import re

import pytest

from tests.browser.server import DIST

KIB = 1024


@pytest.fixture(autouse=True)
def built() -> None:
    if not (DIST / "index.html").is_file():
        pytest.fail("the app is not built: run python static/build.py")


def _first_files() -> list[str]:
    """Names of the scripts and styles that the first page needs, following static imports only."""
    page = (DIST / "index.html").read_text("utf-8")
    wanted = re.findall(r"/static/([^\"]+\.(?:js|css))", page)
    found: list[str] = []
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.append(name)
            script = (DIST / name).read_text("utf-8")
            wanted += (
                re.findall(r"(?:from|import)\s*\"(?:\./|/static/)([^\"]+\.js)\"", script)
                if name.endswith(".js")
                else []
            )
    return found


def _packed(names: list[str], suffix: str) -> int:
    return sum((DIST / f"{name}.br").stat().st_size for name in names if name.endswith(suffix))


def test_it_loads_at_most_45_kib_of_script_first() -> None:
    assert 0 < _packed(_first_files(), ".js") <= 45 * KIB


def test_it_loads_at_most_10_kib_of_style_first() -> None:
    assert 0 < _packed(_first_files(), ".css") <= 10 * KIB


def test_it_needs_at_most_6_requests_to_start() -> None:
    assert len(_first_files()) + 1 <= 6


def test_it_keeps_every_later_screen_under_15_kib() -> None:
    later = [path.name for path in DIST.glob("part-*.js") if path.name not in _first_files()]
    assert {name: _packed([name], ".js") for name in later if _packed([name], ".js") > 15 * KIB} == {}
