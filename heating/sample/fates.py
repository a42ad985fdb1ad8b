"""What becomes of hazards: most are put right and verified in time, some late, some twice, a few were none at all."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple

from heating.hazards.rules import Grade
from heating.hazards.steps import Step


class Fate(StrEnum):
    UNSEEN = "unseen"  # nobody has confirmed it
    DISMISSED = "dismissed"
    ON_THE_SPOT = "on_the_spot"
    WEAK_LINK = "weak_link"
    REPAIRING = "repairing"
    RECTIFIED = "rectified"  # nobody has verified it
    CLOSED = "closed"
    LATE = "late"
    REWORKED = "reworked"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    ASKED = "asked"  # for a later date; nobody has decided
    EXTENDED = "extended"
    PLANNED = "planned"
    UNPLANNED = "unplanned"
    SUPERVISED = "supervised"


class Act(NamedTuple):
    """A step, so long after the one before: hours, or shares of the time that there is to rectify."""

    step: Step
    low: float
    high: float
    of_term: bool = False


_CONFIRM = Act(Step.CONFIRM, 1, 20)
_RECTIFY = Act(Step.RECTIFY, 0.2, 0.7, of_term=True)
_SOON = Act(Step.RECTIFY, 0.1, 0.3, of_term=True)
_ASK = Act(Step.ASK_EXTENSION, 0.3, 0.5, of_term=True)
_ACCEPT = Act(Step.ACCEPT, 0.3, 0.9)
_SEND_BACK = Act(Step.SEND_BACK, 0.3, 0.9)
_PLAN = Act(Step.PLAN, 8, 40)
_WEEKLY = Act(Step.PROGRESS, 120, 160)

ACTS: Mapping[Fate, Sequence[Act]] = {
    Fate.UNSEEN: (),
    Fate.DISMISSED: (Act(Step.DISMISS, 2, 20),),
    Fate.ON_THE_SPOT: (Act(Step.FIX_ON_THE_SPOT, 0.2, 0.5), _ACCEPT),
    Fate.WEAK_LINK: (_CONFIRM,),
    Fate.REPAIRING: (_CONFIRM,),
    Fate.RECTIFIED: (_CONFIRM, _SOON),
    Fate.CLOSED: (_CONFIRM, _RECTIFY, _ACCEPT),
    Fate.LATE: (_CONFIRM, Act(Step.RECTIFY, 1.1, 1.5, of_term=True), _ACCEPT),
    Fate.REWORKED: (_CONFIRM, _SOON, _SEND_BACK, _RECTIFY, _ACCEPT),
    Fate.SENT_BACK: (_CONFIRM, _SOON, _SEND_BACK),
    Fate.REOPENED: (_CONFIRM, _SOON, _ACCEPT, Act(Step.REOPEN, 40, 90), _SOON, _ACCEPT),
    Fate.ASKED: (_CONFIRM, _ASK),
    Fate.EXTENDED: (_CONFIRM, _ASK, Act(Step.DECIDE_EXTENSION, 2, 20), _RECTIFY, _ACCEPT),
    Fate.PLANNED: (_CONFIRM, _PLAN, _WEEKLY, _RECTIFY, _ACCEPT),
    Fate.UNPLANNED: (_CONFIRM, _WEEKLY),
    Fate.SUPERVISED: (_CONFIRM, _PLAN, Act(Step.SUPERVISE, 4, 30), *(_WEEKLY,) * 40),
}

_SHARES: Mapping[Grade, Mapping[Fate, int]] = {
    Grade.MINOR: {Fate.ON_THE_SPOT: 52, Fate.CLOSED: 34, Fate.DISMISSED: 8, Fate.LATE: 4, Fate.WEAK_LINK: 2},
    Grade.GENERAL: {
        Fate.CLOSED: 64, Fate.REWORKED: 9, Fate.LATE: 7, Fate.EXTENDED: 6, Fate.DISMISSED: 8, Fate.WEAK_LINK: 3,
        Fate.REOPENED: 3,
    },
    Grade.LARGER: {Fate.UNPLANNED: 60, Fate.PLANNED: 40},
    Grade.MAJOR: {Fate.SUPERVISED: 70, Fate.UNPLANNED: 20, Fate.UNSEEN: 10},
}  # fmt: skip


def draw(grade: Grade, rng: Random) -> Fate:
    shares = _SHARES[grade]
    return rng.choices(list(shares), list(shares.values()))[0]
