"""Conflicts that name the state in which the hazard is, for people and for programs."""

from heating.hazards import problems
from heating.hazards.rules import STATUS_NAMES, Status
from heating.lib.problems import FieldError, Problem, ProblemKind


def wrong_status(status: Status) -> Problem:
    return _naming(problems.WRONG_STATUS, status)


def version_conflict(status: Status) -> Problem:
    return _naming(problems.VERSION_CONFLICT, status)


def _naming(kind: ProblemKind, status: Status) -> Problem:
    name = STATUS_NAMES[status]
    return kind(errors=[FieldError("/hazard", status.value, name)], status=name)
