"""The commands, called as a person calls them."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from heating import cli, storage
from heating.accounts import queries, secrets
from heating.storage.lock import ProcessLock

Run = Callable[..., Result]
Value = TypeVar("Value")


@pytest.fixture
def heating(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an empty database that nobody has open."""
    monkeypatch.setenv("HEATING_DATA", str(tmp_path))
    monkeypatch.setenv("HEATING_DATABASE_URL", database_url)
    return run


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.heating, words, input=stdin)


def test_every_command_has_help() -> None:
    for command in cli.COMMANDS:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert len(result.output.splitlines()) > 4, command
    assert set(cli.COMMANDS) <= set(run("--help").output.split())


def test_it_refuses_unknown_commands_and_options() -> None:
    assert run("fly").exit_code == 2
    assert run("serve", "--port", "0").exit_code == 2
    assert run("user", "create", "x").exit_code == 2


@pytest.mark.parametrize(("value", "status"), [("x", 2), ("80", 0)])
def test_it_refuses_a_wrong_setting_with_status_2(
    value: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEATING_PORT", value)
    monkeypatch.setattr("sys.argv", ["heating", "settings", "--check"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == status
    assert ("HEATING_PORT='x' is refused" in capsys.readouterr().err) == (status == 2)


@pytest.mark.usefixtures("heating")
def test_it_tells_a_problem_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["heating", "user", "password", "nobody"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "Not found, or not in what you may see.\n"


@pytest.mark.usefixtures("heating")
@pytest.mark.parametrize("url", ["postgres://x@127.0.0.1:1/y", "sqlite:////dev/null/x.db"])
def test_it_says_that_the_database_cannot_be_reached(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEATING_DATA", str(tmp_path))
    monkeypatch.setenv("HEATING_DATABASE_URL", url)
    for command in (["migrate"], ["user", "list"]):
        monkeypatch.setattr("sys.argv", ["heating", *command])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 1
        assert capsys.readouterr().err.startswith("The database or a file cannot be used: ")


def test_it_says_who_has_the_database(
    heating: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    if not database_url.startswith("sqlite"):
        return
    heating("migrate")
    lock = ProcessLock(Path(database_url.removeprefix("sqlite:///")))
    monkeypatch.setattr("sys.argv", ["heating", "user", "list"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    lock.release()
    assert ended.value.code == 1
    assert "is in use by process" in capsys.readouterr().err


def test_it_adds_the_first_administrator_and_his_city(heating: Run) -> None:
    made = heating(
        "user", "create", "admin", "--name", "管理员", "--role", "administrator", "--organization", "taiyuan/"
    )
    assert made.exit_code == 0, made.output
    password = made.output.split()[-1]
    user = on_database(lambda: queries.user_by_username("admin"))
    assert user is not None
    assert (user.role, user.password_reset_at is not None) == ("administrator", True)
    city = on_database(lambda: queries.organization("taiyuan/"))
    assert city is not None
    assert city.name == "太原市"
    assert list(on_database(lambda: queries.areas_by_path(["taiyuan/"]))) == ["taiyuan/"]
    assert asyncio.run(secrets.verify_password(user.password_hash, password))


def test_it_takes_a_password_from_standard_input(heating: Run) -> None:
    words = ["user", "create", "admin", "--name", "A", "--role", "administrator", "--organization", "taiyuan/"]
    made = heating(*words, "--password-stdin", stdin="a quite long one\n")
    assert made.output == "admin was added.\n"
    user = on_database(lambda: queries.user_by_username("admin"))
    assert user is not None
    assert asyncio.run(secrets.verify_password(user.password_hash, "a quite long one"))
    assert user.password_reset_at is None


def test_it_resets_disables_and_lists(heating: Run) -> None:
    heating("user", "create", "admin", "--name", "甲", "--role", "administrator", "--organization", "taiyuan/")
    assert heating("user", "password", "Admin").output.startswith("One-time password: ")
    assert heating("user", "disable", "admin").output == "admin is disabled.\n"
    assert heating("user", "list").output.split() == ["admin", "administrator", "taiyuan/", "甲", "(disabled)"]


def test_it_lists_routes_and_settings() -> None:
    routes = run("routes").output
    assert "POST    /api/session " in routes
    assert "own.account" in routes
    settings = run("settings").output
    assert "HEATING_DATABASE_URL" in settings
    assert "Allowed: a whole number from 1 to 65535. Default: 8000." in settings


def on_database(work: Callable[[], Awaitable[Value]]) -> Value:
    async def opened() -> Value:
        await storage.open(os.environ["HEATING_DATABASE_URL"])
        try:
            return await work()
        finally:
            await storage.close()

    return asyncio.run(opened())
