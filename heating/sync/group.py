"""What becomes of the operations of one transaction."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from heating import storage
from heating.lib.ids import text_of
from heating.lib.problems import Problem
from heating.sync import problems, receipts
from heating.sync.applying import Result, apply
from heating.sync.operations import Operation, Unreadable
from heating.sync.receipts import Kept
from heating.sync.rules import Outcome, Verdict, batches, outcome_of, verdict
from heating.sync.schemas import Receipt, Subject

_log = logging.getLogger(__name__)


class Settled(NamedTuple):
    outcome: Outcome
    received_at: datetime
    problem: Problem | None = None
    subject: Subject | None = None


class Group:
    """An id belongs to the content that came with it first, in an earlier transaction or in this one."""

    def __init__(
        self, sent: Sequence[Operation | Unreadable], kept: Mapping[UUID, Kept], now: datetime, zone: ZoneInfo
    ) -> None:
        self._kept = kept
        self._now = now
        self._zone = zone
        self._hashes = {known.id: known.content_hash for known in kept.values()}
        self._settled: dict[UUID, Settled] = {}
        self._tried: dict[UUID, Operation] = {}
        for operation in sent:
            if isinstance(operation, Operation):
                self._sort(operation)

    def _sort(self, operation: Operation) -> None:
        """Is it to be tried, or is its outcome known?"""
        known = self._kept.get(operation.id)
        if known is None:
            self._hashes.setdefault(operation.id, operation.content_hash)
            self._tried.setdefault(operation.id, operation)
            return
        match verdict(operation.has_content(known.content_hash), known.outcome):
            case Verdict.REPLAY:
                self._settled[operation.id] = Settled(known.outcome, known.received_at, None, _subject_of(known))
            case Verdict.RETRY:
                self._tried.setdefault(operation.id, operation)

    async def apply(self, *, careful: bool) -> None:
        queues: dict[UUID, list[Operation]] = {}
        for operation in self._tried.values():
            if operation.problem is not None:
                self._settle(operation, operation.problem)
            else:
                queues.setdefault(operation.device, []).append(operation)
        for number, batch in enumerate(batches(list(queues.values()))):
            if careful:
                for operation in batch:
                    self._settle(operation, await self._apply_alone(operation))
                continue
            if number:
                await storage.current_unit().write_rows()  # what follows may refer to what went before
            for operation, result in zip(batch, await apply(batch, self._now, self._zone), strict=True):
                self._settle(operation, result)

    async def _apply_alone(self, operation: Operation) -> Result:
        """Any failure is this operation's own; if it is the database's, the commit fails after it."""
        try:
            async with storage.transaction() as unit:
                (result,) = await apply([operation], self._now, self._zone)
                await unit.write_rows()
        except Exception:
            reference = uuid4().hex[:12]
            _log.exception("operation %s (%s) failed, reference %s", operation.id, operation.type, reference)
            return problems.FAILED(reference=reference)
        return result

    def _settle(self, operation: Operation, result: Result) -> None:
        if isinstance(result, Problem):
            self._settled[operation.id] = Settled(outcome_of(result), self._now, problem=result)
        else:
            self._settled[operation.id] = Settled(Outcome.APPLIED, self._now, subject=result)

    async def note(self) -> None:
        for operation in self._tried.values():
            outcome, received_at, problem, subject = self._settled[operation.id]
            if operation.id in self._kept:
                await receipts.note_again(operation, outcome, problem, subject, received_at)
            else:
                receipts.note(operation, outcome, problem, subject, received_at)

    def receipt(self, operation: Operation | Unreadable) -> Receipt:
        language = operation.sender.language
        if isinstance(operation, Unreadable):
            problem = operation.problem.as_json(language)
            return Receipt(operation.id, Outcome.REFUSED, problem, self._now, None)
        if not operation.has_content(self._hashes[operation.id]):
            problem = problems.ID_REUSED().as_json(language)
            return Receipt(text_of(operation.id), Outcome.CONFLICT, problem, self._now, None)
        settled = self._settled[operation.id]
        outcome = settled.outcome
        if outcome is Outcome.APPLIED and self._tried.get(operation.id) is not operation:
            outcome = Outcome.REPLAYED
        document = settled.problem.as_json(language) if settled.problem else None
        return Receipt(text_of(operation.id), outcome, document, settled.received_at, settled.subject)


def _subject_of(known: Kept) -> Subject | None:
    if known.subject_kind is None or known.subject_id is None:
        return None
    return Subject(known.subject_kind, known.subject_id)
