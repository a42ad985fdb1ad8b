"""What shifts and the changes made to them come to: who really is at which post from when to when."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from heating.duty.rules import Change, Place, Roster, Shift, Via, Watch, Window


def watches(roster: Roster) -> list[Watch]:
    """By time. A shift that a change interrupts makes several."""
    replacing = [change for change in roster.changes if change.via is not Via.REINFORCEMENT]
    pieces = [piece for shift in roster.shifts for piece in _pieces(shift, replacing, roster.published_at)]
    return sorted([*pieces, *reinforcements(roster.changes)], key=_order)


def reinforcements(changes: Iterable[Change]) -> list[Watch]:
    return [
        Watch(change.post, change.person, change.starts_at, change.ends_at, change.via, change.made_at)
        for change in changes
        if change.via is Via.REINFORCEMENT
    ]


def in_force(rosters: Iterable[Roster], within: Window) -> list[tuple[Roster, Watch]]:
    """The watches of all places that touch the window, by time, each with the roster that says so. A roster takes over
    from the one before when it is published; who stays on duty across that moment keeps his watch."""
    by_place: dict[Place, list[Roster]] = {}
    for roster in rosters:
        by_place.setdefault(roster.place, []).append(roster)
    found = [pair for of_place in by_place.values() for pair in _of_place(of_place)]
    return sorted((pair for pair in found if pair[1].window.overlap(within)), key=lambda pair: _order(pair[1]))


def _of_place(rosters: Sequence[Roster]) -> list[tuple[Roster, Watch]]:
    """Versions in the order of their publication."""
    ordered = sorted(rosters, key=lambda roster: (roster.published_at, roster.id))
    pieces = [
        piece
        for index, roster in enumerate(ordered)
        for piece in _within_windows(roster, _windows(roster, ordered[:index], ordered[index + 1 :]))
    ]
    return _joined(pieces)


def _windows(roster: Roster, earlier: Sequence[Roster], later: Sequence[Roster]) -> list[Window]:
    """When this version says who is on duty: from its publication until another does, and before that as long as none
    has: who was planned for the running watch when the first roster came out has had it from its beginning."""
    term = _term(roster)
    before = [Window(roster.starts_at, term.starts_at)] if roster.starts_at < term.starts_at else []
    for other in earlier:
        before = [left for window in before for left in minus(window, _term(other))]
    if before and before[-1].ends_at == term.starts_at:
        term = Window(before.pop().starts_at, term.ends_at)
    windows = [*before, term]
    for other in later:
        windows = [left for window in windows for left in minus(window, _term(other))]
    return windows


class _Piece(NamedTuple):
    """`cut`: the watch had begun before this version of the roster was in force."""

    roster: Roster
    watch: Watch
    cut: bool


def _term(roster: Roster) -> Window:
    ends_at = roster.ends_at if roster.retired_at is None else min(roster.ends_at, roster.retired_at)
    return Window(max(roster.starts_at, roster.published_at), ends_at)


def _within_windows(roster: Roster, windows: Sequence[Window]) -> Iterator[_Piece]:
    for watch in watches(roster) if windows else ():
        for window in windows:
            if both := watch.window.overlap(window):
                piece = watch._replace(starts_at=both.starts_at, ends_at=both.ends_at)
                yield _Piece(roster, piece, cut=both.starts_at > watch.starts_at)


def _joined(pieces: Iterable[_Piece]) -> list[tuple[Roster, Watch]]:
    ended: dict[tuple[str, UUID, datetime], int] = {}
    joined: list[tuple[Roster, Watch]] = []
    for roster, watch, cut in sorted(pieces, key=lambda piece: _order(piece.watch)):
        former = ended.get((watch.post, watch.person, watch.starts_at)) if cut else None
        if former is None:
            joined.append((roster, watch))
            former = len(joined) - 1
        else:
            began = joined[former][1]
            joined[former] = roster, watch._replace(starts_at=began.starts_at, known_at=began.known_at)
        ended[watch.post, watch.person, watch.ends_at] = former
    return joined


def minus(window: Window, other: Window) -> Iterator[Window]:
    both = window.overlap(other)
    if both is None:
        yield window
        return
    if window.starts_at < both.starts_at:
        yield Window(window.starts_at, both.starts_at)
    if both.ends_at < window.ends_at:
        yield Window(both.ends_at, window.ends_at)


def _pieces(shift: Shift, changes: Sequence[Change], published_at: datetime) -> Iterator[Watch]:
    """The shift cut where changes begin and end; the one made last holds. Neighbours of one origin are one watch."""
    touching = [change for change in changes if change.post is shift.post and change.window.overlap(shift.window)]
    bounds = sorted({shift.starts_at, shift.ends_at, *_bounds(touching, shift.window)})
    former: tuple[Change | None, datetime] | None = None
    for starts_at, following in zip(bounds, [*bounds[1:], None], strict=True):
        holding = None if following is None else _holding(touching, starts_at)
        if former is not None and (following is None or holding != former[0]):
            yield _watch(shift, former[0], Window(former[1], starts_at), published_at)
            former = None
        if following is not None and former is None:
            former = holding, starts_at


def _bounds(changes: Iterable[Change], window: Window) -> Iterator[datetime]:
    for change in changes:
        yield max(change.starts_at, window.starts_at)
        yield min(change.ends_at, window.ends_at)


def _holding(changes: Iterable[Change], at: datetime) -> Change | None:
    return max((one for one in changes if one.window.holds(at)), key=lambda one: (one.made_at, one.id), default=None)


def _watch(shift: Shift, change: Change | None, window: Window, published_at: datetime) -> Watch:
    if change is None:
        return Watch(shift.post, shift.person, window.starts_at, window.ends_at, Via.ROSTER, published_at)
    return Watch(shift.post, change.person, window.starts_at, window.ends_at, change.via, change.made_at)


def _order(watch: Watch) -> tuple[datetime, str, bool, datetime]:
    return watch.starts_at, watch.post, watch.via is Via.REINFORCEMENT, watch.ends_at
