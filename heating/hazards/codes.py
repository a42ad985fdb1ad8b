"""The taxonomy of hazards: parts 部件 and events 事件, each in classes 大类 of codes 小类, and the phrases that
describe one. All of it is data that a city edits; this is its shape, its check and how it is searched."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from heating.deadlines.rules import Amount, amount_faults
from heating.hazards.rules import Grade
from heating.http.fields import Key, Sha256
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry import pinyin

CodeKind = Literal["part", "event"]
PhraseRole = Literal["part", "defect", "degree", "position"]


class CodeClass(msgspec.Struct, frozen=True, kw_only=True):
    """The upper level. `number` is two figures, as on printed code tables; `positions` are phrases: where on such a
    thing something can be wrong."""

    key: Key
    kind: CodeKind
    number: str
    name: Text
    positions: tuple[Key, ...] = ()
    in_force: bool = True


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """The lower level: one page of the handbook.

    `number` is four figures, the first two those of the class. `filing` says when it is a hazard 立案条件, `closing`
    when it is gone 结案条件. The limits are the code's own time to rectify before and in the season; without one the
    policy of the grade holds. `parts` and `defects` are the phrases it is described with; `asset_kinds` are those on
    which it is offered first."""

    key: Key
    code_class: Key
    number: str
    name: Text
    definition: Text
    filing: Text
    closing: Text
    grade: Grade
    synonyms: tuple[str, ...] = ()
    limit: Amount | None = None
    limit_in_season: Amount | None = None
    weak_link: bool = False
    parts: tuple[Key, ...] = ()
    defects: tuple[Key, ...] = ()
    asset_kinds: tuple[Key, ...] = ()
    photo: Sha256 | None = None
    in_force: bool = True


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a structured description. In English a part is a noun ("shaft seal"; `plural` for "anchor bolts"), a
    defect what it does ("leaks"; `plural_en` for several: "leak"), a degree and a position what follows a comma and a
    noun ("drop by drop", "on the discharge side"). `degrees` are those that a defect can have."""

    key: Key
    role: PhraseRole
    name: Text
    plural: bool = False
    plural_en: str = ""
    degrees: tuple[Key, ...] = ()
    in_force: bool = True


UNKNOWN_PHRASE = Text("没有这个词条，或用途不符", "is no phrase of that role")
_UNKNOWN = Text("没有这个编码", "is no code of the catalogue")
_UNKNOWN_CLASS = Text("没有这个大类", "is no class of the catalogue")
_NUMBER = Text("编号应为本大类编号加两位数字", "must be the number of its class and two figures")
_CLASS_NUMBER = Text("编号应为两位数字", "must be two figures")
_NUMBER_TAKEN = Text("编号已用于其他编码", "is in use for another code")
_EMPTY = Text("中英文均须填写", "is needed in both languages")
_CLASS_NUMBER_TAKEN = Text("编号已用于其他大类", "is in use for another class")
_TWICE = Text("重复了", "is there twice")
_ROLE = Text("词条的用途不能改", "cannot be changed: others rely on it")
_NO_DEGREES = Text("只有缺陷词条才有程度", "belong to defects only")

_WHOLE, _BEGINNING, _INSIDE, _ELSEWHERE = range(4)


def unknown_code(codes: Mapping[str, Code], key: str | None, pointer: str = "/code") -> list[FieldError]:
    """A fault unless the key is None or a code, be it out of force: a phone that was off line may still have it."""
    if key is None or key in codes:
        return []
    return [FieldError(pointer, "code.unknown", _UNKNOWN)]


def code_errors(
    code: Code, classes: Mapping[str, CodeClass], codes: Mapping[str, Code], phrases: Mapping[str, Phrase]
) -> list[FieldError]:
    return list(_code_errors(code, classes, codes, phrases))


def _code_errors(
    code: Code, classes: Mapping[str, CodeClass], codes: Mapping[str, Code], phrases: Mapping[str, Phrase]
) -> Iterator[FieldError]:
    if code.code_class not in classes:
        yield FieldError("/code_class", "class.unknown", _UNKNOWN_CLASS)
    elif not _is_number_of(classes[code.code_class], code.number):
        yield FieldError("/number", "code.number", _NUMBER)
    if any(other.number == code.number and other.key != code.key for other in codes.values()):
        yield FieldError("/number", "code.number_taken", _NUMBER_TAKEN)
    for field in ("name", "definition", "filing", "closing"):
        yield from _empty(f"/{field}", getattr(code, field))
    for name, limit in (("limit", code.limit), ("limit_in_season", code.limit_in_season)):
        if limit is not None:
            yield from amount_faults(limit, f"/{name}")
    yield from _unknown_phrases("/parts", code.parts, phrases, "part")
    yield from _unknown_phrases("/defects", code.defects, phrases, "defect")


def class_errors(one: CodeClass, classes: Mapping[str, CodeClass], phrases: Mapping[str, Phrase]) -> list[FieldError]:
    errors = [*_empty("/name", one.name), *_unknown_phrases("/positions", one.positions, phrases, "position")]
    if len(one.number) != 2 or not one.number.isdecimal():
        errors.append(FieldError("/number", "class.number", _CLASS_NUMBER))
    if any(other.number == one.number and other.key != one.key for other in classes.values()):
        errors.append(FieldError("/number", "class.number_taken", _CLASS_NUMBER_TAKEN))
    return errors


def phrase_errors(phrase: Phrase, phrases: Mapping[str, Phrase]) -> list[FieldError]:
    errors = [*_empty("/name", phrase.name), *_unknown_phrases("/degrees", phrase.degrees, phrases, "degree")]
    known = phrases.get(phrase.key)
    if known is not None and known.role != phrase.role:
        errors.append(FieldError("/role", "phrase.role", _ROLE))
    if phrase.degrees and phrase.role != "defect":
        errors.append(FieldError("/degrees", "phrase.degrees", _NO_DEGREES))
    return errors


@lru_cache(maxsize=2000)
def search_text(code: Code) -> str:
    """What is searched before the longer texts: names, synonyms and number with their pinyin, one form a line."""
    return pinyin.search_text(code.name.zh, code.name.en, *code.synonyms, code.number)


def found(codes: Sequence[Code], query: str) -> list[Code]:
    """Those in which every word of the query occurs, the best first, else in the order of the catalogue. The twin on
    the phone is static/app/rules/codes.ts."""
    terms = pinyin.terms(query)
    ranked = [(rank, code) for code in codes if (rank := _rank(code, terms)) is not None]
    return [code for _, code in sorted(ranked, key=lambda pair: pair[0])]


def _rank(code: Code, terms: Sequence[str]) -> int | None:
    forms, rest = search_text(code).split("\n"), _long_text(code)
    ranks = [_rank_of(term, forms, rest) for term in terms]
    return None if None in ranks else max((rank for rank in ranks if rank is not None), default=_WHOLE)


def _rank_of(term: str, forms: Sequence[str], rest: str) -> int | None:
    if term in forms:
        return _WHOLE
    if any(form.startswith(term) for form in forms):
        return _BEGINNING
    if any(term in form for form in forms):
        return _INSIDE
    return _ELSEWHERE if term in rest else None


def _long_text(code: Code) -> str:
    texts = (code.definition, code.filing, code.closing)
    return pinyin.fold("\n".join(part for text in texts for part in (text.zh, text.en)))


def _is_number_of(code_class: CodeClass, number: str) -> bool:
    return len(number) == 4 and number.isdecimal() and number.startswith(code_class.number)


def _empty(pointer: str, text: Text) -> Iterator[FieldError]:
    if not (text.zh.strip() and text.en.strip()):
        yield FieldError(pointer, "text.empty", _EMPTY)


def _unknown_phrases(
    pointer: str, keys: Sequence[str], phrases: Mapping[str, Phrase], role: PhraseRole
) -> Iterator[FieldError]:
    for index, key in enumerate(keys):
        if key not in phrases or phrases[key].role != role:
            yield FieldError(f"{pointer}/{index}", "phrase.unknown", UNKNOWN_PHRASE)
        elif key in keys[:index]:
            yield FieldError(f"{pointer}/{index}", "phrase.twice", _TWICE)
