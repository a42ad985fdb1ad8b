"""The demo's crews answer checklists in a way the product accepts, whatever they find."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from random import Random

import pytest

from heating.checklists import rules
from heating.checklists.actions import templates
from heating.checklists.document import Document, Gate, Grade
from heating.sample.answers import GateSays, Occasion, candidates, fill

DOCUMENTS = {document.key: document for document in templates()}
PICTURES = [f"{number:064x}" for number in range(8)]
NOON = datetime(2026, 9, 12, 4, 0, tzinfo=UTC)
ALL_PASSED: dict[Gate, GateSays] = {"filled": "pass", "cold_run": "pass", "hot_run": "pass", "at_temperature": "pass"}
COLD_RUN_FAILED: dict[Gate, GateSays] = {"filled": "pass", "cold_run": "fail"}


def occasion(
    gates: Mapping[Gate, GateSays] | None = None, failing: frozenset[str] = frozenset(), **choices: str
) -> Occasion:
    return Occasion(NOON, date(2026, 9, 12), "郝敏", gates or {}, failing, choices)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("gates", [{}, ALL_PASSED, COLD_RUN_FAILED], ids=["none", "all", "failed"])
def test_it_answers_without_faults(document: Document, gates: dict[Gate, GateSays]) -> None:
    for seed in range(30):
        answers = fill(document, occasion(gates=gates), PICTURES, Random(seed))
        assert rules.faults(document, answers) == []


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_it_finds_nothing_unless_told(document: Document) -> None:
    for seed in range(30):
        answers = fill(document, occasion(gates=ALL_PASSED), PICTURES, Random(seed))
        assert rules.failing(document, answers) == []


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_it_fails_just_the_items_it_is_told(document: Document) -> None:
    grades: frozenset[Grade] = frozenset({"minor", "general", "larger", "major"})
    for number, item in enumerate(candidates(document, grades, {})):
        told = occasion(failing=frozenset({item}), gates=ALL_PASSED)
        answers = fill(document, told, PICTURES, Random(number))
        assert rules.faults(document, answers) == []
        assert item in {failing.item for failing in rules.failing(document, answers)}


def test_it_fails_a_gate_it_is_told_to_fail() -> None:
    document = DOCUMENTS["heat_station"]
    answers = fill(document, occasion(gates={"filled": "pass", "cold_run": "fail"}), PICTURES, Random(1))
    assert [failing.item for failing in rules.failing(document, answers)] == ["cold_run"]


def test_it_answers_what_the_asset_decides() -> None:
    answers = fill(DOCUMENTS["boiler"], occasion(fuel="gas"), PICTURES, Random(1))
    by_item = {answer.item: answer.value for answer in answers}
    assert by_item["fuel"] == "gas"
    assert "gas_detector" in by_item
    assert "grate" not in by_item


def test_it_reads_the_gas_before_the_photos_in_a_chamber() -> None:
    answers = {answer.item: answer for answer in fill(DOCUMENTS["chamber"], occasion(), PICTURES, Random(1))}
    assert answers["interior"].photos[0].taken_at > answers["oxygen"].answered_at


def test_it_says_the_same_for_the_same_seed() -> None:
    document = DOCUMENTS["heat_station"]
    assert fill(document, occasion(), PICTURES, Random(5)) == fill(document, occasion(), PICTURES, Random(5))
    assert fill(document, occasion(), PICTURES, Random(5)) != fill(document, occasion(), PICTURES, Random(6))
