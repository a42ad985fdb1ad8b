"""The five implementations 五落实 of a plan: responsibility, time limit, measures, funds, contingency."""

from collections.abc import Iterator
from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from heating.hazards.rules import Grade
from heating.http.fields import Amount, Name, Note, Path

Part = Literal["responsibility", "time_limit", "measures", "funds", "contingency"]

NEEDS_PLAN = frozenset({Grade.LARGER, Grade.MAJOR})


class Responsibility(msgspec.Struct, frozen=True):
    """The unit and the person in it."""

    organization: Path
    person: UUID


class Funds(msgspec.Struct, frozen=True):
    amount_cny: Amount
    source: Name


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Parts may be missing while it is being drawn up."""

    responsibility: Responsibility | None = None
    time_limit_on: date | None = None
    measures: Note = ""
    funds: Funds | None = None
    contingency: Note = ""


def gaps(plan: Plan | None) -> list[Part]:
    """Which of the five are still missing."""
    return list(_gaps(plan or Plan()))


def _gaps(plan: Plan) -> Iterator[Part]:
    if plan.responsibility is None:
        yield "responsibility"
    if plan.time_limit_on is None:
        yield "time_limit"
    if not plan.measures.strip():
        yield "measures"
    if plan.funds is None or not plan.funds.source.strip():
        yield "funds"
    if not plan.contingency.strip():
        yield "contingency"
