"""What goes over the wire and comes back, as plain values: the senders build one and read the other."""

import msgspec

LARGEST_ANSWER = 64 * 1024
_LONGEST_SAID = 300


class Request(msgspec.Struct, frozen=True):
    """A POST."""

    url: str
    content: bytes
    headers: dict[str, str]


class Answer(msgspec.Struct, frozen=True):
    """`content` is cut at LARGEST_ANSWER bytes."""

    status: int
    headers: dict[str, str]
    """Names in small letters."""
    content: bytes


def json_request(url: str, document: object, headers: dict[str, str] | None = None) -> Request:
    content = msgspec.json.encode(document)
    return Request(url, content, {"content-type": "application/json; charset=utf-8", **(headers or {})})


def said(text: str) -> str:
    """A receiver's words on one line of bearable length."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST_SAID]
