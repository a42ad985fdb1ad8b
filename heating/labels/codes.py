"""Codes of labels: what is in the QR, what is typed by hand, and the check character that catches slips.

Letters are Crockford's base 32 (no I, L, O, U). A code is 9 random letters and a check character, a short code 5 and
one. The check is linear over the field of 32 elements: each place has another power of the generator as its weight, so
every single wrong letter and every transposition changes the sum.
"""

import re
from collections.abc import Callable
from typing import Literal

import msgspec

from heating.lib.ids import randbits

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
SHORT_LENGTH = 6
LONGEST_URL = 35  # what a QR code of version 3, level H holds in alphanumeric mode

Fault = Literal["empty", "not_a_label", "letter", "length", "check"]

_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_PRIMITIVE_POLYNOMIAL = 0b100101  # x⁵ + x² + 1
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = re.compile(r"[\s\-‐-―－_]+")
_LABEL_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\s]*/l/([^/?#]*)", re.IGNORECASE)
_QR_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]*")


class Parsed(msgspec.Struct, frozen=True):
    """A code or short code without hyphen, in capitals."""

    code: str
    short: bool


def check_character(letters: str) -> str:
    """Last character of a code that starts with `letters`, up to 30 of the alphabet."""
    return LETTERS[_sum(letters)]


def is_sound(code: str) -> bool:
    """Does the check character fit the letters before it?"""
    return check_character(code[:-1]) == code[-1]


def normalise(text: str) -> str:
    """As read aloud or typed: small letters, spaces, hyphens, and O, I, L for the figures they look like."""
    return _IGNORED.sub("", text).upper().translate(_MISREAD)


def parse(text: str) -> Parsed | Fault:
    """A code, a short code or the address a label's QR holds, as scanned or typed; or what is wrong with it."""
    address = _LABEL_ADDRESS.fullmatch(text.strip())
    if address is None and "/" in text:
        return "not_a_label"
    code = normalise(address[1] if address else text)
    if not code:
        return "empty"
    if any(letter not in _VALUES for letter in code):
        return "letter"
    if len(code) not in (CODE_LENGTH, SHORT_LENGTH):
        return "length"
    return Parsed(code, short=len(code) == SHORT_LENGTH) if is_sound(code) else "check"


def _draw(letters: str) -> str:
    return letters[randbits(5)]


def new_code(pick: Callable[[str], str] = _draw) -> str:
    """45 random bits: nobody finds a label by guessing."""
    return _with_check([pick(LETTERS) for _ in range(CODE_LENGTH - 1)])


def new_short_code(pick: Callable[[str], str] = _draw) -> str:
    return _with_check([pick(LETTERS) for _ in range(SHORT_LENGTH - 1)])


def with_hyphen(short_code: str) -> str:
    """As printed: "ABC-DEF"."""
    return f"{short_code[:3]}-{short_code[3:]}"


def address(label_url: str, code: str) -> str:
    """What the QR code of a label holds; `label_url` is upper case without a slash at the end."""
    return f"{label_url}/L/{code}"


def fits_qr(url: str) -> bool:
    return len(url) <= LONGEST_URL and _QR_ALPHANUMERIC.fullmatch(url) is not None


def _with_check(letters: list[str]) -> str:
    text = "".join(letters)
    return text + check_character(text)


def _sum(letters: str) -> int:
    total = 0
    for letter in letters:
        total = _times_generator(total ^ _VALUES[letter])
    return total


def _times_generator(value: int) -> int:
    doubled = value << 1
    return doubled ^ _PRIMITIVE_POLYNOMIAL if doubled >= len(LETTERS) else doubled
