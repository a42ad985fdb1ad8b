"""A structured description writes its own sentence: part, defect, degree and position become one in each language.

The twin on the phone is static/app/rules/describing.ts; tests/shared_rules/descriptions.json holds both to the same.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, get_args

import msgspec
from msgspec import Meta

from heating.hazards.codes import UNKNOWN_PHRASE, Code, Phrase, PhraseRole, unknown_code
from heating.http.fields import Key
from heating.lib.problems import FieldError
from heating.lib.wording import Text


class Description(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was picked, as keys of phrases. `count` says how many such places there are."""

    code: Key
    part: Key
    defect: Key
    degree: Key | None = None
    position: Key | None = None
    count: Annotated[int, Meta(ge=1, le=9999)] | None = None


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The same as words. `place` is the asset or site; empty where nothing is to be said."""

    part: Text
    defect: Text
    place: Text = Text("", "")
    plural: bool = False
    defect_plural: str = ""
    degree: Text = Text("", "")
    position: Text = Text("", "")
    count: int | None = None


def sentence(words: Words) -> Text:
    return Text(_chinese(words), _english(words))


def _chinese(words: Words) -> str:
    count = f"，共{words.count}处" if words.count and words.count > 1 else ""
    degree = f"，{words.degree.zh}" if words.degree.zh else ""
    return f"{words.place.zh}{words.position.zh}{words.part.zh}{words.defect.zh}{count}{degree}。"


def _english(words: Words) -> str:
    count = f", in {words.count} places" if words.count and words.count > 1 else ""
    degree = f", {words.degree.en}" if words.degree.en else ""
    subject = " ".join(filter(None, (f"the {words.part.en}", words.position.en)))
    defect = words.defect_plural if words.plural and words.defect_plural else words.defect.en
    text = f"{subject} {defect}{count}{degree}."
    return f"{words.place.en}: {text}" if words.place.en else text[0].upper() + text[1:]


def words_of(description: Description, phrases: Mapping[str, Phrase], place: Text) -> Words:
    """Of a description without faults."""
    part, defect = phrases[description.part], phrases[description.defect]
    return Words(
        place=place,
        part=part.name,
        plural=part.plural,
        defect=defect.name,
        defect_plural=defect.plural_en,
        degree=phrases[description.degree].name if description.degree else Text("", ""),
        position=phrases[description.position].name if description.position else Text("", ""),
        count=description.count,
    )


def titled(title: str, description: Description | None, phrases: Mapping[str, Phrase]) -> Text:
    """The title of a report in both languages. What was described but not put in other words is the sentence."""
    if description is None:
        return Text(title, "")
    written = sentence(words_of(description, phrases, Text("", "")))
    own = Text(written.zh.removesuffix("。"), written.en.removesuffix("."))
    return own if title in (own.zh, own.en, written.zh, written.en) else Text(title, own.en)


def description_errors(
    description: Description, codes: Mapping[str, Code], phrases: Mapping[str, Phrase]
) -> list[FieldError]:
    """What is not in the catalogue. Whether the code still offers these phrases is not asked: a phone that was off line
    must not lose its report because somebody has edited the code meanwhile."""
    return [*unknown_code(codes, description.code, "/described/code"), *_unknown_phrases(description, phrases)]


def _unknown_phrases(description: Description, phrases: Mapping[str, Phrase]) -> Iterator[FieldError]:
    for role in get_args(PhraseRole):
        key: str | None = getattr(description, role)
        if key is not None and (key not in phrases or phrases[key].role != role):
            yield FieldError(f"/described/{role}", "phrase.unknown", UNKNOWN_PHRASE)
