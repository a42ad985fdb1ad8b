"""Structured descriptions and the search in the handbook, by the vectors that the phone answers to as well."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from heating.hazards import catalogue
from heating.hazards.codes import Code, Phrase, found, search_text
from heating.hazards.describing import Description, Words, description_errors, sentence, titled, words_of
from heating.lib.wording import Text

VECTORS = Path(__file__).parents[1] / "shared_rules"
CODES = catalogue.built_in(catalogue.CODES)
PHRASES = catalogue.built_in(catalogue.PHRASES)
PICKED = Description(code="circulating_pump", part="shaft_seal", defect="leaks", degree="drops")


class Sentence(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    words: Words
    expect: Text


class Described(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    description: Description
    place: Text
    expect: Text


class Descriptions(msgspec.Struct, forbid_unknown_fields=True):
    sentences: list[Sentence]
    phrases: list[Phrase]
    described: list[Described]


class Search(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    query: str
    expect: list[str]


class Searches(msgspec.Struct, forbid_unknown_fields=True):
    codes: list[dict[str, Any]]
    cases: list[Search]


DESCRIPTIONS = msgspec.json.decode((VECTORS / "descriptions.json").read_bytes(), type=Descriptions)
SEARCHES = msgspec.json.decode((VECTORS / "codes.json").read_bytes(), type=Searches)


@pytest.mark.parametrize("case", DESCRIPTIONS.sentences, ids=lambda case: case.name)
def test_it_writes_its_own_sentence(case: Sentence) -> None:
    assert sentence(case.words) == case.expect


@pytest.mark.parametrize("case", DESCRIPTIONS.described, ids=lambda case: case.name)
def test_it_writes_the_sentence_of_what_was_picked(case: Described) -> None:
    phrases = {phrase.key: phrase for phrase in DESCRIPTIONS.phrases}
    assert sentence(words_of(case.description, phrases, case.place)) == case.expect


def test_the_vectors_are_of_the_built_in_phrases() -> None:
    assert {phrase.key: phrase for phrase in DESCRIPTIONS.phrases}.items() <= PHRASES.items()
    for case in DESCRIPTIONS.described:
        assert description_errors(case.description, CODES, PHRASES) == [], case.name


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"code": "nothing"}, ["/described/code"]),
        ({"part": "leaks"}, ["/described/part"]),
        ({"defect": "nothing", "position": "drops"}, ["/described/defect", "/described/position"]),
        ({"degree": "kitchen"}, ["/described/degree"]),
    ],
)
def test_it_refuses_what_the_catalogue_does_not_have(changes: dict[str, str], wrong: list[str]) -> None:
    errors = description_errors(msgspec.structs.replace(PICKED, **changes), CODES, PHRASES)
    assert [error.pointer for error in errors] == wrong


def test_it_takes_what_the_code_does_not_offer_any_more() -> None:
    assert description_errors(msgspec.structs.replace(PICKED, part="drum", degree="hairline"), CODES, PHRASES) == []


def test_a_title_in_own_words_stays_and_the_sentence_is_its_english() -> None:
    assert titled("轴封渗漏，呈滴状", PICKED, PHRASES) == Text("轴封渗漏，呈滴状", "The shaft seal leaks, drop by drop")
    assert titled("The shaft seal leaks, drop by drop.", PICKED, PHRASES).zh == "轴封渗漏，呈滴状"
    assert titled("轴封漏得厉害", PICKED, PHRASES) == Text("轴封漏得厉害", "The shaft seal leaks, drop by drop")
    assert titled("轴封渗漏", None, PHRASES) == Text("轴封渗漏", "")


@pytest.mark.parametrize("case", SEARCHES.cases, ids=lambda case: case.name)
def test_it_finds_as_the_phone_does(case: Search) -> None:
    codes: list[Code] = [CODES[row["key"]] for row in SEARCHES.codes]
    assert [code.key for code in found(codes, case.query)] == case.expect


def test_the_phones_search_in_the_same_forms() -> None:
    assert all(row["search"] == search_text(CODES[row["key"]]) for row in SEARCHES.codes)
