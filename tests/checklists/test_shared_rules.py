"""The vectors that the phone's rules answer to as well."""

from pathlib import Path
from typing import Annotated

import msgspec
import pytest
from msgspec import Meta

from heating.checklists import rules
from heating.checklists.document import Answer, Document, Limits


class Expectation(msgspec.Struct, forbid_unknown_fields=True):
    faults: list[rules.Fault]
    visible: list[str] | None = None
    failing: list[rules.Failing] | None = None
    tally: rules.Tally | None = None


class Case(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    document: str
    answers: list[Answer]
    limits: dict[str, Limits]
    expect: Expectation


class Vectors(msgspec.Struct, forbid_unknown_fields=True):
    documents: dict[str, Document]
    cases: Annotated[list[Case], Meta(min_length=60)]


VECTORS = msgspec.json.decode(
    (Path(__file__).parents[1] / "shared_rules" / "checklists.json").read_bytes(), type=Vectors
)


@pytest.mark.parametrize("case", VECTORS.cases, ids=lambda case: case.name)
def test_it_answers_as_the_shared_vectors_say(case: Case) -> None:
    document = VECTORS.documents[case.document]
    expect = case.expect
    assert rules.faults(document, case.answers, case.limits) == expect.faults
    if expect.visible is not None:
        assert rules.visible_items(document, case.answers) == expect.visible
    if expect.failing is not None:
        assert rules.failing(document, case.answers, case.limits) == expect.failing
    if expect.tally is not None:
        assert rules.tally(document, case.answers, case.limits) == expect.tally


def test_it_has_no_two_cases_of_one_name() -> None:
    names = [case.name for case in VECTORS.cases]
    assert len(names) == len(set(names))
