"""What is wrong with a roster: minutes that nobody has or two have, people who cannot be reached, are in two places, or
do not belong. A roster with a fault is not published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

import msgspec

from heating.accounts.rules import Permission, permissions_of
from heating.duty.rules import Place, Post, Staff, Via, Watch, Window
from heating.lib import areas


class FaultKind(StrEnum):
    GAP = "gap"
    OVERLAP = "overlap"
    UNREACHABLE = "unreachable"
    TWO_PLACES = "two_places"
    NOT_A_MEMBER = "not_a_member"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when. `people`: who overlap; otherwise the one at fault, or nobody in a gap. `elsewhere` is the
    organization of the other post of somebody in two places; the post there is `other_post`."""

    kind: FaultKind
    post: Post
    starts_at: datetime
    ends_at: datetime
    people: tuple[UUID, ...] = ()
    elsewhere: str | None = None
    other_post: Post | None = None


class Elsewhere(msgspec.Struct, frozen=True):
    place: Place
    watch: Watch


def faults(
    place: Place,
    window: Window,
    watches: Sequence[Watch],
    people: Mapping[UUID, Staff],
    elsewhere: Iterable[Elsewhere] = (),
) -> list[Fault]:
    """All of them, by time. `window` is what has to be covered; `elsewhere` are duties at other places."""
    present = [watch for watch in watches if watch.window.overlap(window)]
    found = [*_coverage(window, present), *people_faults(place, present, people, elsewhere)]
    return sorted(found, key=lambda fault: (fault.starts_at, fault.kind, fault.post, fault.ends_at, fault.people))


def people_faults(
    place: Place, watches: Sequence[Watch], people: Mapping[UUID, Staff], elsewhere: Iterable[Elsewhere] = ()
) -> list[Fault]:
    by_person: dict[UUID, list[Watch]] = {}
    for watch in watches:
        by_person.setdefault(watch.person, []).append(watch)
    outside: dict[UUID, list[Elsewhere]] = {}
    for other in elsewhere:
        outside.setdefault(other.watch.person, []).append(other)
    return [
        fault
        for id, own in by_person.items()
        for fault in (
            *_personal(place, own, people.get(id)),
            *_in_two_posts(place, own),
            *_in_two_places(own, outside.get(id, ())),
        )
    ]


def _coverage(window: Window, watches: Sequence[Watch]) -> Iterator[Fault]:
    """Reinforcement neither fills a gap nor is too much."""
    for post in Post:
        ordinary = [watch for watch in watches if watch.post is post and watch.via is not Via.REINFORCEMENT]
        yield from _stretches(post, window, ordinary)


def _stretches(post: Post, window: Window, watches: Sequence[Watch]) -> Iterator[Fault]:
    """Between the moments at which somebody comes or goes, how many are there? Neighbours alike are one fault."""
    comings: dict[datetime, list[Watch]] = {}
    goings: dict[datetime, list[Watch]] = {}
    for watch in watches:
        comings.setdefault(max(watch.starts_at, window.starts_at), []).append(watch)
        goings.setdefault(min(watch.ends_at, window.ends_at), []).append(watch)
    present: list[Watch] = []
    run: Fault | None = None
    for starts_at, ends_at in pairwise(sorted({*window, *comings, *goings})):
        present = [watch for watch in present if watch not in goings.get(starts_at, ())] + comings.get(starts_at, [])
        fault = _at_once(post, Window(starts_at, ends_at), present)
        if run and fault and (run.kind, run.people) == (fault.kind, fault.people):
            run = msgspec.structs.replace(run, ends_at=ends_at)
            continue
        if run:
            yield run
        run = fault
    if run:
        yield run


def _at_once(post: Post, window: Window, present: Sequence[Watch]) -> Fault | None:
    if len(present) == 1:
        return None
    kind = FaultKind.OVERLAP if present else FaultKind.GAP
    people = tuple(sorted({watch.person for watch in present}))
    return Fault(kind=kind, post=post, starts_at=window.starts_at, ends_at=window.ends_at, people=people)


def _personal(place: Place, own: Sequence[Watch], person: Staff | None) -> Iterator[Fault]:
    """Said once of each person, from his first duty to the end of his last."""
    first, last = (
        min(own, key=lambda watch: (watch.starts_at, watch.via is Via.REINFORCEMENT)),
        max(own, key=lambda watch: watch.ends_at),
    )
    if person is None or not is_member(place, person):
        yield _of(FaultKind.NOT_A_MEMBER, first, Window(first.starts_at, last.ends_at))
    elif person.unreachable:
        yield _of(FaultKind.UNREACHABLE, first, Window(first.starts_at, last.ends_at))


def is_member(place: Place, person: Staff) -> bool:
    """Of the organization, of one below it or of one above it, at work, and allowed to serve."""
    belongs = areas.within(person.organization, place.organization) or areas.within(
        place.organization, person.organization
    )
    return belongs and not person.disabled and Permission.DUTY_SERVE in permissions_of(person.role)


def _in_two_posts(place: Place, own: Sequence[Watch]) -> Iterator[Fault]:
    """Leader and officer at once, or an officer who is to reinforce himself. Twice the same shift is an overlap."""
    ordered = sorted(own, key=lambda watch: (watch.starts_at, watch.via is Via.REINFORCEMENT, watch.post))
    for index, watch in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.starts_at >= watch.ends_at:
                break
            both = watch.window.overlap(other.window)
            if both is not None and _are_two_posts(watch, other):
                yield _of(FaultKind.TWO_PLACES, watch, both, place, other.post)


def _are_two_posts(one: Watch, other: Watch) -> bool:
    return one.post is not other.post or Via.REINFORCEMENT in (one.via, other.via)


def _in_two_places(own: Sequence[Watch], outside: Sequence[Elsewhere]) -> Iterator[Fault]:
    for watch in own:
        for other in outside:
            if both := watch.window.overlap(other.watch.window):
                yield _of(FaultKind.TWO_PLACES, watch, both, other.place, other.watch.post)


def _of(
    kind: FaultKind, watch: Watch, window: Window, elsewhere: Place | None = None, other_post: Post | None = None
) -> Fault:
    return Fault(
        kind=kind,
        post=watch.post,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        people=(watch.person,),
        elsewhere=elsewhere and elsewhere.organization,
        other_post=other_post,
    )
