"""Finding the watch that somebody means: a post of a place, by its beginning."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from heating.duty import problems, queries
from heating.duty.rules import LONGEST_SHIFT, Place, Post, Roster, Via, Watch, Window
from heating.duty.timeline import in_force

AHEAD = timedelta(days=31)


class Found(NamedTuple):
    """`around` are all watches of the place about then, by time."""

    place: Place
    watch: Watch
    around: Sequence[Watch]
    rosters: Sequence[Roster]


async def find(place: Place, post: Post, person: UUID, starts_at: datetime) -> Found:
    """Raises duty.not_found where this person has no such watch."""
    window = Window(starts_at, starts_at + AHEAD)
    rosters = [roster for roster in await queries.rosters_in(window, [place]) if roster.place == place]
    around = [watch for _, watch in in_force(rosters, Window(starts_at - LONGEST_SHIFT, window.ends_at))]
    for watch in around:
        if (watch.post, watch.person, watch.starts_at) == (post, person, starts_at):
            return Found(place, watch, around, rosters)
    raise problems.NOT_FOUND()


def following(watch: Watch, around: Sequence[Watch]) -> Watch | None:
    """Who takes over from a watch: the first of its post, other than the same person, that goes on after its end."""
    if watch.via is Via.REINFORCEMENT:
        return None
    coming = [
        other
        for other in around
        if other.post is watch.post and other.via is not Via.REINFORCEMENT and other.starts_at >= watch.ends_at
    ]
    return next((other for other in coming if other.person != watch.person), None)
