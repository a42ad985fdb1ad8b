"""The chain of entries: whatever is done to it afterwards is found."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from heating.audit.rules import NOTHING, Entry, Fault, Flaw, Head, entry_hash, faults, faults_at_end

START = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)

TEXTS = st.text(max_size=12)
CONTENTS = st.tuples(
    st.none() | st.uuids(), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=2)
)


def chained(contents: list[tuple[object, ...]]) -> list[Entry]:
    entries: list[Entry] = []
    for seq, (actor, name, action, kind, subject, organization, area, detail) in enumerate(contents, start=1):
        previous = entries[-1].hash if entries else NOTHING.hash
        at = START + timedelta(minutes=seq)
        fields = (seq, at, actor, name, action, kind, subject, organization, area, repr(detail), previous)
        entry = Entry(*fields, hash="")  # type: ignore[arg-type]
        entries.append(Entry(*fields, hash=entry_hash(entry)))  # type: ignore[arg-type]
    return entries


def check(entries: list[Entry], head: Head) -> list[Fault]:
    last = Head(entries[-1].seq, entries[-1].hash) if entries else NOTHING
    return [*faults(NOTHING, entries), *faults_at_end(last, head)]


def head_of(entries: list[Entry]) -> Head:
    return Head(entries[-1].seq, entries[-1].hash)


@given(contents=st.lists(CONTENTS, min_size=1, max_size=8), data=st.data())
def test_it_finds_any_changed_value(contents: list[tuple[object, ...]], data: st.DataObject) -> None:
    entries = chained(contents)
    place = data.draw(st.integers(0, len(entries) - 1))
    column = data.draw(st.sampled_from(["actor_name", "action", "subject_kind", "subject_id", "area", "detail_json"]))
    before = getattr(entries[place], column)
    after = data.draw(TEXTS.filter(lambda text: text != before))
    changed = [*entries]
    changed[place] = replace(entries[place], **{column: after})
    assert Fault("changed", place + 1) in check(changed, head_of(entries))


@given(contents=st.lists(CONTENTS, min_size=2, max_size=8), data=st.data())
def test_it_finds_any_missing_entry(contents: list[tuple[object, ...]], data: st.DataObject) -> None:
    entries = chained(contents)
    place = data.draw(st.integers(0, len(entries) - 1))
    found = check(entries[:place] + entries[place + 1 :], head_of(entries))
    flaw: Flaw = "cut off" if place == len(entries) - 1 else "missing"
    assert Fault(flaw, place + 1, 1) in found


@given(contents=st.lists(CONTENTS, min_size=2, max_size=8), data=st.data())
def test_it_finds_exchanged_entries(contents: list[tuple[object, ...]], data: st.DataObject) -> None:
    """Even when whoever did it gave them each other's numbers and computed their hashes again."""
    entries = chained(contents)
    one = data.draw(st.integers(0, len(entries) - 2))
    other = one + 1
    exchanged = [*entries]
    exchanged[one] = rehashed(replace(entries[other], seq=one + 1))
    exchanged[other] = rehashed(replace(entries[one], seq=other + 1))
    assert Fault("reordered", one + 1) in check(exchanged, head_of(entries))


@given(contents=st.lists(CONTENTS, min_size=1, max_size=8), data=st.data())
def test_it_finds_a_cut_off_end(contents: list[tuple[object, ...]], data: st.DataObject) -> None:
    entries = chained(contents)
    kept = data.draw(st.integers(0, len(entries) - 1))
    assert check(entries[:kept], head_of(entries)) == [Fault("cut off", kept + 1, len(entries) - kept)]


@given(contents=st.lists(CONTENTS, max_size=8))
def test_it_finds_nothing_where_nothing_is(contents: list[tuple[object, ...]]) -> None:
    entries = chained(contents)
    assert check(entries, head_of(entries) if entries else NOTHING) == []


def test_it_takes_different_splits_of_the_same_letters_for_different() -> None:
    one, other = chained([(None, "ab", "c", "", "", "", "", {})]), chained([(None, "a", "bc", "", "", "", "", {})])
    assert one[0].hash != other[0].hash


def rehashed(entry: Entry) -> Entry:
    return replace(entry, hash=entry_hash(entry))
