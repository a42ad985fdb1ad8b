"""What a browser gets outside of /api."""

from pathlib import Path

import httpx2
import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.labels import actions as labels
from heating.labels.codes import new_code
from heating.labels.schemas import Ending, NewLabels
from heating.portal import routes
from heating.portal.files import Dist
from heating.portal.guessing import MOST_MISSES, Guesses
from heating.registry.kind_actions import install_kinds
from tests.cast import Cast
from tests.inspections.world import World


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "dist"
    root.mkdir()
    (root / "index.html").write_text("<!doctype html><title>app</title>")
    (root / "sw.js").write_text("self")
    (root / "app-AB12CD34.js").write_text("run()")
    monkeypatch.setattr(routes, "_dist", Dist(root))
    monkeypatch.setattr(routes, "_guesses", Guesses())
    return root


@pytest.fixture
async def code(cast: Cast) -> str:
    """The code of a label on a heat station of bob's crew."""
    world = await World(cast).build()
    await install_kinds(system_actor())
    await labels.issue(cast.actor("alice"), NewLabels(assets=[world.station], batch="一"))
    (row,) = await storage.fetch("SELECT code FROM label")
    return str(row["code"])


@pytest.mark.parametrize("path", ["/", "/app", "/app/", "/app/inspect/7", "/app/x/y.z"])
async def test_it_answers_every_address_of_the_app_with_the_app(stranger: httpx2.AsyncClient, path: str) -> None:
    answer = await stranger.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-cache"
    assert "<title>app</title>" in answer.text


@pytest.mark.parametrize(
    "path", ["/static/app-00000000.js", "/static/", "/static/../index.html/x", "/manifest.webmanifest"]
)
async def test_it_never_answers_a_missing_file_with_the_app(stranger: httpx2.AsyncClient, path: str) -> None:
    answer = await stranger.get(path)
    assert answer.status_code == 404
    assert "<title>app" not in answer.text


async def test_it_serves_the_apps_files(stranger: httpx2.AsyncClient) -> None:
    assert (await stranger.get("/sw.js")).headers["cache-control"] == "no-cache"
    script = await stranger.get("/static/app-AB12CD34.js")
    assert (script.text, script.headers["cache-control"]) == ("run()", "public, max-age=31536000, immutable")
    assert (
        await stranger.get("/static/app-AB12CD34.js", headers={"if-none-match": script.headers["etag"]})
    ).status_code == 304


async def test_it_says_when_the_app_was_not_built(stranger: httpx2.AsyncClient, built: Path) -> None:
    (built / "index.html").unlink()
    answer = await stranger.get("/")
    assert answer.status_code == 503
    assert "make build" in answer.text


@pytest.mark.parametrize("path", ["/l/{}", "/L/{}"])
async def test_it_shows_a_label_to_anyone(stranger: httpx2.AsyncClient, code: str, path: str) -> None:
    for written in (code, code.lower(), f"{code[:5]}-{code[5:]}"):
        answer = await stranger.get(path.format(written))
        assert answer.status_code == 200
        for text in ("设备 S1-1", "站 S1", "热力站", "一公司甲班", "0351-1111111", code):
            assert text in answer.text
    assert "Bob" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


async def test_it_speaks_english(stranger: httpx2.AsyncClient, code: str) -> None:
    for answer in (
        await stranger.get(f"/l/{code}?lang=en"),
        await stranger.get(f"/l/{code}", headers={"accept-language": "en-GB,en;q=0.8,zh;q=0.5"}),
    ):
        assert "Heat station" in answer.text
        assert "Call 0351-1111111" in answer.text


async def test_it_takes_staff_into_the_app(bob: httpx2.AsyncClient, code: str) -> None:
    answer = await bob.get(f"/L/{code.lower()}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/app/label/{code}")
    assert (await bob.get("/l/a%22b")).headers["location"] == "/app/label/a%22b"


async def test_it_tells_people_in_a_messenger_to_open_the_browser(stranger: httpx2.AsyncClient, code: str) -> None:
    agent = {"user-agent": "Mozilla/5.0 (iPhone) MicroMessenger/8.0"}
    assert "在浏览器打开" in (await stranger.get(f"/l/{code}", headers=agent)).text
    assert "在浏览器打开" not in (await stranger.get(f"/l/{code}")).text


async def test_it_says_that_a_label_is_blank_lost_or_retired(
    stranger: httpx2.AsyncClient, cast: Cast, code: str
) -> None:
    alice = cast.actor("alice")
    await labels.end(alice, code, Ending(reason="掉了", lost=True))
    assert "挂失" in (await stranger.get(f"/l/{code}")).text
    await labels.issue(alice, NewLabels(count=1, batch="二"))
    (blank,) = await storage.fetch("SELECT code FROM label WHERE state = 'blank'")
    assert "空白标签" in (await stranger.get(f"/l/{blank['code']}")).text


async def test_it_does_not_know_unknown_and_short_codes(stranger: httpx2.AsyncClient, code: str) -> None:
    (row,) = await storage.fetch("SELECT short_code FROM label")
    for unknown in (new_code(), code[:-1], row["short_code"], "x" * 500, "<script>", "%00"):
        answer = await stranger.get(f"/l/{unknown}")
        assert answer.status_code == 404, unknown
        assert "<script" not in answer.text


async def test_it_stops_who_tries_codes(stranger: httpx2.AsyncClient, code: str) -> None:
    for _ in range(MOST_MISSES):
        assert (await stranger.get(f"/l/{new_code()}")).status_code == 404
    answer = await stranger.get(f"/l/{code}")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
