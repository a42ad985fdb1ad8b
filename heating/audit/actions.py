"""Recording. The entries of a transaction are chained in its very last statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import msgspec

from heating.audit import news
from heating.audit.models import AuditEntry
from heating.audit.rules import START, hash_of
from heating.lib import clock
from heating.lib.ids import text_of
from heating.storage import Collector, current_unit, execute, fetch

_encode_sorted = msgspec.json.Encoder(order="sorted").encode


class Who(Protocol):
    """Whose doing it is. The name is kept as it was at the time."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def name(self) -> str: ...


class _System(NamedTuple):
    id: UUID | None = None
    name: str = "system"


SYSTEM: Who = _System()


class _Pending(NamedTuple):
    at: datetime
    actor_id: UUID | None
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    organization: str
    area: str
    detail_json: str


async def _write(pending: list[_Pending]) -> None:
    """The head's row is locked from here to the commit: nobody else chains meanwhile."""
    seq, previous_hash = await _lock_head(len(pending))
    rows = []
    for entry in pending:
        seq += 1
        row = _row(seq, previous_hash, entry)
        previous_hash = row["hash"]
        rows.append(row)
    unit = current_unit()
    await unit.insert_last(AuditEntry, rows)
    await execute("UPDATE audit_head SET hash = ? WHERE id = 1", [previous_hash])
    recorded = {entry.action for entry in pending}
    unit.after_commit(lambda: news.publish(seq, recorded))


_ENTRIES = Collector(_write)


def record(
    actor: Who,
    action: str,
    *,
    subject_kind: str,
    subject_id: UUID | str,
    organization: str,
    area: str,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Note, within the open transaction, that `actor` did `action` ("noun.verbed"). `detail` is anything JSON can
    say; the paths are the scope of who may read the entry."""
    text = _encode_sorted(detail or {}).decode()
    pending = _Pending(
        clock.now(), actor.id, actor.name, action, subject_kind, text_of(subject_id), organization, area, text
    )
    current_unit().collect(_ENTRIES, pending)


async def _lock_head(step: int) -> tuple[int, str]:
    """Number and hash of the last entry, with the head moved on by `step`."""
    advance = "UPDATE audit_head SET seq = seq + ? WHERE id = 1 RETURNING seq, hash"
    rows = await fetch(advance, [step])
    if not rows:
        await execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, ?) ON CONFLICT DO NOTHING", [START])
        rows = await fetch(advance, [step])
    return rows[0]["seq"] - step, rows[0]["hash"]


def _row(seq: int, previous_hash: str, entry: _Pending) -> dict[str, Any]:
    return {
        "seq": seq,
        "at": entry.at,
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "action": entry.action,
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "organization_path": entry.organization,
        "area_path": entry.area,
        "detail_json": entry.detail_json,
        "previous_hash": previous_hash,
        "hash": hash_of(seq, entry, previous_hash),
    }
