"""The built app's files."""

from pathlib import Path

import brotli
import pytest
from starlette.requests import Request
from starlette.responses import Response

from heating.portal.files import Dist

SCRIPT = "app-AB12CD34.js"


@pytest.fixture
def dist(tmp_path: Path) -> Dist:
    root = tmp_path / "dist"
    root.mkdir()
    (root / "index.html").write_text("<!doctype html>")
    (root / SCRIPT).write_text("run()")
    (root / f"{SCRIPT}.br").write_bytes(brotli.compress(b"run()"))
    (root / "scan.wasm").write_bytes(b"\0asm")
    (root / ".hidden").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    return Dist(root)


def asked(dist: Dist, name: str, **headers: str) -> Response | None:
    raw = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    return dist.answer(Request({"type": "http", "method": "GET", "headers": raw}), name)


def answered(dist: Dist, name: str, **headers: str) -> Response:
    answer = asked(dist, name, **headers)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        "missing.js",
        "..",
        "../secret.txt",
        "x/../../secret.txt",
        "/etc/passwd",
        ".hidden",
        f"{SCRIPT}.br",
        "a" * 5000,
    ],
)
def test_it_has_no_other_files(dist: Dist, name: str) -> None:
    assert asked(dist, name) is None


def test_it_lets_hashed_names_be_kept_for_ever(dist: Dist) -> None:
    answer = answered(dist, SCRIPT)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "type"), [("index.html", "text/html; charset=utf-8"), ("scan.wasm", "application/wasm")]
)
def test_it_has_other_names_asked_for_again(dist: Dist, name: str, type: str) -> None:
    answer = answered(dist, name)
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == type
    again = answered(dist, name, if_none_match=f'W/{answer.headers["etag"]}, "other"')
    assert (again.status_code, bytes(again.body)) == (304, b"")
    assert answered(dist, name, if_none_match='"other"').status_code == 200


def test_it_sends_the_packed_copy_to_who_takes_it(dist: Dist) -> None:
    packed = answered(dist, SCRIPT, accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "br"
    assert brotli.decompress(bytes(packed.body)) == b"run()"
    for header in ("gzip", "br;q=0, gzip", ""):
        plain = answered(dist, SCRIPT, accept_encoding=header)
        assert "content-encoding" not in plain.headers
        assert plain.body == b"run()"
        assert plain.headers["vary"] == "accept-encoding"


def test_it_sees_a_new_build(dist: Dist, tmp_path: Path) -> None:
    before = answered(dist, "index.html").headers["etag"]
    (tmp_path / "dist" / "index.html").write_text("<!doctype html><p>new")
    assert answered(dist, "index.html").headers["etag"] != before
