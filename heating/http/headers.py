"""Headers of every answer."""

from collections.abc import Iterator
from typing import Final

from starlette.types import Message, Scope

Header = tuple[bytes, bytes]

CONTENT_SECURITY_POLICY: Final = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",  # the QR decoder is WebAssembly
        "worker-src 'self' blob:",
        "img-src 'self' blob: data:",  # photos of the outbox are shown from blobs
        "media-src 'self' blob:",
        "connect-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # widths of bars and positions of marks
        "font-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)

_ALWAYS: Final[list[Header]] = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"permissions-policy", b"camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_ENCRYPTED: Final[Header] = (b"strict-transport-security", b"max-age=31536000")
_NOT_STORED: Final[Header] = (b"cache-control", b"no-store")


def for_answer(scope: Scope, start: Message, request_id: str) -> Iterator[Header]:
    """What is to be added to the headers of an answer that is about to start."""
    own = {name.lower() for name, _ in start["headers"]}
    yield from (header for header in _ALWAYS if header[0] not in own)
    yield b"x-request-id", request_id.encode()
    if scope["scheme"] == "https":
        yield _ENCRYPTED
    if b"cache-control" not in own and scope["path"].startswith("/api/"):
        yield _NOT_STORED
