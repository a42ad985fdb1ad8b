"""Who is on duty for X at T, in tables. Names are the answer in the order in which they are tried."""

from datetime import timedelta

import pytest

from heating.accounts.rules import Role
from heating.duty.line import Line, Why, on_duty
from heating.duty.rules import Post, Via, sign_in_key
from heating.duty.timeline import watches
from tests.cast import CITY, CREW_A, JUHE, OFFICE, ONE, TWO, WANBOLIN, XINGHUALING
from tests.duty.rosters import at, change, person, roster, shift

LEADER = Post.LEADER
PEOPLE = [
    *(person(name) for name in ("Ann", "Ben", "Cat", "Dan")),
    *(person(name, Role.COMPANY_MANAGER) for name in ("Lea", "Leo")),
    *(person(name, Role.DISTRICT_OFFICER, OFFICE, area=XINGHUALING) for name in ("Dis", "Dot")),
    *(person(name, Role.DUTY_OFFICER, CITY) for name in ("Cid", "Cox")),
    person("Mayor", Role.CITY_LEADER, CITY),
]
COMPANY = roster(
    ONE,
    [
        shift("Ann", at(1), 12),
        shift("Ben", at(1, 12), 12),
        shift("Cat", at(2), 24),
        shift("Lea", at(1), 24, LEADER),
        shift("Leo", at(2), 24, LEADER),
    ],
)
NORTH = roster(ONE, [shift("Dan", at(1), 24), shift("Leo", at(1), 24, LEADER)], area=XINGHUALING)
DISTRICT = roster(OFFICE, [shift("Dis", at(1), 48), shift("Dot", at(1), 48, LEADER)], area=XINGHUALING)
CITYS = roster(CITY, [shift("Cid", at(1), 24), shift("Cox", at(2), 24), shift("Mayor", at(1), 48, LEADER)])
ALL = [COMPANY, NORTH, DISTRICT, CITYS]


@pytest.mark.parametrize(
    ("rosters", "organization", "area", "day", "hour", "line"),
    [
        # a company, around a change of watch: the last moment is the one's, the next the other's
        ([COMPANY], ONE, WANBOLIN, 1, 0, "Ann Lea Ben Leo Cid Cox Mayor"),
        ([COMPANY], ONE, WANBOLIN, 1, 11.9999, "Ann Lea Ben Leo"),
        ([COMPANY], ONE, WANBOLIN, 1, 12, "Ben Lea Cat Leo"),
        ([COMPANY], ONE, WANBOLIN, 2, 0, "Cat Leo"),
        # a crew has its company's
        ([COMPANY], CREW_A, WANBOLIN, 1, 0, "Ann Lea Ben Leo"),
        # the narrowest area comes first, and only where it is
        ([COMPANY, NORTH], CREW_A, JUHE, 1, 0, "Dan Leo"),
        ([COMPANY, NORTH], CREW_A, WANBOLIN, 1, 0, "Ann Lea"),
        ([COMPANY, NORTH], ONE, CITY, 1, 0, "Ann Lea"),
        # above the company its district, where that is, then the city
        (ALL, ONE, JUHE, 1, 0, "Dan Leo Dis Dot Cid Mayor Cox"),
        (ALL, ONE, WANBOLIN, 1, 0, "Ann Lea Ben Leo Cid Mayor Cox"),
        (ALL, TWO, XINGHUALING, 1, 0, "Dis Dot Cid Mayor Cox"),
        (ALL, TWO, WANBOLIN, 2, 0, "Cox Mayor"),
        (ALL, OFFICE, JUHE, 1, 0, "Dis Dot Cid Mayor Cox"),
        (ALL, CITY, WANBOLIN, 1, 0, "Cid Mayor Cox"),
        # outside of the roster's time the roles of accounts answer
        ([COMPANY], ONE, WANBOLIN, 40, 0, "Ann Ben Cat Dan Lea Leo Cid Cox Mayor"),
        ([], ONE, JUHE, 1, 0, "Ann Ben Cat Dan Lea Leo Dis Dot Cid Cox Mayor"),
        ([], TWO, WANBOLIN, 1, 0, "Cid Cox Mayor"),
    ],
)
def test_golden(rosters: list, organization: str, area: str, day: int, hour: float, line: str) -> None:  # type: ignore[type-arg]
    duty = on_duty(rosters, PEOPLE, organization, area, at(day, hour))
    names = [one.person.name for one in duty.line]
    assert names[: len(line.split())] == line.split()


@pytest.mark.parametrize(
    ("rosters", "organization", "area", "why"),
    [
        (ALL, ONE, JUHE, Why.ROSTER),
        ([], ONE, JUHE, Why.ACCOUNT),
        (ALL, TWO, WANBOLIN, Why.HIGHER),
        ([roster(ONE, [shift("Lea", at(1), 24, LEADER)])], ONE, WANBOLIN, Why.LEADER),
        ([CITYS], CITY, CITY, Why.ROSTER),
    ],
)
def test_it_says_how_it_found_the_first(rosters: list, organization: str, area: str, why: Why) -> None:  # type: ignore[type-arg]
    duty = on_duty(rosters, PEOPLE, organization, area, at(1))
    assert duty.why is why
    assert duty.climbed is (why in (Why.LEADER, Why.HIGHER))


def test_nobody_at_all_is_said_to_be_nobody() -> None:
    duty = on_duty([], [], ONE, JUHE, at(1))
    assert (duty.answering, duty.officer, duty.leader, duty.why, duty.climbed) == (None, None, None, Why.NOBODY, True)


def test_who_was_disabled_is_not_on_duty() -> None:
    gone = [person("Ann", disabled=True), *(one for one in PEOPLE if one.name != "Ann")]
    duty = on_duty([COMPANY], gone, ONE, WANBOLIN, at(1))
    assert duty.answering is not None
    assert (duty.answering.person.name, duty.why) == ("Lea", Why.LEADER)


def test_an_override_holds_for_its_time_and_the_one_made_last_wins() -> None:
    changed = roster(
        ONE,
        COMPANY.shifts,
        changes=[change("Dan", at(1, 6), 10, made=1), change("Cat", at(1, 8), 2, Via.SWAP, made=2)],
    )
    expected = {5: "Ann", 6: "Dan", 8: "Cat", 10: "Dan", 12: "Dan", 15.9: "Dan", 16: "Ben"}
    for hour, name in expected.items():
        officer = on_duty([changed], PEOPLE, ONE, WANBOLIN, at(1, hour)).officer
        assert officer is not None
        assert (hour, officer.person.name) == (hour, name)


def test_reinforcement_adds_and_replaces_nobody() -> None:
    more = roster(ONE, COMPANY.shifts, changes=[change("Dan", at(1, 6), 10, Via.REINFORCEMENT)])
    assert [
        [one.person.name for one in on_duty([more], PEOPLE, ONE, WANBOLIN, at(1, hour)).officers]
        for hour in (5, 6, 12, 16)
    ] == [["Ann"], ["Ann", "Dan"], ["Ben", "Dan"], ["Ben"]]


def test_what_is_published_anew_takes_over_and_who_stays_keeps_his_watch() -> None:
    anew = roster(
        ONE,
        [shift("Ann", at(1), 12), shift("Dan", at(1, 12), 12), shift("Leo", at(1), 24, LEADER)],
        published_at=at(1, 6),
    )
    before, after, later = (on_duty([COMPANY, anew], PEOPLE, ONE, WANBOLIN, at(1, hour)) for hour in (5, 7, 13))
    assert before.officer
    assert after.officer
    assert later.officer
    assert after.leader
    assert [before.officer.roster, after.officer.roster] == [COMPANY.id, anew.id]
    assert (after.officer.person.name, after.officer.since) == ("Ann", at(1))
    assert (after.leader.person.name, after.leader.since) == ("Leo", at(1, 6))
    assert later.officer.person.name == "Dan"


def test_a_retired_roster_answers_no_more() -> None:
    retired = roster(ONE, COMPANY.shifts, retired_at=at(1, 6))
    assert on_duty([retired], PEOPLE, ONE, WANBOLIN, at(1, 5)).why is Why.ROSTER
    assert on_duty([retired], PEOPLE, ONE, WANBOLIN, at(1, 6)).why is Why.ACCOUNT


def test_a_vacant_post_is_marked() -> None:
    ann = next(watch for watch in watches(COMPANY) if watch.post is Post.OFFICER)
    vacant = frozenset({sign_in_key(COMPANY.place, ann)})
    duty = Line([COMPANY], PEOPLE, at(1, 1), vacant).on_duty(ONE, WANBOLIN)
    assert [one.vacant for one in (*duty.officers, duty.leader) if one] == [True, False]


def test_the_next_in_line_are_the_others() -> None:
    duty = on_duty(ALL, PEOPLE, ONE, WANBOLIN, at(1))
    assert [one.person.name for one in duty.next_in_line] == ["Lea", "Ben", "Leo", "Cid", "Mayor", "Cox"]
    assert duty.leader
    assert (duty.leader.since, duty.leader.until) == (at(1), at(1) + timedelta(days=1))
