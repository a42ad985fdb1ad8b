from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from heating import cli


class Commands:
    """Runs commands as a person calls them: `city("labels", "issue", …)`."""

    def __call__(self, *words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(cli.heating, words, input=stdin)


@pytest.fixture
def city(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A city with an administrator, whose database nobody has open."""
    monkeypatch.setenv("HEATING_DATA", str(tmp_path))
    monkeypatch.setenv("HEATING_DATABASE_URL", database_url)
    run = Commands()
    profile = ["--name", "管理员", "--role", "administrator", "--organization", "taiyuan/"]
    for words in (["migrate"], ["user", "create", "admin", *profile]):
        made = run(*words)
        assert made.exit_code == 0, made.output
    return run
