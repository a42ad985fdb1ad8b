"""Wakes those of this process who wait for what is recorded: each only by what he wants to see."""

from collections.abc import Collection, Sequence

from heating.storage.hub import Hub, Subscription

_hubs: dict[tuple[str, ...], Hub] = {}
"""By the beginnings of actions that are wanted; none stands for all."""


def subscribe(actions: Sequence[str] = ()) -> Subscription:
    """Told the last entry's number after a commit that recorded an action beginning with one of `actions`."""
    return _hubs.setdefault(tuple(actions), Hub()).subscribe()


def publish(seq: int, recorded: Collection[str]) -> None:
    """After a commit that recorded these actions, `seq` being the number of its last entry."""
    for wanted, hub in _hubs.items():
        if not wanted or any(action.startswith(wanted) for action in recorded):
            hub.publish(seq)
