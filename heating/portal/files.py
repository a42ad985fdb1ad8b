"""The built app in `static/dist`: hashed names for ever, everything else asked for again each time."""

import hashlib
import mimetypes
import re
from pathlib import Path, PurePosixPath

import msgspec
from starlette.requests import Request
from starlette.responses import Response

# The system's table differs from machine to machine; these are the app's
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_HASHED = re.compile(r"-[A-Z0-9]{8}\.")
_FOR_EVER = "public, max-age=31536000, immutable"
_PACKED = ".br"
_LONGEST_NAME = 200


class _File(msgspec.Struct, frozen=True):
    version: tuple[int, int]
    content: bytes
    packed: bytes | None
    etag: str


class Dist:
    """The folder's files, kept in memory (about 3 MB) and read again when they change."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, _File] = {}

    def answer(self, request: Request, name: str) -> Response | None:
        """The file with the caching, the packing and the type it needs; None when there is no such file."""
        file = self._file(name)
        if file is None:
            return None
        headers = {
            "cache-control": _FOR_EVER if _HASHED.search(name) else "no-cache",
            "etag": file.etag,
            "vary": "accept-encoding",
            "x-content-type-options": "nosniff",
        }
        if _matches(request.headers.get("if-none-match", ""), file.etag):
            return Response(status_code=304, headers=headers)
        content = file.content
        if file.packed is not None and _takes_brotli(request.headers.get("accept-encoding", "")):
            content = file.packed
            headers["content-encoding"] = "br"
        return Response(content, headers=headers, media_type=_media_type(name))

    def _file(self, name: str) -> _File | None:
        path = self._path(name)
        if path is None:
            return None
        stat = path.stat()
        version = (stat.st_mtime_ns, stat.st_size)
        known = self._files.get(name)
        if known is None or known.version != version:
            known = self._files[name] = _read(path, version)
        return known

    def _path(self, name: str) -> Path | None:
        """Only a file below the root, by its plain name; the packed copies are not addresses of their own."""
        parts = PurePosixPath(name).parts
        if (
            not 0 < len(name) <= _LONGEST_NAME
            or any(part in ("/", "..") or part.startswith(".") for part in parts)
            or name.endswith(_PACKED)
        ):
            return None
        path = self._root.joinpath(*parts)
        return path if path.is_file() else None


def _read(path: Path, version: tuple[int, int]) -> _File:
    content = path.read_bytes()
    packed = path.with_name(path.name + _PACKED)
    etag = hashlib.sha256(content).hexdigest()[:20]
    return _File(version, content, packed.read_bytes() if packed.is_file() else None, f'"{etag}"')


def _media_type(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _matches(header: str, etag: str) -> bool:
    return header.strip() == "*" or any(tag.strip().removeprefix("W/") == etag for tag in header.split(","))


def _takes_brotli(header: str) -> bool:
    for part in header.split(","):
        coding, _, weight = part.partition(";")
        if coding.strip().lower() == "br":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
