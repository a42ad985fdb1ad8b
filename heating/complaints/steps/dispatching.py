"""Sending a complaint to whoever is on duty, and what is written of the way there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from heating.complaints.catalogue.policies import Clock
from heating.complaints.routing import Target
from heating.complaints.rules import Status

STARTED: tuple[Clock, ...] = ("acknowledgement", "response", "resolution")
"""At the first dispatch; a later one finds some of them running, and wins no time."""


def dispatched(target: Target, at: datetime) -> dict[str, object]:
    """The columns of a complaint that was sent to somebody."""
    return {
        "status": Status.DISPATCHED,
        **handed(target),
        "dispatched_at": at,
        "acknowledged_at": None,
        "claimed_by_id": None,
        "claimed_by_name": None,
        "claimed_at": None,
    }


def handed(target: Target) -> dict[str, object]:
    return {
        "officer_id": target.officer,
        "officer_name": target.name or None,
        "leader_id": target.leader,
        "routed": target.rung != "named",
    }


def detail(target: Target, unit: str) -> dict[str, Any]:
    return {"officer": target.officer, "officer_name": target.name, "unit": unit, "rung": target.rung}


def events(target: Target, unit: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """That nobody was there to take it is an event too."""
    if not target.climbed:
        return ()
    return (("complaint.nobody_on_duty", {"unit": unit, "rung": target.rung, "passed": target.passed}),)
