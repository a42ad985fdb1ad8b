"""Writing rows of the registry with all that goes with them: search entry, change log, audit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.registry.columns import Columns, content_hash, differing, origin, search_columns, told
from heating.registry.filtering import in_chunks, marks
from heating.registry.models import AssetRow, SearchEntry, SiteRow
from heating.registry.schemas import NewAsset, NewSite

Subject = Literal["site", "asset"]
_MODELS: Mapping[Subject, type[SiteRow | AssetRow]] = {"site": SiteRow, "asset": AssetRow}


class Change(msgspec.Struct, frozen=True):
    """A row as it was and as it shall be; `action` is the past tense of the audit, without its noun."""

    id: UUID
    version: int
    before: Columns
    after: Columns
    action: str = "changed"
    detail: dict[str, object] = {}


def enter(actor: Actor, subject: Subject, id: UUID, draft: NewSite | NewAsset, columns: Columns, now: datetime) -> None:
    """A new row."""
    unit = storage.current_unit()
    row = {
        "id": id,
        **columns,
        "source": draft.source,
        "source_id": draft.source_id,
        "origin": origin(draft.source, draft.source_id),
        "content_hash": content_hash(draft),
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
    unit.insert(_MODELS[subject], row)
    unit.insert(SearchEntry, {"subject_id": id, "subject_kind": subject, **search_columns(columns)})
    _tell(actor, subject, "created", id, columns, {"code": columns["code"], "name": columns["name"]})


async def change(actor: Actor, subject: Subject, change: Change, now: datetime) -> bool:
    """Write what differs. False when someone else was first; a change that changes nothing is written nowhere."""
    changed = differing(change.before, change.after)
    if not changed:
        return True
    table = _MODELS[subject]._meta.db_table
    assignments = ", ".join(f"{column} = ?" for column in changed)
    rows = await storage.fetch(
        f"UPDATE {table} SET {assignments}, version = version + 1, updated_at = ? WHERE id = ? AND version = ?"
        " RETURNING id",
        [*changed.values(), now, change.id, change.version],
    )
    if not rows:
        return False
    await _search_again(change)
    _tell_of_change(actor, subject, change, changed)
    return True


async def _search_again(change: Change) -> None:
    entry = search_columns(change.after)
    if entry != search_columns(change.before):
        assignments = ", ".join(f"{column} = ?" for column in entry)
        await storage.execute(
            f"UPDATE search_entry SET {assignments} WHERE subject_id = ?", [*entry.values(), change.id]
        )


def _tell_of_change(actor: Actor, subject: Subject, change: Change, changed: Columns) -> None:
    """A row that leaves a scope is gone for those who saw it there."""
    before, after = change.before, change.after
    moved = _paths(before) != _paths(after) or before.get("site_id") != after.get("site_id")
    action = "moved" if moved and change.action == "changed" else change.action
    if moved:
        organization, area = _paths(before)
        storage.current_unit().changed(subject, change.id, organization=organization, area=area, op="delete")
    detail: dict[str, object] = {**change.detail, "changes": told(before, changed)}
    if before.get("site_id") != after.get("site_id"):
        detail["from_site"] = str(before["site_id"])
    _tell(actor, subject, action, change.id, after, detail)


def _tell(
    actor: Actor, subject: Subject, action: str, id: UUID, columns: Columns, detail: Mapping[str, object]
) -> None:
    organization, area = _paths(columns)
    site = {"site": str(columns["site_id"])} if subject == "asset" else {}
    storage.current_unit().changed(subject, id, organization=organization, area=area)
    audit.record(
        actor,
        f"{subject}.{action}",
        subject_kind=subject,
        subject_id=id,
        organization=organization,
        area=area,
        detail={**site, **detail},
    )


def _paths(columns: Columns) -> tuple[str, str]:
    return str(columns["organization_path"]), str(columns["area_path"])


async def known_hashes(subject: Subject, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Of rows that exist already under ids which their creators chose."""
    table = _MODELS[subject]._meta.db_table
    hashes: dict[UUID, str] = {}
    for chunk in in_chunks(ids):
        rows = await storage.fetch(f"SELECT id, content_hash FROM {table} WHERE id IN ({marks(chunk)})", chunk)
        hashes.update((UUID(str(row["id"])), row["content_hash"]) for row in rows)
    return hashes
