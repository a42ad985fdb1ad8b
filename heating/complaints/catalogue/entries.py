"""What a city edits: the categories of complaints, the time limits of their clocks, and a few settings.

What the product comes with holds until the city has an entry of the same key; then the city's holds. Every version is
kept in the audit.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.complaints import problems
from heating.complaints.catalogue.categories import Category, Settings
from heating.complaints.catalogue.policies import Clock, Policy
from heating.complaints.models import ComplaintEntryRow
from heating.lib import clock

Document = TypeVar("Document", Category, Policy, Settings)


_KIND = "complaint_catalogue"


class Sort(NamedTuple, Generic[Document]):
    """A sort of entry. `noun` is what the audit calls it."""

    name: str
    document: type[Document]
    noun: str


CATEGORIES = Sort("category", Category, "complaint_category")
POLICIES = Sort("policy", Policy, "complaint_policy")
SETTINGS = Sort("settings", Settings, "complaint_settings")


class Changer(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Entry(NamedTuple, Generic[Document]):
    """`version` is 0 for what the product comes with and the city has not changed."""

    document: Document
    version: int
    changed_at: datetime | None
    changed_by: Changer | None


class _Row(msgspec.Struct, frozen=True):
    document_json: str
    version: int
    changed_at: datetime
    changed_by_id: UUID | None
    changed_by_name: str


class Catalogue(NamedTuple):
    """All of it, as it is now."""

    categories: Mapping[str, Category]
    policies: Mapping[Clock, Policy]
    settings: Settings

    def category(self, key: str | None) -> Category | None:
        return self.categories.get(key) if key else None


_memory = storage.Memory[str, Catalogue](_KIND)


async def current() -> Catalogue:
    memory = await _memory.values()
    if _KIND not in memory:
        memory[_KIND] = await _read_all()
    return memory[_KIND]


async def _read_all() -> Catalogue:
    policies = {policy.key: policy for policy in (await documents(POLICIES)).values()}
    return Catalogue(await documents(CATEGORIES), policies, (await documents(SETTINGS))["settings"])


async def entries(sort: Sort[Document]) -> dict[str, Entry[Document]]:
    """By key: those of the product in their order, then those that the city added."""
    found = {key: Entry(document, 0, None, None) for key, document in built_in(sort).items()}
    rows = await storage.fetch_as(
        _Row,
        "SELECT document_json, version, changed_at, changed_by_id, changed_by_name FROM complaint_entry"
        " WHERE id >= ? AND id < ? ORDER BY id",
        [f"{sort.name}/", f"{sort.name}0"],
    )
    for row in rows:
        document = _decoded(row.document_json, sort.document)
        found[document.key] = Entry(document, row.version, row.changed_at, _changer(row))
    return found


async def documents(sort: Sort[Document]) -> dict[str, Document]:
    return {key: entry.document for key, entry in (await entries(sort)).items()}


async def put(actor: Actor, sort: Sort[Document], document: Document, version: int, note: str) -> None:
    """Inside a transaction: create or replace. `version` is the one that was read, 0 for a new entry and for one that
    the product came with. Raises complaint.entry_conflict."""
    known = await entries(sort)
    before = known.get(document.key)
    present = before.version if before else 0
    if present != version:
        raise problems.ENTRY_CONFLICT(version=present)
    await _store(actor, f"{sort.name}/{document.key}", document, version)
    detail = {"version": version + 1, "note": note, "before": before and before.document, "after": document}
    audit.record(
        actor,
        f"{sort.noun}.changed",
        subject_kind=sort.noun,
        subject_id=document.key,
        organization="",
        area="",
        detail=detail,
    )
    storage.current_unit().changed(_KIND, f"{sort.name}/{document.key}", organization="", area="")


def built_in(sort: Sort[Document]) -> Mapping[str, Document]:
    documents: Mapping[str, Document] = _built_in()[sort.name]
    return documents


async def _store(actor: Actor, entry_id: str, document: Category | Policy | Settings, version: int) -> None:
    content: dict[str, object] = {
        "document_json": msgspec.json.encode(document).decode(),
        "version": version + 1,
        "changed_at": clock.now(),
        "changed_by_id": actor.id if actor.id.int else None,
        "changed_by_name": actor.name,
    }
    if version == 0:
        storage.current_unit().insert(ComplaintEntryRow, {"id": entry_id, **content})
    elif not await ComplaintEntryRow.filter(id=entry_id, version=version).update(**content):
        raise problems.ENTRY_CONFLICT(version=version)


def _changer(row: _Row) -> Changer | None:
    return Changer(row.changed_by_id, row.changed_by_name) if row.changed_by_id else None


@cache
def _built_in() -> dict[str, Mapping[str, Any]]:
    settings = Settings()
    return {
        CATEGORIES.name: _keyed(_read("categories.json", tuple[Category, ...])),
        POLICIES.name: _keyed(_read("policies.json", tuple[Policy, ...])),
        SETTINGS.name: {settings.key: settings},
    }


def _read(name: str, kind: type[Any]) -> Any:
    return msgspec.json.decode(Path(__file__).with_name(name).read_bytes(), type=kind)


def _keyed(documents: tuple[Any, ...]) -> dict[str, Any]:
    return {document.key: document for document in documents}


@lru_cache(maxsize=1000)
def _decoded(document: str, kind: type[Document]) -> Document:
    return msgspec.json.decode(document, type=kind)
