"""`heating sample` as a person calls it."""

import asyncio
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from heating import cli, storage, worker
from heating.accounts.rules import Role

Run = Callable[..., Result]


@pytest.fixture
def heating(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HEATING_DATA", str(tmp_path))
    monkeypatch.setenv("HEATING_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(cli.heating, words)


@pytest.mark.parametrize("words", [("--size", "village"), ("--seed", "x"), ("--until", "yesterday")])
def test_it_refuses_wrong_options(heating: Run, words: tuple[str, str]) -> None:
    assert heating("sample", *words).exit_code == 2


def test_it_makes_a_city_once_and_writes_down_the_sign_ins(heating: Run, database_url: str, tmp_path: Path) -> None:
    made = heating("sample", "--until", "2026-05-20", "--seed", "5")
    assert made.exit_code == 0, made.output
    assert "sites: 75 of 75" in made.output
    file = tmp_path / "signins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    sign_ins = json.loads(file.read_text())
    assert set(sign_ins) == {role.value for role in Role}
    for role, sign_in in sign_ins.items():
        assert set(sign_in) == {"username", "password", "name"}
        assert any(
            line.split() == [role, sign_in["username"], sign_in["password"]] for line in made.output.splitlines()
        )
    again = heating("sample")
    assert again.exit_code == 1
    assert "needs an empty one" in again.output
    assert heating("sample", "--if-empty").exit_code == 0
    assert json.loads(file.read_text()) == sign_ins
    assert heating("check").output == "Nothing is wrong.\n"
    assert asyncio.run(lags(database_url)) == {"readiness": 0}


async def lags(url: str) -> dict[str, int]:
    """What the reactions still have to do."""
    await storage.open(url)
    found = {follower.name: await follower.lag() for follower in worker.followers()}
    await storage.close()
    return {name: lag for name, lag in found.items() if lag or name == "readiness"}
