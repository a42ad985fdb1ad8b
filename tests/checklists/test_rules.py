"""What holds for every document and every set of answers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from heating.checklists.actions import templates
from heating.checklists.document import (
    Answer,
    Condition,
    Document,
    Item,
    ItemKind,
    Limits,
    Option,
    Photo,
    PhotoRule,
    Photos,
    Section,
)
from heating.checklists.rules import assess, faults, visible_items
from heating.lib.wording import Text

TEXT = Text("中", "en")
START = datetime(2026, 9, 1, tzinfo=UTC)
WORDS = {
    "judgement": ("pass", "fail", "na"),
    "four_valued": ("good", "fixed", "bad", "none"),
    "choice": ("x", "y"),
    "choices": ("x", "y"),
}
KINDS: list[ItemKind] = ["judgement", "four_valued", "choice", "choices", "number", "text", "photo", "date"]
Answered = tuple[Document, list[Answer]]

PHOTO_RULES: st.SearchStrategy[PhotoRule] = st.sampled_from(["never", "on_fail", "always"])
DRAWN = settings(max_examples=60, deadline=None)


@st.composite
def items(draw: st.DrawFn, earlier: list[Item]) -> Item:
    kind: ItemKind = draw(st.sampled_from(KINDS))
    causes = [item for item in earlier if item.kind in WORDS]
    is_conditional = bool(causes) and draw(st.booleans())
    cause = draw(st.sampled_from(causes)) if is_conditional else None
    low = draw(st.floats(-5, 5))
    return Item(
        key=f"i{len(earlier)}",
        kind=kind,
        title=TEXT,
        source="s",
        required=draw(st.booleans()),
        photos=Photos(draw(PHOTO_RULES), draw(PHOTO_RULES)),
        grade="general",
        limits=Limits(low, low + draw(st.floats(0, 5)), -50, 50) if kind == "number" else None,
        options=(Option("x", TEXT, fails=draw(st.booleans())), Option("y", TEXT)) if kind.startswith("choice") else (),
        when=Condition(cause.key, (draw(st.sampled_from(WORDS[cause.kind])),)) if cause else None,
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    chosen: list[Item] = []
    for _ in range(draw(st.integers(1, 8))):
        chosen.append(draw(items(chosen)))
    return Document("d", TEXT, ("pump",), (Section("main", TEXT, tuple(chosen)),))


def _value(draw: st.DrawFn, item: Item) -> Any:
    match item.kind:
        case "number":
            return draw(st.floats(-50, 50))
        case "text":
            return draw(st.text(min_size=1, alphabet="好坏"))
        case "date":
            return draw(st.dates()).isoformat()
        case "photo":
            return None
        case "choices":
            return (draw(st.sampled_from(WORDS["choices"])),)
    return draw(st.sampled_from(WORDS[item.kind]))


@st.composite
def answered(draw: st.DrawFn) -> Answered:
    """Item by item whatever is asked, with all the photos anybody could want."""
    document = draw(documents())
    photos = (Photo("1" * 64, "close_up", START), Photo("2" * 64, "context", START))
    answers: list[Answer] = []
    for item in document.items.values():
        if item.key in visible_items(document, answers):
            answers.append(Answer(item.key, _value(draw, item), START, photos=photos))
    return document, answers


@DRAWN
@given(answered())
def test_answering_whatever_is_asked_is_always_possible(drawn: Answered) -> None:
    document, answers = drawn
    assert faults(document, answers) == []
    assert [answer.item for answer in answers] == visible_items(document, answers)


@DRAWN
@given(answered(), st.data())
def test_the_order_of_the_answers_does_not_matter(drawn: Answered, data: st.DataObject) -> None:
    document, answers = drawn
    assert assess(document, data.draw(st.permutations(answers))) == assess(document, answers)


@DRAWN
@given(answered(), st.data())
def test_leaving_out_what_is_required_is_noticed_unless_it_becomes_hidden(drawn: Answered, data: st.DataObject) -> None:
    document, answers = drawn
    left_out = data.draw(st.sampled_from(answers)).item
    rest = [answer for answer in answers if answer.item != left_out]
    found = {(fault.item, fault.code) for fault in faults(document, rest)}
    assert ((left_out, "required") in found) == document.items[left_out].required
    hidden = {answer.item for answer in rest} - set(visible_items(document, rest))
    assert {item for item, code in found if code == "hidden_item"} == hidden


@DRAWN
@given(answered())
def test_every_answer_is_counted_once(drawn: Answered) -> None:
    document, answers = drawn
    assessment = assess(document, answers)
    tally = assessment.tally
    assert tally.answered == len(answers)
    assert tally.failed == len(assessment.failing)
    judged = tally.passed + tally.failed + tally.not_applicable
    assert judged == sum(count.passed + count.failed + count.not_applicable for count in tally.by_aspect.values())
    assert judged <= tally.answered


@DRAWN
@given(answered())
def test_without_photos_exactly_the_items_that_want_them_are_at_fault(drawn: Answered) -> None:
    document, answers = drawn
    bare = [Answer(a.item, a.value, START) for a in answers if document.items[a.item].kind != "photo"]
    failing = {failing.item for failing in assess(document, answers).failing}
    wanted = set()
    for answer in bare:
        item = document.items[answer.item]
        if answer.value in ("na", "none") and item.kind in ("judgement", "four_valued"):
            continue
        for rule, code in ((item.photos.close_up, "photo_close_up"), (item.photos.context, "photo_context")):
            if rule == "always" or (rule == "on_fail" and item.key in failing):
                wanted.add((item.key, code))
    assert {(f.item, f.code) for f in faults(document, bare) if f.code.startswith("photo_")} == wanted


@DRAWN
@given(st.sampled_from([document for document in templates() if document.key == "chamber"]), st.data())
def test_a_photo_inside_never_passes_without_a_gas_reading_before_it(document: Document, data: st.DataObject) -> None:
    confined = [section for section in document.sections if section.confined]
    inside = [item for section in confined for item in section.items if not item.guards]
    guards = {item.key for section in confined for item in section.items if item.guards}
    photographed = data.draw(st.sampled_from(inside)).key
    taken = START + timedelta(minutes=data.draw(st.integers(0, 20)))
    answers = [Answer(photographed, "pass", taken, photos=(Photo("1" * 64, "context", taken),))]
    for guard in data.draw(st.lists(st.sampled_from(sorted(guards)), unique=True)):
        answers.append(Answer(guard, data.draw(st.floats(0, 30)), START + timedelta(minutes=10)))
    answers.append(Answer("entry", "entered", START))
    measured = {answer.item: answer for answer in answers if answer.item in guards}
    complete = measured.keys() == guards and all(a.answered_at <= taken for a in measured.values())
    codes = {fault.code for fault in faults(document, answers)}
    refused = bool(codes & {"gas_missing", "gas_after_photo", "gas_out_of_limits"})
    limits = {key: document.items[key].limits or Limits() for key in measured}
    within = all(
        (limits[key].low or 0) <= float(str(answer.value)) <= (limits[key].high or 0)
        for key, answer in measured.items()
    )
    assert refused == (not (complete and within))


def _is_within(item: Item, value: object) -> bool:
    limits = item.limits
    assert isinstance(value, float)
    assert limits is not None
    assert limits.high is not None
    return (limits.low or 0) <= value <= limits.high


@DRAWN
@given(answered(), st.dictionaries(st.sampled_from([f"i{n}" for n in range(8)]), st.just(Limits(-1, 1))), st.data())
def test_the_short_way_for_plain_answers_judges_as_the_long_one(
    drawn: Answered, limits: dict[str, Limits], data: st.DataObject
) -> None:
    document, answers = drawn
    bare = [
        msgspec.structs.replace(answer, photos=data.draw(st.sampled_from([(), answer.photos]))) for answer in answers
    ]
    the_long_way = msgspec.structs.replace(document)
    the_long_way.__dict__.update(passing={}, measuring={}, plain_by_aspect={})
    assert assess(document, bare, limits) == assess(the_long_way, bare, limits)
