"""Reads of checklist versions. Published documents never change, so they are decoded once and remembered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.checklists.document import Document, Gate
from heating.checklists.problems import NOT_FOUND
from heating.checklists.schemas import State, VersionRow, VersionSummary

_REMEMBERED = 1000
_documents: dict[UUID, "Published"] = {}
_decoder = msgspec.json.Decoder(Document)


class Published(msgspec.Struct, frozen=True):
    """A version that may be used: the newest, or a retired one that a phone still had."""

    id: UUID
    key: str
    number: int
    document: Document


class _Row(msgspec.Struct, frozen=True):
    id: UUID
    key: str
    number: int
    state: State
    document_json: str
    revision: int
    created_at: datetime
    published_at: datetime | None


_COLUMNS = "id, key, number, state, document_json, revision, created_at, published_at"


async def version(version_id: UUID) -> Published:
    """Raises checklist.not_found for a draft too."""
    found = await versions([version_id])
    if version_id not in found:
        raise NOT_FOUND()
    return found[version_id]


async def versions(version_ids: Iterable[UUID]) -> dict[UUID, Published]:
    """The published and retired ones among these; no query for those that are remembered."""
    wanted = set(version_ids)
    found = {version_id: _documents[version_id] for version_id in wanted if version_id in _documents}
    if unknown := [version_id for version_id in wanted if version_id not in found]:
        for row in await _rows(f"id IN ({_marks(unknown)}) AND state <> 'draft'", unknown):
            found[row.id] = _remember(row)
    return found


async def for_kinds() -> dict[str, Published]:
    """The document for each kind of asset, and for "household": the newest published one that names the kind."""
    rows = await storage.fetch("SELECT id FROM checklist_version WHERE state = 'published' ORDER BY published_at, id")
    order = [UUID(str(row["id"])) for row in rows]
    found = await versions(order)
    return {kind: found[version_id] for version_id in order for kind in found[version_id].document.kinds}


async def gates_by_kind() -> dict[str, frozenset[Gate]]:
    """Which gates an inspection of each kind can prove."""
    return {
        kind: frozenset(item.gate for item in published.document.items.values() if item.gate)
        for kind, published in (await for_kinds()).items()
    }


async def show(actor: Actor, version_id: UUID) -> VersionRow:
    """Drafts are seen only by those who may publish."""
    rows = await _rows("id = ?", [version_id])
    if not rows or (rows[0].state == "draft" and not actor.may(Permission.CHECKLISTS_PUBLISH)):
        raise NOT_FOUND()
    return _present(rows[0])


async def published(after: str | None, limit: int) -> list[VersionSummary]:
    """The newest published version of each template, by key; one more than `limit`."""
    rows = await _rows("state = 'published' AND key > ?", [after or ""], f"ORDER BY key LIMIT {limit + 1}")
    return [_summary(row) for row in rows]


async def versions_of(actor: Actor, key: str, before: int | None, limit: int) -> list[VersionSummary]:
    """All versions of one template, newest first; one more than `limit`."""
    condition, params = "key = ? AND number < ?", [key, before or 2**31 - 1]
    if not actor.may(Permission.CHECKLISTS_PUBLISH):
        condition += " AND state <> 'draft'"
    rows = await _rows(condition, params, f"ORDER BY number DESC LIMIT {limit + 1}")
    if not rows and before is None:
        raise NOT_FOUND()
    return [_summary(row) for row in rows]


async def mirror_checklists(
    actor: Actor,  # noqa: ARG001 - everybody sees every published checklist
    *,
    ids: Sequence[str] | None = None,
    after: str = "",
    limit: int = 500,
) -> dict[str, VersionRow]:
    """What phones hold: the newest published versions, by id."""
    if ids is None:
        rows = await _rows("state = 'published' AND id > ?", [after or _LEAST], f"ORDER BY id LIMIT {limit}")
    else:
        wanted = [UUID(text) for text in ids]
        rows = await _rows(f"state = 'published' AND id IN ({_marks(wanted)})", wanted) if wanted else []
    return {str(row.id): _present(row) for row in rows}


_LEAST = "00000000-0000-0000-0000-000000000000"


async def _rows(condition: str, params: Sequence[Any], rest: str = "") -> list[_Row]:
    return await storage.fetch_as(_Row, f"SELECT {_COLUMNS} FROM checklist_version WHERE {condition} {rest}", params)


def _remember(row: _Row) -> Published:
    if len(_documents) >= _REMEMBERED:
        _documents.clear()
    published = _documents[row.id] = Published(row.id, row.key, row.number, _decoder.decode(row.document_json))
    return published


def _present(row: _Row) -> VersionRow:
    return VersionRow(
        id=row.id,
        key=row.key,
        number=row.number,
        state=row.state,
        version=row.revision,
        document=_decoder.decode(row.document_json),
        created_at=row.created_at,
        published_at=row.published_at,
    )


def _summary(row: _Row) -> VersionSummary:
    document = _decoder.decode(row.document_json)
    return VersionSummary(
        id=row.id,
        key=row.key,
        number=row.number,
        state=row.state,
        name=document.name,
        kinds=document.kinds,
        items=len(document.items),
        created_at=row.created_at,
        published_at=row.published_at,
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
