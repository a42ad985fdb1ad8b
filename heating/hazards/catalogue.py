"""The catalogue that a city edits: classes, codes, phrases and policies, each entry with all its versions.

What the product comes with holds until the city has an entry of the same key; then the city's holds.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.hazards import catalogue_problems as problems
from heating.hazards.catalogue_models import CatalogueChangeRow, CatalogueEntryRow
from heating.hazards.codes import Code, CodeClass, Phrase
from heating.hazards.policies import Policy
from heating.hazards.schemas import Person
from heating.lib import clock
from heating.lib.ids import new_id
from heating.photos import actions as photos
from heating.photos.rules import Reference

Document = TypeVar("Document", CodeClass, Code, Phrase, Policy)
SortName = Literal["class", "code", "phrase", "policy"]

MIRRORED = "hazard_code"
"""The kind of row under which phones hold the catalogue; its ids are those of the entries."""


class Sort(NamedTuple, Generic[Document]):
    """A sort of entry. `noun` is what the audit calls it."""

    name: SortName
    document: type[Document]
    noun: str


CLASSES = Sort("class", CodeClass, "code_class")
CODES = Sort("code", Code, "code")
PHRASES = Sort("phrase", Phrase, "phrase")
POLICIES = Sort("policy", Policy, "policy")


class Entry(NamedTuple, Generic[Document]):
    """`version` is 0 for what the product comes with and the city has not stored; nobody is the product itself."""

    document: Document
    version: int
    changed_at: datetime | None
    changed_by: Person | None


class Change(msgspec.Struct, Generic[Document], frozen=True):
    """One version of an entry. `document` is the whole of it as it was then."""

    version: int
    document: Document
    note: str
    changed_at: datetime
    changed_by: Person | None


class _Row(msgspec.Struct, frozen=True):
    id: str
    document_json: str
    version: int
    changed_at: datetime
    changed_by_id: UUID | None
    changed_by_name: str


class _ChangeRow(msgspec.Struct, frozen=True):
    version: int
    document_json: str
    note: str
    changed_at: datetime
    changed_by_id: UUID | None
    changed_by_name: str


async def entries(sort: Sort[Document]) -> dict[str, Entry[Document]]:
    """By key: those of the product in their order, then those that the city added."""
    found = {key: Entry(document, 0, None, None) for key, document in built_in(sort).items()}
    for row in await _rows("id >= ? AND id < ?", f"{sort.name}/", f"{sort.name}0"):
        document = _decoded(row.document_json, sort.document)
        found[document.key] = Entry(document, row.version, row.changed_at, _person(row))
    return found


async def documents(sort: Sort[Document]) -> dict[str, Document]:
    return {key: entry.document for key, entry in (await entries(sort)).items()}


async def history(sort: Sort[Document], key: str) -> list[Change[Document]]:
    """Newest first; what the product came with is no change. Raises hazard.no_entry."""
    if key not in await entries(sort):
        raise problems.NO_ENTRY()
    rows = await storage.fetch_as(
        _ChangeRow,
        "SELECT version, document_json, note, changed_at, changed_by_id, changed_by_name"
        " FROM hazard_catalogue_change WHERE entry_id = ? ORDER BY version DESC",
        [f"{sort.name}/{key}"],
    )
    return [_change(row, sort.document) for row in rows]


async def put(actor: Actor, sort: Sort[Document], document: Document, version: int, note: str) -> None:
    """Inside a transaction: create or replace. `version` is the one that was read, 0 for a new entry and for one that
    the product came with. Raises hazard.entry_conflict."""
    known = await entries(sort)
    present = known[document.key].version if document.key in known else 0
    if present != version:
        raise problems.ENTRY_CONFLICT(version=present)
    place = list(known).index(document.key) if document.key in known else len(known)
    await _store(actor, sort, place, document, version + 1, note)
    _tell(actor, f"{sort.noun}.changed", sort.noun, document.key, {"version": version + 1, "note": note})


async def install(actor: Actor) -> int:
    """Store what the product comes with and the city does not have, so that phones hear of it. Returns how many."""
    stored = {row.id for row in await _rows("1 = 1")}
    count = 0
    async with storage.transaction():
        for sort in _SORTS:
            for place, document in enumerate(built_in(sort).values()):
                if f"{sort.name}/{document.key}" not in stored:
                    await _store(actor, sort, place, document, 1, "")
                    count += 1
        if count:
            _tell(actor, "catalogue.installed", "catalogue", "hazards", {"count": count})
    return count


def built_in(sort: Sort[Document]) -> Mapping[str, Document]:
    documents: Mapping[str, Document] = _built_in()[sort.name]
    return documents


async def _store(actor: Actor, sort: Sort[Document], place: int, document: Document, version: int, note: str) -> None:
    entry_id, change_id = f"{sort.name}/{document.key}", new_id()
    content: dict[str, object] = {
        "document_json": msgspec.json.encode(document).decode(),
        "version": version,
        "changed_at": clock.now(),
        "changed_by_id": actor.id if actor.id.int else None,
        "changed_by_name": actor.name,
    }
    unit = storage.current_unit()
    if version == 1:
        unit.insert(CatalogueEntryRow, {"id": entry_id, "place": place, **content})
    elif not await CatalogueEntryRow.filter(id=entry_id, version=version - 1).update(**content):
        raise problems.ENTRY_CONFLICT(version=version)
    unit.insert(CatalogueChangeRow, {"id": change_id, "entry_id": entry_id, "note": note, **content})
    if isinstance(document, Code) and document.photo:  # an example that everybody may see
        photos.reference([Reference(document.photo, "code", change_id, "", "", "example")])
    unit.changed(MIRRORED, entry_id, organization="", area="")


def _tell(actor: Actor, action: str, kind: str, key: str, detail: Mapping[str, object]) -> None:
    audit.record(actor, action, subject_kind=kind, subject_id=key, organization="", area="", detail=detail)


def _change(row: _ChangeRow, kind: type[Document]) -> Change[Document]:
    return Change(row.version, _decoded(row.document_json, kind), row.note, row.changed_at, _person(row))


def _person(row: _Row | _ChangeRow) -> Person | None:
    """None is the product or the command line."""
    return Person(row.changed_by_id, row.changed_by_name) if row.changed_by_id else None


async def _rows(condition: str, *params: str) -> list[_Row]:
    return await storage.fetch_as(
        _Row,
        "SELECT id, document_json, version, changed_at, changed_by_id, changed_by_name FROM hazard_catalogue_entry"
        f" WHERE {condition} ORDER BY place, id",
        list(params),
    )


_SORTS: tuple[Sort[Any], ...] = (CLASSES, CODES, PHRASES, POLICIES)


class _Taxonomy(msgspec.Struct):
    classes: tuple[CodeClass, ...]
    codes: tuple[Code, ...]


@cache
def _built_in() -> dict[SortName, Mapping[str, Any]]:
    taxonomy = _read("codes.json", _Taxonomy)
    return {
        "class": _keyed(taxonomy.classes),
        "code": _keyed(taxonomy.codes),
        "phrase": _keyed(_read("phrases.json", tuple[Phrase, ...])),
        "policy": _keyed(_read("policies.json", tuple[Policy, ...])),
    }


def _read(name: str, kind: type[Any]) -> Any:
    return msgspec.json.decode(Path(__file__).with_name(name).read_bytes(), type=kind)


def _keyed(documents: tuple[Any, ...]) -> dict[str, Any]:
    return {document.key: document for document in documents}


@lru_cache(maxsize=2000)
def _decoded(document: str, kind: type[Document]) -> Document:
    return msgspec.json.decode(document, type=kind)
