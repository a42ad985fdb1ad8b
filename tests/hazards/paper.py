"""What stands on printed pages, and what a camera reads from them."""

from tests.labels import reading


def text_of(pdf: bytes) -> str:
    """All of it without spaces and line ends."""
    return "".join("".join(reading.texts(pdf)).split())


def pages_of(pdf: bytes) -> int:
    return len(reading.page_sizes_mm(pdf))


def codes_in(pdf: bytes) -> list[str]:
    return [code.text for image in reading.pages(pdf) for code in reading.codes_in(image)]
