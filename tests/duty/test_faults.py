"""Ten thousand rosters without a fault get some, and what is found is compared with what was put in: nothing less,
nothing more. The injected faults keep out of each other's way, so that each is known exactly."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

import msgspec
import pytest

from heating.accounts.rules import Role
from heating.duty.faults import Elsewhere, Fault, FaultKind, faults
from heating.duty.patterns import HandMade, Pattern, Plan, expand
from heating.duty.rules import Place, Post, Shift, Staff, Via, Watch, Window
from tests.cast import CREW_A, ONE, TWO
from tests.duty.rosters import at, named, person

HERE, THERE = Place(ONE, ""), Place(TWO, "")
SEASON = Window(at(1), at(15))
OFFICERS = [f"o{n}" for n in range(6)]
LEADERS = [f"l{n}" for n in range(4)]


class Made(NamedTuple):
    watches: list[Watch]
    people: dict[str, Staff]
    elsewhere: list[Elsewhere]
    expected: set[tuple[object, ...]]


def flawless(random: Random) -> Made:
    """Both posts in rotations, some hours by hand; nobody has two shifts one after the other without a break."""
    plan = Plan(*SEASON, patterns=tuple(_rotations(random)), shifts=tuple(_by_hand(random)))
    people = {name: person(name, organization=random.choice([ONE, CREW_A])) for name in (*OFFICERS, *LEADERS, "x")}
    return Made([watch_of(shift) for shift in expand(plan)], people, [], set())


def _rotations(random: Random) -> Iterator[Pattern]:
    for post, names in ((Post.OFFICER, OFFICERS), (Post.LEADER, LEADERS)):
        crew = random.sample(names, random.randint(3, len(names)))
        early = timedelta(hours=random.randint(0, 48))
        hours = random.choice([6, 8, 12, 24, 24, 48])
        yield Pattern(post, SEASON.starts_at - early, hours, tuple(named(name) for name in crew))


def _by_hand(random: Random) -> Iterator[HandMade]:
    if random.random() < 0.7:
        starts_at = at(random.randint(1, 13), random.randint(0, 23))
        yield HandMade(Post.OFFICER, named("x"), starts_at, starts_at + timedelta(hours=random.randint(1, 30)))


def watch_of(shift: Shift, via: Via = Via.ROSTER) -> Watch:
    return Watch(*shift, via, at(0))


def seen(fault: Fault) -> tuple[object, ...]:
    return fault.kind, fault.post, fault.starts_at, fault.ends_at, tuple(fault.people)


def inject_gap(random: Random, made: Made, index: int) -> None:
    watch = made.watches.pop(index)
    cut = watch.ends_at - (watch.ends_at - watch.starts_at) * random.choice([0.25, 0.5, 1.0])
    if cut > watch.starts_at:
        made.watches.append(watch._replace(ends_at=cut))
    made.expected.add((FaultKind.GAP, watch.post, cut, watch.ends_at, ()))


def inject_overlap(random: Random, made: Made, index: int) -> None:
    watch = made.watches[index]
    starts_at = watch.starts_at + (watch.ends_at - watch.starts_at) * random.choice([0, 0.25, 0.75])
    extra = person(f"y{index}")
    made.people[extra.name] = extra
    made.watches.append(watch._replace(person=extra.id, starts_at=starts_at))
    both = tuple(sorted([watch.person, extra.id]))
    made.expected.add((FaultKind.OVERLAP, watch.post, starts_at, watch.ends_at, both))


def inject_elsewhere(random: Random, made: Made, index: int) -> None:
    watch = made.watches[index]
    quarter = (watch.ends_at - watch.starts_at) / 4
    other = watch._replace(
        post=random.choice(list(Post)), starts_at=watch.starts_at + quarter, ends_at=watch.ends_at - quarter
    )
    made.elsewhere.append(Elsewhere(THERE, other))
    made.expected.add((FaultKind.TWO_PLACES, watch.post, other.starts_at, other.ends_at, (watch.person,)))


def inject_two_posts(_: Random, made: Made, index: int) -> None:
    """The same person reinforces the officers while he is at his own post."""
    watch = made.watches[index]
    middle = watch.starts_at + (watch.ends_at - watch.starts_at) / 2
    made.watches.append(watch._replace(post=Post.OFFICER, ends_at=middle, via=Via.REINFORCEMENT))
    made.expected.add((FaultKind.TWO_PLACES, watch.post, watch.starts_at, middle, (watch.person,)))


IN_TIME = [inject_gap, inject_overlap, inject_elsewhere, inject_two_posts]


def spoil_people(random: Random, made: Made) -> None:
    """Some cannot be called, some are not of the house: said once of each."""
    served = sorted({watch.person for watch in made.watches})
    for id in random.sample(served, random.randint(0, 2)):
        own = [watch for watch in made.watches if watch.person == id]
        name = next(name for name in made.people if named(name) == id)
        kind = random.choice([FaultKind.UNREACHABLE, FaultKind.NOT_A_MEMBER])
        made.people[name] = msgspec.structs.replace(made.people[name], **random.choice(SPOILT[kind]))
        first = min(own, key=lambda watch: watch.starts_at)
        ends_at = max(watch.ends_at for watch in own)
        made.expected.add((kind, first.post, first.starts_at, ends_at, (id,)))


SPOILT: dict[FaultKind, list[dict[str, object]]] = {
    FaultKind.UNREACHABLE: [{"phone": ""}, {"phone": "无"}, {"phone": "ask Li"}],
    FaultKind.NOT_A_MEMBER: [{"organization": TWO}, {"disabled": True}, {"role": Role.AUDITOR}],
}


@pytest.mark.parametrize("part", range(20))
def test_every_injected_fault_is_found_and_none_invented(part: int) -> None:
    for seed in range(part * 500, part * 500 + 500):
        random = Random(seed)
        made = flawless(random)
        free = random.sample(range(0, len(made.watches) - 1, 3), random.randint(0, 4))
        for index in sorted(free, reverse=True):  # apart from one another, and from the end
            random.choice(IN_TIME)(random, made, index)
        spoil_people(random, made)
        people = {one.id: one for one in made.people.values()}
        random.shuffle(made.watches)
        found = [seen(fault) for fault in faults(HERE, SEASON, made.watches, people, made.elsewhere)]
        assert sorted(map(str, found)) == sorted(map(str, made.expected)), seed


def test_an_empty_roster_is_one_gap_for_each_post() -> None:
    found = faults(HERE, SEASON, [], {})
    assert [(fault.kind, fault.post, fault.starts_at, fault.ends_at) for fault in found] == [
        (FaultKind.GAP, post, *SEASON) for post in sorted(Post)
    ]


def test_nobody_leads_and_serves_at_once() -> None:
    ann = named("o1")
    both = [Watch(post, ann, *SEASON, Via.ROSTER, at(0)) for post in Post]
    found = faults(HERE, SEASON, both, {ann: person("o1")})
    assert [(fault.kind, fault.other_post) for fault in found] == [(FaultKind.TWO_PLACES, Post.OFFICER)]


def test_a_person_unknown_is_no_member() -> None:
    both = [Watch(post, named(post), *SEASON, Via.ROSTER, at(0)) for post in Post]
    assert {fault.kind for fault in faults(HERE, SEASON, both, {})} == {FaultKind.NOT_A_MEMBER}


def test_what_lies_before_the_window_is_of_no_interest() -> None:
    ann, ben, cat = person("o1"), person("o2"), person("o3", organization=TWO)
    watches = [
        Watch(Post.OFFICER, ann.id, *SEASON, Via.ROSTER, at(0)),
        Watch(Post.LEADER, ben.id, *SEASON, Via.ROSTER, at(0)),
        Watch(Post.OFFICER, cat.id, at(0), SEASON.starts_at, Via.ROSTER, at(0)),
    ]
    assert faults(HERE, SEASON, watches, {one.id: one for one in (ann, ben, cat)}) == []


def _minute(minutes: int) -> datetime:
    return at(1) + timedelta(minutes=minutes)


def test_it_agrees_with_counting_minute_by_minute() -> None:
    """Shifts thrown in without any order: gaps and overlaps are exactly the minutes with nobody or with several."""
    for seed in range(300):
        random = Random(seed)
        window = Window(_minute(0), _minute(200))
        watches = [
            Watch(Post.OFFICER, named(random.choice(OFFICERS)), _minute(start), _minute(end), Via.ROSTER, at(0))
            for start, end in (sorted(random.sample(range(-20, 220), 2)) for _ in range(random.randint(0, 8)))
        ]
        found = [fault for fault in faults(HERE, window, watches, {}) if fault.post is Post.OFFICER]
        for minute in range(200):
            moment = _minute(minute)
            present = sum(watch.window.holds(moment) for watch in watches)
            covering = {
                fault.kind
                for fault in found
                if fault.kind in (FaultKind.GAP, FaultKind.OVERLAP) and fault.starts_at <= moment < fault.ends_at
            }
            expected = {FaultKind.GAP} if present == 0 else {FaultKind.OVERLAP} if present > 1 else set()
            assert covering == expected, (seed, minute)
