"""WHERE clauses, put together condition by condition."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.registry import pinyin

Item = TypeVar("Item")

_MOST_PARAMETERS = 5000  # both engines take 32,000


class Conditions:
    """All of them hold. Made from what the actor may see: there is no list without it."""

    def __init__(self, actor: Actor, table: str) -> None:
        self.params: list[object] = []
        self._sql: list[str] = []
        self._table = table
        self.add(*scope.visible(actor, table))

    def add(self, sql: str, params: Sequence[object] = ()) -> None:
        self._sql.append(sql)
        self.params.extend(params)

    def equal(self, column: str, value: object | None) -> None:
        """Not a condition where nothing was asked for."""
        if value is not None:
            self.add(f"{self._table}.{column} = ?", [value])

    def within(self, organization: str, area: str) -> None:
        self.add(*scope.within(organization, area, self._table))

    def after(self, column: str, key: object | None) -> None:
        if key is not None:
            self.add(f"{self._table}.{column} > ?", [key])

    def matching(self, query: str, subject_kind: str) -> None:
        """Every word of `query` is found in the names, code or pinyin."""
        self.add(*matches(self._table, query, subject_kind))

    @property
    def sql(self) -> str:
        return " AND ".join(f"({sql})" for sql in self._sql)


def matches(table: str, query: str, subject_kind: str) -> tuple[str, list[object]]:
    """Every word of `query` is found in the names, code or pinyin of the row; true without a word."""
    terms = pinyin.terms(query)
    if not terms:
        return "1=1", []
    found, params = text_contains("text", terms)
    return (
        f"{table}.id IN (SELECT subject_id FROM search_entry WHERE subject_kind = '{subject_kind}' AND {found})",
        params,
    )


def text_contains(column: str, terms: Sequence[str]) -> tuple[str, list[object]]:
    """Substring search that needs no escaping, unlike LIKE."""
    position = "instr" if storage.dialect() == "sqlite" else "strpos"
    return " AND ".join(f"{position}({column}, ?) > 0" for _ in terms), list(terms)


def in_chunks(items: Sequence[Item], size: int = _MOST_PARAMETERS) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def marks(items: Sequence[object]) -> str:
    return ", ".join("?" for _ in items)
