"""The taxonomy that the product comes with, its check and its search."""

from typing import Any

import msgspec
import pytest

from heating.deadlines.rules import Amount, Unit
from heating.hazards import catalogue
from heating.hazards.codes import class_errors, code_errors, found, phrase_errors, unknown_code
from heating.lib.wording import Text

CLASSES = catalogue.built_in(catalogue.CLASSES)
CODES = catalogue.built_in(catalogue.CODES)
PHRASES = catalogue.built_in(catalogue.PHRASES)
PUMP = CODES["circulating_pump"]


def test_it_is_sound() -> None:
    for one in CLASSES.values():
        assert class_errors(one, CLASSES, PHRASES) == [], one.key
    for code in CODES.values():
        assert code_errors(code, CLASSES, CODES, PHRASES) == [], code.key
    for phrase in PHRASES.values():
        assert phrase_errors(phrase, PHRASES) == [], phrase.key


def test_it_has_parts_and_events_enough_to_describe() -> None:
    assert len(CODES) >= 60
    assert {CLASSES[code.code_class].kind for code in CODES.values()} == {"part", "event"}
    assert all(code.parts and code.defects and code.synonyms for code in CODES.values())


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"code_class": "no_class"}, {("/code_class", "class.unknown")}),
        ({"number": "1201"}, {("/number", "code.number"), ("/number", "code.number_taken")}),
        ({"number": "11x1"}, {("/number", "code.number")}),
        ({"number": "1102"}, {("/number", "code.number_taken")}),
        ({"filing": Text("立案", " ")}, {("/filing", "text.empty")}),
        ({"limit": Amount(0, Unit.DAYS)}, {("/limit/n", "amount")}),
        ({"parts": ("leaks",)}, {("/parts/0", "phrase.unknown")}),
        ({"defects": ("leaks", "nothing")}, {("/defects/1", "phrase.unknown")}),
        ({"defects": ("leaks", "leaks")}, {("/defects/1", "phrase.twice")}),
    ],
)
def test_it_names_every_fault_of_a_code(changes: dict[str, Any], wrong: set[tuple[str, str]]) -> None:
    errors = code_errors(msgspec.structs.replace(PUMP, **changes), CLASSES, CODES, PHRASES)
    assert {(error.pointer, error.code) for error in errors} == wrong


def test_it_names_every_fault_of_a_class_and_a_phrase() -> None:
    one = msgspec.structs.replace(CLASSES["environment"], number="5", positions=("leaks",))
    assert [error.code for error in class_errors(one, CLASSES, PHRASES)] == ["phrase.unknown", "class.number"]
    other = msgspec.structs.replace(CLASSES["environment"], number=CLASSES["plant_equipment"].number)
    assert [error.code for error in class_errors(other, CLASSES, PHRASES)] == ["class.number_taken"]
    part = msgspec.structs.replace(PHRASES["pipe"], degrees=("drops",))
    assert [error.code for error in phrase_errors(part, PHRASES)] == ["phrase.degrees"]
    turned = msgspec.structs.replace(PHRASES["pipe"], role="position")
    assert [error.code for error in phrase_errors(turned, PHRASES)] == ["phrase.role"]


def test_a_code_out_of_force_is_still_one_for_a_phone_that_was_off_line() -> None:
    former = {PUMP.key: msgspec.structs.replace(PUMP, in_force=False)}
    assert unknown_code(former, None) == unknown_code(former, PUMP.key) == []
    assert [(error.pointer, error.code) for error in unknown_code(CODES, "nothing")] == [("/code", "code.unknown")]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("xhsb", "circulating_pump"),
        ("xunhuanshuibeng", "circulating_pump"),
        ("循环泵", "circulating_pump"),
        ("板换", "plate_heat_exchanger"),
        ("１３０５", "chamber_cover"),
        ("manhole COVER", "chamber_cover"),
        ("gdzy", "building_over_pipe"),
        ("防坠网", "chamber_cover"),
        ("CEMS", "continuous_emission_monitor"),
    ],
)
def test_it_finds_by_name_initials_pinyin_synonym_number_and_text(query: str, first: str) -> None:
    assert found(list(CODES.values()), query)[0].key == first


def test_every_word_must_be_found_and_the_better_match_comes_first() -> None:
    codes = list(CODES.values())
    assert found(codes, "井盖 没有的词") == []
    assert found(codes, "") == codes
    keys = [code.key for code in found(codes, "井盖")]
    assert keys == ["chamber_cover", "theft_and_damage"]
