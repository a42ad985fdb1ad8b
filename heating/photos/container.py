"""Where the picture ends inside its file.

Decoders stop at the end of the picture and never look at what follows, so a file can be a photo and a program at once
(a polyglot). The end is therefore found by walking the container itself.
"""

import re

from heating.photos.rules import Format

_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")  # inside compressed data, ff00 is a data byte and ffd0-ffd7 restart
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_END_OF_IMAGE, _START_OF_SCAN = 0xD9, 0xDA


def bytes_after_picture(format: Format, content: bytes) -> int | None:
    """How many bytes follow the picture; None when the picture has no end, that is, the file was cut."""
    end = _ENDS[format](content)
    return None if end is None or end > len(content) else len(content) - end


def _jpeg_end(content: bytes) -> int | None:
    at = 2
    while found := _MARKER.match(content, at):
        marker = content[found.end() - 1]
        at = found.end()
        if marker == _END_OF_IMAGE:
            return at
        if marker in _STANDALONE:
            continue
        at += int.from_bytes(content[at : at + 2], "big")
        if marker == _START_OF_SCAN:
            following = _MARKER.search(content, at)
            if following is None:
                return None
            at = following.start()
    return None


def _png_end(content: bytes) -> int | None:
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    return None


def _webp_end(content: bytes) -> int | None:
    length = int.from_bytes(content[4:8], "little")
    return 8 + length + length % 2


_ENDS = {Format.JPEG: _jpeg_end, Format.PNG: _png_end, Format.WEBP: _webp_end}
