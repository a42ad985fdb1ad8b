"""Answers packed with brotli, for what a crew pulls in the morning over a bad line."""

import asyncio

import brotli
from starlette.requests import Request
from starlette.responses import Response

_WORTH_IT = 1024
_IN_A_THREAD = 32 * 1024
_QUALITY = 5  # about as fast as gzip, a fifth smaller


async def packed(content: bytes, request: Request) -> Response:
    """A JSON answer that may not be kept by anyone."""
    headers = {"cache-control": "no-store"}
    if len(content) >= _WORTH_IT and _takes_brotli(request.headers.get("accept-encoding", "")):
        content = await asyncio.to_thread(_pack, content) if len(content) >= _IN_A_THREAD else _pack(content)
        headers |= {"content-encoding": "br", "vary": "accept-encoding"}
    return Response(content, headers=headers, media_type="application/json")


def _pack(content: bytes) -> bytes:
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=_QUALITY))


def _takes_brotli(header: str) -> bool:
    return any(part.replace(" ", "").lower() in ("br", "br;q=1", "br;q=1.0") for part in header.split(","))
