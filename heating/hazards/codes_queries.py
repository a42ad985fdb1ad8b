"""Reading the taxonomy: few rows, read whole."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from heating.deadlines.rules import Amount
from heating.hazards.catalogue import CLASSES, CODES, PHRASES, Document, Entry, documents, entries
from heating.hazards.catalogue_problems import NO_ENTRY
from heating.hazards.catalogue_schemas import ClassRow, CodeFilter, CodeRow, PhraseFilter, PhraseRow, PolicyRow
from heating.hazards.codes import Code, CodeClass, Phrase, found, search_text
from heating.hazards.policies import Clock, Policy, limit_for
from heating.hazards.policies_queries import policies, policy_rows

Row = TypeVar("Row", ClassRow, CodeRow, PhraseRow)


async def codes() -> dict[str, Code]:
    return await documents(CODES)


async def classes() -> dict[str, CodeClass]:
    return await documents(CLASSES)


async def phrases() -> dict[str, Phrase]:
    return await documents(PHRASES)


async def code_rows(query: CodeFilter) -> list[CodeRow]:
    """The best found first; without words in the order of the catalogue."""
    rows = {row.key: row for row in await _code_rows()}
    return [rows[code.key] for code in found(list(rows.values()), query.q) if _is_wanted(rows[code.key], query)]


def _is_wanted(row: CodeRow, query: CodeFilter) -> bool:
    return (
        query.kind in (None, row.kind)
        and query.code_class in (None, row.code_class)
        and query.in_force in (None, row.in_force)
        and (query.asset_kind is None or query.asset_kind in row.asset_kinds)
    )


async def code_row(key: str) -> CodeRow:
    return _one(await _code_rows(), key)


async def class_rows() -> list[ClassRow]:
    return [ClassRow(**_columns(entry)) for entry in (await entries(CLASSES)).values()]


async def class_row(key: str) -> ClassRow:
    return _one(await class_rows(), key)


async def phrase_rows(query: PhraseFilter) -> list[PhraseRow]:
    rows = [PhraseRow(**_columns(entry)) for entry in (await entries(PHRASES)).values()]
    return [row for row in rows if query.role in (None, row.role) and query.in_force in (None, row.in_force)]


async def phrase_row(key: str) -> PhraseRow:
    return _one(await phrase_rows(PhraseFilter()), key)


async def mirror_catalogue() -> dict[str, ClassRow | CodeRow | PhraseRow | PolicyRow]:
    """The handbook as phones hold it, by the id of the entry."""
    rows: list[ClassRow | CodeRow | PhraseRow | PolicyRow] = [*await class_rows(), *await _code_rows()]
    rows += [*await phrase_rows(PhraseFilter()), *await policy_rows()]
    return {f"{row.sort}/{row.key}": row for row in rows}


async def _code_rows() -> list[CodeRow]:
    of_class, of_clock = await classes(), await policies()
    return [_code_row(entry, of_class, of_clock) for entry in (await entries(CODES)).values()]


def _code_row(entry: Entry[Code], of_class: Mapping[str, CodeClass], of_clock: Mapping[Clock, Policy]) -> CodeRow:
    code = entry.document

    def limit(*, in_season: bool) -> Amount | None:
        found = limit_for(of_clock, "rectify", grade=code.grade, in_season=in_season, code=code)
        return found.amount if found else None

    return CodeRow(
        **_columns(entry),
        kind=of_class[code.code_class].kind,
        time_limit=limit(in_season=False),
        time_limit_in_season=limit(in_season=True),
        search=search_text(code),
    )


def _columns(entry: Entry[Document]) -> dict[str, Any]:
    own = msgspec.structs.asdict(entry.document)
    return {**own, "version": entry.version, "changed_at": entry.changed_at, "changed_by": entry.changed_by}


def _one(rows: list[Row], key: str) -> Row:
    for row in rows:
        if row.key == key:
            return row
    raise NO_ENTRY()
