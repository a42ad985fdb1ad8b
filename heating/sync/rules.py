"""What becomes of an operation, and in which order operations are applied. Pure."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import Protocol, TypeVar

from heating.lib.problems import Problem

MAX_OPERATIONS = 200


class Outcome(StrEnum):
    APPLIED = "applied"
    REPLAYED = "replayed"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Verdict(StrEnum):
    """What to do with an operation whose id is known already."""

    REPLAY = "replay"
    RETRY = "retry"
    REUSED = "reused"


class Typed(Protocol):
    @property
    def type(self) -> str: ...


Item = TypeVar("Item", bound=Typed)


def verdict(is_same_content: bool, kept_outcome: Outcome) -> Verdict:
    """The same content again: what was applied stays as it is; what was refused had no effect and is tried again, for
    its cause may be gone. Other content under the same id never replaces what came first."""
    if not is_same_content:
        return Verdict.REUSED
    return Verdict.REPLAY if kept_outcome is Outcome.APPLIED else Verdict.RETRY


def outcome_of(problem: Problem) -> Outcome:
    return Outcome.CONFLICT if problem.status == 409 else Outcome.REFUSED


def batches(queues: Sequence[Sequence[Item]]) -> Iterator[list[Item]]:
    """Cut the queues of several devices into batches of one type each, as large as each device's order lets."""
    waiting = [deque(queue) for queue in queues if queue]
    while waiting:
        most_common = Counter(queue[0].type for queue in waiting).most_common(1)[0][0]
        yield [item for queue in waiting for item in _leading(queue, most_common)]
        waiting = [queue for queue in waiting if queue]


def _leading(queue: deque[Item], type: str) -> list[Item]:
    leading = list(takewhile(lambda item: item.type == type, queue))
    for _ in leading:
        queue.popleft()
    return leading
