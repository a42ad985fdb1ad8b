"""What becomes of complaints: most homes are warm again within a day, some are not at once."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple

from heating.complaints.steps.table import Step


class Course(StrEnum):
    """How a complaint goes."""

    ANSWERED = "answered"  # on the telephone, at once
    PLAIN = "plain"
    BY_THE_RESIDENT = "by_the_resident"  # who confirms it himself
    VISITED = "visited"
    NOT_SOLVED = "not_solved"  # the resident says so, and it begins again
    SENT_BACK = "sent_back"
    RETURNED = "returned"
    PROMISED = "promised"
    UNRATED = "unrated"
    UNPLACED = "unplaced"  # nobody could find the address at first
    OVERLOOKED = "overlooked"  # acknowledged hours later


class Turn(NamedTuple):
    """A step, so many hours after the one before."""

    step: Step
    low: float
    high: float


_TAKE = Turn(Step.ACKNOWLEDGE, 0.02, 0.1)
_CALL = Turn(Step.NOTE, 0.1, 0.7)
"""The resident is called."""
_RESOLVE = Turn(Step.RESOLVE, 1, 9)
_CHECK = Turn(Step.VERIFY, 0.2, 0.9)
_REPLY = Turn(Step.REPLY, 0.5, 5)
_RATE = Turn(Step.RATE, 3, 50)
_FIRST_CALL = Turn(Step.CALL_BACK, 97, 110)
"""After three whole days without a rating."""
_END = (_RESOLVE, _CHECK, _REPLY, _RATE)

TURNS: Mapping[Course, Sequence[Turn]] = {
    Course.ANSWERED: (),
    Course.PLAIN: (_TAKE, _CALL, *_END),
    Course.BY_THE_RESIDENT: (_TAKE, _CALL, _RESOLVE, _CHECK, _REPLY, Turn(Step.RATE, 0.5, 6)),
    Course.VISITED: (_TAKE, _CALL, Turn(Step.VISIT, 0.3, 1), *_END),
    Course.NOT_SOLVED: (_TAKE, _CALL, *_END, Turn(Step.RESOLVE, 4, 20), _CHECK, _REPLY, _RATE),
    Course.SENT_BACK: (_TAKE, _CALL, _RESOLVE, Turn(Step.SEND_BACK, 0.2, 0.9), _RESOLVE, _CHECK, _REPLY, _RATE),
    Course.RETURNED: (Turn(Step.RETURN, 0.05, 0.2), Turn(Step.DISPATCH, 0.05, 0.4), _TAKE, _CALL, *_END),
    Course.PROMISED: (_TAKE, _CALL, Turn(Step.INTERIM_REPLY, 1, 4), Turn(Step.RESOLVE, 20, 60), _CHECK, _REPLY, _RATE),
    Course.UNRATED: (_TAKE, _CALL, _RESOLVE, _CHECK, _REPLY, _FIRST_CALL, *(Turn(Step.CALL_BACK, 25, 40),) * 2),
    Course.UNPLACED: (Turn(Step.ASSESS, 0.05, 0.3), _TAKE, _CALL, *_END),
    Course.OVERLOOKED: (Turn(Step.ACKNOWLEDGE, 2, 4), *_END),
}

_SHARES: Mapping[Course, int] = {
    Course.ANSWERED: 9, Course.PLAIN: 40, Course.BY_THE_RESIDENT: 12, Course.VISITED: 9, Course.NOT_SOLVED: 6,
    Course.SENT_BACK: 5, Course.RETURNED: 4, Course.PROMISED: 4, Course.UNRATED: 5, Course.UNPLACED: 4,
    Course.OVERLOOKED: 2,
}  # fmt: skip


def draw(rng: Random) -> Course:
    return rng.choices(list(_SHARES), list(_SHARES.values()))[0]


class Today(NamedTuple):
    """A complaint of the last hours, `taken` steps on its way: the desk is never empty."""

    hours_ago: float
    course: Course
    taken: int


TODAY: Sequence[Today] = (
    Today(30, Course.PROMISED, 3),
    Today(26, Course.PLAIN, 4),
    Today(22, Course.UNRATED, 5),
    Today(20, Course.SENT_BACK, 4),
    Today(16, Course.PLAIN, 3),
    Today(13, Course.VISITED, 3),
    Today(11, Course.PLAIN, 2),
    Today(9, Course.BY_THE_RESIDENT, 3),
    Today(7, Course.VISITED, 3),
    Today(5.5, Course.PLAIN, 2),
    Today(4, Course.RETURNED, 1),
    Today(3, Course.PLAIN, 2),
    Today(2.2, Course.PLAIN, 1),
    Today(1.6, Course.UNPLACED, 1),
    Today(1.1, Course.PLAIN, 1),
    Today(0.7, Course.OVERLOOKED, 0),
    Today(0.4, Course.UNPLACED, 0),
    Today(0.3, Course.PLAIN, 0),
    Today(0.15, Course.BY_THE_RESIDENT, 0),
    Today(0.05, Course.PLAIN, 0),
)
