"""`heating import`"""

import json
from pathlib import Path
from typing import Any

import pytest

from heating import cli
from heating.lib.problems import Problem
from heating.transfer.mapping import TARGETS
from tests.cli.conftest import Commands
from tests.cli.test_commands import on_database, run
from tests.registry.conftest import count
from tests.transfer.conftest import LINES, MAPPING
from tests.transfer.files import as_csv, as_xlsx

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "import-units.json"
UNITS: list[list[Any]] = [
    ["power", "operator", "unit_name", "start_date", "location", "mastr_number", "cc", "latitude", "longitude"],
    [50, "Stadtwerke", "BHKW 1", "15.11.2011", "Hauptstraße 1, Erlenbach", "SEE1", "Kachel", 49.176, 9.254],
    [240, "Stadtwerke", "BHKW 2", "1.2.2015", "Hauptstraße 1, Erlenbach", "SEE2", "Kachel", 49.176, 9.254],
]


def write(directory: Path, content: bytes, name: str = "units.csv") -> str:
    path = directory / name
    path.write_bytes(content)
    return str(path)


def mapping(directory: Path, text: str | None = None) -> str:
    constants = {"organization": "taiyuan/", "area": "taiyuan/", "responsible": "admin", "safety_owner": "admin"}
    return write(directory, (text or json.dumps({**MAPPING, "constants": constants})).encode(), "mapping.json")


def test_it_refuses_wrong_use(city: Commands, tmp_path: Path) -> None:
    units = write(tmp_path, as_csv(LINES))
    assert city("import", units).exit_code == 2
    assert city("import", "nowhere.csv", "--mapping", mapping(tmp_path)).exit_code == 2
    broken = city("import", units, "--mapping", mapping(tmp_path, '{"kind": 1}'))
    assert broken.exit_code == 2
    assert "mapping.json" in broken.output


def test_it_tells_what_is_wrong_with_the_mapping(
    city: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    units = write(tmp_path, as_csv([["a"], ["1"]]))
    result = city("import", units, "--mapping", mapping(tmp_path))
    assert isinstance(result.exception, Problem)
    monkeypatch.setattr("sys.argv", ["heating", "import", units, "--mapping", mapping(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert "/columns/source_id: is no column of the file" in capsys.readouterr().err


def test_it_ends_with_1_and_names_the_rows_at_fault(city: Commands, tmp_path: Path) -> None:
    units = write(tmp_path, as_csv([*LINES, ["GL-4", "", "厂", "x", *[""] * 5]]))
    result = city("import", units, "--mapping", mapping(tmp_path))
    assert result.exit_code == 1
    assert "row 5, 名称: is required" in result.output
    assert "NOT imported: 3 new" in result.output
    assert on_database(lambda: count("asset")) == 0
    partial = city("import", units, "--mapping", mapping(tmp_path), "--accept-partial")
    assert (partial.exit_code, on_database(lambda: count("asset"))) == (1, 3)


def test_a_dry_run_writes_nothing(city: Commands, tmp_path: Path) -> None:
    units = write(tmp_path, as_csv(LINES))
    result = city("import", units, "--mapping", mapping(tmp_path), "--dry-run")
    assert (result.exit_code, on_database(lambda: count("asset"))) == (0, 0)
    assert "would be imported: 3 new" in result.output


def test_the_example_of_the_documentation_works(city: Commands, tmp_path: Path) -> None:
    example = mapping(tmp_path, EXAMPLE.read_text())
    for content, name, expected in (
        (as_csv(UNITS), "units.csv", "imported: 2 new, 0 changed, 0 unchanged, 1 new sites; 0 rows at fault"),
        (as_csv(UNITS), "units.csv", "imported: 0 new, 0 changed, 2 unchanged, 0 new sites; 0 rows at fault"),
        (as_xlsx(UNITS), "units.xlsx", "imported: 0 new, 0 changed, 2 unchanged, 0 new sites; 0 rows at fault"),
    ):
        result = city("import", write(tmp_path, content, name), "--mapping", example)
        assert (result.exit_code, expected in result.output) == (0, True), result.output


def test_its_help_names_every_field_that_can_be_filled() -> None:
    text = run("import", "--help").output
    assert [target for target in TARGETS if target not in text] == []
