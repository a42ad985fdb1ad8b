"""The code by which a resident follows his complaint: 12 letters of Crockford's base 32, 60 bits nobody can guess."""

from heating.labels.codes import LETTERS, normalise
from heating.lib.ids import randbits

_LENGTH = 12
_GROUP = 4


def new_code() -> str:
    bits = randbits(_LENGTH * 5)
    return "".join(LETTERS[(bits >> (5 * place)) & 31] for place in range(_LENGTH))


def normal(text: str) -> str | None:
    """As it is stored, from how it was typed; None for what cannot be a code."""
    code = normalise(text)
    is_code = len(code) == _LENGTH and all(letter in LETTERS for letter in code)
    return code if is_code else None


def printed(code: str) -> str:
    """ "K7M2-9QXD-4TRW"."""
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
