"""What is not documented does not exist. The tables are printed by `heating docs-tables`."""

from pathlib import Path

from heating import settings
from heating.app.routes import ROUTES
from heating.cli import docs_tables
from heating.lib.problems import CATALOGUE

DOCS = Path(__file__).parents[2] / "docs"


def rows(table: str) -> list[str]:
    return table.splitlines()[2:]


def missing(table: str, document: str) -> list[str]:
    lines = set((DOCS / document).read_text().splitlines())
    return [row for row in rows(table) if row not in lines]


def test_every_problem_is_in_the_api_documentation() -> None:
    assert missing(docs_tables.problem_table(), "api.md") == []


def test_every_route_is_in_the_api_documentation() -> None:
    assert missing(docs_tables.route_table(), "api.md") == []


def test_every_setting_is_in_the_operations_documentation() -> None:
    assert missing(docs_tables.setting_table(), "operations.md") == []


def test_the_tables_are_complete() -> None:
    assert len(rows(docs_tables.problem_table())) == len(CATALOGUE)
    assert len(rows(docs_tables.route_table())) == sum(len(route.endpoints) for route in ROUTES)
    assert len(rows(docs_tables.setting_table())) == len(settings.Settings.__struct_fields__)


def test_every_problem_says_so_in_both_languages() -> None:
    for kind in CATALOGUE.values():
        assert has_chinese(kind.text.zh), kind.code
        assert not has_chinese(kind.text.en), kind.code
        assert kind.status >= 400


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
