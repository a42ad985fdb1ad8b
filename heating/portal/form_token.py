"""What makes a form ours: the id that its complaint will have and the time of its first page, signed."""

from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from uuid import UUID

import msgspec

from heating.accounts.server_secret import sign
from heating.lib.ids import new_id

LASTS = timedelta(days=2)
_PURPOSE = "form"
_SIGNATURE = 32


class Token(msgspec.Struct, frozen=True):
    id: UUID
    issued_at: datetime


def issue(now: datetime) -> Token:
    return Token(new_id(), now.replace(microsecond=0))


def written(token: Token) -> str:
    said = f"{token.id.hex}.{int(token.issued_at.timestamp())}"
    return f"{said}.{sign(_PURPOSE, said)[:_SIGNATURE]}"


def read(text: str, now: datetime) -> Token | None:
    """None for one that is not ours, or that is too old."""
    said, _, signature = text.rpartition(".")
    if not compare_digest(sign(_PURPOSE, said)[:_SIGNATURE].encode(), signature.encode("utf-8", "replace")):
        return None
    id, _, seconds = said.partition(".")
    token = Token(UUID(hex=id), datetime.fromtimestamp(int(seconds), UTC))
    return token if now - token.issued_at <= LASTS else None


def photo_mark(token: Token, sha256: str) -> str:
    """Shows that this form has brought this photo."""
    return f"{sha256}.{sign('photo', f'{token.id.hex} {sha256}')[:_SIGNATURE]}"


def marked_photo(token: Token, mark: str) -> str | None:
    sha256 = mark.partition(".")[0]
    return sha256 if compare_digest(photo_mark(token, sha256).encode(), mark.encode("utf-8", "replace")) else None
