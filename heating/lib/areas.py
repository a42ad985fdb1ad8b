"""Paths of the organization tree and of the area tree, such as "taiyuan/xinghualing/"."""

import re

EVERYWHERE = ""

_PATH = re.compile(r"([a-z0-9][a-z0-9-]*/)+")


def is_path(text: str) -> bool:
    """Lower-case segments, each ended by a slash; the empty path is no node of a tree."""
    return _PATH.fullmatch(text) is not None


def within(path: str, ancestor: str) -> bool:
    """Is `path` the node `ancestor` or below it? Everything is within the empty path."""
    return path.startswith(ancestor)


def parent(path: str) -> str:
    """The path above; the empty path above a root."""
    return path[: path.rstrip("/").rfind("/") + 1]


def root(path: str) -> str:
    return path[: path.find("/") + 1]


def ancestors(path: str) -> list[str]:
    """From the root down to `path` itself."""
    return [path[: i + 1] for i, letter in enumerate(path) if letter == "/"]


def prefix_range(path: str) -> tuple[str, str]:
    """Half-open range of strings that start with `path`, so that an ordinary index finds a subtree.

    '0' is the character after '/', hence "taiyuan/" covers from "taiyuan/" up to "taiyuan0".
    """
    return path, path[:-1] + "0"
