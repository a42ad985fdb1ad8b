"""A last fence around private numbers. No capability puts a resident's data into a message; but a hazard's title may be
what somebody typed, and people type telephone numbers."""

import re

from heating.lib.wording import Text

_PRIVATE = re.compile(
    r"""
    (?<![0-9A-Za-z-])(?:
        [1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]   # identity number
      | (?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}                                       # mobile telephone
      | 0\d{2,3}[ -]?[2-9]\d{6,7}                                                        # telephone with area code
    )(?![0-9A-Za-z])
    """,
    re.VERBOSE,
)
_MASK = "***"


def masked(text: str) -> str:
    """The same text with *** for each telephone and identity number."""
    return _PRIVATE.sub(_MASK, text)


def masked_text(text: Text) -> Text:
    return Text(masked(text.zh), masked(text.en))
