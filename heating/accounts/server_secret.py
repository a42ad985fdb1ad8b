"""The server's own secret. It signs what comes back to us, and makes keys by which personal data is found again without
being readable."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

_FILE = "secret.key"
_BYTES = 32


class _Kept:
    """Until `load`, one that nobody else has: for tests, and for commands that neither sign nor look anything up."""

    secret = secrets.token_bytes(_BYTES)


def load(given: str, directory: Path) -> None:
    """`given` is the setting; without it the secret is a file in the data directory, made at the first start."""
    _Kept.secret = given.encode() if given else _kept_in(directory / _FILE)


def sign(purpose: str, text: str) -> str:
    """64 hexadecimal figures (HMAC-SHA-256); the same text has another signature for another purpose."""
    return hmac.new(_Kept.secret, f"{purpose}\n{text}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _kept_in(path: Path) -> bytes:
    """Written whole or not at all, readable by its owner only; of two who make it at once the first wins."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(_BYTES).encode())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
