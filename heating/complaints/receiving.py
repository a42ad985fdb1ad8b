"""Receiving for requests: what arrives in the same moment is entered in one transaction.

A transaction costs the same reads of catalogue, rosters and ladders and the same wait for the disk however many
complaints it enters, and it holds up everybody else who writes.
"""

from functools import partial
from zoneinfo import ZoneInfo

from heating import storage
from heating.complaints import actions
from heating.complaints.actions import Accepted, Receiving
from heating.lib.problems import Problem
from heating.registry.clashes import once_more

_LARGEST_GROUP = 50
"""Complaints in one transaction: about as long as a group of phones' pushes, which wait for it."""


class Receipts:
    """Takes the complaints of all requests; made once per process, closed at its end."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._writer = storage.GroupWriter(partial(actions.receive, zone=zone), largest_group=_LARGEST_GROUP)

    async def receive(self, receiving: Receiving) -> Accepted:
        """After the commit. Raises the problem with which it was refused, and registry.taken_meanwhile."""
        answer = await once_more(partial(self._writer.submit, receiving))
        if isinstance(answer, Problem):
            raise answer
        return answer

    async def close(self) -> None:
        """Enter what was taken, then take nothing more."""
        await self._writer.close()
