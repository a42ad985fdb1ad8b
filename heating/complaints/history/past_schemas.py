import msgspec

from heating.http.fields import Moment, Note


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a complaint of the past ended. `note`: what its system says of it."""

    closed_at: Moment
    note: Note = ""
