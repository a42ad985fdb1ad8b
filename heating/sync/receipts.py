"""The table of receipts. Prepared SQL and write-behind rows: every operation of every phone passes here."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.lib.ids import texts_of
from heating.lib.problems import Problem
from heating.sync.models import SyncOperation
from heating.sync.operations import Operation
from heating.sync.rules import Outcome
from heating.sync.schemas import Subject

_CHUNK = 512
_COLUMNS = "id, content_hash, outcome, subject_kind, subject_id, received_at"


class Kept(msgspec.Struct, frozen=True):
    """What is known of an operation that was sent before."""

    id: UUID
    content_hash: str
    outcome: Outcome
    subject_kind: str | None
    subject_id: str | None
    received_at: datetime


async def kept(ids: Sequence[UUID]) -> dict[UUID, Kept]:
    """One query for up to `_CHUNK` ids."""
    found: dict[UUID, Kept] = {}
    for start in range(0, len(ids), _CHUNK):
        some = texts_of(_padded(ids[start : start + _CHUNK]))
        marks = ", ".join("?" * len(some))
        rows = await storage.fetch_as(Kept, f"SELECT {_COLUMNS} FROM sync_operation WHERE id IN ({marks})", some)
        found.update((row.id, row) for row in rows)
    return found


def note(
    operation: Operation, outcome: Outcome, problem: Problem | None, subject: Subject | None, received_at: datetime
) -> None:
    """Keep the first outcome of an operation."""
    storage.current_unit().insert(
        SyncOperation,
        {
            "id": operation.id,
            "device": operation.device,
            "sender": operation.sender.id,
            "author": operation.author.id,
            "organization_path": operation.sender.home_organization,
            "type": operation.type,
            "content_hash": operation.content_hash,
            "outcome": outcome.value,
            "problem_json": _document(problem, operation),
            "subject_kind": subject and subject.kind,
            "subject_id": subject and subject.id,
            "happened_at": operation.happened_at,
            "received_at": received_at,
        },
    )


async def note_again(
    operation: Operation, outcome: Outcome, problem: Problem | None, subject: Subject | None, received_at: datetime
) -> None:
    """Keep the new outcome of an operation that was refused before."""
    await storage.execute(
        "UPDATE sync_operation SET outcome = ?, problem_json = ?, subject_kind = ?, subject_id = ?, received_at = ?"
        " WHERE id = ?",
        [
            outcome.value,
            _document(problem, operation),
            subject and subject.kind,
            subject and subject.id,
            received_at,
            operation.id,
        ],
    )


def _document(problem: Problem | None, operation: Operation) -> str | None:
    return None if problem is None else msgspec.json.encode(problem.as_json(operation.sender.language)).decode()


def _padded(ids: Sequence[UUID]) -> list[UUID]:
    """To a power of two, by repeating one: few different statements, so that the engines keep them prepared."""
    return [*ids, *[ids[-1]] * ((1 << (len(ids) - 1).bit_length()) - len(ids))]
