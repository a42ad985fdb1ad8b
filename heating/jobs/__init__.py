"""Work to be done after the commit: a transactional outbox and its runner."""

from heating.jobs.actions import bury, enqueue
from heating.jobs.periodic import Periodic
from heating.jobs.runner import GiveUp, Runner

__all__ = ["GiveUp", "Periodic", "Runner", "bury", "enqueue"]
