"""Who did what: entries chained by hashes, written with what they tell of. Other capabilities react to them."""

from heating.audit.actions import SYSTEM, Who, record
from heating.audit.rules import Entry

__all__ = ["SYSTEM", "Entry", "Who", "record"]
